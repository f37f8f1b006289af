import type { Clock } from '../../lib/workflows/ports/clock.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';

/** Says once an hour, and at first, that it is time. A new process begins anew. */
export const hourly = (clock: Clock): (() => boolean) => {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock.now();
    if (now - last < HOUR_MS) return false;
    last = now;
    return true;
  };
};
