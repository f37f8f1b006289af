import { isLeft } from '../registry/source-rules.ts';
import type { AbsenceKind, AbsentTickets } from '../ticket/find-absent.ts';
import { OVERDUE_AFTER_MS } from '../ticket/step.ts';
import { ticketId } from '../ticket/ticket-id.ts';
import type { AttentionRow, PollNotes, Ticket, TicketKey } from '../ticket/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';

const BEFORE_STEP_MS = 10 * MINUTE_MS;

/** A row of the index, or a ticket that the run has written. */
export type LookUpRow = TicketKey &
  Pick<
    AttentionRow,
    'closedAt' | 'fingerprint' | 'lookUpAt' | 'nextStepAt' | 'dueAt' | 'inquiryAt' | 'openedAt'
  >;

export type PlannedLookUp = {
  row: LookUpRow;
  absence: AbsenceKind;
  /** By the index. The base item decides (`needsLookUp`). */
  isNearStep: boolean;
  /** Due since the ticket disagrees with the lists. */
  due?: 'first' | 'repeated';
};

/**
 * Plans the look-ups of a run, most urgent first: near steps, open tickets, closed tickets, then tickets that only need a write. Within a
 * group the nearest deadline comes first.
 * @param shown ids of the tickets that this run's listings show
 */
export const planLookUps = (
  rows: readonly LookUpRow[],
  absent: AbsentTickets,
  shown: ReadonlySet<string>,
  now: number,
): PlannedLookUp[] => {
  const plan = (row: LookUpRow): PlannedLookUp[] => {
    const absence = absent.get(row) ?? 'not-absent';
    const due = findDue(row, absence !== 'not-absent', shown, now);
    const isNearStep = isStepNear(row, now);
    // An unverified ticket has no fingerprint.
    const isGone = absence === 'missing' && (row.closedAt !== undefined || row.fingerprint !== undefined);
    const isOver = row.closedAt === undefined && isLeft(row.source, row.inquiryAt ?? row.openedAt, now);
    return due || isNearStep || isGone || isOver ? [{ row, absence, isNearStep, ...(due && { due }) }] : [];
  };
  return rows.flatMap(plan).sort((a, b) => urgency(a) - urgency(b) || a.row.dueAt - b.row.dueAt);
};

const urgency = ({ row, isNearStep, due }: PlannedLookUp): number => {
  if (isNearStep) return 0;
  if (due === undefined) return 3;
  return row.closedAt === undefined ? 1 : 2;
};

const findDue = (
  row: LookUpRow,
  isAbsent: boolean,
  shown: ReadonlySet<string>,
  now: number,
): PlannedLookUp['due'] => {
  const isClosed = row.closedAt !== undefined;
  const isListed = isClosed && row.fingerprint !== undefined && shown.has(ticketId(row));
  if (!isListed && (isClosed || !isAbsent)) return undefined;
  if (row.lookUpAt === undefined) return isClosed ? undefined : 'first';
  return row.lookUpAt <= now ? 'repeated' : undefined;
};

const isStepNear = (row: LookUpRow, now: number): boolean => {
  const overdueAt = row.dueAt + OVERDUE_AFTER_MS;
  const nextAt = Math.min(row.nextStepAt ?? Infinity, now < overdueAt ? overdueAt : Infinity);
  return row.closedAt === undefined && isNear(nextAt, now);
};

const isNear = (at: number, now: number): boolean => at - now < BEFORE_STEP_MS;

/**
 * Whether to look up an open ticket before its next step or its `overdue`: once, within ten minutes before. A silent step counts, too: an
 * extra look-up costs less than the team's calendar in the poll.
 */
export const needsLookUp = ({ facts, ladder, poll }: Ticket, now: number): boolean => {
  const warnsAt = nextWarningAt(facts, ladder.nextStepAt);
  return (
    warnsAt !== undefined &&
    isNear(warnsAt, now) &&
    (poll.lookedUpAt === undefined || poll.lookedUpAt < warnsAt - BEFORE_STEP_MS)
  );
};

/** `undefined`: no warning follows. A ladder without a next step is still checked each hour. */
const nextWarningAt = (facts: Ticket['facts'], nextStepAt: number | undefined): number | undefined => {
  const { state, dueAt, claimedBy, steps, provisional } = facts;
  if (state === 'closed') return undefined;
  // Its next check only announces it.
  if (provisional?.announceAt !== undefined) return undefined;
  const isOverdue = steps.some(({ name, deadline }) => name === 'overdue' && deadline === dueAt);
  // After `overdue`, only the withheld warning of a claim can follow.
  if (isOverdue) return claimedBy === undefined ? undefined : nextStepAt;
  return Math.min(nextStepAt ?? Infinity, dueAt + OVERDUE_AFTER_MS);
};

const LOOK_UP_AGAIN_MS = [5 * MINUTE_MS, 10 * MINUTE_MS, 20 * MINUTE_MS];

export const lookUpAgainAt = (lookUps: number, now: number): number =>
  now + (LOOK_UP_AGAIN_MS[lookUps] ?? HOUR_MS);

/** When a disagreement that comes back within an hour continues its schedule; epoch ms, or 0 for a new one. */
export const resumesAt = ({ agreedAt, lookUps, lookedUpAt }: PollNotes, now: number): number =>
  agreedAt !== undefined && lookedUpAt !== undefined && lookUps > 0 && now - agreedAt < HOUR_MS
    ? lookUpAgainAt(lookUps - 1, lookedUpAt)
    : 0;
