import * as z from 'zod/mini';
import type { AppAccess } from './check-access.ts';
import { type MethodAnswer, refuse, refuseScope } from './method-answer.ts';
import type { Arguments } from './read-arguments.ts';
import type { Scope } from './scopes.ts';

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
      name: channel.toLowerCase(),
      is_private: isPrivate,
      is_archived: state === 'archived',
      is_member: state === 'member',
    },
  };
};
