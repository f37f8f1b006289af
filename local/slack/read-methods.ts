import * as z from 'zod/mini';
import type { Channels } from './channels.ts';
import type { Message } from './message.ts';
import { type MethodAnswer, refuse } from './method-answer.ts';
import { pageOf } from './page-of.ts';
import type { Arguments } from './read-arguments.ts';
import { renderMessage } from './render-message.ts';

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

/** `conversations.history`: what the channel shows, newest first. Source: docs.slack.dev. */
export const history = (channels: Channels, args: Arguments): MethodAnswer => {
  const parsed = z.safeParse(historyArguments, args);
  if (!parsed.success) return refuse('invalid_arguments');
  const all = channels.messages(parsed.data.channel);
  const shown = all
    .filter((message) => message.thread_ts === undefined || message.broadcast === true)
    .filter((message) => isWithin(message, parsed.data))
    .toReversed();
  return answerWith(channels, parsed.data, shown, all);
};

/** `conversations.replies`: the parent, then its replies, oldest first. Source: docs.slack.dev. */
export const replies = (channels: Channels, args: Arguments): MethodAnswer => {
  const parsed = z.safeParse(repliesArguments, args);
  if (!parsed.success) return refuse('invalid_arguments');
  const all = channels.messages(parsed.data.channel);
  const named = all.find((message) => message.ts === parsed.data.ts);
  if (named === undefined && channels.ids().includes(parsed.data.channel)) return refuse('thread_not_found');
  const parentTs = named?.thread_ts ?? named?.ts;
  const thread = all.filter(
    (message) =>
      message.ts === parentTs || (message.thread_ts === parentTs && isWithin(message, parsed.data)),
  );
  return answerWith(channels, parsed.data, thread, all);
};

const answerWith = (
  channels: Channels,
  { channel, limit, cursor, include_all_metadata: withMetadata }: Range,
  found: Message[],
  all: Message[],
): MethodAnswer => {
  if (!channels.ids().includes(channel)) return refuse('channel_not_found');
  const paged = pageOf(found, limit, cursor);
  if (paged === undefined) return refuse('invalid_cursor');
  return {
    ok: true,
    messages: paged.page.map((message) =>
      renderMessage(
        message,
        all.filter((other) => other.thread_ts === message.ts),
        withMetadata,
      ),
    ),
    has_more: paged.nextCursor !== '',
    response_metadata: { next_cursor: paged.nextCursor },
  };
};

const isWithin = ({ ts }: Message, { oldest = '0', latest, inclusive }: Range): boolean => {
  const [at, from, to] = [Number(ts), Number(oldest), latest === undefined ? Infinity : Number(latest)];
  return inclusive ? at >= from && at <= to : at > from && at < to;
};
