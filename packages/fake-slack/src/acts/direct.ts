import * as z from 'zod/mini';
import { type MethodAnswer, refuse, refuseScope } from '../method-answer.ts';
import type { Arguments } from '../read-arguments.ts';
import type { Scopes } from '../scopes.ts';

export type Person = { id: string; name: string };

/** The direct messages of the app and one person. */
export const directChannel = (user: string): string => `D${user.slice(1)}`;

/** A message to a person's id becomes a direct message. Source: docs.slack.dev, `chat.postMessage`. */
export const withDirect = (args: Arguments, people: readonly Person[]): Arguments => {
  const person = people.find(({ id }) => id === args['channel']);
  return person ? { ...args, channel: directChannel(person.id) } : args;
};

export const isDirect = (channel: string): boolean => channel.startsWith('D');

const users = z.looseObject({ users: z.string() });

/** `conversations.open` with one person. Source: docs.slack.dev. */
export const openDirect = (scopes: Scopes, people: readonly Person[], args: Arguments): MethodAnswer => {
  const parsed = z.safeParse(users, args);
  if (!parsed.success) return refuse('invalid_arguments');
  if (!scopes.has('im:write')) return refuseScope('im:write', scopes);
  const person = people.find(({ id }) => id === parsed.data.users);
  return person ? { ok: true, channel: { id: directChannel(person.id) } } : refuse('user_not_found');
};

/** `dnd.teamInfo`. Only the people in `resting` are in do-not-disturb. Source: docs.slack.dev. */
export const teamInfo = (
  scopes: Scopes,
  people: readonly Person[],
  resting: ReadonlyMap<string, { from: number; until: number }>,
  args: Arguments,
): MethodAnswer => {
  const parsed = z.safeParse(users, args);
  if (!parsed.success) return refuse('invalid_arguments');
  if (!scopes.has('dnd:read')) return refuseScope('dnd:read', scopes);
  const members = parsed.data.users.split(',').filter((user) => people.some(({ id }) => id === user));
  const entries = members.map((user) => {
    const { from, until } = resting.get(user) ?? { from: 1000, until: 1000 };
    return [
      user,
      {
        dnd_enabled: resting.has(user),
        next_dnd_start_ts: Math.floor(from / 1000),
        next_dnd_end_ts: Math.ceil(until / 1000),
      },
    ];
  });
  return { ok: true, users: Object.fromEntries(entries) };
};
