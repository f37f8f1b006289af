import type { ChatPostMessageArguments } from '@slack/web-api';
import * as z from 'zod/mini';
import { type MessageRef, SlackFailure } from '../../workflows/ports/slack.ts';
import type { CallContext } from './classify-slack-error.ts';
import type { SlackCalls } from './prepare-call.ts';

/** Slack then makes no mention or link from a name or an address in the text. */
export const AS_IT_IS = { parse: 'none', link_names: false } as const;
const NO_PREVIEW = { unfurl_links: false, unfurl_media: false } as const;

export type PreparePost = (
  context: CallContext,
  message: ChatPostMessageArguments,
) => Promise<() => Promise<MessageRef>>;

const posted = z.object({
  ts: z.string(),
  channel: z.optional(z.string()),
  message: z.optional(z.object({ thread_ts: z.optional(z.string()) })),
});

/** Returns a function that posts the message and returns its place. Both throw SlackFailure. */
export const createPreparePost =
  ({ client, prepareCall, log }: SlackCalls): PreparePost =>
  async (context, message) => {
    const call = await prepareCall(context);
    return async () => {
      const answer = await call((token) =>
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's, no window's.
        client.chat.postMessage({ ...message, ...AS_IT_IS, ...NO_PREVIEW, token }),
      );
      const read = posted.safeParse(answer);
      if (!read.success) {
        // The message is in Slack, but its place is unknown.
        throw new SlackFailure(
          'unsure',
          'unreadable_answer',
          `Slack: post of ${context.what}: the answer has no ts.`,
        );
      }
      const { ts, channel = message.channel, message: shown } = read.data;
      // Slack puts a reply to a deleted message into the channel. Source: slack-go issue 1571.
      const isLoose = message.thread_ts !== undefined && shown && shown.thread_ts === undefined;
      if (isLoose) {
        log.warn('slack: the thread is gone, so its reply went to the channel', { what: context.what });
      }
      return {
        channel,
        ts,
        ...(message.thread_ts !== undefined && !isLoose && { threadTs: message.thread_ts }),
      };
    };
  };
