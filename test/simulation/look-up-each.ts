import { lookUpEach as lookUpEachInTime } from '../../lib/coupang/look-up-each.ts';
import type { CoupangAccess, InquirySource, NameStore } from '../../lib/workflows/ports/coupang.ts';

type LookUpOne = Parameters<typeof lookUpEachInTime>[0];

/** The look-ups of a made-up source with a call for each inquiry. No time is too late. */
export const lookUpEach = (lookUp: LookUpOne): InquirySource['lookUp'] =>
  lookUpEachInTime(lookUp, () => Number.NEGATIVE_INFINITY);

export const MADE_UP_ACCESS: CoupangAccess = {
  keyFingerprint: async () => 'made-up-key',
  clockDiffersByMs: () => undefined,
};

/** A store of products' names that remembers none. */
export const NO_NAMES: NameStore = { read: async () => undefined, note: async () => {} };
