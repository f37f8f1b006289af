import * as z from 'zod/mini';
import type { SlackFailureKind } from '../../../lib/workflows/ports/slack-error.ts';
import type { Log } from '../../../lib/workflows/ports/log.ts';

export type SlackFailed = { at: number; kind: SlackFailureKind; reason: string };

/** What Slack answered in this run. Instants: epoch ms. */
export type SlackNews = {
  failed?: SlackFailed;
  /** When it last took a message or an edit. */
  tookAt?: number;
};

export type SlackLog = {
  last: () => SlackNews;
  /** The same log, of `notify`. It is listened to. */
  watch: (log: Log) => Log;
  /** Tells of a failure, and of the first success after one. Returns a function that stops the listening. */
  onChange: (listener: () => void) => () => void;
};

/** Every kind of failure. */
const KINDS: Record<SlackFailureKind, true> = {
  'rate-limited': true,
  unreached: true,
  unsure: true,
  'card-unusable': true,
  'content-refused': true,
  'newer-refused': true,
  'channel-unusable': true,
  'token-unusable': true,
  'look-up-refused': true,
  refused: true,
};

const answer = z.looseObject({
  did: z.string(),
  kind: z.optional(z.string()),
  reason: z.optional(z.string()),
});

export const createSlackLog = (now: () => number): SlackLog => {
  const listeners = new Set<() => void>();
  let news: SlackNews = {};
  let isFailing = false;
  const note = (more: SlackNews): void => {
    const wasFailing = isFailing;
    news = { ...news, ...more };
    isFailing = more.failed !== undefined;
    if (isFailing || wasFailing) for (const listener of listeners) listener();
  };
  const hear = (fields: unknown): void => {
    const { did, kind, reason = '' } = z.safeParse(answer, fields).data ?? {};
    if (did === 'posted' || did === 'edited') note({ tookAt: now() });
    else if (did === 'failed' && isKind(kind)) note({ failed: { at: now(), kind, reason } });
  };
  return {
    last: () => news,
    watch: (log) => ({
      ...log,
      info: (message, fields) => {
        hear(fields);
        log.info(message, fields);
      },
      warn: (message, fields) => {
        hear(fields);
        log.warn(message, fields);
      },
    }),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

const isKind = (kind: string | undefined): kind is SlackFailureKind =>
  kind !== undefined && Object.hasOwn(KINDS, kind);
