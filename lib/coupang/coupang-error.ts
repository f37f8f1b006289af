import * as z from 'zod/mini';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { NotifierError } from '../domain/notifier-error.ts';
import { type Reach, SourceError } from '../workflows/ports/source-error.ts';
import { type CoupangErrorCode, ERROR_ROWS } from './error-rows.ts';
import type { SourceCause } from '../domain/reading/vendor-state.ts';
import { MINUTE_MS } from '../domain/time/durations.ts';

/** The failure of one try. From the body it holds only what was checked to be harmless. */
export type Fault = {
  code: CoupangErrorCode;
  status?: number;
  transactionId?: string;
  /** The address that Coupang says it does not know. */
  ip?: string;
  /** How long Coupang asks us to wait, ms. */
  retryAfterMs?: number;
  /** More detail than the row has. */
  detail?: string;
};

/** The time without calls after a stop, a block or a 429, unless Coupang asks for another. Source: coupang-api.md section 4. */
const REST_MS = 10 * MINUTE_MS;

/** A call that failed after all its tries. Its fields come from its row in the error table. */
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

/** Not a secret that was read and holds no key, or that AWS does not give. */
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
