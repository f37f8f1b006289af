import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { SlackFailureMode } from './failures.ts';
import { refuse } from './method-answer.ts';

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
