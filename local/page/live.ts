import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { defined } from '../../lib/domain/defined.ts';

export type Live = {
  /** Keeps a stream open to a page. The first event asks the page to update itself. */
  open: (c: Context) => Response;
  /**
   * Asks every page to update itself.
   * @param announcement for a screen reader
   */
  changed: (announcement?: string) => void;
  /** Reports the person whose modal, Home tab or private messages changed. Each page then updates its own person's. */
  acted: (person: string) => void;
  stop: () => void;
};

export type News = {
  now: number;
  announcement?: string;
};

type Client = { stream: SSEStreamingApi; waiting: number; end: () => void };

const KEEP_ALIVE_MS = 15_000;
/** A page with more unread events is disconnected. It then reconnects and updates itself. */
const MOST_WAITING = 200;

/** The page's server-sent events. They carry no HTML: each page requests it when it is ready. */
export const createLive = (now: () => number): Live => {
  const clients = new Set<Client>();
  let isStopped = false;
  const write = (client: Client, event: string, data: string): void => {
    if (client.waiting >= MOST_WAITING) {
      client.stream.abort();
      return;
    }
    client.waiting += 1;
    void client.stream.writeSSE({ event, data }).finally(() => {
      client.waiting -= 1;
    });
  };
  const writeAll = (event: string, data: string): void => {
    for (const client of clients) write(client, event, data);
  };
  const news = (announcement?: string): string =>
    JSON.stringify({ now: now(), ...defined({ announcement }) } satisfies News);
  // A regular event keeps both sides from closing an idle connection.
  const alive = setInterval(() => writeAll('clock', news()), KEEP_ALIVE_MS);

  return {
    open: (c) =>
      streamSSE(c, async (stream) => {
        if (isStopped) return;
        const ended = Promise.withResolvers<void>();
        const client: Client = { stream, waiting: 0, end: ended.resolve };
        stream.onAbort(ended.resolve);
        clients.add(client);
        write(client, 'changed', news());
        await ended.promise;
        clients.delete(client);
      }),
    changed: (announcement) => writeAll('changed', news(announcement)),
    acted: (person) => writeAll('acted', person),
    stop: () => {
      isStopped = true;
      clearInterval(alive);
      for (const client of clients) client.end();
    },
  };
};
