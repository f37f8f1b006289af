import { MINUTE_MS } from '../../domain/time/durations.ts';

/** This machine's clock, the source of every time in the program (R6). */
export type Clock = {
  /** Epoch ms, like every parameter `now`. A laptop's clock may leap forward. */
  now: () => number;
  /** Monotonic, ms from any start. For waits and the end of a lane. Default: `now`. */
  elapsed?: () => number;
  /** Only on a laptop: how far the program's clock was moved, ms, because the machine's clock is proved wrong. */
  correction?: { byMs: () => number; add: (ms: number) => void };
};

/** A larger difference from Coupang's clock is reported (R6). Signatures are valid for this long. */
export const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;

export const elapsedOf = ({ elapsed, now }: Clock): (() => number) => elapsed ?? now;
