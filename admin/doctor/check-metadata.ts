import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import type { Place, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import { classifySlackError } from '../../lib/slack/client/classify-slack-error.ts';
import { matchMessage } from '../../lib/slack/client/message-metadata.ts';
import { type Check, fail, ok, warn, type Words } from './check.ts';

export type TestCard = Place & { ticket: TicketKey };

const history = z.object({ messages: z.array(z.looseObject({ ts: z.string() })) });

/** Slack shows a message some seconds after it accepted it. */
const READS = 10;
const READ_EVERY_MS = 1_000;

const SCOPES = 'docs/slack-app-manifest.json';

/**
 * Whether Slack returns the metadata of the app's messages. Without it, a message whose answer was lost is not found,
 * and is sent twice (R19).
 */
export const checkMetadata = async (
  client: WebClient,
  token: string,
  { channel, ts, ticket }: TestCard,
  { sleep, words: all }: { sleep: (ms: number) => Promise<unknown>; words: Words },
): Promise<Check> => {
  const words = all.doctor.slack.metadata;
  const own = { channel, oldest: ts, latest: ts, inclusive: true, include_all_metadata: true, token };
  try {
    for (let read = 1; read <= READS; read += 1) {
      const { messages } = history.parse(await client.conversations.history(own));
      const card = messages.find((message) => message.ts === ts);
      if (card && matchMessage(card, ticket, 'card') !== undefined) return ok(words.name, words.ok);
      if (card) return fail(words.name, words.missing, words.giveScope(SCOPES));
      if (read < READS) await sleep(READ_EVERY_MS);
    }
  } catch (error) {
    // Uses only words and codes: a message could quote the token.
    const { reason } = classifySlackError(error, { call: 'look-up', what: 'the test ticket' });
    return fail(words.name, words.noHistory(reason), words.giveHistory(SCOPES));
  }
  return warn(words.name, words.noCard, words.sendAgain);
};
