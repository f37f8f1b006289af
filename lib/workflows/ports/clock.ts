import { MINUTE_MS } from '../../domain/time/durations.ts';

/** This machine's clock. Every time in the program comes from it (R6). */
export type Clock = {
  /** Epoch ms. A laptop's may leap forward. */
  now: () => number;
  /** Monotonic, ms from any start. It measures waits and the end of a lane. Without it `now` is used. */
  elapsed?: () => number;
  /** Only on a laptop: how far the program's clock was moved, ms, since the machine's own is proved to be wrong. */
  correction?: { byMs: () => number; add: (ms: number) => void };
};

/** A clock that differs from Coupang's by more is reported (R6). Signatures live so long. */
export const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;

/** The monotonic clock of a process, ms. */
export const elapsedOf = ({ elapsed, now }: Clock): (() => number) => elapsed ?? now;
