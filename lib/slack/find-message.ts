import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import type { SubjectKey } from '../domain/subject.ts';
import type { AttemptName } from '../domain/ticket.ts';
import { SlackFailure } from '../workflows/slack-error.ts';
import type { CallSlack } from './call-slack.ts';
import type { Doing } from './classify-slack-error.ts';
import { matchMessage } from './message-metadata.ts';

const PAGE_SIZE = 200;
/** 5,000 messages in some ten minutes: more is no channel for people. */
const MAX_PAGES = 25;

const page = z.object({
  messages: z.array(z.unknown()),
  response_metadata: z.optional(z.object({ next_cursor: z.optional(z.string()) })),
});

export type Search = {
  subject: SubjectKey;
  name: AttemptName;
  channel: string;
  /** The thread's root, where the message is a reply. */
  threadTs?: string;
  /** Epoch ms. */
  since: number;
  /** The `ts` of a message that it replaces (R22): what is no younger is not the attempt's. */
  after?: string;
};

/**
 * Looks through all pages of a channel's or a thread's history for what an attempt posted (R19).
 * @returns its `ts`, or `undefined` if it is not there
 * @throws SlackFailure
 */
export const findMessage = async (
  client: WebClient,
  call: CallSlack,
  search: Search,
  doing: Doing,
): Promise<string | undefined> => {
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const answer = page.safeParse(await call(doing, (token) => readPage(client, token, search, cursor)));
    if (!answer.success) {
      throw new SlackFailure('unsure', 'unreadable_answer', `Slack: ${doing.what}: history cannot be read.`);
    }
    for (const message of answer.data.messages) {
      const ts = matchMessage(message, search.subject, search.name);
      if (ts !== undefined && ts > (search.after ?? '')) return ts;
    }
    cursor = answer.data.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === '') return undefined;
  }
  throw new SlackFailure(
    'look-up-refused',
    'too_many_pages',
    `Slack: look-up of ${doing.what} gave up after ${MAX_PAGES} pages of history. Use a channel with less traffic.`,
  );
};

const readPage = (
  client: WebClient,
  token: string,
  { channel, threadTs, since }: Search,
  cursor: string | undefined,
): Promise<unknown> => {
  const query = {
    token,
    channel,
    oldest: (since / 1000).toFixed(6),
    inclusive: true,
    include_all_metadata: true,
    limit: PAGE_SIZE,
    ...(cursor === undefined ? {} : { cursor }),
  };
  return threadTs === undefined
    ? client.conversations.history(query)
    : client.conversations.replies({ ...query, ts: threadTs });
};
