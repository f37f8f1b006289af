import type { Inquiry, ListStatus } from '../../domain/inquiry/inquiry.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { SourceError } from './source-error.ts';
import type { DateWindow } from '../../domain/time/date-windows.ts';

/** One vendor's inquiries at Coupang. */
export type InquirySource = {
  /**
   * Reads all pages of one window and status, once more if the first pass was not complete (R7). Never throws
   * a SourceError: what the pages showed before it counts, so it comes back beside them.
   * `stopAt`: raw clock, epoch ms, after which no further page is asked for.
   */
  read: (
    window: DateWindow,
    status: ListStatus,
    stopAt: number,
  ) => Promise<{ reading: Reading; failure?: SourceError }>;
  /**
   * Pages of one window and status from a page on, at most `most` of them, for a reading that goes on in a later run
   * (R17). Without `nextPage` the window has been read to its end, or as far as Coupang can be asked (`isCut`). Never throws
   * a SourceError.
   */
  readPages: (
    window: DateWindow,
    status: ListStatus,
    from: { page: number; most: number },
    stopAt: number,
  ) => Promise<{
    inquiries: Inquiry[];
    pages: number;
    nextPage?: number;
    isCut?: true;
    failure?: SourceError;
  }>;
  /**
   * One inquiry; `undefined` for a 404, which says nothing about its outcome. `stopAt`: raw clock, epoch ms; no try
   * goes on much beyond it. Throws SourceError.
   */
  inquiry: (inquiryId: string, stopAt: number) => Promise<Inquiry | undefined>;
  /** Coupang's clock minus ours, ms, as an answer last told it; undefined before any (R6). */
  clockOffsetMs: () => number | undefined;
  /** Starts from the offset that an earlier run kept. */
  useClockOffset: (offsetMs: number) => void;
  /** A hash that tells one key from another and nothing about either: a new key ends a stop (coupang-api.md section 4). */
  keyFingerprint: () => Promise<string>;
};
