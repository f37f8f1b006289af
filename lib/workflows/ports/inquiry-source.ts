import type { ListStatus, OpenStatus, SideSource } from '../../domain/sources.ts';
import type { Inquiry } from '../../domain/inquiry/inquiry.ts';
import type { Repairs } from '../../domain/reading/repairs.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { DateWindow } from '../../domain/time/date-windows.ts';
import { SECOND_MS } from '../../domain/time/durations.ts';
import { defined } from '../../domain/defined.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { SourceCause, Failure } from '../../domain/reading/vendor-state.ts';

/** A request that is sent right before `stopAt` may last this much longer. */
export const CALL_GRACE_MS = 5 * SECOND_MS;

export type SomePages = {
  /** Requested pages, including a failed page. */
  pages: number;
  /** Where to continue. Absent at the end of the list or at the last page that is ever requested. */
  nextPage?: number;
  /** The list continues after that last page. */
  isCut?: true;
  failure?: SourceError;
};

export type InquiryLookUps = {
  /** `undefined` for a 404, which proves no outcome. `stopAt`: epoch ms; no try lasts much longer. Throws SourceError. */
  inquiry: (inquiryId: string, stopAt: number) => Promise<Inquiry | undefined>;
  /**
   * A hash that identifies a key without revealing it. A new key ends a stop (coupang-api.md section 4). `fresh`: without any
   * cache.
   */
  keyFingerprint: (options?: { fresh?: boolean }) => Promise<string>;
};

export type InquirySource = InquiryLookUps & {
  /**
   * Reads all pages of a window and status, and again if the first pass was incomplete (R7). A failed page is read in parts,
   * as far as `repairs` allow. Returns a SourceError with the pages read instead of throwing it. `stopAt`: epoch ms; no page
   * is requested later.
   */
  read: (
    window: DateWindow,
    status: OpenStatus,
    stopAt: number,
    repairs: Repairs,
  ) => Promise<{ reading: Reading; failure?: SourceError }>;
  /**
   * Reads at most `most` pages of a window and status. A later run can continue from `nextPage` (R17). Never throws a
   * SourceError.
   */
  readPages: (
    window: DateWindow,
    status: ListStatus,
    from: { page: number; most: number },
    stopAt: number,
  ) => Promise<SomePages & { inquiries: Inquiry[] }>;
  /** Coupang's `Date` minus our clock at the last answer, ms, if over five minutes (R6). Only for reports. */
  clockDiffersByMs: () => number | undefined;
};

/** The lists of a source beside the hand-overs, page by page, for the doctor. */
export type SourceLists = Pick<InquirySource, 'readPages'> & { source: SideSource };

/**
 * The scope of a failure: this reading, this vendor, or everything behind this egress IP. Source: coupang-api.md section 4.
 */
export type Reach = 'reading' | 'vendor' | 'egress';

/** A call to Coupang that failed after all tries that the error table allows. */
export abstract class SourceError extends NotifierError {
  abstract readonly blindCause: SourceCause;
  abstract readonly reach: Reach;
  /** The address that Coupang does not recognise. */
  abstract readonly ip: string | undefined;
  /** Coupang, or the store of its key, did not answer at all. The network may be down. */
  readonly isUnanswered: boolean = false;
  /** How long not to call for the vendor or from the IP, ms. 0 if `reach` is `reading`. */
  abstract readonly aloneForMs: number;
}

export const failureOf = ({ blindCause: cause, ip }: SourceError): Failure => defined({ cause, ip });
