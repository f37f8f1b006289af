import { addDays, dateAt } from '../time/dates.ts';
import type { Inquiry, ListStatus } from '../inquiry/inquiry.ts';
import { OPEN_STATUSES } from '../reading/plan-readings.ts';
import type { DateWindow } from '../time/date-windows.ts';

/** One list, as it was read to learn from it. */
export type ListRead = {
  window: DateWindow;
  status: ListStatus;
  inquiries: readonly Inquiry[];
  /** It was read to its end. */
  isWhole: boolean;
};

/** What a vendor's account shows of Coupang. */
export type Seen = {
  /** In the order in which they were read. */
  lists: readonly ListRead[];
  /** Of the lists that polls read lately: how many bore out Coupang's total, and how many fell short of it. */
  totals: Cases;
  zone: string;
  /** Corrected clock, epoch ms. */
  now: number;
};

/** How many cases speak for an assumption, and against it. */
export type Cases = { for: number; against: number };

/** `true`: a case for; `false`: one against; `undefined`: it says nothing. */
export type Verdict = boolean | undefined;

/** One inquiry as it was read last, and the lists that showed it. */
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

/** The recent week and the four weeks before it. */
const WINDOWS = 6;

/**
 * The lists to learn from, in the order of reading: what is open first, then what was answered, the newest first. A window ends on
 * the date on which the next newer one begins, so that two lists tell whether the end counts.
 * @param now corrected clock, epoch ms
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
