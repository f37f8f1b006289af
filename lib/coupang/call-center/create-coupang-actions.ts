import type { CoupangRefusal } from '../../domain/ticket/act.ts';
import type { ActionResult, InquiryActions } from '../../workflows/ports/inquiry-actions.ts';
import { CoupangError, type Fault, ERROR_ROWS } from '../coupang-error.ts';
import { type Answer, classifyResponse } from '../classify-response.ts';
import { createSender, type SenderOptions } from '../create-sender.ts';
import { readEnvelope } from '../read-envelope.ts';
import { timeLeft, noteFault, freshKeys, type Sender } from '../send-request.ts';
import { readKeys } from '../read-keys.ts';
import { type Call, sendHttp } from '../send-http.ts';
import type { Keys } from '../sign-request.ts';

/** The two POSTs are v4, the GETs v5. Source: coupang-api.md sections 2.3 and 2.4. */
const API = '/v2/providers/openapi/apis/api/v4/vendors';

/**
 * A reply answers an inquiry of NO_ANSWER, a confirmation ends an inquiry of TRANSFER. Ids are text, as in Coupang's
 * example, so that no digit is lost.
 * @param sender shared with `createCoupangClient`, so that both use the same pace, key and signing clock
 */
export const createCoupangActions = (
  options: SenderOptions,
  sender: Sender = createSender(options),
): InquiryActions => {
  const { vendorId } = sender.vendor;
  const pathOf = (inquiryId: string, what: 'replies' | 'confirms') =>
    `${API}/${vendorId}/callCenterInquiries/${encodeURIComponent(inquiryId)}/${what}`;
  return {
    reply: ({ inquiryId, parentAnswerId, content, replyBy }, stopAt) => {
      const body = { vendorId, inquiryId, content, replyBy, parentAnswerId };
      return sendAction(sender, { path: pathOf(inquiryId, 'replies'), body }, stopAt);
    },
    confirm: ({ inquiryId, confirmBy }, stopAt) =>
      sendAction(sender, { path: pathOf(inquiryId, 'confirms'), body: { confirmBy } }, stopAt),
  };
};

export type ActionVerdict =
  | { is: 'done' }
  | { is: 'refused'; refusal: { code: CoupangRefusal }; fault: Fault }
  | { is: 'unsure'; fault: Fault }
  | { is: 'failed'; fault: Fault };

/**
 * The outcome of one try. Only a documented answer proves that Coupang did nothing: a known message of a 400
 * (`refused`), or an answer of the edge or the gateway (`failed`). After any other answer Coupang may have done it
 * (`unsure`). Source: coupang-api.md sections 2.4 and 4.
 * @param now epoch ms
 */
const classifyAction = (answer: Answer | Fault, now: number): ActionVerdict => {
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
 * The answers of the edge and the gateway. Coupang documents a 429 only with these words. Source: coupang-api.md
 * section 4.
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

/** Errors without a connection. After other errors the request may have arrived. */
const NO_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

const wasNeverSent = ({ detail }: Fault): boolean => detail !== undefined && NO_CONNECTION.has(detail);

/**
 * @returns `undefined` for an undocumented message of a 400: it does not prove that Coupang did nothing
 * @internal
 */
export const findRefusal = (message: string): CoupangRefusal | undefined => {
  const text = message.slice(0, LONGEST_MESSAGE).normalize('NFC');
  return ROWS.find(([says]) => says.test(text))?.[1];
};

/** Documented messages are far shorter, and normalising a hostile text takes quadratic time. */
const LONGEST_MESSAGE = 2000;

/**
 * The fixed parts of Coupang's messages; the first match counts. Each pattern takes linear time. Source: coupang-api.md
 * section 2.4.
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

export type Action = { path: string; body: Record<string, string> };

/**
 * Sends a POST. Retries once, with Coupang's `Date` or a fresh key, and only after a documented 401, which proves that
 * Coupang did nothing. Throws no CoupangError.
 * @param stopAt epoch ms: no try begins after it
 */
const sendAction = async (sender: Sender, action: Action, stopAt: number): Promise<ActionResult> => {
  const keys = await readKeys(sender.vendor, sender.credentials).catch(asFailure);
  if (keys instanceof CoupangError) return { is: 'failed', failure: keys };
  const call = { kind: 'action', path: action.path, query: '', body: JSON.stringify(action.body) } as const;
  const first = await tryOnce(sender, call, keys, stopAt);
  if (first.is !== 'done') noteFault(sender, call, first.fault, 1);
  const again = first.is === 'failed' ? await keysForOneMore(sender, first.fault, keys) : undefined;
  const verdict = again === undefined ? first : await tryOnce(sender, call, again, stopAt);
  if (again !== undefined && verdict.is !== 'done') noteFault(sender, call, verdict.fault, 2);
  switch (verdict.is) {
    case 'done':
      return { is: 'done' };
    case 'refused':
      return { is: 'refused', refusal: verdict.refusal };
    case 'unsure':
    case 'failed':
      return { is: verdict.is, failure: new CoupangError(sender.vendor, verdict.fault) };
  }
};

const asFailure = (error: unknown): CoupangError => {
  if (error instanceof CoupangError) return error;
  throw error;
};

const tryOnce = (sender: Sender, call: Call, keys: Keys, stopAt: number): Promise<ActionVerdict> =>
  sender.pace.run(async () => {
    // A request that is cut off at once may have been sent, and its outcome would be unknown.
    if (sender.clock.now() >= stopAt) return { is: 'failed', fault: NO_TIME };
    const answer = await sendHttp(sender, call, keys, timeLeft(sender, stopAt));
    return classifyAction(answer, sender.clock.now());
  });

const NO_TIME: Fault = { code: 'COUPANG_UNAVAILABLE', detail: 'not sent: no time was left' };

const keysForOneMore = async (sender: Sender, fault: Fault, keys: Keys): Promise<Keys | undefined> => {
  switch (ERROR_ROWS[fault.code].again) {
    case 're-signed':
      return keys;
    case 'fresh-key':
      return freshKeys(sender, keys);
    case 'never':
    case 'once':
    case 'back-off':
      return undefined;
  }
};
