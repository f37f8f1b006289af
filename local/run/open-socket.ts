import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeClient } from '@slack/socket-mode';
import * as z from 'zod/mini';
import { classifySlackError } from '../../lib/slack/client/classify-slack-error.ts';
import { SILENT_LOGGER } from '../../lib/slack/client/create-web-client.ts';
import { signRequest } from '../../lib/slack/requests/verify-request.ts';

export type SocketOptions = {
  apiUrl: string;
  /** `xapp-…` */
  appToken: string;
  /** Answers like the address of `slack-actions`. */
  door: (request: Request) => Promise<Response>;
  signingSecret: string;
  /** Epoch ms. */
  now: () => number;
  /** Receives a line when presses begin to arrive, and when they cannot. */
  print: (line: string) => void;
  texts: { socketOpen: string; socketClosed: (reason: string) => string };
  /** Receives the errors of single presses. */
  onError: (error: unknown) => void;
  /** The first wait before the socket is opened again, ms. Each failure doubles it. */
  retryMs?: number;
};

type Received = Envelope & { ack: (answer?: Record<string, unknown>) => Promise<void> };

const answer = z.record(z.string(), z.unknown());

const CALL_MS = 10_000;
const RETRY_MS = 1000;
/** Slack lets an app open about one socket a minute. Source: docs.slack.dev, rate limits, tier 1. */
const MOST_RETRY_MS = 60_000;
/** The time for Slack's own half of the closing handshake. */
const CLOSE_MS = 1000;

/**
 * Receives presses from a real Slack by Socket Mode. Each envelope goes through the door as a signed request, and the
 * door's answer is the acknowledgement. Without it, Slack notifies the person. A socket that ends or cannot be opened
 * is opened again.
 */
export const openSocket = async (options: SocketOptions): Promise<{ close: () => Promise<void> }> => {
  const { apiUrl, appToken, print, texts, onError, retryMs = RETRY_MS } = options;
  // Few starts need it, and it brings its own HTTP client.
  const { SocketModeClient: Client } = await import('@slack/socket-mode');
  const closing = new AbortController();
  const { signal } = closing;
  let client: SocketModeClient | undefined;

  const take = async ({ ack, ...envelope }: Received): Promise<void> => {
    const { door, signingSecret, now } = options;
    const response = await door(toRequest(envelope, signingSecret, now()));
    const text = await response.text();
    if (response.ok) await ack(text === '' ? undefined : answer.parse(JSON.parse(text)));
  };
  /** Resolves when an opened socket has ended. Throws if it does not open. */
  const live = async (onOpen: () => void): Promise<void> => {
    const opened = new Client({
      appToken,
      autoReconnectEnabled: false,
      clientOptions: {
        slackApiUrl: apiUrl,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: CALL_MS,
      },
      logger: SILENT_LOGGER,
    });
    client = opened;
    opened.on('slack_event', (received: Received) => void take(received).catch(onError));
    const ended = new Promise<void>((resolve) => {
      opened.once('disconnected', () => resolve());
    });
    await opened.start();
    if (signal.aborted) return;
    onOpen();
    await ended;
  };
  const keepOpen = async (): Promise<void> => {
    let printed: string | undefined;
    let waitMs = retryMs;
    const printOnce = (state: string, line: string): void => {
      if (state !== printed && !signal.aborted) print(line);
      printed = state;
    };
    while (!signal.aborted) {
      try {
        await live(() => {
          waitMs = retryMs;
          printOnce('open', texts.socketOpen);
        });
      } catch (error) {
        const { reason } = classifySlackError(error, { call: 'look-up', what: 'the socket' });
        printOnce(reason, texts.socketClosed(reason));
        waitMs = Math.min(waitMs * 2, MOST_RETRY_MS);
      }
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
    await client?.disconnect();
  };
  const running = keepOpen();
  return {
    close: async () => {
      closing.abort();
      const closed = Promise.all([client?.disconnect(), running]);
      await Promise.race([closed, sleep(CLOSE_MS, undefined, { ref: false })]);
    },
  };
};

/** A message that Slack sends over the socket. Source: docs.slack.dev, "Using Socket Mode". */
type Envelope = { type: string; body: Record<string, unknown> };

/** The signed request that Slack would otherwise send to `slack-actions`. */
const toRequest = ({ type, body }: Envelope, signingSecret: string, now: number): Request => {
  const text = type === 'events_api' ? JSON.stringify(body) : formOf(type, body).toString();
  const timestamp = String(Math.floor(now / 1000));
  return new Request('http://localhost/', {
    method: 'POST',
    headers: {
      'Content-Type': type === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
      'X-Slack-Request-Timestamp': timestamp,
      'X-Slack-Signature': signRequest(signingSecret, timestamp, text),
    },
    body: text,
  });
};

/** The form of a command has its fields. The form of an interaction has one field with everything. */
const formOf = (type: string, body: Record<string, unknown>): URLSearchParams =>
  type === 'slash_commands'
    ? new URLSearchParams(
        Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]),
      )
    : new URLSearchParams({ payload: JSON.stringify(body) });
