import { dateWindow, windowsHolding } from '../time/date-windows.ts';
import { dateAt } from '../time/dates.ts';
import type { OpenStatus } from '../sources.ts';
import { readingKey } from '../reading/plan-readings.ts';
import type { Reading } from '../reading/reading.ts';
import type { AttentionRow } from './ticket.ts';
import { ticketId } from './ticket-id.ts';
import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';
import { incomplete } from '../reading/judge-readings.ts';
import type { Absences } from '../reading/vendor-state.ts';

const RECENT_WEEK = 0;
/** A ticket outside all windows is absent after this time without a change. */
const UNCOVERED_MS = HOUR_MS;

/** Whether a poll must find the ticket in the lists, or find it absent (R15). */
export const mayBeListed = (row: AttentionRow): boolean =>
  row.closedAt === undefined || row.fingerprint !== undefined;

export type RunSight = {
  /** The lists that show an open ticket. */
  lists: readonly OpenStatus[];
  /** Ids (`ticketId`) of the tickets that this run's listings show. */
  shown: ReadonlySet<string>;
  readings: readonly Reading[];
  now: number;
  zone: string;
};

/** `missing`: complete readings did not show the ticket. `unsure`: an incomplete reading, or an unreadable row, may have hidden it. */
export type Absence = 'missing' | 'unsure';

/** `not-absent`: the ticket is listed, or its window was not read. Neither means that it ended. */
export type AbsenceKind = Absence | 'not-absent';

export type AbsentTickets = ReadonlyMap<AttentionRow, Absence>;

/**
 * Finds the tickets that this run's lists do not show (R9). Both lists of the window that holds inquiryAt, and of a neighbour within a day
 * of the edge, must have been read after the ticket's last change. A ticket outside all windows is absent an hour after its last change, if
 * the recent week was complete. A closed ticket is absent only by complete readings.
 */
export const findAbsent = (rows: readonly AttentionRow[], sight: RunSight): AbsentTickets => {
  const today = dateAt(sight.now, sight.zone);
  const find = (row: AttentionRow): [AttentionRow, Absence][] => {
    if (!mayBeListed(row) || sight.shown.has(ticketId(row))) return [];
    const covering = windowsHolding(row.inquiryAt, today, sight.zone);
    const isCovered = covering.length > 0;
    if (!isCovered && sight.now - row.changedAt < UNCOVERED_MS) return [];
    const lists = (isCovered ? covering : [RECENT_WEEK]).flatMap((number) =>
      sight.lists.map((status) => readingKey(dateWindow(today, number), status)),
    );
    const date = row.inquiryAt === undefined ? undefined : dateAt(row.inquiryAt, sight.zone);
    const later = sight.readings.filter(
      ({ beganAt, readBefore = [] }) =>
        beganAt > row.changedAt &&
        (date === undefined ? readBefore.length === 0 : !readBefore.includes(date)),
    );
    const isIn = (readings: readonly Reading[]) => (list: string) =>
      readings.some(({ window, status }) => readingKey(window, status) === list);
    // The unreadable row may be this ticket's.
    const whole = later.filter(({ complete, unusable }) => complete && unusable.length === 0);
    if (lists.every(isIn(whole))) return [[row, 'missing']];
    const needsComplete = !isCovered || row.closedAt !== undefined;
    return !needsComplete && lists.every(isIn(later)) ? [[row, 'unsure']] : [];
  };
  return new Map(rows.flatMap(find));
};

const ABSENT_FOR_MS = 20 * MINUTE_MS;
const MIN_ASKING_LOOK_UPS = 2;
/** Two tickets, since a single look-up may be behind the lists. */
const MIN_CONTRADICTING_TICKETS = 2;
const MAX_ABSENCES = 100;

/**
 * Marks a window's readings as incomplete if two tickets contradict them (R9): tickets before their deadline, absent for 20 minutes, whose
 * last two look-ups still ask, and which these readings do not show.
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
    return now < row.dueAt && now - absence.since >= ABSENT_FOR_MS && absence.asks >= MIN_ASKING_LOOK_UPS;
  };
  const windows = rows.filter(contradicts).flatMap(({ inquiryAt }) => {
    const [number] = windowsHolding(inquiryAt, today, zone);
    return number === undefined ? [] : [dateWindow(today, number).firstDate];
  });
  const isContradicted = ({ window, complete }: Reading): boolean =>
    complete &&
    windows.filter((firstDate) => firstDate === window.firstDate).length >= MIN_CONTRADICTING_TICKETS;
  return readings.map((reading) =>
    isContradicted(reading)
      ? incomplete(reading, 'look-ups show pending inquiries that the list does not show', 'contradicted')
      : reading,
  );
};

/**
 * Updates the absences after a run. An entry is removed when the ticket is shown, closes or passes its deadline.
 * @param seen ids of the tickets that this run's listings showed, or that it closed
 * @param asks by ticket id: whether a look-up shows that the ticket still asks. Failed look-ups are omitted
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
    const count =
      stillAsks === undefined ? before.asks : stillAsks ? Math.min(MIN_ASKING_LOOK_UPS, before.asks + 1) : 0;
    return [[id, { since: before.since, asks: count }] as const];
  });
  const kept = entries.sort(([, a], [, b]) => a.since - b.since).slice(0, MAX_ABSENCES);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
};
