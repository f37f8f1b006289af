import { LOOK_UP_FOR_MS } from '../../domain/delivery/after-failure.ts';
import { LOOK_UP_AFTER_MS } from '../../domain/delivery/plan-delivery.ts';
import { MINUTE_MS } from '../../domain/time/durations.ts';

/**
 * The spans that keep two workers from sending the same message (R18, R19), by `Clock.now`. They are read at each use: if
 * that clock runs faster, they are longer.
 */
export type SendSpans = {
  /** How long a lane lasts without a renewal. */
  laneMs: number;
  /** The longest time between the write of an attempt and its call. */
  attemptLastsMs: number;
  /** From the attempt to the look-up that decides. */
  lookUpAfterMs: number;
  /** The shortest time from the first refusal of a look-up until it is given up. */
  lookUpForMs: number;
};

export const SEND_SPANS: SendSpans = {
  laneMs: MINUTE_MS,
  attemptLastsMs: 5_000,
  lookUpAfterMs: LOOK_UP_AFTER_MS,
  lookUpForMs: LOOK_UP_FOR_MS,
};
