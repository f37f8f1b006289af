import type { CoupangRefusal } from '../domain/ticket/act.ts';
import { findRefusal } from './action-refusals.ts';
import { type Answer, classifyResponse } from './classify-response.ts';
import type { Fault } from './coupang-error.ts';
import { readEnvelope } from './read-envelope.ts';

export type ActionVerdict =
  | { is: 'done' }
  | { is: 'refused'; refusal: { code: CoupangRefusal }; fault: Fault }
  | { is: 'unsure'; fault: Fault }
  | { is: 'failed'; fault: Fault };

/**
 * The outcome of one try of a reply or a confirmation. Only a documented answer shows that Coupang did nothing: a known
 * message of a 400 (`refused`), or an answer that the edge or the gateway gives instead of passing the request on
 * (`failed`). After any other answer Coupang may have done it (`unsure`). Pure. Source: coupang-api.md sections 2.4 and 4.
 * @param now epoch ms
 */
export const classifyAction = (answer: Answer | Fault, now: number): ActionVerdict => {
  if ('code' in answer) return { is: wasNeverSent(answer) ? 'failed' : 'unsure', fault: answer };
  const verdict = classifyResponse(answer, 'action', now);
  if (verdict.is !== 'fault') return { is: 'done' };
  const { fault } = verdict;
  const text = (readEnvelope(answer.body)?.message ?? answer.body).trim();
  const code = answer.status === 400 ? findRefusal(text) : undefined;
  if (code !== undefined) return { is: 'refused', refusal: { code }, fault };
  const isDocumented = NOT_PASSED_ON.some(([status, words]) => status === answer.status && words.test(text));
  return { is: isDocumented ? 'failed' : 'unsure', fault };
};

/**
 * The documented answers of the edge and the gateway. Coupang documents only the words of a 429, so a 429 without them is unsure.
 * Source: coupang-api.md section 4.
 */
const NOT_PASSED_ON: readonly [status: number, words: RegExp][] = [
  [302, /^/],
  [
    401,
    /^(?:Specified signature is expired|Invalid signature|HMAC format is invalid|Request is not authorized)\b/i,
  ],
  [401, /^Unknown error occurred, please contact api-gateway channel\b/i],
  [403, /\bNot allowed IP\b|^Your ip address\b|\bnot for the target VDC\b/i],
  [403, /^<[^]*\bAccess Denied\b/i],
  [429, /^(?:429 )?Too Many Requests\.?$/i],
];

/** Errors without any connection. Other errors may come after the request has arrived. */
const NO_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

const wasNeverSent = ({ detail }: Fault): boolean => detail !== undefined && NO_CONNECTION.has(detail);
