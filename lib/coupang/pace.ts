import type { Clock } from '../workflows/ports/clock.ts';
import { MINUTE_MS } from '../domain/time/durations.ts';

export type Sleep = (ms: number) => Promise<void>;

export type Pace = {
  /** Makes the call in its turn: one at a time, in the order of the requests. */
  run: <T>(call: () => Promise<T>) => Promise<T>;
  /** Coupang warns that the limit is near. For the next minute there is one call every 2 s. */
  slowDown: () => void;
};

const SLOW_APART_MS = 2000;
const SLOW_FOR_MS = MINUTE_MS;

/** One call after the other for one vendor, `apartMs` from start to start. */
export const createPace = (clock: Clock, sleep: Sleep, apartMs: number): Pace => {
  let turn: Promise<unknown> = Promise.resolve();
  let lastStart = Number.NEGATIVE_INFINITY;
  let slowUntil = Number.NEGATIVE_INFINITY;

  const waitForTurn = async (): Promise<void> => {
    const apart = clock.now() < slowUntil ? Math.max(SLOW_APART_MS, apartMs) : apartMs;
    const wait = Math.min(apart, lastStart + apart - clock.now());
    if (wait > 0) await sleep(wait);
    lastStart = clock.now();
  };

  return {
    run: (call) => {
      const mine = turn.then(waitForTurn).then(call);
      turn = mine.catch(() => undefined);
      return mine;
    },
    slowDown: () => {
      slowUntil = clock.now() + SLOW_FOR_MS;
    },
  };
};
