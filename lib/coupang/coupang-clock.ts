import type { Clock } from '../workflows/ports/clock.ts';
import type { Log } from '../workflows/ports/log.ts';
import { HOUR_MS } from '../domain/time/durations.ts';

/** Our clock, corrected by Coupang's `Date` headers (R6). */
export type CoupangClock = {
  /** Epoch ms. It is our clock until the offset is known. */
  now: () => number;
  /** `undefined` until an answer shows it. */
  offsetMs: () => number | undefined;
  /** Refuses an offset that is larger than the error of any maintained clock. It logs this once. */
  useOffset: (offsetMs: number) => void;
  /** The difference of a `Date` header that has just come, ms. `undefined`: it is missing or broken. */
  measure: (dateHeader: string | null) => number | undefined;
};

/** The header has whole seconds, so a smaller difference counts as none. */
const SMALLEST_OFFSET_MS = 2000;
/** Every deadline moves with the offset. Beyond this a wrong header is likelier than a wrong clock. */
const LARGEST_OFFSET_MS = HOUR_MS;

export const createCoupangClock = (clock: Clock, log?: Pick<Log, 'warn'>): CoupangClock => {
  let offset: number | undefined;
  let isDoubted = false;
  return {
    now: () => clock.now() + (offset ?? 0),
    offsetMs: () => offset,
    useOffset: (offsetMs) => {
      const size = Math.abs(offsetMs);
      if (size <= LARGEST_OFFSET_MS) offset = size < SMALLEST_OFFSET_MS ? 0 : offsetMs;
      else if (!isDoubted) {
        isDoubted = true;
        log?.warn("Coupang's clock seems more than an hour off and is not believed: check this machine's", {
          offsetMs,
        });
      }
    },
    measure: (dateHeader) => {
      const at = Date.parse(dateHeader ?? '');
      return Number.isNaN(at) ? undefined : at - clock.now();
    },
  };
};
