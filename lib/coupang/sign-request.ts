import { createHmac } from 'node:crypto';
import { type Clock, CLOCK_TOLERANCE_MS } from '../workflows/ports/clock.ts';
import { SECOND_MS, MINUTE_MS } from '../domain/time/durations.ts';

export type Keys = { accessKey: string; secretKey: string };
export type RequestToSign = {
  method: string;
  path: string;
  /** As it is sent, without `?`. Empty if there is none. */
  query: string;
};

/**
 * The value of the `Authorization` header. A signature lives 5 minutes, so each try needs its own. Source: Coupang's
 * HMAC article.
 * @param at epoch ms
 */
export const signRequest = (request: RequestToSign, keys: Keys, at: number): string => {
  const signedDate = formatSignedDate(at);
  const signature = sign(keys.secretKey, stringToSign(request, signedDate));
  return `CEA algorithm=HmacSHA256, access-key=${keys.accessKey}, signed-date=${signedDate}, signature=${signature}`;
};

/**
 * Coupang's signature covers no separators, no `?` and no body.
 * @internal
 */
export const stringToSign = (request: RequestToSign, signedDate: string): string =>
  `${signedDate}${request.method}${request.path}${request.query}`;

/** @internal */
export const sign = (secretKey: string, text: string): string =>
  createHmac('sha256', secretKey).update(text, 'utf8').digest('hex');

/**
 * `yyMMdd'T'HHmmss'Z'` in UTC, without the fraction.
 * @internal
 */
export const formatSignedDate = (at: number): string =>
  `${new Date(at).toISOString().slice(2, 19).replaceAll(/[-:]/g, '')}Z`;

/**
 * Requests are signed by this machine's clock. After Coupang refused a signature as expired, the next request is signed
 * by the `Date` header of the refusal. Nothing else uses the difference (R6).
 */
export type SigningClock = {
  begin: () => Signing;
  /**
   * Coupang's `Date` minus this machine's clock, ms, at the last answer of its API. `undefined` if they agree, or if it
   * is unknown.
   */
  differsByMs: () => number | undefined;
};

export type Signing = {
  at: number;
  /** Reads the `Date` header. Call it before the body is read, which may take time. */
  receive: (dateHeader: string | null) => void;
  /** Notes how Coupang's API judged the signature. */
  judge: (signature: 'accepted' | 'expired') => void;
};

/** The header has whole seconds, so a smaller difference is ignored. */
const SAME_MS = 2 * SECOND_MS;

export const createSigningClock = (clock: Clock): SigningClock => {
  let offset = { ms: 0, isProved: true };
  let dateDiffersByMs = 0;

  /** An acceptance after a refusal proves the offset. On a laptop it then corrects the clock itself. */
  const accept = (used: typeof offset, differsByMs: number | undefined): void => {
    if (used.isProved) return;
    offset = { ...used, isProved: true };
    if (differsByMs === undefined || !clock.correction) return;
    offset = { ms: 0, isProved: true };
    // Another vendor's client may have corrected the clock meanwhile.
    if (Math.abs(differsByMs - used.ms) > MINUTE_MS) return;
    clock.correction.add(used.ms);
    dateDiffersByMs = differsByMs - used.ms;
  };

  /** If the header's offset does not help either, the next call is signed by our clock again. */
  const refuse = (used: typeof offset, differsByMs = 0): void => {
    const ms = Math.abs(differsByMs) < SAME_MS ? 0 : differsByMs;
    offset = used.isProved ? { ms, isProved: false } : { ms: 0, isProved: true };
  };

  return {
    begin: () => {
      const used = offset;
      let differsByMs: number | undefined;
      return {
        at: clock.now() + used.ms,
        receive: (dateHeader) => {
          const date = Date.parse(dateHeader ?? '');
          differsByMs = Number.isNaN(date) ? undefined : date - clock.now();
        },
        judge: (signature) => {
          dateDiffersByMs = differsByMs ?? 0;
          if (signature === 'accepted') accept(used, differsByMs);
          else refuse(used, differsByMs);
        },
      };
    },
    differsByMs: () => {
      const ms = dateDiffersByMs + (clock.correction?.byMs() ?? 0);
      return Math.abs(ms) > CLOCK_TOLERANCE_MS ? ms : undefined;
    },
  };
};
