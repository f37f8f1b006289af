import { isIP } from 'node:net';
import { defined } from '../domain/defined.ts';
import type { Fault, CoupangErrorCode } from './coupang-error.ts';
import { type Envelope, readEnvelope } from './read-envelope.ts';
import { HOUR_MS } from '../domain/time/durations.ts';

/** `product`: the names of a product. `order`, `returns`, `exchanges`: what belongs to an order. */
export type CallKind = 'list' | 'inquiry' | 'product' | 'order' | 'returns' | 'exchanges' | 'action';

export type Answer = {
  /** 0 if `fetch` hides a redirect. */
  status: number;
  contentType: string;
  retryAfter: string | undefined;
  body: string;
};

/** A documented answer of the order call, which is no failure. */
type OrderRefusal = 'cancelled' | 'wrong-number' | 'other-seller';

/** `absent`: Coupang answers that there is nothing to read. `why`: of an order. */
export type Verdict =
  | { is: 'data'; data: unknown }
  | { is: 'absent'; why?: OrderRefusal }
  | { is: 'fault'; fault: Fault };

/**
 * Finds the row of the error table for an answer. Source: coupang-api.md section 4.
 * @param now epoch ms, for a `Retry-After` date
 */
export const classifyResponse = (answer: Answer, call: CallKind, now: number): Verdict => {
  const envelope = readEnvelope(answer.body);
  if (isSuccess(answer.status) && isOk(envelope, call)) return { is: 'data', data: envelope.data };
  const text = envelope?.message ?? answer.body;
  if (isAbsent(answer.status, text, call)) return { is: 'absent' };
  const why = call === 'order' ? findRefusal(answer.status, envelope?.code, text) : undefined;
  if (why !== undefined) return { is: 'absent', why };
  const code = codeOf(answer, text, envelope !== undefined);
  const fault: Fault = defined({
    code,
    status: answer.status,
    transactionId: envelope?.transactionId,
    ip: code === 'COUPANG_IP_NOT_ALLOWED' ? findAddress(text) : undefined,
    retryAfterMs: code === 'COUPANG_THROTTLED' ? readRetryAfter(answer.retryAfter, now) : undefined,
    detail:
      detailOf(code, text) ?? (code === 'COUPANG_PROTOCOL' ? protocolDetail(answer, envelope) : undefined),
  });
  return { is: 'fault', fault };
};

/** The product's answer has a word for its code. Source: coupang-api.md section 7.3. */
const isOk = (envelope: Envelope | undefined, call: CallKind): envelope is Envelope =>
  envelope?.code === 200 || (call === 'product' && envelope?.isSuccess === true);

const isAbsent = (status: number, text: string, call: CallKind): boolean => {
  if (status === 404) return call === 'inquiry' || call === 'product';
  return (
    status === 400 && call === 'product' && /데이터가 없습니다|다른 업체의 상품/.test(text.normalize('NFC'))
  );
};

/**
 * The fixed parts of the documented refusals of an order, without spaces, since Coupang prints them with and without. Source: coupang-api.md
 * section 8.1. Assumption: order-refusal-words.
 */
const ORDER_REFUSALS: readonly (readonly [says: string, means: OrderRefusal])[] = [
  ['주문이취소또는반품', 'cancelled'],
  ['유효하지않은주문번호', 'wrong-number'],
  ['다른판매자의주문', 'other-seller'],
];
/** The documented messages are far shorter, and normalising a hostile text takes quadratic time. */
const LONGEST_REFUSAL = 500;

/** The code 400 may come with the HTTP status 200. */
const findRefusal = (status: number, code: number | undefined, text: string): OrderRefusal | undefined => {
  if (status !== 400 && !(isSuccess(status) && code === 400)) return undefined;
  const words = text.slice(0, LONGEST_REFUSAL).normalize('NFC').replaceAll(/\s/g, '');
  return ORDER_REFUSALS.find(([says]) => words.includes(says))?.[1];
};

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Source: coupang-api.md section 4. */
export const isExpiredSignature = ({ status, body }: Pick<Answer, 'status' | 'body'>): boolean =>
  status === 401 && /signature is expired/i.test(readEnvelope(body)?.message ?? body);

const TRANSIENT = new Set([502, 503, 504, 521, 524]);
const INACTIVE = new Set([410, 412, 423]);

const codeOf = (answer: Answer, text: string, isJson: boolean): CoupangErrorCode => {
  const { status } = answer;
  if (isSuccess(status)) return 'COUPANG_PROTOCOL';
  if (status < 400) return 'COUPANG_BLOCKED_AT_EDGE';
  if (TRANSIENT.has(status)) return 'COUPANG_UNAVAILABLE';
  if (INACTIVE.has(status)) return 'COUPANG_VENDOR_INACTIVE';
  switch (status) {
    case 401:
      return isExpiredSignature(answer) ? 'COUPANG_CLOCK' : 'COUPANG_CREDENTIALS';
    case 403:
      return isJson || !isHtml(answer) ? forbidden(text) : forbiddenAsPage(answer);
    case 404:
      return 'COUPANG_WRONG_PATH';
    case 429:
      return 'COUPANG_THROTTLED';
    case 500:
      return 'COUPANG_SERVER_ERROR';
    case 400:
      return /^\s*Read timed out/i.test(text) ? 'COUPANG_READ_TIMED_OUT' : 'COUPANG_BAD_REQUEST';
    default:
      return status < 500 ? 'COUPANG_BAD_REQUEST' : 'COUPANG_UNEXPECTED';
  }
};

const isHtml = ({ contentType, body }: Answer): boolean =>
  /\bhtml\b/i.test(contentType) || body.trimStart().startsWith('<');

const forbidden = (text: string): CoupangErrorCode => {
  if (/not for the target VDC/i.test(text)) return 'COUPANG_WRONG_MARKET';
  return /\bip\b/i.test(text) ? 'COUPANG_IP_NOT_ALLOWED' : 'COUPANG_BAD_REQUEST';
};

/** A gateway may send its text as a page. A real page may contain any IP. */
const forbiddenAsPage = ({ body }: Answer): CoupangErrorCode => {
  const code = body.trimStart().startsWith('<') ? 'COUPANG_BAD_REQUEST' : forbidden(body);
  return code === 'COUPANG_BAD_REQUEST' ? 'COUPANG_BLOCKED_AT_EDGE' : code;
};

const findAddress = (text: string): string | undefined =>
  text.match(/[\da-f:.]{7,45}/gi)?.find((word) => isIP(word) !== 0);

const LONGEST_REST_MS = HOUR_MS;

/** Reads seconds or a date. A pause lasts at most an hour. */
const readRetryAfter = (value: string | undefined, now: number): number | undefined => {
  if (value === undefined) return undefined;
  const ms = /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), LONGEST_REST_MS);
};

/** Known messages in our own words, since a message may quote the request. */
const detailOf = (code: CoupangErrorCode, text: string): string | undefined => {
  if (code !== 'COUPANG_BAD_REQUEST') return undefined;
  if (/time interval needs/i.test(text)) return 'the dates of the list are too far apart, or no dates';
  return /Invalid vendor ID/i.test(text) ? 'the vendor id is wrong' : undefined;
};

const protocolDetail = (answer: Answer, envelope: Envelope | undefined): string => {
  if (envelope?.code !== undefined) return `code ${envelope.code} in the body`;
  if (envelope !== undefined) return 'no code in the body';
  if (answer.body.trim() === '') return 'an empty body';
  return isHtml(answer) ? 'a page instead of JSON' : 'broken JSON';
};
