import { type Clock, elapsedOf } from '../ports/clock.ts';
import type { Wait } from '../ports/lanes.ts';

/**
 * What must wait after Slack's answers, and how long. Keys: `post:<channel>`, `edit:<channel>`, `look-up:<channel>`,
 * `channel:<channel>`, `token`, `slack`.
 */
export type Waits = {
  /** How long until none of these keys must wait, ms. 0: now. */
  left: (keys: readonly string[]) => number;
  /** Makes a key wait from now on. It never shortens a wait. */
  add: (key: string, forMs: number) => void;
  /** The waits as the lane keeps them between two drains. */
  kept: () => Record<string, Wait>;
};

/** Measured by the monotonic clock, so that a clock that is set back makes no wait longer. */
export const createWaits = (stored: Record<string, Wait>, clock: Clock): Waits => {
  const elapsed = elapsedOf(clock);
  const ends = new Map<string, number>();
  const left = (key: string): number => Math.max(0, (ends.get(key) ?? 0) - elapsed());
  const add = (key: string, forMs: number): void => {
    if (forMs > left(key)) ends.set(key, elapsed() + forMs);
  };
  for (const [key, { until, forMs }] of Object.entries(stored))
    add(key, Math.min(until - clock.now(), forMs));
  return {
    left: (keys) => Math.max(0, ...keys.map(left)),
    add,
    kept: () =>
      Object.fromEntries(
        [...ends.keys()]
          .filter((key) => left(key) > 0)
          .map((key) => [key, { until: clock.now() + left(key), forMs: left(key) }]),
      ),
  };
};
