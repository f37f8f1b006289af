import * as z from 'zod/mini';
import type { DoNotDisturb } from '../workflows/ports/do-not-disturb.ts';
import { SlackFailure } from '../workflows/ports/slack-error.ts';
import type { SlackCalls } from './client/prepare-call.ts';

/** Seconds. A pause that a person sets by hand is not in it. Source: docs.slack.dev, `dnd.teamInfo`. */
const answer = z.object({
  users: z.record(
    z.string(),
    z.object({
      dnd_enabled: z._default(z.boolean(), false),
      next_dnd_start_ts: z._default(z.number(), 0),
      next_dnd_end_ts: z._default(z.number(), 0),
    }),
  ),
});

/** Asks Slack in one call, by `dnd.teamInfo`. */
export const createDoNotDisturb = ({ client, prepareCall }: SlackCalls, now: () => number): DoNotDisturb => ({
  resting: async (users) => {
    const call = await prepareCall({ call: 'look-up', what: 'do-not-disturb' });
    const read = answer.safeParse(
      await call((token) => client.apiCall('dnd.teamInfo', { users: users.join(','), token })),
    );
    if (!read.success)
      throw new SlackFailure('unsure', 'unreadable_answer', 'Slack: do-not-disturb cannot be read.');
    const second = now() / 1000;
    return new Set(
      Object.entries(read.data.users)
        .filter(
          ([, status]) =>
            status.dnd_enabled && status.next_dnd_start_ts <= second && second < status.next_dnd_end_ts,
        )
        .map(([user]) => user),
    );
  },
});
