import type { Clock } from '../../lib/workflows/ports/clock.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';

/**
 * Says once an hour, or as often as given, and at first, that it is time. A new process starts over.
 */
export const hourly = (clock: Clock, everyMs = HOUR_MS): (() => boolean) => {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock.now();
    if (now - last < everyMs) return false;
    last = now;
    return true;
  };
};
