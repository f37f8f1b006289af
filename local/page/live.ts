import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { defined } from '../../lib/domain/defined.ts';
import type { Patch } from './patch.ts';
import type { Language } from './texts.ts';

export type Live = {
  /** Names the current state, for a page that is rendered now. */
  revision: () => string;
  /**
   * Keeps a stream open to a page that shows the state `since`. If anything changed since then, the page gets
   * everything.
   */
  open: (c: Context, language: Language, since: string | undefined) => Response;
  /** Sends a change to all listeners, in the order of the calls. It is rendered once per language. */
  tell: (render: (language: Language) => Promise<Patch[]>, say?: string) => void;
  /** Tells whose modal, Home tab or messages changed. Each page asks for its own person's. */
  acted: (person: string) => void;
  /** Closes every stream. */
  stop: () => void;
};

export type News = {
  /** The clock of the deadlines, epoch ms. */
  now: number;
  patches?: Patch[];
  /** For a screen reader. */
  say?: string;
};

type Client = { stream: SSEStreamingApi; language: Language; waiting: number; end: () => void };

const KEEP_ALIVE_MS = 15_000;
/** A page with more unread events than this is disconnected. It reconnects by itself and gets everything. */
const MOST_WAITING = 200;

/** The page's server-sent events. `whole` renders all that the page shows. */
export const createLive = ({
  now,
  whole,
  onError,
}: {
  now: () => number;
  whole: (language: Language) => Promise<Patch[]>;
  onError: (error: unknown) => void;
}): Live => {
  const run = randomUUID();
  const clients = new Set<Client>();
  let told = 0;
  let isStopped = false;
  let last: Promise<void> = Promise.resolve();
  const revision = () => `${run}.${told}`;
  /** One task at a time, so that no page gets changes before the whole that they belong to. */
  const inTurn = (task: () => Promise<void>) => {
    last = last.then(task).catch(onError);
  };

  const write = (client: Client, event: string, patches: Patch[], say?: string) => {
    if (client.waiting >= MOST_WAITING) {
      client.stream.abort();
      return;
    }
    client.waiting += 1;
    const news: News = {
      now: now(),
      ...(patches.length > 0 && { patches }),
      ...defined({ say }),
    };
    const data = JSON.stringify(news);
    void client.stream.writeSSE({ event, data, id: revision() }).finally(() => {
      client.waiting -= 1;
    });
  };
  /** The pages reconnect by themselves and get everything. */
  const letGo = (some: Iterable<Client>) => (error: unknown) => {
    for (const client of some) client.end();
    throw error;
  };
  // A regular event keeps both sides from taking the connection for dead.
  const alive = setInterval(() => {
    for (const client of clients) write(client, 'clock', []);
  }, KEEP_ALIVE_MS);

  return {
    revision,
    open: (c, language, since) =>
      streamSSE(c, async (stream) => {
        const ended = Promise.withResolvers<void>();
        const client: Client = { stream, language, waiting: 0, end: ended.resolve };
        stream.onAbort(ended.resolve);
        inTurn(async () => {
          if (isStopped) return ended.resolve();
          const patches = since === revision() ? [] : await whole(language).catch(letGo([client]));
          if (stream.aborted) return;
          clients.add(client);
          write(client, 'changed', patches);
        });
        await ended.promise;
        clients.delete(client);
      }),
    tell: (render, say) =>
      inTurn(async () => {
        told += 1;
        const languages = [...new Set([...clients].map(({ language }) => language))];
        const rendering = languages.map(async (one) => [one, await render(one)] as const);
        const rendered = new Map(await Promise.all(rendering).catch(letGo(clients)));
        for (const client of clients) write(client, 'changed', rendered.get(client.language) ?? [], say);
      }),
    acted: (person) =>
      inTurn(async () => {
        for (const { stream } of clients) void stream.writeSSE({ event: 'acted', data: person });
      }),
    stop: () => {
      isStopped = true;
      clearInterval(alive);
      for (const client of clients) client.end();
    },
  };
};
