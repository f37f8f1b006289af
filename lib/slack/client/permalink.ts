import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import type { Place } from '../../domain/ticket/ticket.ts';
import { SlackFailure } from '../../workflows/ports/slack-error.ts';
import type { CallContext } from './classify-slack-error.ts';
import type { PrepareCall } from './prepare-call.ts';

const answer = z.object({ permalink: z.url({ protocol: /^https$/ }) });

/** Slack's link to a message; `undefined` where it gives none, such as for a deleted one: a link is worth no failure. */
export const permalink = async (
  client: WebClient,
  prepareCall: PrepareCall,
  { channel, ts }: Place,
  { what }: CallContext,
): Promise<string | undefined> => {
  try {
    const call = await prepareCall({ call: 'look-up', what });
    const link = await call((token) => client.chat.getPermalink({ channel, message_ts: ts, token }));
    const read = answer.safeParse(link);
    return read.success ? read.data.permalink : undefined;
  } catch (error) {
    if (error instanceof SlackFailure) return undefined;
    throw error;
  }
};
