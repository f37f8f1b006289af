/** `not-member`: the app was removed from the channel. */
export type ChannelState = 'member' | 'not-member' | 'archived' | 'deleted';

export type ChannelStates = {
  /** `deleted` for an unknown channel. */
  stateOf: (channel: string) => ChannelState;
  isPrivate: (channel: string) => boolean;
  /** @throws for an unknown channel */
  set: (channel: string, state: ChannelState) => void;
};

/** The channels that exist. At first the app is in all of them. */
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
