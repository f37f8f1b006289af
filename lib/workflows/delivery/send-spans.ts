import { LOOK_UP_AFTER_MS } from '../../domain/delivery/plan-delivery.ts';
import { MINUTE_MS } from '../../domain/time/durations.ts';

/**
 * What keeps two workers from sending the same message (R18, R19), by `Clock.now`. Read anew at each use: where that clock runs
 * faster, they are longer.
 */
export type SendSpans = {
  /** A lane lasts so long without being renewed. */
  laneMs: number;
  /** Between the attempt's write and the call. */
  attemptLastsMs: number;
  /** From the attempt to the look-up that decides. */
  lookUpAfterMs: number;
  /** A look-up is given up no sooner than so long after it was refused first. */
  lookUpForMs: number;
};

export const SEND_SPANS: SendSpans = {
  laneMs: MINUTE_MS,
  attemptLastsMs: 5_000,
  lookUpAfterMs: LOOK_UP_AFTER_MS,
  lookUpForMs: 10 * MINUTE_MS,
};
