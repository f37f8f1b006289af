import type { Clock } from '../workflows/ports/clock.ts';
import { MINUTE_MS, SECOND_MS } from '../domain/time/durations.ts';

export type Sleep = (ms: number) => Promise<void>;

export type Pace = {
  /** Makes one call at a time, in the order of the requests. */
  run: <T>(call: () => Promise<T>) => Promise<T>;
  /** Coupang warns that the limit is near. Then one call every 2 s is made for a minute. */
  slowDown: () => void;
  /** Counts a failed call. Many failures in a short time make Coupang block the address. */
  noteFailure: () => void;
};

/**
 * The most failures of a vendor in five seconds. Coupang's edge blocks an address for 20, and vendors may share it.
 * Source: coupang-api.md section 4.
 */
const MOST_FAILURES = 8;
const FAILURES_WITHIN_MS = 5 * SECOND_MS;

const SLOW_APART_MS = 2000;
const SLOW_FOR_MS = MINUTE_MS;

/** One call after the other, and at most `callsPerSecond` in any second. A fraction is spread over several seconds. */
export const createPace = (clock: Clock, sleep: Sleep, callsPerSecond: number): Pace => {
  const most = Math.max(1, Math.floor(callsPerSecond));
  const spanMs = (most / callsPerSecond) * SECOND_MS;
  let turn: Promise<unknown> = Promise.resolve();
  let starts: number[] = [];
  let failures: number[] = [];
  let slowUntil = Number.NEGATIVE_INFINITY;

  const waitFrom = (start: number | undefined, apartMs: number): number =>
    start === undefined ? 0 : Math.min(apartMs, start + apartMs - clock.now());

  const waitForTurn = async (): Promise<void> => {
    const wait = Math.max(
      starts.length < most ? 0 : waitFrom(starts[0], spanMs),
      failures.length < MOST_FAILURES ? 0 : waitFrom(failures[0], FAILURES_WITHIN_MS),
      clock.now() < slowUntil ? waitFrom(starts.at(-1), SLOW_APART_MS) : 0,
    );
    if (wait > 0) await sleep(wait);
    starts = [...starts, clock.now()].slice(-most);
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
    noteFailure: () => {
      failures = [...failures, clock.now()].slice(-MOST_FAILURES);
    },
  };
};
