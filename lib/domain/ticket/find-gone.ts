import { dateWindow, windowsHolding } from '../time/date-windows.ts';
import { dateAt } from '../time/dates.ts';
import { OPEN_STATUSES, readingKey } from '../reading/plan-readings.ts';
import type { Reading } from '../reading/reading.ts';
import type { AttentionRow } from './ticket.ts';
import { ticketId } from './ticket-id.ts';
import { HOUR_MS } from '../time/durations.ts';

const RECENT_WEEK = 0;
/** No window tells that such a ticket has gone: it is looked up hourly. */
const UNCOVERED_LOOK_UP_MS = HOUR_MS;

/** Open, or closed and still listed (R15): what a poll must see in the lists, or see gone. */
export const isWatched = (row: AttentionRow): boolean =>
  row.closedAt === undefined || row.fingerprint !== undefined;

/**
 * Which tickets have left the lists (R9): those that no page of this run showed, where both readings of the
 * window that holds their inquiryAt, and of the neighbour within a day of the edge, were complete and began after
 * the ticket's last change. One that no window covers counts as gone an hour after its last change, if the recent week
 * was complete without it: only a look-up can tell.
 * @param shown ids (`ticketId`) of the tickets that this run's listings stand for
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
