import { dateWindow, windowsHolding } from '../time/date-windows.ts';
import { dateAt } from '../time/dates.ts';
import { OPEN_STATUSES, readingKey } from '../reading/plan-readings.ts';
import type { Reading } from '../reading/reading.ts';
import type { AttentionRow } from './ticket.ts';
import { ticketId } from './ticket-id.ts';
import { HOUR_MS } from '../time/durations.ts';

const RECENT_WEEK = 0;
/** No window shows that such a ticket has gone, so it is looked up hourly. */
const UNCOVERED_LOOK_UP_MS = HOUR_MS;

/** Open, or closed and still listed (R15). A poll must find it in the lists or find it gone. */
export const isWatched = (row: AttentionRow): boolean =>
  row.closedAt === undefined || row.fingerprint !== undefined;

/**
 * Which tickets have gone from the lists (R9). No page of this run showed them. The window that holds their inquiryAt was
 * read completely under both statuses after their last change. So was the neighbour, within a day of the edge.
 * If no window covers a ticket, it counts as gone an hour after its last change, if the recent week was complete without it.
 * A look-up then decides.
 * @param shown ids (`ticketId`) of the tickets that this run's listings show
 */
export const findGone = (input: {
  rows: readonly AttentionRow[];
  shown: ReadonlySet<string>;
  readings: readonly Reading[];
  now: number;
  zone: string;
}): AttentionRow[] => {
  const today = dateAt(input.now, input.zone);
  const isGone = (row: AttentionRow): boolean => {
    if (input.shown.has(ticketId(row))) return false;
    const covering = windowsHolding(row.inquiryAt, today, input.zone);
    if (covering.length === 0 && input.now - row.changedAt < UNCOVERED_LOOK_UP_MS) return false;
    const needed = covering.length > 0 ? covering : [RECENT_WEEK];
    return needed.every((number) =>
      OPEN_STATUSES.every((status) => wasComplete(input.readings, number, today, status, row.changedAt)),
    );
  };
  return input.rows.filter((row) => isWatched(row) && isGone(row));
};

const wasComplete = (
  readings: readonly Reading[],
  number: number,
  today: string,
  status: (typeof OPEN_STATUSES)[number],
  after: number,
): boolean => {
  const key = readingKey(dateWindow(today, number), status);
  return readings.some(
    (reading) =>
      reading.complete && reading.beganAt > after && readingKey(reading.window, reading.status) === key,
  );
};
