import type { HttpBindings } from '@hono/node-server';
import { type GatewayAnswer, refusal } from './answers.ts';
import type { FailureMode } from './failures.ts';

export type Way = {
  /** The time in the `Date` header, epoch ms. */
  date: () => number;
  sleep: (ms: number) => Promise<unknown>;
  /** The failure of the answer. The call itself is already carried out. */
  mode: FailureMode | undefined;
  isNearLimit: boolean;
};

const SLOW_MS = 4000;
/** The gateway's time limit without the header. Source: coupang-api.md section 1. */
const GRANTED_MS = 3000;

export const sendAnswer = async (
  request: Request,
  { incoming }: Partial<HttpBindings>,
  answer: GatewayAnswer,
  { date, sleep, mode, isNearLimit }: Way,
): Promise<Response> => {
  if (mode === 'lost-answer') incoming?.socket.destroy();
  const sent = mode === 'slow' ? await slowly(request, answer, sleep) : answer;
  return new Response(sent.body, {
    status: sent.status,
    headers: {
      ...sent.headers,
      Date: new Date(date()).toUTCString(),
      'Content-Type': sent.contentType,
      ...(isNearLimit && { 'X-CAG-Warnings': 'The limit of calls per second is near.' }),
    },
  });
};

const slowly = async (
  request: Request,
  answer: GatewayAnswer,
  sleep: Way['sleep'],
): Promise<GatewayAnswer> => {
  const granted = Math.max(GRANTED_MS, Number(request.headers.get('x-extended-timeout') ?? 0) || 0);
  await sleep(Math.min(SLOW_MS, granted));
  return granted < SLOW_MS ? refusal(504, 'Gateway Timeout') : answer;
};
