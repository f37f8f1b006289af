import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import { defined } from '../../domain/defined.ts';
import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import { messageName } from '../../domain/delivery/plan-delivery.ts';
import { isLaterTs, tsBefore, tsOf } from '../../domain/delivery/known-channel.ts';
import type { Attempt, Destination, SearchPosition } from '../../domain/ticket/ticket.ts';
import { DAY_MS } from '../../domain/time/durations.ts';
import { type Found, SlackFailure } from '../../workflows/ports/slack.ts';
import type { CallContext } from './classify-slack-error.ts';
import { contextOf, placeIn } from './call-context.ts';
import { matchMessage } from './message-metadata.ts';
import type { CallSlack, SlackCalls } from './prepare-call.ts';

/** The clocks of two Slack servers may differ by less than this. */
const MARGIN_SECONDS = 60;
/**
 * The search begins this early if no earlier post to the place was confirmed, since this machine's clock may be wrong
 * by hours.
 */
const WITHOUT_AFTER_MS = DAY_MS;

/** Source: docs.slack.dev, conversations.history, `limit`. */
const PAGE_SIZE = 999;
/** The limit for one try. Slack allows about fifty of these calls a minute. */
const MAX_PAGES = 5;
/** A page that begins later could outlast the drain's lane, since a call takes up to ten seconds (R19). */
const LATEST_PAGE_MS = 5_000;

const pageSchema = z.object({
  messages: z.array(z.unknown()),
  response_metadata: z.optional(z.object({ next_cursor: z.optional(z.string()) })),
});

/**
 * Searches the history of a channel or thread for the message of an attempt, by Slack's own order (R19). Slack puts a
 * reply to a deleted thread into the channel.
 * @param elapsed monotonic, ms
 * @returns its place; the position at which the next search continues; `undefined` if the message is not there
 * @throws SlackFailure
 */
export const findMessage = async (
  { client, prepareCall }: SlackCalls,
  deliverable: Deliverable,
  attempt: Attempt,
  elapsed: () => number,
): Promise<Found | undefined> => {
  const context = contextOf(deliverable.key, 'look-up', attempt.name);
  const call = await prepareCall(context);
  const reader: Reader = { client, call, context };
  const { threadTs, search } = attempt;
  const channel = isPerson(attempt.channel) ? await openDirect(reader, attempt.channel) : attempt.channel;
  const replacedTs = deliverable.delivery.replaced?.ts ?? '0';
  const latestPage = elapsed() + LATEST_PAGE_MS;
  let pages = 0;
  const searching: Searching = {
    readPage: (place, cursor) => {
      pages += 1;
      const oldest = oldestOf(attempt);
      const query = { oldest, inclusive: true, include_all_metadata: true, limit: PAGE_SIZE };
      return readPage(reader, place, { ...query, ...defined({ cursor }) });
    },
    match: (message) => {
      const ts = matchMessage(message, deliverable.key, attempt.name);
      // A message that is not newer than the replaced message (R22) does not belong to this attempt.
      return ts !== undefined && isLaterTs(ts, replacedTs) ? ts : undefined;
    },
    mayReadOn: () => pages < MAX_PAGES && elapsed() <= latestPage,
  };
  const position = (place: SearchPosition['in']) => (search?.in === place ? search.cursor : undefined);
  if (threadTs === undefined || search?.in === 'channel')
    return searchPlace({ channel }, position('channel'), searching);
  try {
    return await searchPlace({ channel, threadTs }, position('thread'), searching);
  } catch (error) {
    if (!failedFor(error, 'thread_not_found')) throw error;
    return searchPlace({ channel }, undefined, searching);
  }
};

const oldestOf = ({ after, at }: Attempt): string =>
  after === undefined ? tsOf(at - WITHOUT_AFTER_MS) : tsBefore(after, MARGIN_SECONDS);

type Page = { messages: unknown[]; next: string | undefined };

type Reader = { client: WebClient; call: CallSlack; context: CallContext };

type Searching = {
  readPage: (place: Destination, cursor: string | undefined) => Promise<Page>;
  match: (message: unknown) => string | undefined;
  mayReadOn: () => boolean;
};

const searchPlace = async (
  place: Destination,
  from: string | undefined,
  searching: Searching,
): Promise<Found | undefined> => {
  const { readPage: read, match, mayReadOn } = searching;
  let cursor = from;
  const goOnLater = (waitMs?: number): Found | undefined =>
    cursor === undefined
      ? undefined
      : {
          search: { in: place.threadTs === undefined ? 'channel' : 'thread', cursor },
          ...defined({ waitMs }),
        };
  do {
    let page: Page;
    try {
      page = await read(place, cursor);
    } catch (error) {
      // A cursor of Slack may expire.
      if (from !== undefined && failedFor(error, 'invalid_cursor'))
        return searchPlace(place, undefined, searching);
      const isPaced = error instanceof SlackFailure && error.kind === 'rate-limited' && cursor !== from;
      const later = isPaced ? goOnLater(error.retryAfterMs) : undefined;
      if (later) return later;
      throw error;
    }
    for (const message of page.messages) {
      const ts = match(message);
      if (ts !== undefined) return { ...place, ts };
    }
    if (page.next === undefined) return undefined;
    cursor = page.next;
  } while (mayReadOn());
  return goOnLater();
};

/** A direct message is posted to a person's id, and read in the conversation with that person. */
const isPerson = (channel: string): boolean => /^[UW]/.test(channel);

const opened = z.object({ channel: z.object({ id: z.string() }) });

/** Also opens a conversation that exists. Source: docs.slack.dev, `conversations.open`. */
const openDirect = async ({ client, call, context }: Reader, user: string): Promise<string> => {
  const answer = opened.safeParse(await call((token) => client.conversations.open({ users: user, token })));
  if (answer.success) return answer.data.channel.id;
  throw new SlackFailure(
    'unsure',
    'unreadable_answer',
    `Slack: ${context.what}: its conversation cannot be read.`,
  );
};

type Query = {
  oldest: string;
  latest?: string;
  inclusive: boolean;
  include_all_metadata?: boolean;
  limit: number;
  cursor?: string;
};

const readPage = async (
  { client, call, context }: Reader,
  { channel, threadTs }: Destination,
  query: Query,
): Promise<Page> => {
  const answer = pageSchema.safeParse(
    await call((token) =>
      threadTs === undefined
        ? client.conversations.history({ ...query, channel, token })
        : client.conversations.replies({ ...query, channel, ts: threadTs, token }),
    ),
  );
  if (!answer.success)
    throw new SlackFailure('unsure', 'unreadable_answer', `Slack: ${context.what}: history cannot be read.`);
  const next = answer.data.response_metadata?.next_cursor;
  return { messages: answer.data.messages, next: next === '' ? undefined : next };
};

/** `hidden`: a placeholder that Slack shows for a deleted message with replies. */
const shown = z.object({ ts: z.string(), hidden: z.optional(z.literal(false)) });
/** A thread's parent comes with each of its replies. */
const FEW = 5;

/**
 * Reads the card or notice at its own `ts`. Source: docs.slack.dev, conversations.history, "Retrieving a single
 * message".
 * @returns false if it was deleted
 * @throws SlackFailure
 */
export const isMessageThere = async (
  { client, prepareCall }: SlackCalls,
  deliverable: Deliverable,
): Promise<boolean> => {
  const context = contextOf(deliverable.key, 'look-up', messageName(deliverable));
  const { channel, ts } = placeIn(deliverable, context);
  const threadTs = deliverable.type === 'ticket' ? deliverable.delivery.threadTs : undefined;
  const call = await prepareCall(context);
  const query = { oldest: ts, latest: ts, inclusive: true, limit: FEW };
  try {
    const place = { channel, ...defined({ threadTs }) };
    const { messages } = await readPage({ client, call, context }, place, query);
    return messages.some((message) => shown.safeParse(message).data?.ts === ts);
  } catch (error) {
    if (failedFor(error, 'thread_not_found')) return false;
    throw error;
  }
};

const failedFor = (error: unknown, reason: string): boolean =>
  error instanceof SlackFailure && error.reason === reason;
