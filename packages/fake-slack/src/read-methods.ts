import * as z from 'zod/mini';
import type { Channels } from './channels.ts';
import { toMicros, type Message, formatPermalink } from './message.ts';
import { type MethodAnswer, refuse } from './method-answer.ts';
import type { Arguments } from './read-arguments.ts';
import { renderMessage } from './render-message.ts';

export type Reading = {
  channels: Channels;
  /** Epoch ms. */
  now: number;
  /** A message is hidden for this long after its posting. */
  historyLagMs: number;
  /** Whether the app has the scope to see metadata. */
  mayReadMetadata: boolean;
};

const flag = z._default(z.union([z.boolean(), z.stringbool()]), false);
const count = (otherwise: number) =>
  z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(999)), otherwise);

const range = {
  channel: z.string(),
  cursor: z.optional(z.string()),
  oldest: z.optional(z.coerce.string()),
  latest: z.optional(z.coerce.string()),
  inclusive: flag,
  include_all_metadata: flag,
};
const historyArguments = z.looseObject({ ...range, limit: count(100) });
const repliesArguments = z.looseObject({ ...range, limit: count(999), ts: z.string() });
type Range = z.infer<typeof historyArguments>;

/** `conversations.history`: the channel's messages, newest first. Source: docs.slack.dev. */
export const history = (reading: Reading, args: Arguments): MethodAnswer => {
  const parsed = z.safeParse(historyArguments, args);
  if (!parsed.success) return refuse('invalid_arguments');
  const all = shownMessages(reading, parsed.data.channel);
  const shown = all
    .filter((message) => message.thread_ts === undefined || message.broadcast === true)
    .filter((message) => isWithin(message, parsed.data))
    .toReversed();
  return answerWith(reading, parsed.data, shown, all);
};

/**
 * `conversations.replies`: the parent, then its replies, oldest first. For a reply's own `ts`, only that reply. Source:
 * docs.slack.dev; slackapi/bolt-python issue 783.
 */
export const replies = (reading: Reading, args: Arguments): MethodAnswer => {
  const parsed = z.safeParse(repliesArguments, args);
  if (!parsed.success) return refuse('invalid_arguments');
  const { channel, ts } = parsed.data;
  const all = shownMessages(reading, channel);
  if (!all.some((message) => message.ts === ts)) return refuse('thread_not_found');
  const thread = all.filter(
    (message) => message.ts === ts || (message.thread_ts === ts && isWithin(message, parsed.data)),
  );
  return answerWith(reading, parsed.data, thread, all);
};

const permalinkArguments = z.looseObject({ channel: z.string(), message_ts: z.string() });

/** `chat.getPermalink`, which has no delay. Source: docs.slack.dev. */
export const getPermalink = ({ channels }: Reading, args: Arguments): MethodAnswer => {
  const parsed = z.safeParse(permalinkArguments, args);
  if (!parsed.success) return refuse('invalid_arguments');
  const { channel, message_ts: ts } = parsed.data;
  const message = channels.find(channel, ts);
  return message === undefined || message.deleted !== undefined
    ? refuse('message_not_found')
    : { ok: true, channel, permalink: formatPermalink(message) };
};

/**
 * Slack accepts a post at once and shows it later (korotovsky/slack-mcp-server pull request 284). It shows an edit at
 * once.
 */
const shownMessages = ({ channels, now, historyLagMs }: Reading, channel: string): Message[] =>
  channels.messages(channel).filter(({ ts }) => {
    const ageMs = now - toMicros(ts) / 1000;
    // A clock that went back must not hide messages for long.
    return Math.abs(ageMs) >= historyLagMs;
  });

const answerWith = (
  { mayReadMetadata }: Reading,
  { limit, cursor, oldest, latest, include_all_metadata: withMetadata }: Range,
  found: Message[],
  all: Message[],
): MethodAnswer => {
  if (oldest !== undefined && !INSTANT.test(oldest)) return refuse('invalid_ts_oldest');
  if (latest !== undefined && !INSTANT.test(latest)) return refuse('invalid_ts_latest');
  const paged = pageOf(found, limit, cursor);
  if (paged === undefined) return refuse('invalid_cursor');
  return {
    ok: true,
    messages: paged.page.map((message) =>
      renderMessage(
        message,
        all.filter((other) => other.thread_ts === message.ts),
        withMetadata && mayReadMetadata,
      ),
    ),
    has_more: paged.nextCursor !== '',
    response_metadata: { next_cursor: paged.nextCursor },
  };
};

const INSTANT = /^\d+(\.\d+)?$/;

const isWithin = ({ ts }: Message, { oldest = '0', latest, inclusive }: Range): boolean => {
  const [at, from, to] = [toMicros(ts), toMicros(oldest), latest === undefined ? Infinity : toMicros(latest)];
  return inclusive ? at >= from && at <= to : at > from && at < to;
};

/**
 * One page of a list and the cursor of the next page. The cursor names the page's last item, so that new posts move
 * nothing. `undefined` for an unknown cursor.
 */
const pageOf = <T extends { ts: string }>(
  items: T[],
  limit: number,
  cursor: string | undefined,
): { page: T[]; nextCursor: string } | undefined => {
  const after = cursor === undefined || cursor === '' ? undefined : decode(cursor);
  if (cursor !== undefined && cursor !== '' && after === undefined) return undefined;
  const start = after === undefined ? 0 : items.findIndex((item) => item.ts === after) + 1;
  const page = items.slice(start, start + limit);
  const last = page.at(-1);
  const more = last !== undefined && start + limit < items.length;
  return { page, nextCursor: more ? encode(last.ts) : '' };
};

const PREFIX = 'after_ts:';

const encode = (ts: string): string => Buffer.from(`${PREFIX}${ts}`).toString('base64');

const decode = (cursor: string): string | undefined => {
  const text = Buffer.from(cursor, 'base64').toString('utf8');
  return text.startsWith(PREFIX) ? text.slice(PREFIX.length) : undefined;
};
