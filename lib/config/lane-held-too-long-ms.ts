import { MINUTE_MS } from '../domain/time/durations.ts';

/** A lane that has been held so long without a break is told of: nothing but a burst of hundreds of messages takes that long. */
export const LANE_HELD_TOO_LONG_MS = 15 * MINUTE_MS;
