import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import type { Place, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import { classifySlackError } from '../../lib/slack/client/classify-slack-error.ts';
import { matchMessage } from '../../lib/slack/client/message-metadata.ts';
import { type Check, fail, ok, warn } from './check.ts';

export type TestCard = Place & { ticket: TicketKey };

const history = z.object({ messages: z.array(z.looseObject({ ts: z.string() })) });

/** Slack shows a message some seconds after it accepted it. */
const READS = 10;
const READ_EVERY_MS = 1_000;

const NAME = 'message metadata';
const SCOPES = 'docs/slack-app-manifest.json';

/**
 * Whether Slack returns the metadata of the app's messages. Without it, a message whose answer was lost is not found,
 * and is sent twice (R19).
 */
export const checkMetadata = async (
  client: WebClient,
  token: string,
  { channel, ts, ticket }: TestCard,
  sleep: (ms: number) => Promise<unknown>,
): Promise<Check> => {
  const own = { channel, oldest: ts, latest: ts, inclusive: true, include_all_metadata: true, token };
  try {
    for (let read = 1; read <= READS; read += 1) {
      const { messages } = history.parse(await client.conversations.history(own));
      const card = messages.find((message) => message.ts === ts);
      if (card && matchMessage(card, ticket, 'card') !== undefined)
        return ok(
          NAME,
          'Slack returns the metadata of the test ticket, so a message whose answer was lost is found',
        );
      if (card)
        return fail(
          NAME,
          'Slack shows the card of the test ticket without metadata: a message whose answer was lost is sent twice',
          `Give the app the scope metadata.message:read (${SCOPES}), reinstall it, and store its token if that changed.`,
        );
      if (read < READS) await sleep(READ_EVERY_MS);
    }
  } catch (error) {
    // Uses only words and codes: a message could quote the token.
    const { reason } = classifySlackError(error, { call: 'look-up', what: 'the test ticket' });
    return fail(
      NAME,
      `Slack does not show the history of the channel (${reason}): a message whose answer was lost is sent twice`,
      `Give the app channels:history and groups:history (${SCOPES}), reinstall it, and invite it to the channel.`,
    );
  }
  return warn(
    NAME,
    'could not be checked: the card of the test ticket is not in the history of the channel',
    'Send a test ticket again. If the line stays, see whether somebody deletes the card.',
  );
};
