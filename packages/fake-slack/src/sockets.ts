import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import * as z from 'zod/mini';
import { ANSWER_WITHIN_MS, type Delivery, type Sent, type Try } from './acts/send-to-app.ts';
import { isProgram, type Listening } from './listen.ts';
import { type MethodAnswer, refuse } from './method-answer.ts';
import { parseJson } from './parse-json.ts';
import { WORKSPACE } from './workspace.ts';

/** `receipt`: the app's answer. Absent until it comes. */
export type Envelope = Sent & { receipt?: Record<string, unknown> };

/** Shows and controls Socket Mode. */
export type Sockets = {
  /** How often the app has asked for a socket. */
  requests: () => number;
  /** How many sockets are open. */
  open: () => number;
  /** All that Slack has sent, in order. */
  envelopes: readonly Envelope[];
  /** Answers no request for a socket until the returned function is called. */
  hold: () => () => void;
  /**
   * Ends the newest socket: `disconnect` asks the app to open another one, `cut` breaks the connection, and after
   * `silence` Slack reads no more of it.
   */
  end: (how: 'disconnect' | 'cut' | 'silence') => void;
  /**
   * Sends an envelope over the newest socket.
   * @returns the app's answer, or undefined if it does not come within three seconds
   */
  deliver: (sent: Sent) => Promise<Envelope['receipt']>;
};

const receiptJson = z.object({
  envelope_id: z.string(),
  payload: z._default(z.record(z.string(), z.unknown()), {}),
});

/**
 * Slack's end of Socket Mode. Sources: docs.slack.dev, "Using Socket Mode" and apps.connections.open; slackapi/bolt-js
 * issue 2487 for the fields of a repetition.
 * @param appToken without it, the app cannot open a socket
 */
export const createSockets = (appToken: string | undefined) => {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const envelopes: Envelope[] = [];
  const waiting = new Map<string, (receipt: Record<string, unknown>) => void>();
  let address = '';
  let requests = 0;
  let held: Promise<void> | undefined;

  const openSockets = () => [...server.clients].filter(({ readyState, OPEN }) => readyState === OPEN);
  const newest = () => openSockets().at(-1);

  server.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      const receipt = z.safeParse(receiptJson, parseJson(data.toString()));
      if (receipt.success) waiting.get(receipt.data.envelope_id)?.(receipt.data.payload);
    });
    // An error of the connection ends the socket. Nothing more follows from it.
    socket.on('error', () => undefined);
    const connection_info = { app_id: WORKSPACE.appId };
    socket.send(JSON.stringify({ type: 'hello', num_connections: openSockets().length, connection_info }));
  });

  const deliver = async (sent: Sent, { attempt, reason }: Try): Promise<Envelope['receipt']> => {
    const envelope: Envelope = { ...sent };
    const envelope_id = randomUUID();
    const isEvent = sent.type === 'events_api';
    const answered = new Promise<void>((resolve) => {
      waiting.set(envelope_id, (receipt) => {
        envelope.receipt = receipt;
        resolve();
      });
    });
    envelopes.push(envelope);
    newest()?.send(
      JSON.stringify({
        envelope_id,
        ...sent,
        accepts_response_payload: !isEvent,
        ...(isEvent && { retry_attempt: attempt, retry_reason: reason }),
      }),
    );
    await Promise.race([answered, sleep(ANSWER_WITHIN_MS, undefined, { ref: false })]);
    waiting.delete(envelope_id);
    return envelope.receipt;
  };

  const isInvited = (request: IncomingMessage): boolean => {
    const ticket = new URL(request.url ?? '', address).searchParams.get('ticket') ?? '';
    return isProgram(request) && tickets.delete(ticket);
  };

  const control: Sockets = {
    requests: () => requests,
    open: () => openSockets().length,
    envelopes,
    hold: () => {
      let release = (): void => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    end: (how) => {
      const socket = newest();
      if (how === 'cut') socket?.terminate();
      else if (how === 'silence') socket?.pause();
      else socket?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
    },
    deliver: (sent) => deliver(sent, { attempt: 0, reason: '' }),
  };

  return {
    control,
    isOn: appToken !== undefined,
    /** `apps.connections.open`. The token counts only in the header. An address works once. */
    request: async (authorization: string | undefined): Promise<MethodAnswer> => {
      requests += 1;
      await held;
      const token = authorization?.replace(/^Bearer /, '');
      if (token === undefined) return refuse('not_authed');
      if (!token.startsWith('xapp-')) return refuse('not_allowed_token_type');
      if (token !== appToken) return refuse('invalid_auth');
      const ticket = randomUUID();
      tickets.add(ticket);
      return { ok: true, url: `${address}/link/?ticket=${ticket}&app_id=${WORKSPACE.appId}` };
    },
    deliver: async (sent: Sent, how: Try): Promise<Delivery> => {
      const receipt = await deliver(sent, how);
      return receipt === undefined ? { failed: 'timeout' } : { body: JSON.stringify(receipt) };
    },
    /** Lets sockets be opened at the address of Slack's own server. */
    listenOn: ({ server: http, url }: Listening): void => {
      address = url.replace('http:', 'ws:');
      http.on('upgrade', (request, stream, head) => {
        if (isInvited(request))
          server.handleUpgrade(request, stream, head, (socket) => server.emit('connection', socket, request));
        else stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      });
    },
    stop: (): void => {
      for (const socket of server.clients) socket.terminate();
    },
  };
};
