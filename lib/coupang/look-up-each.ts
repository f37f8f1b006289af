import type { Inquiry } from '../domain/inquiry/inquiry.ts';
import { FAILURES_BEFORE_STOP } from '../domain/reading/stops.ts';
import { type InquirySource, type LookedUp, SourceError } from '../workflows/ports/coupang.ts';

/**
 * The look-ups of a source with a call for each inquiry.
 * @param lookUp `undefined` if Coupang does not show the inquiry. Throws SourceError.
 * @param now epoch ms
 */
export const lookUpEach =
  (
    lookUp: (inquiryId: string, stopAt: number) => Promise<Inquiry | undefined>,
    now: () => number,
  ): InquirySource['lookUp'] =>
  async (inquiries, { stopAt, calls }) => {
    const found = new Map<string, Inquiry>();
    const missing = new Map<string, boolean>();
    const tried = new Set<string>();
    let failed: LookedUp['failed'];
    for (const { inquiryId } of inquiries.slice(0, calls)) {
      if (now() >= stopAt) break;
      tried.add(inquiryId);
      try {
        const inquiry = await lookUp(inquiryId, stopAt);
        if (inquiry) found.set(inquiryId, inquiry);
        else missing.set(inquiryId, true);
        failed = undefined;
      } catch (failure) {
        if (!(failure instanceof SourceError)) throw failure;
        failed = { failure, inARow: (failed?.inARow ?? 0) + 1 };
        if (failure.reach !== 'reading' || failed.inARow >= FAILURES_BEFORE_STOP) break;
      }
    }
    return { found, missing, tried, made: tried.size, ...(failed && { failed }) };
  };
