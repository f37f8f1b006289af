import type { Clock } from '../../lib/workflows/ports/clock.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';

/**
 * Says once an hour, and at first, that it is time. A new process starts over.
 * @param leastMs for one that another process wakes hourly, a little sooner or later: less than the hour
 */
export const hourly = (clock: Clock, leastMs = HOUR_MS): (() => boolean) => {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock.now();
    if (now - last < leastMs) return false;
    last = now;
    return true;
  };
};
