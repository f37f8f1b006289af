import { HOUR_MS } from '../time/durations.ts';

/** The parts of a list that failed, and when the first of them did, epoch ms. */
type BrokenList = { since: number; parts: string[] };

/** By list. A part is a name that the source chooses. */
export type BrokenParts = Record<string, BrokenList>;

/** A larger page is tried again after this time. */
const REMEMBERED_MS = HOUR_MS;

/** The extra calls of one run, over all its lists. */
const EXTRA_CALLS = 30;
/** After so many calls in a row that failed, Coupang fails. Some twenty in five seconds would make it block the address. */
const FAILURES_IN_A_ROW = 8;
/** The same, while no call of the run had an answer. */
const FAILURES_AT_FIRST = 2;

/**
 * How one run reads what Coupang cannot deliver in whole pages: with a limited number of extra calls. It remembers for an hour
 * which parts failed, so that the next runs read the good parts at once (R7).
 */
export type Repairs = {
  /** Any call of this run had an answer. Until then Coupang may be down, and no page that fails now is read in parts. */
  hasAnswer: () => boolean;
  noteCall: (call: { isExtra: boolean; hadAnswer: boolean; failed: boolean }) => void;
  /** Whether an extra call may be made. Not if too many calls failed in a row. */
  mayCall: () => boolean;
  /** Whether there is no extra call left. */
  isSpent: () => boolean;
  isBroken: (list: string, part: string) => boolean;
  noteBroken: (list: string, part: string) => void;
  /** Forgets parts, or the whole list if none is named. */
  forget: (list: string, parts?: readonly string[]) => void;
  /** Returns the state for the next run. `undefined`: nothing to remember. */
  remembered: () => BrokenParts | undefined;
};

/** @param now epoch ms */
export const createRepairs = (known: BrokenParts = {}, now = 0): Repairs => {
  const broken = new Map(Object.entries(known).filter(([, { since }]) => now - since < REMEMBERED_MS));
  let calls = EXTRA_CALLS;
  let hasAnswer = false;
  let failedInARow = 0;
  return {
    hasAnswer: () => hasAnswer,
    noteCall: ({ isExtra, hadAnswer, failed }) => {
      if (isExtra) calls -= 1;
      failedInARow = failed ? failedInARow + 1 : 0;
      hasAnswer ||= hadAnswer;
    },
    mayCall: () => calls > 0 && failedInARow < (hasAnswer ? FAILURES_IN_A_ROW : FAILURES_AT_FIRST),
    isSpent: () => calls === 0,
    isBroken: (list, part) => broken.get(list)?.parts.includes(part) ?? false,
    noteBroken: (list, part) => {
      const { since, parts } = broken.get(list) ?? { since: now, parts: [] };
      broken.set(list, { since, parts: [...new Set([...parts, part])] });
    },
    forget: (list, forgotten) => {
      const { since = now, parts = [] } = broken.get(list) ?? {};
      const kept = parts.filter((part) => forgotten && !forgotten.includes(part));
      if (kept.length > 0) broken.set(list, { since, parts: kept });
      else broken.delete(list);
    },
    remembered: () => (broken.size > 0 ? Object.fromEntries(broken) : undefined),
  };
};
