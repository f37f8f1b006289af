import { createHmac, timingSafeEqual } from 'node:crypto';
import { MINUTE_MS } from '../../domain/time/durations.ts';
import type { Workspace } from '../../config/read-secret.ts';

export type RawRequest = {
  headers: Readonly<Record<string, string | undefined>>;
  body?: string | undefined;
  isBase64Encoded?: boolean | undefined;
};

/** Why a request is refused, for the log. The log contains no part of the request. */
export type RequestFault = 'too-large' | 'unsigned' | 'skewed-clock' | 'wrong-signature';

/** In bytes. Slack's own requests have some kilobytes. @internal */
export const LARGEST_BODY = 1_000_000;
/** Slack's clock may differ from ours by this, in both directions. An older request could be a replay. */
const SKEW_MS = 5 * MINUTE_MS;

export type SignedRequest = { timestamp: string; signature: Buffer; raw: Buffer };

/**
 * Runs the checks that need no secret: size, headers and time. Refuses a body that is too large before decoding it.
 * Source: docs.slack.dev, "Verifying requests from Slack".
 * @param now epoch ms
 * @returns why the request is refused, or the input of `verifySignature`
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

/** Source: docs.slack.dev, "Verifying requests from Slack". */
export const signRequest = (secret: string, timestamp: string, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

/**
 * `person`: the person's workspace or enterprise. `team`: the workspace of the event. `enterprise`: the enterprise of
 * that workspace.
 */
export type Origin = {
  person?: string | undefined;
  team?: string | undefined;
  enterprise?: string | undefined;
};

/**
 * Whether a request comes from our workspace or, on Enterprise Grid, from our enterprise. In a shared channel a press names the
 * app's workspace as `team`, and only `user.team_id` names the person's. A submitted form names the person's workspace in both. On
 * Grid `user.team_id` may be the enterprise's id. An app of a whole enterprise has no `team`: then the enterprise must be ours.
 * Sources: docs.slack.dev, block_actions and block_suggestion payloads; slackapi/java-slack-sdk issue 1041; slackapi/bolt-js issue
 * 1614; slackapi/bolt-python, request/internals.py.
 */
export const isOwnRequest = (
  { person, team, enterprise }: Origin,
  { teamId, enterpriseId }: Workspace,
): boolean => {
  const isOwnEnterprise = enterpriseId !== undefined && enterprise === enterpriseId;
  if (enterprise !== undefined && enterpriseId !== undefined && !isOwnEnterprise) return false;
  const branch = isOwnEnterprise ? (team ?? person) : undefined;
  const own = [teamId, enterpriseId, ...(branch?.startsWith('E') ? [] : [branch])];
  const named = [person, team].filter((id) => id !== undefined);
  return named.length > 0 && named.every((id) => own.includes(id));
};
