import { dateWindow, windowsHolding } from '../time/date-windows.ts';
import { dateAt } from '../time/dates.ts';
import { OPEN_STATUSES, readingKey } from '../reading/plan-readings.ts';
import type { Reading } from '../reading/reading.ts';
import type { AttentionRow } from './ticket.ts';
import { ticketId } from './ticket-id.ts';
import { HOUR_MS } from '../time/durations.ts';

const RECENT_WEEK = 0;
/** No window shows whether such a ticket is absent, so only an hour without a change says it. */
const UNCOVERED_MS = HOUR_MS;

/** Open, or closed and listed (R15). A poll must find it in the lists or find it absent. */
export const mayBeListed = (row: AttentionRow): boolean =>
  row.closedAt === undefined || row.fingerprint !== undefined;

/** One run's view of the lists. */
export type RunSight = {
  /** Ids (`ticketId`) of the tickets that this run's listings show. */
  shown: ReadonlySet<string>;
  readings: readonly Reading[];
  now: number;
  zone: string;
};

/** `lacked`: complete readings lacked the ticket. `unsure`: an incomplete reading, or an unreadable row, may have hidden it. */
export type Absence = 'lacked' | 'unsure';

export type AbsentTickets = ReadonlyMap<AttentionRow, Absence>;

/**
 * The tickets that this run's lists do not show (R9). The window that holds their inquiryAt was read under both statuses
 * after their last change. So was the neighbour, within a day of the edge. If no window covers a ticket, it is absent an
 * hour after its last change, if the recent week was complete without it. A closed ticket is absent only from complete
 * readings.
 */
export const findAbsent = (rows: readonly AttentionRow[], sight: RunSight): AbsentTickets => {
  const today = dateAt(sight.now, sight.zone);
  const find = (row: AttentionRow): [AttentionRow, Absence][] => {
    if (!mayBeListed(row) || sight.shown.has(ticketId(row))) return [];
    const covering = windowsHolding(row.inquiryAt, today, sight.zone);
    const isCovered = covering.length > 0;
    if (!isCovered && sight.now - row.changedAt < UNCOVERED_MS) return [];
    const lists = (isCovered ? covering : [RECENT_WEEK]).flatMap((number) =>
      OPEN_STATUSES.map((status) => readingKey(dateWindow(today, number), status)),
    );
    const later = sight.readings.filter(({ beganAt }) => beganAt > row.changedAt);
    const isIn = (readings: readonly Reading[]) => (list: string) =>
      readings.some(({ window, status }) => readingKey(window, status) === list);
    // A row that cannot be read may be that of the ticket.
    const whole = later.filter(({ complete, unusable }) => complete && unusable.length === 0);
    if (lists.every(isIn(whole))) return [[row, 'lacked']];
    const needsComplete = !isCovered || row.closedAt !== undefined;
    return !needsComplete && lists.every(isIn(later)) ? [[row, 'unsure']] : [];
  };
  return new Map(rows.flatMap(find));
};
