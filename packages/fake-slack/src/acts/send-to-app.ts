import { setTimeout as sleep } from 'node:timers/promises';
import { signRequest } from '../sign-request.ts';

/** A message to the app. Over a socket, `type` is the type of its envelope. */
export type Sent = {
  type: 'interactive' | 'slash_commands' | 'events_api';
  payload: Record<string, unknown>;
};

/** `undefined`: the app did not acknowledge. */
export type AppAnswer = { body: string } | undefined;

/** One try to send something. `reason`: why the try before failed. */
export type Try = { attempt: number; reason: string };
export type Delivery = { body: string } | { failed: string; isFinal?: true };

/** Source: docs.slack.dev, Events API, handling interactions and Socket Mode: three seconds. */
export const ANSWER_WITHIN_MS = 3000;
/**
 * Slack repeats an event almost at once, after a minute and after five minutes. Source: docs.slack.dev, Events API.
 */
export const REPEAT_EVENT_MS = [0, 60_000, 300_000] as const;
/**
 * The documents promise only a repetition of events. One report claims that a press is repeated, too (twentyhq/twenty
 * pull request 24107). The fake repeats it, because an app must bear it.
 */
export const REPEAT_PRESS_MS = [0] as const;

type SendOptions = {
  deliver: (sent: Sent, how: Try) => Promise<Delivery>;
  /** The waits before each repetition, ms. */
  repeatAfterMs: readonly number[];
  signal: AbortSignal;
};

/** Delivers, and repeats it if the app does not acknowledge within three seconds. */
export const sendToApp = async (
  sent: Sent,
  { deliver, repeatAfterMs, signal }: SendOptions,
): Promise<AppAnswer> => {
  let reason = '';
  for (const [attempt, waitMs] of [0, ...repeatAfterMs].entries()) {
    if (waitMs > 0) await sleep(waitMs, undefined, { ref: false, signal }).catch(() => undefined);
    if (signal.aborted) return undefined;
    const delivery = await deliver(sent, { attempt, reason });
    if ('body' in delivery) return delivery;
    if (delivery.isFinal) return undefined;
    reason = delivery.failed;
  }
  return undefined;
};

export type RequestUrl = {
  url: string;
  signingSecret: string;
  /** Epoch ms. */
  now: () => number;
  signal: AbortSignal;
};

/** Posts to the app's Request URL, signed. Source: docs.slack.dev, verifying requests. */
export const postToApp = async (
  sent: Sent,
  { attempt, reason }: Try,
  { url, signingSecret, now, signal }: RequestUrl,
): Promise<Delivery> => {
  const timestamp = String(Math.floor(now() / 1000));
  const body = bodyOf(sent);
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'Content-Type': sent.type === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
        'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'X-Slack-Request-Timestamp': timestamp,
        'X-Slack-Signature': signRequest(signingSecret, timestamp, body),
        ...(attempt > 0 && { 'X-Slack-Retry-Num': String(attempt), 'X-Slack-Retry-Reason': reason }),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    const text = await response.text();
    if (response.ok) return { body: text };
    return {
      failed: 'http_error',
      ...(response.headers.get('x-slack-no-retry') === '1' && { isFinal: true }),
    };
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError';
    return { failed: isLate ? 'http_timeout' : 'connection_failed' };
  }
};

/** The form of a command has its fields. The form of an interaction has one field with everything. */
const bodyOf = ({ type, payload }: Sent): string => {
  const json = JSON.stringify(payload);
  if (type === 'events_api') return json;
  const fields =
    type === 'interactive'
      ? { payload: json }
      : Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
  return new URLSearchParams(fields).toString();
};
