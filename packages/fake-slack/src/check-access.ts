import { isDirect } from './acts/direct.ts';
import { type MethodAnswer, refuse, refuseScope } from './method-answer.ts';
import type { Scope, Scopes } from './scopes.ts';
import * as z from 'zod/mini';
import type { Arguments } from './read-arguments.ts';

export type Access = 'post' | 'edit' | 'read' | 'link';

export type AppAccess = { scopes: Scopes; states: ChannelStates };

const HISTORY_SCOPES: Scope[] = ['channels:history', 'groups:history', 'mpim:history', 'im:history'];

/**
 * @returns the refusal, or undefined if the app may do it. Source: docs.slack.dev, the methods' scopes and errors. They
 * do not mention an edit in a channel that the app was removed from; it is refused here like a post.
 */
export const checkAccess = (
  access: Access,
  channel: string,
  { scopes, states }: AppAccess,
): MethodAnswer | undefined => {
  const isPrivate = states.isPrivate(channel);
  const needed = neededScopes(access, channel, isPrivate, scopes);
  if (needed.length > 0 && !needed.some(scopes.has)) return refuseScope(needed.join(','), scopes);
  switch (states.stateOf(channel)) {
    case 'member':
      return undefined;
    case 'deleted':
      return refuse('channel_not_found');
    case 'archived':
      return refusalInArchive(access);
    case 'not-member':
      // A private channel is invisible to an app that is not in it.
      if (isPrivate) return refuse('channel_not_found');
      if (access === 'link' || (access === 'post' && scopes.has('chat:write.public'))) return undefined;
      return refuse('not_in_channel');
  }
};

/**
 * Any of these scopes is enough; a link needs none. To an app without read scopes, Slack lists all that it accepts.
 */
const neededScopes = (access: Access, channel: string, isPrivate: boolean, scopes: Scopes): Scope[] => {
  if (access === 'link') return [];
  if (access !== 'read') return ['chat:write'];
  if (!HISTORY_SCOPES.some(scopes.has)) return HISTORY_SCOPES;
  if (isDirect(channel)) return ['im:history'];
  return isPrivate ? ['groups:history'] : ['channels:history'];
};

/** An archived channel can still be read. */
const refusalInArchive = (access: Access): MethodAnswer | undefined => {
  if (access === 'post') return refuse('is_archived');
  return access === 'edit' ? refuse('is_inactive') : undefined;
};

/** `not-member`: the app was removed from the channel. */
export type ChannelState = 'member' | 'not-member' | 'archived' | 'deleted';

type ChannelStates = {
  /** `deleted` for an unknown channel. */
  stateOf: (channel: string) => ChannelState;
  isPrivate: (channel: string) => boolean;
  nameOf: (channel: string) => string;
  /** @throws for an unknown channel */
  set: (channel: string, state: ChannelState) => void;
};

/** The channels that exist. At first the app is in all of them. */
export const createChannelStates = (
  ids: string[],
  privateIds: string[],
  names: ReadonlyMap<string, string>,
): ChannelStates => {
  const states = new Map(ids.map((id): [string, ChannelState] => [id, 'member']));
  return {
    stateOf: (channel) => states.get(channel) ?? 'deleted',
    isPrivate: (channel) => privateIds.includes(channel),
    nameOf: (channel) => names.get(channel) ?? channel.toLowerCase(),
    set: (channel, state) => {
      if (!states.has(channel)) throw new Error(`There is no channel ${channel}.`);
      states.set(channel, state);
    },
  };
};

const infoArguments = z.looseObject({ channel: z.string() });

/**
 * `conversations.info`. An app that is not in a channel sees a public channel; for a private channel it gets
 * `channel_not_found`. Source: docs.slack.dev.
 */
export const channelInfo = ({ scopes, states }: AppAccess, args: Arguments): MethodAnswer => {
  const parsed = z.safeParse(infoArguments, args);
  if (!parsed.success) return refuse('invalid_arguments');
  const { channel } = parsed.data;
  const isPrivate = states.isPrivate(channel);
  const needed: Scope = isPrivate ? 'groups:read' : 'channels:read';
  if (!scopes.has(needed)) return refuseScope(needed, scopes);
  const state = states.stateOf(channel);
  if (state === 'deleted' || (isPrivate && state === 'not-member')) return refuse('channel_not_found');
  return {
    ok: true,
    channel: {
      id: channel,
      name: states.nameOf(channel),
      is_private: isPrivate,
      is_archived: state === 'archived',
      is_member: state === 'member',
    },
  };
};
