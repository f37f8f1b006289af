import * as z from 'zod/mini';
import { SLACK_FAILURE_KINDS, type SlackFailureKind } from '../../../lib/domain/delivery/after-failure.ts';
import type { Log } from '../../../lib/workflows/ports/log.ts';

export type SlackFailed = { at: number; kind: SlackFailureKind; reason: string };

/** Slack's latest results in this run. Instants: epoch ms. */
export type SlackNews = {
  failed?: SlackFailed;
  tookAt?: number;
};

export type SlackLog = {
  last: () => SlackNews;
  /** Wraps the log of `notify` and reads the results from it. */
  watch: (log: Log) => Log;
  /** Reports each failure, and the first success after it. Returns a function that unsubscribes. */
  onChange: (listener: () => void) => () => void;
};

const answer = z.discriminatedUnion('did', [
  z.looseObject({ did: z.enum(['posted', 'edited']) }),
  z.looseObject({
    did: z.literal('failed'),
    kind: z.enum(SLACK_FAILURE_KINDS),
    reason: z._default(z.string(), ''),
  }),
]);

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
    const { data } = z.safeParse(answer, fields);
    if (data?.did === 'failed') note({ failed: { at: now(), kind: data.kind, reason: data.reason } });
    else if (data !== undefined) note({ tookAt: now() });
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
