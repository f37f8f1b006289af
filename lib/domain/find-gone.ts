import { dateWindow, windowsHolding } from './date-windows.ts';
import { dateAt } from './dates.ts';
import { OPEN_STATUSES, readingKey } from './plan-readings.ts';
import type { DateWindow, Reading } from './reading.ts';
import type { AttentionRow } from './ticket.ts';
import { ticketId } from './ticket-id.ts';

/** More than this many at once, and over half of a window: read it again before believing it (R9). */
const SUSPICIOUS_COUNT = 5;
const RECENT_WEEK = 0;
/** No window tells that such a ticket has gone: it is looked up hourly. */
const UNCOVERED_LOOK_UP_MS = 60 * 60 * 1000;

/** Open, or closed and still listed (R15): what a poll must see in the lists, or see gone. */
export const isWatched = (row: AttentionRow): boolean =>
  row.closedAt === undefined || row.fingerprint !== undefined;

export type GoneTickets = {
  gone: AttentionRow[];
  /** Windows whose tickets vanished in a crowd: to be read again at once, and to agree. */
  doubtful: DateWindow[];
};

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
}): GoneTickets => {
  const today = dateAt(input.now, input.zone);
  const listed = input.rows.filter(isWatched);
  const isGone = (row: AttentionRow): boolean => {
    if (input.shown.has(ticketId(row))) return false;
    const covering = windowsHolding(row.inquiryAt, today, input.zone);
    if (covering.length === 0 && input.now - row.changedAt < UNCOVERED_LOOK_UP_MS) return false;
    const needed = covering.length > 0 ? covering : [RECENT_WEEK];
    return needed.every((number) =>
      OPEN_STATUSES.every((status) => wasComplete(input.readings, number, today, status, row.changedAt)),
    );
  };
  const gone = listed.filter(isGone);
  const doubtful = crowds(gone, listed, today, input.zone).map((number) => dateWindow(today, number));
  return { gone, doubtful };
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

const crowds = (
  gone: readonly AttentionRow[],
  listed: readonly AttentionRow[],
  today: string,
  zone: string,
): number[] => {
  const own = (row: AttentionRow): number | undefined => windowsHolding(row.inquiryAt, today, zone)[0];
  const numbers = [...new Set(gone.map(own))].filter((number) => number !== undefined);
  return numbers.filter((number) => {
    const missing = gone.filter((row) => own(row) === number).length;
    return missing > SUSPICIOUS_COUNT && missing * 2 > listed.filter((row) => own(row) === number).length;
  });
};
