import * as z from 'zod/mini';
import { messageBlock } from './check-blocks.ts';
import { WORKSPACE } from './workspace.ts';

export const metadata = z.object({
  event_type: z.string().check(z.minLength(1)),
  event_payload: z.record(z.string(), z.unknown()),
});

/** Leaves out blocks that only an earlier version had. */
const storedBlocks = z.pipe(
  z.array(z.unknown()),
  z.transform((blocks) =>
    blocks.flatMap((block) => {
      const read = messageBlock.safeParse(block);
      return read.success ? [read.data] : [];
    }),
  ),
);

const message = z.object({
  channel: z.string(),
  ts: z.string(),
  text: z.string(),
  blocks: z.optional(storedBlocks),
  metadata: z.optional(metadata),
  thread_ts: z.optional(z.string()),
  broadcast: z.optional(z.boolean()),
  reactions: z.optional(z.array(z.object({ name: z.string(), users: z.array(z.string()) }))),
  editedTs: z.optional(z.string()),
  /** Deleted by a person. A `tombstone` is shown above its replies. A `gone` message only reserves its `ts`. */
  deleted: z.optional(z.enum(['tombstone', 'gone'])),
  deletedTs: z.optional(z.string()),
});

/** A message as it is kept. */
export type Message = z.infer<typeof message>;

/** @throws ZodError if the JSON is not a message of this version */
export const parseMessage = (json: unknown): Message => z.parse(message, json);

/** A `ts` of Slack in microseconds: whole, and exact in a number until the year 2255. */
export const toMicros = (ts: string): number => {
  const [seconds = '0', fraction = ''] = ts.split('.');
  return Number(seconds) * 1e6 + Number(fraction.slice(0, 6).padEnd(6, '0'));
};

/** Seconds with six digits, as Slack writes a `ts`. */
const formatTs = (micros: number): string =>
  `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;

/** Each call returns a `ts`. It is unique and rises even if the clock goes back. `now`: epoch ms. */
export const createTs = (now: () => number, afterMicros = 0): (() => string) => {
  let last = afterMicros;
  return () => {
    last = Math.max(Math.floor(now() * 1000), last + 1);
    return formatTs(last);
  };
};

const PERMALINK = /^https:\/\/local\.slack\.example\/archives\/[A-Z0-9]+\/p(\d{10,})(\d{6})(?:\?[\w=&.]*)?$/;

/** Slack's format: the channel, the `ts` without its point, and for a reply its thread. */
export const formatPermalink = ({ channel, ts, thread_ts: threadTs }: Message): string => {
  const link = `${WORKSPACE.url}archives/${channel}/p${ts.replace('.', '')}`;
  return threadTs === undefined ? link : `${link}?thread_ts=${threadTs}&cid=${channel}`;
};

/** The `ts` in a permalink of this workspace, or undefined for another address. */
export const readPermalink = (address: string): string | undefined => {
  const [, seconds, micros] = PERMALINK.exec(address) ?? [];
  return seconds === undefined || micros === undefined ? undefined : `${seconds}.${micros}`;
};
