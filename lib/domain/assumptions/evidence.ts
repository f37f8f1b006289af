import { addDays, dateAt } from '../time/dates.ts';
import type { Inquiry, ListStatus } from '../inquiry/inquiry.ts';
import { OPEN_STATUSES } from '../reading/plan-readings.ts';
import type { DateWindow } from '../time/date-windows.ts';

/** One list that was read to test the assumptions. */
export type ListRead = {
  window: DateWindow;
  status: ListStatus;
  inquiries: readonly Inquiry[];
  isWhole: boolean;
};

/** Observations of Coupang in one vendor's account. */
export type Seen = {
  /** In the order in which they were read. */
  lists: readonly ListRead[];
  /** How many of the lists that polls read lately matched Coupang's total, and how many were shorter. */
  totals: Cases;
  zone: string;
  /** Epoch ms. */
  now: number;
};

/** How many cases support an assumption, and how many contradict it. */
export type Cases = { for: number; against: number };

/** `true`: the case supports it. `false`: it contradicts it. `undefined`: it says nothing. */
export type Verdict = boolean | undefined;

/** One inquiry as it was last read, and the lists that showed it. */
export type Sighting = { inquiry: Inquiry; lists: ListRead[] };

const countCases = (verdicts: readonly Verdict[]): Cases => ({
  for: verdicts.filter((verdict) => verdict === true).length,
  against: verdicts.filter((verdict) => verdict === false).length,
});

/** Counts the cases of each inquiry once, however many lists showed it. */
export const countOver =
  (judge: (sighting: Sighting, seen: Seen) => Verdict[]) =>
  (seen: Seen): Cases =>
    countCases(sightingsIn(seen.lists).flatMap((sighting) => judge(sighting, seen)));

export const sightingsIn = (lists: readonly ListRead[]): Sighting[] => {
  const sightings = new Map<string, Sighting>();
  for (const list of lists)
    for (const inquiry of list.inquiries) {
      const before = sightings.get(inquiry.inquiryId)?.lists ?? [];
      sightings.set(inquiry.inquiryId, { inquiry, lists: [...before, list] });
    }
  return [...sightings.values()];
};

export const LEARNT_STATUSES = [...OPEN_STATUSES, 'ANSWER'] as const satisfies ListStatus[];

/** Together they cover the recent week and the four weeks before it. */
const WINDOWS = 6;

/**
 * The lists to read, in this order: open inquiries first, then answered ones, newest first. Each window ends on the date on
 * which the next newer one begins. So the lists show whether the end date is included.
 * @param now epoch ms
 */
export const listsToLearnFrom = (now: number, zone: string): { window: DateWindow; status: ListStatus }[] => {
  const today = dateAt(now, zone);
  const windows = Array.from({ length: WINDOWS }, (_, number) => ({
    firstDate: addDays(today, -6 * (number + 1)),
    lastDate: addDays(today, -6 * number),
  }));
  const read = (statuses: readonly ListStatus[]) =>
    windows.flatMap((window) => statuses.map((status) => ({ window, status })));
  return [...read(OPEN_STATUSES), ...read(['ANSWER'])];
};
