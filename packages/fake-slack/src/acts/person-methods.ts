import * as z from 'zod/mini';
import { LONGEST_TEXT, readContent } from '../check-content.ts';
import { type MethodAnswer, refuse, refuseScope } from '../method-answer.ts';
import type { Arguments } from '../read-arguments.ts';
import { WORKSPACE } from '../workspace.ts';
import type { Scopes } from '../scopes.ts';
import type { Ephemerals } from './ephemerals.ts';
import type { Person } from './direct.ts';

const ephemeralArguments = z.looseObject({
  channel: z.string(),
  user: z.string(),
  text: z._default(z.string(), ''),
  blocks: z.optional(z.unknown()),
});

/** `chat.postEphemeral`. Everybody of the workspace is in each channel. Source: docs.slack.dev. */
export const postEphemeral = (
  ephemerals: Ephemerals,
  people: readonly Person[],
  args: Arguments,
): MethodAnswer => {
  const parsed = z.safeParse(ephemeralArguments, args);
  if (!parsed.success) return refuse('invalid_arguments');
  const { channel, user, text, blocks } = parsed.data;
  const accepted = readContent({ text, blocks }, LONGEST_TEXT.post);
  if ('refused' in accepted) return accepted.refused;
  if (!people.some(({ id }) => id === user)) return refuse('user_not_in_channel');
  const { ts } = ephemerals.post({ channel, user, text, ...accepted });
  return { ok: true, message_ts: ts };
};

const userArguments = z.looseObject({ user: z.string() });

/** `users.info`. Source: docs.slack.dev. */
export const userInfo = (scopes: Scopes, people: readonly Person[], args: Arguments): MethodAnswer => {
  const parsed = z.safeParse(userArguments, args);
  if (!parsed.success) return refuse('invalid_arguments');
  if (!scopes.has('users:read')) return refuseScope('users:read', scopes);
  const person = people.find(({ id }) => id === parsed.data.user);
  if (person === undefined) return refuse('user_not_found');
  const { id, name } = person;
  return {
    ok: true,
    user: {
      id,
      team_id: WORKSPACE.teamId,
      name,
      real_name: name,
      deleted: false,
      is_bot: false,
      profile: { real_name: name, display_name: name },
    },
  };
};

const groupArguments = z.looseObject({ usergroup: z.string() });

/** `usergroups.users.list`. Everybody of the workspace is in each user group. Source: docs.slack.dev. */
export const groupMembers = (scopes: Scopes, people: readonly Person[], args: Arguments): MethodAnswer => {
  const parsed = z.safeParse(groupArguments, args);
  if (!parsed.success) return refuse('invalid_arguments');
  if (!scopes.has('usergroups:read')) return refuseScope('usergroups:read', scopes);
  return /^S[A-Z0-9]{2,}$/.test(parsed.data.usergroup)
    ? { ok: true, users: people.map(({ id }) => id) }
    : refuse('no_such_subteam');
};
