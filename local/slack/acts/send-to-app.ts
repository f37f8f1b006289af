import { setTimeout as sleep } from 'node:timers/promises';
import { signRequest } from '../../../lib/slack/requests/verify-request.ts';

/** `undefined`: the app did not acknowledge. */
export type AppAnswer = { body: string } | undefined;
export type Sent = { body: string; contentType: 'application/json' | 'application/x-www-form-urlencoded' };

export type SendOptions = {
  url: string;
  signingSecret: string;
  /** Epoch ms. */
  now: () => number;
  /** The waits before each repetition, ms. */
  repeatAfterMs: readonly number[];
  signal: AbortSignal;
};

/** Source: docs.slack.dev, Events API and handling interactions: three seconds. */
const ANSWER_WITHIN_MS = 3000;
/**
 * Slack repeats an event almost at once, after a minute and after five minutes. Source: docs.slack.dev, Events API.
 */
export const REPEAT_EVENT_MS = [0, 60_000, 300_000] as const;
/**
 * The documents promise only a repetition of events. One report claims that a press is repeated, too (twentyhq/twenty
 * pull request 24107). The local Slack repeats it, because an app must bear it.
 */
export const REPEAT_PRESS_MS = [0] as const;

/**
 * Signs a request as Slack does, and repeats it if no 2xx comes within three seconds. Source: docs.slack.dev, verifying
 * requests.
 */
export const sendToApp = async (sent: Sent, options: SendOptions): Promise<AppAnswer> => {
  let reason: string | undefined;
  for (const [attempt, waitMs] of [0, ...options.repeatAfterMs].entries()) {
    if (waitMs > 0) await sleep(waitMs, undefined, { ref: false, signal: options.signal });
    const result = await attemptOnce(sent, options, attempt, reason);
    if (typeof result === 'object') return result;
    if (result === 'no-retry') return undefined;
    reason = result;
  }
  return undefined;
};

const attemptOnce = async (
  { body, contentType }: Sent,
  { url, signingSecret, now, signal }: SendOptions,
  attempt: number,
  reason: string | undefined,
): Promise<
  Exclude<AppAnswer, undefined> | 'http_timeout' | 'connection_failed' | 'http_error' | 'no-retry'
> => {
  const timestamp = String(Math.floor(now() / 1000));
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'Content-Type': contentType,
        'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'X-Slack-Request-Timestamp': timestamp,
        'X-Slack-Signature': signRequest(signingSecret, timestamp, body),
        ...(reason !== undefined && {
          'X-Slack-Retry-Num': String(attempt),
          'X-Slack-Retry-Reason': reason,
        }),
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    const text = await response.text();
    if (response.ok) return { body: text };
    return response.headers.get('x-slack-no-retry') === '1' ? 'no-retry' : 'http_error';
  } catch (error) {
    if (signal.aborted) return 'no-retry';
    return error instanceof DOMException && error.name === 'TimeoutError'
      ? 'http_timeout'
      : 'connection_failed';
  }
};
