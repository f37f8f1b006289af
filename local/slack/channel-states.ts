/** What became of a channel: the app is in it, was put out of it; or it was archived, or deleted. */
export type ChannelState = 'member' | 'not-member' | 'archived' | 'deleted';

export type ChannelStates = {
  /** `deleted` of a channel that never was. */
  stateOf: (channel: string) => ChannelState;
  isPrivate: (channel: string) => boolean;
  /** Throws for a channel that never was. */
  set: (channel: string, state: ChannelState) => void;
};

/** The channels that exist; the app is in each of them until something else is said. */
export const createChannelStates = (ids: string[], privateIds: string[]): ChannelStates => {
  const states = new Map(ids.map((id): [string, ChannelState] => [id, 'member']));
  return {
    stateOf: (channel) => states.get(channel) ?? 'deleted',
    isPrivate: (channel) => privateIds.includes(channel),
    set: (channel, state) => {
      if (!states.has(channel)) throw new Error(`There is no channel ${channel}.`);
      states.set(channel, state);
    },
  };
};
