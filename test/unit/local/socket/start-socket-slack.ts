import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import * as z from 'zod/mini';
import { listen } from '../../../../local/common/listen.ts';

export const APP_TOKEN = 'xapp-1-made-up';
/** Source: docs.slack.dev, "Using Socket Mode". */
const RECEIPT_MS = 3000;

const receipt = z.object({ envelope_id: z.string(), payload: z.record(z.string(), z.unknown()) });

type Options = {
  /** Answers every other call of the Web API. */
  otherwise?: (request: Request) => Response | Promise<Response>;
};

/**
 * Slack's end of Socket Mode on the loopback address: `apps.connections.open`, and the sockets behind it. `refuse` makes it refuse
 * to open one.
 */
export const startSocketSlack = async ({
  otherwise = () => Response.json({ ok: false, error: 'unknown_method' }),
}: Options = {}) => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = z.object({ port: z.number() }).parse(server.address());
  const sockets: WebSocket[] = [];
  const receipts: { id: string; payload: Record<string, unknown> }[] = [];
  const waiting = new Map<string, (payload: Record<string, unknown>) => void>();
  let refusal: string | undefined;
  let opened = 0;
  let held: Promise<void> | undefined;
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('message', (data: Buffer) => {
      const { envelope_id: id, payload } = receipt.parse(JSON.parse(data.toString()));
      receipts.push({ id, payload });
      waiting.get(id)?.(payload);
    });
    socket.send(JSON.stringify({ type: 'hello' }));
  });
  const web = await listen(async (request) => {
    if (!request.url.endsWith('/apps.connections.open')) return otherwise(request);
    opened += 1;
    await held;
    const error =
      request.headers.get('authorization') === `Bearer ${APP_TOKEN}` ? refusal : 'not_allowed_token_type';
    if (error !== undefined) return Response.json({ ok: false, error });
    return Response.json({ ok: true, url: `ws://127.0.0.1:${address.port}/` });
  });
  return {
    apiUrl: `${web.url}/api/`,
    /** All that were open at any time. */
    sockets,
    receipts,
    /** How often a socket was requested. */
    opened: () => opened,
    /** Opens none until the returned function is called. */
    hold: (): (() => void) => {
      let release = (): void => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    refuse: (error?: string) => {
      refusal = error;
    },
    /** Sends an envelope over the newest socket. Resolves with its receipt, or with nothing if none comes within 3 s. */
    deliver: async (
      type: string,
      payload: object,
      id: string = randomUUID(),
    ): Promise<Record<string, unknown> | undefined> => {
      const received = new Promise<Record<string, unknown>>((resolve) => {
        waiting.set(id, resolve);
        sockets.at(-1)?.send(JSON.stringify({ type, payload, envelope_id: id }));
      });
      return Promise.race([received, sleep(RECEIPT_MS, undefined, { ref: false })]);
    },
    stop: async () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await web.close();
    },
  };
};

export type SocketSlack = Awaited<ReturnType<typeof startSocketSlack>>;
