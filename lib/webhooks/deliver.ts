import type { Webhook } from '../config/webhook-schema.ts';
import type { WebhookSecret } from '../config/read-secret.ts';
import { SECOND_MS } from '../domain/time/durations.ts';
import { type Content, FORMATS } from './formats.ts';
import { sign } from './sign.ts';
import { WebhookError } from './webhook-error.ts';

/**
 * Makes one call. `retryAfter`: the header of that name.
 * @throws WebhookError without an answer
 */
export type Send = (call: { url: string; headers: Record<string, string>; body: string }) => Promise<{
  status: number;
  retryAfter?: string | undefined;
}>;

/** The limit of a body. */
const MOST_BYTES = 256 * 1024;

type Delivery = {
  /** The event's id, which becomes `webhook-id`. */
  id: string;
  webhook: Webhook;
  content: Content;
  secret: WebhookSecret;
  /** Epoch ms. */
  now: number;
};

/**
 * Sends an event to a webhook once, and signs it if a signing secret is stored. `json` is always signed.
 * @throws WebhookError if the receiver did not take it
 */
export const deliver = async (
  { id, webhook, content, secret, now }: Delivery,
  send: Send,
): Promise<{ status: number }> => {
  if (webhook.as === 'json' && secret.signingSecret === undefined)
    throw new WebhookError(
      `no signing secret is stored for it. Run: npm run webhooks -- set ${webhook.name}`,
    );
  const body = JSON.stringify(FORMATS[webhook.as](content, webhook));
  const bytes = Buffer.byteLength(body);
  if (bytes > MOST_BYTES) throw new WebhookError(`the body has ${bytes} bytes, above ${MOST_BYTES}`);
  const headers = {
    'content-type': 'application/json',
    'content-length': String(bytes),
    'user-agent': 'coupang-inquiry-notifier',
    ...(secret.signingSecret !== undefined && sign(id, body, secret.signingSecret, now)),
  };
  const { status, retryAfter } = await send({ url: secret.url, headers, body });
  if (status >= 200 && status < 300) return { status };
  const reason = status >= 300 && status < 400 ? 'redirects, which is not followed' : 'refuses';
  const waitMs = readRetryAfter(retryAfter, now) ?? (status === TOO_MANY ? SECOND_MS : undefined);
  throw new WebhookError(`it ${reason} (HTTP ${status})`, waitMs);
};

/** Source: RFC 6585, section 4. */
const TOO_MANY = 429;

/** Seconds, or an HTTP date. Source: RFC 9110, section 10.2.3. A second is the least. */
const readRetryAfter = (value = '', now: number): number | undefined => {
  const ms = /^\d+$/.test(value) ? Number(value) * SECOND_MS : Date.parse(value) - now;
  const isMeant = /^(\d+|[A-Z][a-z]+, .*)$/.test(value) && !Number.isNaN(ms);
  return isMeant ? Math.max(SECOND_MS, ms) : undefined;
};
