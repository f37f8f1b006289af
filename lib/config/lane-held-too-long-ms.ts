import { MINUTE_MS } from '../domain/time/durations.ts';

/** Only a burst of hundreds of messages holds a lane so long. Then there is a warning. */
export const LANE_HELD_TOO_LONG_MS = 15 * MINUTE_MS;
