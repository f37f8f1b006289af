import { dateWindow, type DateWindow, windowCount, windowsHolding } from '../time/date-windows.ts';
import { addDays, dateAt } from '../time/dates.ts';
import type { CatchUp, ReadPlace } from '../reading/vendor-state.ts';
import { DAY_MS } from '../time/durations.ts';

/**
 * The windows to read after a blind time: the recent week and each window that overlaps it, newest first (R17).
 */
export const beginCatchUp = ({ since, until }: { since: number; until: number }, zone: string): CatchUp => {
  const today = dateAt(until, zone);
  const overlapped = windowsHolding(since, today, zone);
  const oldest = overlapped.length > 0 ? Math.max(...overlapped) : windowCount(today) - 1;
  const numbers = Array.from({ length: oldest + 1 }, (_, number) => number);
  return { since, until, windows: numbers.map((number) => dateWindow(today, number).firstDate), page: 1 };
};

/** Where to continue. It repeats a page, since rows move between pages. */
export const catchUpPlace = ({
  windows: [firstDate],
  page,
}: ReadPlace): { window: DateWindow; page: number } | undefined =>
  firstDate === undefined
    ? undefined
    : { window: { firstDate, lastDate: addDays(firstDate, 6) }, page: Math.max(1, page - 1) };

/**
 * The place after a run. A failure on an earlier page does not move it back.
 * @param nextPage `undefined` when the window is done
 */
export const moveOn = <Place extends ReadPlace>(place: Place, nextPage: number | undefined): Place =>
  nextPage === undefined
    ? { ...place, windows: place.windows.slice(1), page: 1 }
    : { ...place, page: Math.max(place.page, nextPage) };

/** Longer than the lag of the store's indexes. */
export const INDEX_LAG_MS = 30_000;

type Span = Pick<CatchUp, 'since' | 'until'>;

const within = (catchUps: readonly CatchUp[], { since, until }: Span): CatchUp[] =>
  catchUps.filter((catchUp) => catchUp.since < until && since < catchUp.until);

/** Whether the store and its indexes hold everything from the catch-ups within a span. */
export const isCaughtUp = (catchUps: readonly CatchUp[], span: Span, now: number): boolean =>
  within(catchUps, span).every(({ doneAt }) => doneAt !== undefined && now - doneAt >= INDEX_LAG_MS);

/** Whether a catch-up within a span could not read everything. */
export const isPartlyRead = (catchUps: readonly CatchUp[], span: Span): boolean =>
  within(catchUps, span).some(({ partial }) => partial === true);

/** `track-sla` needs both ends of each blind time, and it may have been down for days. */
const KEPT_FOR_MS = 7 * DAY_MS;
/** Limits the size of the vendor's item. */
const KEPT = 20;

/**
 * Keeps each pending catch-up, and the newest of the others for a week.
 * @param catchUps oldest first
 */
export const rememberCatchUps = (catchUps: readonly CatchUp[], now: number): CatchUp[] => {
  const isRecent = ({ doneAt }: CatchUp): boolean => doneAt !== undefined && now - doneAt < KEPT_FOR_MS;
  const newest = new Set(catchUps.filter(isRecent).slice(-KEPT));
  return catchUps.filter((catchUp) => catchUp.doneAt === undefined || newest.has(catchUp));
};
