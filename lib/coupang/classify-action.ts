import type { CoupangRefusal } from '../domain/ticket/act.ts';
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

/**
 * @returns `undefined` for an undocumented message of a 400: it does not show what Coupang did
 * @internal
 */
export const findRefusal = (message: string): CoupangRefusal | undefined => {
  const text = message.slice(0, LONGEST_MESSAGE).normalize('NFC');
  return ROWS.find(([says]) => says.test(text))?.[1];
};

/** Documented messages are far shorter. Normalising a hostile text takes quadratic time. */
const LONGEST_MESSAGE = 2000;

/**
 * The fixed parts of Coupang's messages. The first match counts. Each pattern takes linear time. Source: coupang-api.md section
 * 2.4.
 */
const ROWS: [RegExp, CoupangRefusal][] = [
  [/can't be answer/i, 'not-answerable'],
  [/can't be confirm/i, 'not-confirmable'],
  [/content length should be between/i, 'content-length'],
  [/parentAnswerId is required/i, 'parent-missing'],
  [/^(?=.*?userId).*-\s*520\s*$/s, 'wing-id-520'],
  [/^(?=.*?userId).*-\s*521\s*$/s, 'wing-id-521'],
  [/상담이 종료된 문의입니다|inquiry has closed/i, 'closed'],
  [/Illegal unquoted character/i, 'control-character'],
  [/Could not read JSON/i, 'unreadable'],
  [/doesn't belongs? to the vendorId/i, 'other-vendor'],
];
