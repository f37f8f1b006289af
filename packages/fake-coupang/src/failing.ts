import type { FailureMode } from './failures.ts';
import { MINUTE_MS } from './time.ts';

/** Which calls fail. Without limits, all calls fail until `recover`. */
export type FailureLimits = {
  times?: number;
  /** Only calls whose URL contains this. */
  query?: string;
  /** Only pages of a list that show this inquiry. */
  row?: string;
};

/** `nth`: how many calls this failure has already spoilt. */
export type Spoilt = { mode: FailureMode; nth: number };

export type Failing = {
  /** The newest active failure applies. When it ends, the previous failure applies again. */
  fail: (mode: FailureMode, limits?: FailureLimits) => void;
  recover: () => void;
  /** Call it once per call. A wrong clock spoils no call, so it does not hide another failure. */
  next: (url: string) => Spoilt | undefined;
  /** Call it once per page of a list, with the inquiries on the page. */
  nextOfRows: (url: string, inquiryIds: readonly string[]) => Spoilt | undefined;
  /** How far Coupang's clock is ahead, ms. */
  skewMs: () => number;
  /** How far the `Date` header is ahead of Coupang's clock, ms. */
  dateSkewMs: () => number;
};

/** More than a signature's five minutes. */
const SKEW_MS = 7 * MINUTE_MS;
const DATE_SKEW_MS = 30 * MINUTE_MS;
const WRONG_CLOCKS: readonly FailureMode[] = ['clock-skewed', 'wrong-date'];

type Failure = Spoilt & Required<Omit<FailureLimits, 'row'>> & Pick<FailureLimits, 'row'>;

export const createFailing = (): Failing => {
  let failures: Failure[] = [];
  const on = () => failures.filter(({ nth, times }) => nth < times);
  const isOn = (wanted: FailureMode) => on().some(({ mode }) => mode === wanted);
  const spoil = (fits: (failure: Failure) => boolean): Spoilt | undefined => {
    const failure = on().findLast((each) => !WRONG_CLOCKS.includes(each.mode) && fits(each));
    if (failure === undefined) return undefined;
    const { mode, nth } = failure;
    failure.nth += 1;
    return { mode, nth };
  };
  return {
    fail: (mode, { times = Infinity, query = '', ...row } = {}) => {
      failures = [...on(), { mode, nth: 0, times, query, ...row }];
    },
    recover: () => {
      failures = [];
    },
    next: (url) => spoil(({ query, row }) => row === undefined && url.includes(query)),
    nextOfRows: (url, inquiryIds) =>
      spoil(({ query, row }) => row !== undefined && inquiryIds.includes(row) && url.includes(query)),
    skewMs: () => (isOn('clock-skewed') ? SKEW_MS : 0),
    dateSkewMs: () => (isOn('wrong-date') ? DATE_SKEW_MS : 0),
  };
};
