import { MINUTE_MS } from '../domain/time/durations.ts';

/** A lane that is held so long without a break gets a warning: only a burst of hundreds of messages takes that long. */
export const LANE_HELD_TOO_LONG_MS = 15 * MINUTE_MS;
