import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { refuse } from './method-answer.ts';

/**
 * How the local Slack can fail.
 * - The call is not carried out: `rate-limited` (a 429), `no-retry-after` (a 429 without a time), `down` (a 503),
 * `html-page` (a page of a proxy, with 200), `no-answer` (silence), `error` (an `ok: false` with this word).
 * - The call is carried out, but the caller cannot know: `lost-answer` (a 500), `half-answer` (the connection breaks in
 * the middle), `lateMs` (the answer is late; the client may have given up).
 * - `heldMs`: the call is carried out only after this time.
 */
export type SlackFailureMode =
  | 'rate-limited'
  | 'no-retry-after'
  | 'down'
  | 'html-page'
  | 'no-answer'
  | 'lost-answer'
  | 'half-answer'
  | { error: string }
  | { lateMs: number }
  | { heldMs: number };

export type Failures = {
  /** Fails the next `times` calls, or all until `recover`. `method` limits it to one method. */
  fail: (mode: SlackFailureMode, only?: { times?: number; method?: string }) => void;
  recover: () => void;
  /** Returns the failure of a request. Call it once per request. */
  next: (method: string) => SlackFailureMode | undefined;
};

export const createFailures = (): Failures => {
  let failure: { mode: SlackFailureMode; left: number; method: string | undefined } | undefined;
  return {
    fail: (mode, { times = Infinity, method } = {}) => {
      failure = { mode, left: times, method };
    },
    recover: () => {
      failure = undefined;
    },
    next: (method) => {
      if (failure === undefined || failure.left === 0) return undefined;
      if (failure.method !== undefined && failure.method !== method) return undefined;
      failure.left -= 1;
      return failure.mode;
    },
  };
};

const PAGE = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body></body></html>';

/** @returns the answer to a call that is not carried out, or undefined for a failure that carries it out */
export const answerUntaken = (failure: SlackFailureMode): Response | Promise<Response> | undefined => {
  if (typeof failure === 'object')
    return 'error' in failure ? Response.json(refuse(failure.error)) : undefined;
  switch (failure) {
    case 'rate-limited':
      return tooMany(1);
    case 'no-retry-after':
      return tooMany();
    case 'down':
      return new Response('', { status: 503 });
    case 'html-page':
      return new Response(PAGE, { headers: { 'Content-Type': 'text/html' } });
    case 'no-answer':
      return new Promise(() => undefined);
    case 'lost-answer':
    case 'half-answer':
      return undefined;
  }
};

export const spoilAnswer = async (
  answer: Response,
  failure: SlackFailureMode,
  outgoing: ServerResponse,
): Promise<Response> => {
  if (failure === 'lost-answer') return new Response('', { status: 500 });
  if (failure === 'half-answer') return breakOff(await answer.text(), outgoing);
  if (typeof failure === 'object' && 'lateMs' in failure)
    await sleep(failure.lateMs, undefined, { ref: false });
  return answer;
};

/** Slack's rate limit: whole seconds in a header. */
export const tooMany = (retryAfterSeconds?: number): Response =>
  Response.json(refuse('ratelimited'), {
    status: 429,
    headers: retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) },
  });

const breakOff = (text: string, outgoing: ServerResponse): Response => {
  outgoing.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  outgoing.write(text.slice(0, text.length / 2), () => void outgoing.destroy());
  return RESPONSE_ALREADY_SENT;
};
