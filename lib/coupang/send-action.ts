import type { CoupangRefusal } from '../domain/ticket/act.ts';
import type { ActionResult } from '../workflows/ports/coupang.ts';
import { type Answer, classifyResponse } from './classify-response.ts';
import { CoupangError, ERROR_ROWS, type Fault } from './coupang-error.ts';
import { readEnvelope } from './read-envelope.ts';
import { readKeys } from './read-keys.ts';
import { type Call, sendHttp } from './send-http.ts';
import { freshKeys, NO_TIME, noteFault, type Sender, timeLeft } from './send-request.ts';
import type { Keys } from './sign-request.ts';

type ActionVerdict =
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
const classifyAction = (answer: Answer | Fault, now: number, meanings: Meanings): ActionVerdict => {
  if ('code' in answer) return { is: wasNeverSent(answer) ? 'failed' : 'unsure', fault: answer };
  const verdict = classifyResponse(answer, 'action', now);
  if (verdict.is !== 'fault') return { is: 'done' };
  const { fault } = verdict;
  const text = (readEnvelope(answer.body)?.message ?? answer.body).trim();
  const meaning = answer.status === 400 ? findMeaning(text, meanings) : undefined;
  if (meaning === 'done') return { is: 'done' };
  if (meaning !== undefined) return { is: 'refused', refusal: { code: meaning }, fault };
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
export const findMeaning = (message: string, meanings: Meanings): Meanings[number][1] | undefined => {
  const text = message.slice(0, LONGEST_MESSAGE).normalize('NFC');
  return meanings.find(([says]) => says.test(text))?.[1];
};

/** Documented messages are far shorter, and normalising a hostile text takes quadratic time. */
const LONGEST_MESSAGE = 2000;

/**
 * The fixed parts of the documented messages of a 400; the first match counts. `done`: an earlier call did it. Each pattern
 * takes linear time.
 */
export type Meanings = readonly (readonly [says: RegExp, means: CoupangRefusal | 'done'])[];

export type Action = { path: string; body: Record<string, string>; meanings: Meanings };

/**
 * Sends a POST. Retries once, with Coupang's `Date` or a fresh key, and only after a documented 401, which proves that
 * Coupang did nothing. Throws no CoupangError.
 * @param stopAt epoch ms: no try begins after it
 */
export const sendAction = async (sender: Sender, action: Action, stopAt: number): Promise<ActionResult> => {
  const keys = await readKeys(sender.vendor, sender.credentials).catch(asFailure);
  if (keys instanceof CoupangError) return { is: 'failed', failure: keys };
  const call = { kind: 'action', path: action.path, query: '', body: JSON.stringify(action.body) } as const;
  const tryWith = (used: Keys) => tryOnce(sender, { ...call, meanings: action.meanings }, used, stopAt);
  const first = await tryWith(keys);
  if (first.is !== 'done') noteFault(sender, call, first.fault, 1);
  const again = first.is === 'failed' ? await keysForOneMore(sender, first.fault, keys) : undefined;
  const verdict = again === undefined ? first : await tryWith(again);
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

const tryOnce = (
  sender: Sender,
  call: Call & Pick<Action, 'meanings'>,
  keys: Keys,
  stopAt: number,
): Promise<ActionVerdict> =>
  sender.pace.run(async () => {
    // A request that is cut off at once may have been sent, and its outcome would be unknown.
    if (sender.clock.now() >= stopAt) return { is: 'failed', fault: NO_TIME };
    const answer = await sendHttp(sender, call, keys, timeLeft(sender, stopAt));
    return classifyAction(answer, sender.clock.now(), call.meanings);
  });

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
