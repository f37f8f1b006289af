import type { Inquiry, ListStatus } from '../../domain/inquiry/inquiry.ts';
import type { OpenStatus } from '../../domain/reading/plan-readings.ts';
import type { Repairs } from '../../domain/reading/repairs.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { DateWindow } from '../../domain/time/date-windows.ts';
import { defined } from '../../domain/defined.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { SourceCause, Failure } from '../../domain/reading/vendor-state.ts';

/** How far a list was read. */
export type SomePages = {
  /** How many pages were requested, a failed one included. */
  pages: number;
  /** Where to go on. Absent if the list was read to its end, or to the last page that is ever requested. */
  nextPage?: number;
  /** The list goes on after that last page. */
  isCut?: true;
  failure?: SourceError;
};

/** One inquiry at a time, and the key. */
export type InquiryLookUps = {
  /**
   * One inquiry. `undefined` for a 404, which says nothing about its outcome. `stopAt`: epoch ms; no try lasts
   * much longer. Throws SourceError.
   */
  inquiry: (inquiryId: string, stopAt: number) => Promise<Inquiry | undefined>;
  /**
   * A hash that identifies a key without revealing it. A new key ends a stop (coupang-api.md section 4). `fresh`: without any
   * cache.
   */
  keyFingerprint: (options?: { fresh?: boolean }) => Promise<string>;
};

export type InquirySource = InquiryLookUps & {
  /**
   * Reads all pages of one window and status, and once more if the first pass was not complete (R7). A page that fails is read
   * in parts, as far as `repairs` allow it. Never throws a SourceError: it returns the failure beside what was read. `stopAt`:
   * epoch ms; no page is requested later.
   */
  read: (
    window: DateWindow,
    status: OpenStatus,
    stopAt: number,
    repairs: Repairs,
  ) => Promise<{ reading: Reading; failure?: SourceError }>;
  /**
   * At most `most` pages of one window and status, from a page on. A later run can go on from `nextPage` (R17). Never throws a
   * SourceError.
   */
  readPages: (
    window: DateWindow,
    status: ListStatus,
    from: { page: number; most: number },
    stopAt: number,
  ) => Promise<SomePages & { inquiries: Inquiry[] }>;
  /** Coupang's `Date` minus our clock at the last answer, ms, if that is over five minutes (R6). It is only reported. */
  clockDiffersByMs: () => number | undefined;
};

/**
 * The scope of a failure: only this reading, this vendor for a while, or everything behind this egress IP.
 * Source: coupang-api.md section 4.
 */
export type Reach = 'reading' | 'vendor' | 'egress';

/** A call to Coupang that failed after all tries that the error table allows. */
export abstract class SourceError extends NotifierError {
  abstract readonly blindCause: SourceCause;
  abstract readonly reach: Reach;
  /** The address that Coupang says it does not know. */
  abstract readonly ip: string | undefined;
  /** Whether there was no answer at all, from Coupang or from the store of its key. The network may be down. */
  readonly isUnanswered: boolean = false;
  /** How long to leave the vendor or the IP alone, ms. 0 if `reach` is `reading`. */
  abstract readonly aloneForMs: number;
}

/** The fields of the error that the blindness notice shows (D10). */
export const failureOf = ({ blindCause: cause, ip }: SourceError): Failure => defined({ cause, ip });
