import * as z from 'zod/mini';
import { MINUTE_MS } from '../../domain/time/durations.ts';
import { SlackFailure } from '../../workflows/ports/slack.ts';
import type { SlackCalls } from './prepare-call.ts';

/** Slack allows some twenty of these calls a minute. A change of the group takes effect after this time. */
const KEPT_MS = 5 * MINUTE_MS;

const answer = z.object({ users: z.array(z.string()) });

/**
 * The members of a user group, by Slack user id. Throws SlackFailure. Source: docs.slack.dev, `usergroups.users.list`.
 * @param now epoch ms
 */
export const createUserGroups = ({ client, prepareCall }: SlackCalls, now: () => number) => {
  const kept = new Map<string, { members: readonly string[]; until: number }>();
  return async (usergroup: string): Promise<readonly string[]> => {
    const known = kept.get(usergroup);
    if (known && now() < known.until) return known.members;
    const what = `the user group ${usergroup}`;
    const call = await prepareCall({ call: 'look-up', what });
    const read = answer.safeParse(
      await call((token) => client.usergroups.users.list({ usergroup, token })),
    ).data;
    if (!read)
      throw new SlackFailure('unsure', 'unreadable_answer', `Slack: ${what}: its members cannot be read.`);
    const members = read.users;
    kept.set(usergroup, { members, until: now() + KEPT_MS });
    return members;
  };
};
