import { dateWindow, type DateWindow, windowCount, windowsHolding } from '../time/date-windows.ts';
import { addDays, dateAt } from '../time/dates.ts';
import type { CatchUp } from '../reading/vendor-state.ts';
import { DAY_MS } from '../time/durations.ts';

/**
 * What is to be read after a blind time: the recent week and every window that the blind time overlaps, newest first (R17).
 * @param blindTime corrected clock, epoch ms
 */
export const beginCatchUp = ({ since, until }: { since: number; until: number }, zone: string): CatchUp => {
  const today = dateAt(until, zone);
  const overlapped = windowsHolding(since, today, zone);
  const oldest = overlapped.length > 0 ? Math.max(...overlapped) : windowCount(today) - 1;
  const numbers = Array.from({ length: oldest + 1 }, (_, number) => number);
  return { since, until, windows: numbers.map((number) => dateWindow(today, number).firstDate), page: 1 };
};

/** The window that is being read, and from which page: one earlier than was reached, since pages shift meanwhile. */
export const catchUpPlace = ({
  windows: [firstDate],
  page,
}: CatchUp): { window: DateWindow; page: number } | undefined =>
  firstDate === undefined
    ? undefined
    : { window: { firstDate, lastDate: addDays(firstDate, 6) }, page: Math.max(1, page - 1) };

/**
 * Where the reading goes on. A page that failed before the place is no step back.
 * @param nextPage of the window that is being read; `undefined`: it was read to its end
 */
export const moveOn = (catchUp: CatchUp, nextPage: number | undefined): CatchUp =>
  nextPage === undefined
    ? { ...catchUp, windows: catchUp.windows.slice(1), page: 1 }
    : { ...catchUp, page: Math.max(catchUp.page, nextPage) };

/** Longer than the store's indexes lag. */
export const INDEX_LAG_MS = 30_000;

/** Whether all that was read after a blind time that began then stands in the store, and its indexes show it. */
export const isCaughtUp = (catchUps: readonly CatchUp[], since: number, now: number): boolean =>
  catchUps
    .filter((catchUp) => since >= catchUp.since && since < catchUp.until)
    .every(({ doneAt }) => doneAt !== undefined && now - doneAt >= INDEX_LAG_MS);

/** Whether something of a blind time that began then could not be read. */
export const isPartlyRead = (catchUps: readonly CatchUp[], since: number): boolean =>
  catchUps.some((catchUp) => catchUp.since === since && catchUp.partial === true);

/** What could not be read for so long keeps no later blind time waiting. */
export const giveUp = (catchUp: CatchUp, now: number): CatchUp => ({
  ...catchUp,
  windows: [],
  page: 1,
  doneAt: now,
  partial: true,
});

/** `track-sla` tells of each blind time, with both its ends; it may have been down for days. */
const KEPT_FOR_MS = 7 * DAY_MS;
/** The state is one item. */
const KEPT = 20;

/**
 * Those that are still to be read after, and of the others the newest, for a week.
 * @param catchUps oldest first
 */
export const rememberCatchUps = (catchUps: readonly CatchUp[], now: number): CatchUp[] => {
  const isRecent = ({ doneAt }: CatchUp): boolean => doneAt !== undefined && now - doneAt < KEPT_FOR_MS;
  const newest = new Set(catchUps.filter(isRecent).slice(-KEPT));
  return catchUps.filter((catchUp) => catchUp.doneAt === undefined || newest.has(catchUp));
};
