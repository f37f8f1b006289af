import { dateWindow, windowsHolding } from '../time/date-windows.ts';
import { dateAt } from '../time/dates.ts';
import { OPEN_STATUSES, readingKey } from '../reading/plan-readings.ts';
import type { Reading } from '../reading/reading.ts';
import type { AttentionRow } from './ticket.ts';
import { ticketId } from './ticket-id.ts';
import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';
import { incomplete } from '../reading/judge-readings.ts';
import type { Absences } from '../reading/vendor-state.ts';

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

const ABSENT_FOR_MS = 20 * MINUTE_MS;
/** So many look-ups in a row must say that a ticket still asks. */
const ASKS = 2;
/** So many tickets contradict a window. A single look-up may be behind the lists. */
const TICKETS = 2;
/** The vendor's state is one item, and an item has a size limit. */
const KEPT = 100;

/**
 * The readings of a run. Those of a window that two tickets contradict are not complete: the tickets are before their
 * deadline, absent for 20 minutes, and their last two look-ups say that they still ask (R9). A ticket that these readings
 * show contradicts nothing.
 */
export const markContradicted = (
  readings: readonly Reading[],
  rows: readonly AttentionRow[],
  absences: Absences | undefined,
  { now, zone }: { now: number; zone: string },
): Reading[] => {
  const today = dateAt(now, zone);
  const shown = new Set(readings.flatMap(({ inquiries }) => inquiries.map(({ inquiryId }) => inquiryId)));
  const contradicts = (row: AttentionRow): boolean => {
    const absence = absences?.[ticketId(row)];
    if (!absence || shown.has(row.inquiryId) || row.closedAt !== undefined) return false;
    return now < row.dueAt && now - absence.since >= ABSENT_FOR_MS && absence.asks >= ASKS;
  };
  const windows = rows.filter(contradicts).flatMap(({ inquiryAt }) => {
    const [number] = windowsHolding(inquiryAt, today, zone);
    return number === undefined ? [] : [dateWindow(today, number).firstDate];
  });
  const isContradicted = ({ window, complete }: Reading): boolean =>
    complete && windows.filter((firstDate) => firstDate === window.firstDate).length >= TICKETS;
  return readings.map((reading) =>
    isContradicted(reading)
      ? incomplete(reading, 'look-ups show pending inquiries that the list does not show', 'contradicted')
      : reading,
  );
};

/**
 * Returns the absences to remember after a run. An entry is removed when the ticket is shown, closes or passes its
 * deadline.
 * @param seen ids of the tickets that this run's listings showed, or that it closed
 * @param asks by ticket id: whether a look-up of this run says that the ticket still asks. A failed look-up says
 * nothing
 */
export const rememberAbsences = (
  known: Absences = {},
  rows: readonly AttentionRow[],
  run: { absent: AbsentTickets; seen: ReadonlySet<string>; asks: ReadonlyMap<string, boolean> },
  now: number,
): Absences | undefined => {
  const entries = rows.flatMap((row) => {
    const id = ticketId(row);
    const before = known[id] ?? (run.absent.has(row) ? { since: now, asks: 0 } : undefined);
    if (!before || row.closedAt !== undefined || run.seen.has(id) || now >= row.dueAt) return [];
    const stillAsks = run.asks.get(id);
    const count = stillAsks === undefined ? before.asks : stillAsks ? Math.min(ASKS, before.asks + 1) : 0;
    return [[id, { since: before.since, asks: count }] as const];
  });
  const kept = entries.sort(([, a], [, b]) => a.since - b.since).slice(0, KEPT);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
};
