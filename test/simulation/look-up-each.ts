import type { Inquiry } from '../../lib/domain/inquiry/inquiry.ts';
import { FAILURES_BEFORE_STOP } from '../../lib/domain/reading/stops.ts';
import {
  type CoupangAccess,
  type InquirySource,
  type LookedUp,
  type NameStore,
  SourceError,
} from '../../lib/workflows/ports/coupang.ts';

export type LookUpOne = (inquiryId: string, stopAt: number) => Promise<Inquiry | undefined>;

/** The look-ups of a made-up source with a call for each inquiry. */
export const lookUpEach =
  (lookUp: LookUpOne): InquirySource['lookUp'] =>
  async (asked, { stopAt, calls }) => {
    const found = new Map<string, Inquiry>();
    const missing = new Map<string, boolean>();
    const tried = new Set<string>();
    let failed: LookedUp['failed'];
    for (const { inquiryId } of asked.slice(0, calls)) {
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

export const MADE_UP_ACCESS: CoupangAccess = {
  keyFingerprint: async () => 'made-up-key',
  clockDiffersByMs: () => undefined,
};

/** A store of products' names that remembers none. */
export const NO_NAMES: NameStore = { read: async () => undefined, note: async () => {} };
