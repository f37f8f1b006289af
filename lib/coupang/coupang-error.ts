import * as z from 'zod/mini';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { NotifierError } from '../domain/notifier-error.ts';
import { type Reach, SourceError } from '../workflows/ports/coupang.ts';
import type { SourceCause } from '../domain/reading/vendor-state.ts';
import { MINUTE_MS } from '../domain/time/durations.ts';
import type { NOT_SET_UP } from '../config/config-error.ts';

/** The failure of one try. It contains only harmless parts of the body. */
export type Fault = {
  code: CoupangErrorCode;
  status?: number;
  transactionId?: string;
  ip?: string;
  /** How long Coupang asks us to wait, ms. */
  retryAfterMs?: number;
  detail?: string;
};

/** The pause after a stop, a block or a 429, unless Coupang asks for another. Source: coupang-api.md section 4. */
const REST_MS = 10 * MINUTE_MS;

/** A call that failed after all its tries. Its row in the error table provides the fields. */
export class CoupangError extends SourceError {
  readonly code: CoupangErrorCode;
  readonly blindCause: SourceCause;
  readonly reach: Reach;
  readonly retryable: boolean;
  readonly aloneForMs: number;
  readonly status: number | undefined;
  readonly transactionId: string | undefined;
  readonly ip: string | undefined;
  override readonly isUnanswered: boolean;

  constructor(vendor: VendorRef, fault: Fault, options: { cause?: unknown } = {}) {
    super(describe(vendor, fault), options);
    const row = ERROR_ROWS[fault.code];
    this.code = fault.code;
    this.blindCause = row.blindCause;
    this.reach = row.reach;
    this.retryable = row.retryable;
    this.aloneForMs = row.reach === 'reading' ? 0 : (fault.retryAfterMs ?? REST_MS);
    this.status = fault.status;
    this.transactionId = fault.transactionId;
    this.ip = fault.ip;
    this.isUnanswered = isUnanswered(fault, options.cause);
  }
}

/** Excludes a secret that was read without a key, and a secret that AWS refuses. */
const isUnanswered = ({ code, status }: Fault, cause: unknown): boolean =>
  (code === 'COUPANG_UNAVAILABLE' && status === undefined) ||
  (code === 'COUPANG_KEY_UNREADABLE' &&
    !(cause instanceof NotifierError) &&
    !answerOfAws.safeParse(cause).success);

const answerOfAws = z.object({ $metadata: z.object({ httpStatusCode: z.number() }) });

const describe = (vendor: VendorRef, fault: Fault): string => {
  const { happened, toDo } = ERROR_ROWS[fault.code];
  const facts = [
    fault.detail,
    fault.status === undefined ? undefined : `status ${fault.status}`,
    fault.ip === undefined ? undefined : `address ${fault.ip}`,
    fault.transactionId === undefined ? undefined : `transaction ${fault.transactionId}`,
  ].filter((fact) => fact !== undefined);
  const aside = facts.length > 0 ? ` (${facts.join(', ')})` : '';
  return `Vendor ${vendor.vendorId} (${vendor.market}): Coupang ${happened}${aside}. ${toDo}`;
};

/**
 * A row of the error table. Source: coupang-api.md section 4. `again` says how to retry. `back-off` allows three tries,
 * every other value two.
 */
export type ErrorRow = {
  blindCause: SourceCause;
  reach: Reach;
  retryable: boolean;
  again: 'never' | 'back-off' | 'once' | 're-signed' | 'fresh-key';
  /** Ends the sentence "Coupang …". */
  happened: string;
  toDo: string;
};

export type CoupangErrorCode =
  | 'COUPANG_UNAVAILABLE'
  | 'COUPANG_SERVER_ERROR'
  | 'COUPANG_UNEXPECTED'
  | 'COUPANG_READ_TIMED_OUT'
  | 'COUPANG_THROTTLED'
  | 'COUPANG_BLOCKED_AT_EDGE'
  | 'COUPANG_IP_NOT_ALLOWED'
  | 'COUPANG_CLOCK'
  | 'COUPANG_CREDENTIALS'
  | 'COUPANG_KEY_UNREADABLE'
  | typeof NOT_SET_UP
  | 'COUPANG_WRONG_MARKET'
  | 'COUPANG_WRONG_PATH'
  | 'COUPANG_BAD_REQUEST'
  | 'COUPANG_VENDOR_INACTIVE'
  | 'COUPANG_PROTOCOL'
  | 'COUPANG_TOO_LONG';

export const ERROR_ROWS: Record<CoupangErrorCode, ErrorRow> = {
  COUPANG_UNAVAILABLE: {
    blindCause: 'coupang-down',
    reach: 'reading',
    retryable: true,
    again: 'back-off',
    happened: 'could not be reached',
    toDo: 'The next poll tries again; if it lasts, check WING and the network.',
  },
  COUPANG_SERVER_ERROR: {
    blindCause: 'coupang-down',
    reach: 'reading',
    retryable: true,
    again: 'once',
    happened: 'failed on the request',
    toDo: 'A wrong parameter often causes this. If it lasts, give its support the transaction id.',
  },
  COUPANG_UNEXPECTED: {
    blindCause: 'coupang-down',
    reach: 'reading',
    retryable: true,
    again: 'never',
    happened: 'failed with a status that its documents do not name',
    toDo: 'The next poll tries again; if it lasts, give its support the transaction id.',
  },
  COUPANG_READ_TIMED_OUT: {
    blindCause: 'coupang-down',
    reach: 'reading',
    retryable: true,
    again: 'never',
    happened: 'took too long to read the list',
    toDo: 'Product inquiries are read date by date instead; if it lasts, give its support the transaction id.',
  },
  COUPANG_THROTTLED: {
    blindCause: 'throttled',
    reach: 'vendor',
    retryable: true,
    again: 'never',
    happened: 'asks for fewer calls',
    toDo: "This vendor is left alone for a while. Check what else uses the vendor's key: five calls a second are shared.",
  },
  COUPANG_BLOCKED_AT_EDGE: {
    blindCause: 'blocked-at-edge',
    reach: 'egress',
    retryable: true,
    again: 'never',
    happened: 'blocks this IP address at its edge',
    toDo: 'All calls from this address rest for a while. If it comes back, ask its support to unblock the address.',
  },
  COUPANG_IP_NOT_ALLOWED: {
    blindCause: 'ip-not-allowed',
    reach: 'vendor',
    retryable: false,
    again: 'never',
    happened: 'does not know the IP address that it was called from',
    toDo: "Add it to the key's addresses in WING; that takes up to 30 minutes.",
  },
  COUPANG_CLOCK: {
    blindCause: 'clock',
    reach: 'reading',
    retryable: true,
    again: 're-signed',
    happened: 'says that the signature has expired, also if it is signed by the time that Coupang shows',
    toDo: 'Set the clock of this machine.',
  },
  COUPANG_CREDENTIALS: {
    blindCause: 'credentials',
    reach: 'vendor',
    retryable: false,
    again: 'fresh-key',
    happened: 'refuses the key',
    toDo: 'Check both halves of the key; keys live 180 days. If a new key was issued, store it.',
  },
  COUPANG_KEY_UNREADABLE: {
    blindCause: 'key-unreadable',
    reach: 'reading',
    retryable: true,
    again: 'never',
    happened: 'was not called: the key could not be read',
    toDo: 'Check that the secret exists and that this program may read it.',
  },
  NOT_SET_UP: {
    blindCause: 'key-missing',
    reach: 'reading',
    retryable: false,
    again: 'never',
    happened: 'was not called: no key is stored yet',
    toDo: 'Store it with npm run secrets; the next poll uses it.',
  },
  COUPANG_WRONG_MARKET: {
    blindCause: 'wrong-market',
    reach: 'vendor',
    retryable: false,
    again: 'never',
    happened: 'says that the key belongs to another host or market',
    toDo: "Check the vendor's market in the configuration.",
  },
  COUPANG_WRONG_PATH: {
    blindCause: 'wrong-path',
    reach: 'vendor',
    retryable: false,
    again: 'never',
    happened: 'knows no such list',
    toDo: 'Check the vendor id: it must be the one that the key was issued for.',
  },
  COUPANG_BAD_REQUEST: {
    blindCause: 'bad-request',
    reach: 'reading',
    retryable: false,
    again: 'never',
    happened: 'refuses the request',
    toDo: 'Check the vendor id and the dates; if both are right, report a defect of this program.',
  },
  COUPANG_VENDOR_INACTIVE: {
    blindCause: 'vendor-inactive',
    reach: 'vendor',
    retryable: false,
    again: 'never',
    happened: 'says that the vendor has withdrawn, is not activated or is locked',
    toDo: "Look at the vendor's state in WING.",
  },
  COUPANG_PROTOCOL: {
    blindCause: 'protocol',
    reach: 'reading',
    retryable: true,
    again: 'once',
    happened: 'gave an answer that cannot be used',
    toDo: 'If it lasts, check whether Coupang has changed its API, or a proxy is in between.',
  },
  COUPANG_TOO_LONG: {
    blindCause: 'protocol',
    reach: 'reading',
    retryable: true,
    again: 'never',
    happened: 'gave an answer that is too long to be read',
    toDo: 'A list is read in smaller pages instead. A single inquiry can only be seen in WING.',
  },
};
