import * as z from 'zod/mini';
import type { Workspace } from '../../lib/config/read-secret.ts';
import { NotSetUp } from '../../lib/config/config-error.ts';
import type { Config } from '../../lib/config/schema.ts';
import { NotifierError } from '../../lib/domain/notifier-error.ts';
import {
  isOwnRequest,
  type RequestFault,
  readSignedRequest,
  verifySignature,
} from '../../lib/slack/requests/verify-request.ts';
import { parseRequest } from '../../lib/slack/requests/parse-request.ts';
import type { SlackRequest } from '../../lib/slack/requests/slack-request.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import type { OrderPressPorts } from '../../lib/workflows/orders/answer-order.ts';
import { parseEvent } from '../wiring/parse-event.ts';
import type { Secrets } from '../wiring/secrets.ts';
import { answerRequest } from './answer-request.ts';

export type Response = { statusCode: number; headers?: Record<string, string>; body: string };

export type TakeServices = {
  config: Config;
  requestKeys: Secrets['slackRequestKeys'];
  ports: Omit<OrderPressPorts, 'isWorkspaceKnown'>;
};

/**
 * `not-set-up`: no signing secret is stored. `secret-unreadable`: it is malformed, or Secrets Manager did not return
 * it.
 */
type RefusalReason = RequestFault | 'wrong-team' | 'not-set-up' | 'secret-unreadable';

/** The event of a function URL. Source: Lambda developer guide, payload format 2.0. */
const eventSchema = z.object({
  headers: z.record(z.string(), z.optional(z.string())),
  body: z.optional(z.string()),
  isBase64Encoded: z.optional(z.boolean()),
});

/**
 * Answers requests to the function's URL. Checks that need no secret run before the secret is read. Only requests that
 * Slack signed are parsed. A refused request never makes the function fail: anybody can send requests, and failures
 * raise an alarm.
 */
export const createTakeRequest = ({ config, requestKeys, ports }: TakeServices) => {
  const logRefusal = createRefusalLog(ports.log);
  const refuse = (reason: RefusalReason, fields?: { error: string }): Response => {
    logRefusal(reason, fields);
    return { statusCode: STATUS[reason] ?? 401, body: '' };
  };
  return async (event: unknown): Promise<Response> => {
    const signed = readSignedRequest(parseEvent(eventSchema, event, 'slack-actions'), ports.clock.now());
    if ('fault' in signed) return refuse(signed.fault);
    const keys = await requestKeys().catch(refusalOf);
    if ('reason' in keys) return refuse(keys.reason, keys.fields);
    const verified = verifySignature(signed, keys.signingSecrets);
    if ('fault' in verified) return refuse(verified.fault);
    const read = parseRequest(verified.text);
    const { workspace } = keys;
    if (workspace && isForeign(read, workspace)) return refuse('wrong-team');
    const answer = await answerRequest(read, config, { ...ports, isWorkspaceKnown: workspace !== undefined });
    if (answer === undefined) return { statusCode: 200, body: '' };
    const headers = { 'content-type': 'application/json' };
    return { statusCode: 200, headers, body: JSON.stringify(answer) };
  };
};

const STATUS: Partial<Record<RefusalReason, number>> = { 'too-large': 413, 'secret-unreadable': 503 };

/** Logs only the name of an AWS error, since its message may contain the ARN of a role. */
const refusalOf = (error: unknown): { reason: RefusalReason; fields?: { error: string } } => {
  if (error instanceof NotSetUp) return { reason: 'not-set-up' };
  const name = error instanceof Error ? error.name : 'unknown';
  return {
    reason: 'secret-unreadable',
    fields: { error: error instanceof NotifierError ? error.message : name },
  };
};

const REFUSALS_PER_LINE = 100;

/** Logs the first and every hundredth refusal for a reason, so that a flood does not fill the log. */
const createRefusalLog = (log: Log) => {
  const counts = new Map<RefusalReason, number>();
  return (reason: RefusalReason, fields: { error?: string } = {}): void => {
    const count = (counts.get(reason) ?? 0) + 1;
    counts.set(reason, count);
    if (count % REFUSALS_PER_LINE === 1)
      log.warn('a request was refused', { reason, refusedSinceStart: count, ...fields });
  };
};

/** Challenges and other requests change nothing, so their workspace does not matter. */
const isForeign = ({ is, origin }: SlackRequest, workspace: Workspace): boolean =>
  is !== 'challenge' && is !== 'other' && !isOwnRequest(origin, workspace);
