import type { FailureMode } from './failures.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/** Which calls fail; without limits, all of them until `recover`. */
export type FailureLimits = {
  /** So many calls. */
  times?: number;
  /** Only calls whose URL holds this. */
  query?: string;
  /** Epoch ms, by the clock of the simulator: the first moment at which it is over. */
  until?: number;
};

/** What goes wrong with a call; `nth` counts the calls that this failure has spoilt before. */
export type Spoilt = { mode: FailureMode; nth: number };

/** What Coupang does wrong at the moment. */
export type Failing = {
  /** The newest that is still on counts; the one before comes back when it is over. */
  fail: (mode: FailureMode, limits?: FailureLimits) => void;
  recover: () => void;
  /** Called once a call. A skewed clock spoils no call by itself: it does not hide what else is on. */
  next: (url: string) => Spoilt | undefined;
  /** By how much Coupang's clock is ahead, ms. */
  skewMs: () => number;
};

/** More than the five minutes that a signature lives. */
const SKEW_MS = 7 * MINUTE_MS;

export const createFailing = (now: () => number): Failing => {
  let failures: Array<{ mode: FailureMode; nth: number; times: number; query: string; until: number }> = [];
  const on = () => failures.filter(({ nth, times, until }) => nth < times && now() < until);
  return {
    fail: (mode, { times = Infinity, query = '', until = Infinity } = {}) => {
      failures = [...on(), { mode, nth: 0, times, query, until }];
    },
    recover: () => {
      failures = [];
    },
    next: (url) => {
      const failure = on().findLast(({ mode, query }) => mode !== 'clock-skewed' && url.includes(query));
      if (failure === undefined) return undefined;
      const { mode, nth } = failure;
      failure.nth += 1;
      return { mode, nth };
    },
    skewMs: () => (on().some(({ mode }) => mode === 'clock-skewed') ? SKEW_MS : 0),
  };
};
