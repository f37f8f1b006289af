import type { Clock } from '../../lib/workflows/ports/clock.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';

/**
 * Runs the work on the first call, and then at most once per interval. State is per process.
 * @param work returns false if it must be tried again on the next call
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
