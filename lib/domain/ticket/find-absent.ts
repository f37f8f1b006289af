import { dateWindow, windowsHolding } from '../time/date-windows.ts';
import { dateAt } from '../time/dates.ts';
import type { OpenStatus } from '../sources.ts';
import { readingKey } from '../reading/plan-readings.ts';
import type { Reading } from '../reading/reading.ts';
import type { AttentionRow, TicketKey } from './ticket.ts';
import { isProvisionalId, ticketId } from './ticket-id.ts';
import { HOUR_MS } from '../time/durations.ts';
import { incomplete } from '../reading/judge-readings.ts';

const RECENT_WEEK = 0;
const UNCOVERED_MS = HOUR_MS;

/** Whether a poll must find the ticket in the lists, or find it absent. */
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

export type AbsentTickets = ReadonlyMap<TicketKey, Absence>;

/**
 * Finds the tickets that this run's lists do not show. Both lists of the window that holds inquiryAt, and of a neighbour within a day
 * of the edge, must have been read after the ticket's last change. A ticket outside all windows is absent an hour after its last change, if
 * the recent week was complete. A closed ticket is absent only by complete readings.
 */
export const findAbsent = (
  rows: readonly AttentionRow[],
  sight: RunSight,
): ReadonlyMap<AttentionRow, Absence> => {
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

/** Two tickets, since a single look-up may be behind the lists. */
const MIN_CONTRADICTING_TICKETS = 2;
const MIN_CONTRADICTING_SHARE = 0.1;

/**
 * Marks a window's readings as incomplete if tickets contradict them (R9): before their deadline, absent for 20 minutes, and their last two
 * look-ups still ask. An empty list then proves nothing.
 */
export const markContradicted = (
  readings: readonly Reading[],
  rows: readonly AttentionRow[],
  { now, zone }: { now: number; zone: string },
): Reading[] => {
  const today = dateAt(now, zone);
  const shown = new Set(readings.flatMap(({ inquiries }) => inquiries.map(({ inquiryId }) => inquiryId)));
  const waiting = rows.filter(
    ({ closedAt, dueAt, answerId }) => closedAt === undefined && now < dueAt && !isProvisionalId(answerId),
  );
  const windowOf = ({ inquiryAt }: AttentionRow): string | undefined => {
    const [number] = windowsHolding(inquiryAt, today, zone);
    return number === undefined ? undefined : dateWindow(today, number).firstDate;
  };
  const byWindow = Map.groupBy(waiting, windowOf);
  const isContradicted = ({ window, complete }: Reading): boolean => {
    const open = byWindow.get(window.firstDate) ?? [];
    const contradicting = open.filter(
      ({ contradictsAt = Infinity, inquiryId }) => now >= contradictsAt && !shown.has(inquiryId),
    ).length;
    return (
      complete &&
      contradicting >= MIN_CONTRADICTING_TICKETS &&
      contradicting >= open.length * MIN_CONTRADICTING_SHARE
    );
  };
  return readings.map((reading) =>
    isContradicted(reading)
      ? incomplete(reading, 'look-ups show pending inquiries that the list does not show', 'contradicted')
      : reading,
  );
};
