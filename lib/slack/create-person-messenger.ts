import type { VendorConfig } from '../config/schema.ts';
import { defined } from '../domain/defined.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { ticketId } from '../domain/ticket/ticket-id.ts';
import { SlackFailure, type PersonMessenger, type DoNotDisturb } from '../workflows/ports/slack.ts';
import { buildRefusal } from './acts/build-refusal.ts';
import type { SlackCalls } from './client/prepare-call.ts';
import { AS_IT_IS } from './client/prepare-post.ts';
import * as z from 'zod/mini';

/**
 * Sends a message that only one person sees, by `chat.postEphemeral`. Slack does not keep it, so a text is returned by a direct
 * message. If Slack refuses one way, the other is used.
 */
export const createPersonMessenger = (
  { client, prepareCall, log }: SlackCalls,
  vendorOf: (vendor: VendorRef) => VendorConfig,
): PersonMessenger => ({
  refused: async ({ by, channel, sendingAt }, ticket, refusal, text) => {
    const message = buildRefusal(ticket, refusal, vendorOf(ticket.key), {
      text,
      to: by,
      mayBeSent: sendingAt !== undefined,
    });
    const { delivery } = ticket;
    const threadTs = delivery.channel === channel ? delivery.threadTs : undefined;
    const place = { channel, ...defined({ thread_ts: threadTs }) };
    const call = await prepareCall({ call: 'post', what: ticketId(ticket.key) });
    const inChannel = () =>
      call((token) => client.chat.postEphemeral({ ...message, ...AS_IT_IS, ...place, user: by, token }));
    const directly = () =>
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's, no window's.
      call((token) => client.chat.postMessage({ ...message, ...AS_IT_IS, channel: by, token }));
    const [first, second] = text === undefined ? [inChannel, directly] : [directly, inChannel];
    try {
      await first();
    } catch (error) {
      if (!(error instanceof SlackFailure) || error.retryable || error.kind === 'token-unusable') throw error;
      log.warn(error.message, { code: error.code });
      await second();
    }
  },
});

/** Seconds. A pause that a person sets by hand is not included. Source: docs.slack.dev, `dnd.teamInfo`. */
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
