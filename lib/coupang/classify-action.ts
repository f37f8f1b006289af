import type { CoupangRefusal } from '../domain/ticket/act.ts';
import { findRefusal } from './action-refusals.ts';
import { type Answer, classifyResponse } from './classify-response.ts';
import type { Fault } from './coupang-error.ts';
import type { CoupangErrorCode } from './error-rows.ts';
import { readEnvelope } from './read-envelope.ts';

export type ActionVerdict =
  | { is: 'done' }
  | { is: 'refused'; refusal: { code: CoupangRefusal }; fault: Fault }
  | { is: 'unsure'; fault: Fault }
  | { is: 'failed'; fault: Fault };

/**
 * The outcome of one try of a reply or a confirmation. `failed`: Coupang has certainly done nothing. `unsure`: it may have.
 * Pure. Source: coupang-api.md sections 2.4 and 4.
 * @param now Coupang's clock, epoch ms
 */
export const classifyAction = (answer: Answer | Fault, now: number): ActionVerdict => {
  if ('code' in answer) return { is: wasNeverSent(answer) ? 'failed' : 'unsure', fault: answer };
  const verdict = classifyResponse(answer, 'action', now);
  if (verdict.is !== 'fault') return { is: 'done' };
  const { fault } = verdict;
  if (fault.code === 'COUPANG_WRONG_PATH') return { is: 'refused', refusal: { code: 'not-found' }, fault };
  if (fault.code === 'COUPANG_BAD_REQUEST') {
    const code = findRefusal(readEnvelope(answer.body)?.message ?? '');
    return { is: 'refused', refusal: { code }, fault };
  }
  return { is: MAY_HAVE_BEEN_DONE.has(fault.code) ? 'unsure' : 'failed', fault };
};

const MAY_HAVE_BEEN_DONE = new Set<CoupangErrorCode>([
  'COUPANG_UNAVAILABLE',
  'COUPANG_SERVER_ERROR',
  'COUPANG_UNEXPECTED',
  'COUPANG_PROTOCOL',
  'COUPANG_TOO_LONG',
]);

/** Errors without any connection. Other errors may come after the request has arrived. */
const NO_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

const wasNeverSent = ({ detail }: Fault): boolean => detail !== undefined && NO_CONNECTION.has(detail);
