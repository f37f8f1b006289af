import type { Clock } from '../../lib/workflows/ports/clock.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';

/**
 * Does the work once an hour, or as often as given, and at first. A new process starts over.
 * @param work returns false if it was not done: then the next call tries again
 */
export const hourly = (
  clock: Clock,
  work: () => Promise<boolean | void>,
  everyMs = HOUR_MS,
): (() => Promise<void>) => {
  let last = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = clock.now();
    if (now - last < everyMs) return;
    if ((await work()) !== false) last = now;
  };
};
