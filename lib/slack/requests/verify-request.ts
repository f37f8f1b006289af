import { createHmac, timingSafeEqual } from 'node:crypto';
import { MINUTE_MS } from '../../domain/time/durations.ts';

/** The headers and the body of an HTTP request. Names of headers are in lower case. */
export type RawRequest = {
  headers: Readonly<Record<string, string | undefined>>;
  body?: string | undefined;
  isBase64Encoded?: boolean | undefined;
};

/** Why a request is refused. It goes into the log, and nothing of the request does. */
export type RequestFault = 'too-large' | 'unsigned' | 'skewed-clock' | 'wrong-signature';

/** In bytes. Slack's own requests have some kilobytes. @internal */
export const LARGEST_BODY = 1_000_000;
/** Slack's time may differ from ours by this, in both directions, so that an old request cannot be used again. */
const SKEW_MS = 5 * MINUTE_MS;

/** A request with valid size, headers and time. Its signature is not checked yet. */
export type SignedRequest = { timestamp: string; signature: Buffer; raw: Buffer };

/**
 * Runs the checks that need no secret: size, headers and time. Refuses a body that is too large before decoding it. Source:
 * docs.slack.dev, "Verifying requests from Slack".
 * @param now epoch ms
 * @returns why the request is refused, or what `verifySignature` needs
 */
export const readSignedRequest = (
  { headers, body = '', isBase64Encoded = false }: RawRequest,
  now: number,
): SignedRequest | { fault: RequestFault } => {
  const encoding = isBase64Encoded ? 'base64' : 'utf8';
  if (Buffer.byteLength(body, encoding) > LARGEST_BODY) return { fault: 'too-large' };
  const timestamp = headers['x-slack-request-timestamp'] ?? '';
  const signature = headers['x-slack-signature'] ?? '';
  if (!TIMESTAMP.test(timestamp) || !SIGNATURE.test(signature)) return { fault: 'unsigned' };
  if (Math.abs(now - Number(timestamp) * 1000) > SKEW_MS) return { fault: 'skewed-clock' };
  const given = Buffer.from(signature.slice('v0='.length), 'hex');
  return { timestamp, signature: given, raw: Buffer.from(body, encoding) };
};

/**
 * Checks that Slack signed a request: an HMAC over the raw body, compared in constant time.
 * @param signingSecrets the secrets that are valid now
 * @returns the body's text, or why the request is refused
 */
export const verifySignature = (
  { timestamp, signature, raw }: SignedRequest,
  signingSecrets: readonly string[],
): { text: string } | { fault: RequestFault } => {
  const isSigned = signingSecrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(raw).digest();
    return timingSafeEqual(signature, expected);
  });
  return isSigned ? { text: raw.toString('utf8') } : { fault: 'wrong-signature' };
};

const TIMESTAMP = /^\d{1,12}$/;
const SIGNATURE = /^v0=[0-9a-f]{64}$/;
