import type { FailureMode } from './failures.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/** Which calls fail. Without limits, all of them until `recover`. */
export type FailureLimits = {
  times?: number;
  /** Only calls whose URL contains this. */
  query?: string;
};

/** What goes wrong with a call. `nth` is the number of calls that this failure has spoilt before. */
export type Spoilt = { mode: FailureMode; nth: number };

/** What goes wrong at Coupang at the moment. */
export type Failing = {
  /** The newest active failure counts. When it ends, the one before it counts again. */
  fail: (mode: FailureMode, limits?: FailureLimits) => void;
  recover: () => void;
  /** Call it once per call. A skewed clock spoils no call, so it does not hide another failure. */
  next: (url: string) => Spoilt | undefined;
  /** How far Coupang's clock is ahead, ms. */
  skewMs: () => number;
};

/** More than a signature's five minutes. */
const SKEW_MS = 7 * MINUTE_MS;

export const createFailing = (): Failing => {
  let failures: Array<{ mode: FailureMode; nth: number; times: number; query: string }> = [];
  const on = () => failures.filter(({ nth, times }) => nth < times);
  return {
    fail: (mode, { times = Infinity, query = '' } = {}) => {
      failures = [...on(), { mode, nth: 0, times, query }];
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
