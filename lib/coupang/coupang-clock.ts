import type { Clock } from '../workflows/ports.ts';

/** Our clock, corrected by what Coupang's `Date` headers say (R6). */
export type CoupangClock = {
  /** Epoch ms. */
  now: () => number;
  offsetMs: () => number;
  useOffset: (offsetMs: number) => void;
  /** Learns from a `Date` header; a missing or broken one teaches nothing. */
  learn: (dateHeader: string | null) => void;
};

/** The header has whole seconds: less than that is no difference. */
const SMALLEST_OFFSET_MS = 2000;

export const createCoupangClock = (clock: Clock): CoupangClock => {
  let offset = 0;
  const useOffset = (offsetMs: number): void => {
    offset = Math.abs(offsetMs) < SMALLEST_OFFSET_MS ? 0 : offsetMs;
  };
  return {
    now: () => clock.now() + offset,
    offsetMs: () => offset,
    useOffset,
    learn: (dateHeader) => {
      const at = Date.parse(dateHeader ?? '');
      if (!Number.isNaN(at)) useOffset(at - clock.now());
    },
  };
};
