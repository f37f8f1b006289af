import { HOUR_MS } from '../time/durations.ts';

/** The parts of a list that failed. `since`: the first failure. */
type BrokenList = { since: number; parts: string[] };

/** By list. The source chooses the names of parts. */
export type BrokenParts = Record<string, BrokenList>;

/** A larger page is tried again after this time. */
const REMEMBERED_MS = HOUR_MS;

/** The extra calls of one run, over all lists and sources. */
const EXTRA_CALLS = 30;
/** After this many failed calls in a row, Coupang itself fails. Some twenty in five seconds would make it block the address. */
const FAILURES_IN_A_ROW = 8;
/** The same, before any call of the run had an answer. */
const FAILURES_AT_FIRST = 2;

export type Repairs = ReturnType<typeof createRepairs>;

/**
 * Limits a run's extra calls for lists that Coupang cannot deliver in whole pages. Remembers broken parts for an hour, so that the next runs
 * read the good parts at once.
 */
export const createRepairs = (known: BrokenParts = {}, now = 0) => {
  const broken = new Map(Object.entries(known).filter(([, { since }]) => now - since < REMEMBERED_MS));
  let calls = EXTRA_CALLS;
  let hasAnswer = false;
  let failedInARow = 0;
  return {
    /** Before the first answer Coupang may be down, so that a failed page is not split. */
    hasAnswer: () => hasAnswer,
    noteCall: (call: { isExtra: boolean; hadAnswer: boolean; failed: boolean }): void => {
      if (call.isExtra) calls -= 1;
      failedInARow = call.failed ? failedInARow + 1 : 0;
      hasAnswer ||= call.hadAnswer;
    },
    mayCall: () => calls > 0 && failedInARow < (hasAnswer ? FAILURES_IN_A_ROW : FAILURES_AT_FIRST),
    isSpent: () => calls === 0,
    partsOf: (list: string): readonly string[] => broken.get(list)?.parts ?? [],
    isBroken: (list: string, part: string) => broken.get(list)?.parts.includes(part) ?? false,
    noteBroken: (list: string, part: string): void => {
      const { since, parts } = broken.get(list) ?? { since: now, parts: [] };
      broken.set(list, { since, parts: [...new Set([...parts, part])] });
    },
    /** Forgets parts, or the whole list without `forgotten`. */
    forget: (list: string, forgotten?: readonly string[]): void => {
      const { since = now, parts = [] } = broken.get(list) ?? {};
      const kept = parts.filter((part) => forgotten && !forgotten.includes(part));
      if (kept.length > 0) broken.set(list, { since, parts: kept });
      else broken.delete(list);
    },
    remembered: (): BrokenParts | undefined => (broken.size > 0 ? Object.fromEntries(broken) : undefined),
  };
};
