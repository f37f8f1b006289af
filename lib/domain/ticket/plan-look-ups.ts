import { MINUTE_MS } from '../time/durations.ts';
import type { AbsenceKind } from './decide-inquiry.ts';
import type { AbsentTickets } from './find-absent.ts';
import { OVERDUE_AFTER_MS } from './step.ts';
import { ticketId } from './ticket-id.ts';
import type { AttentionRow, Ticket } from './ticket.ts';

/** A ticket is looked up in this time before people are warned about it. */
const BEFORE_STEP_MS = 10 * MINUTE_MS;

/** The look-up that a run plans for one ticket. */
export type PlannedLookUp = {
  row: AttentionRow;
  absence: AbsenceKind;
  /** The index says that people are warned soon. The base item decides (`needsLookUp`). */
  isNearStep: boolean;
  /** The look-up that an absence, or an older copy in a list, makes due. Only these look-ups count against the budget. */
  due?: 'first' | 'repeated';
};

/**
 * Which tickets a run looks up, in the order of urgency: those with a near step, first look-ups of absent tickets, repeated
 * look-ups. Last come the tickets that only need a write: those that complete readings lacked, until they are unverified,
 * and closed ones that have left the lists. Within a group the soonest deadline comes first.
 * @param shown ids of the tickets that this run's listings show
 */
export const planLookUps = (
  rows: readonly AttentionRow[],
  absent: AbsentTickets,
  shown: ReadonlySet<string>,
  now: number,
): PlannedLookUp[] => {
  const plan = (row: AttentionRow): PlannedLookUp[] => {
    const absence = absent.get(row) ?? 'not-absent';
    const due = findDue(row, absence !== 'not-absent', shown, now);
    const isNearStep = isStepNear(row, now);
    // An unverified ticket has no fingerprint.
    const needsWrite = absence === 'lacked' && (row.closedAt !== undefined || row.fingerprint !== undefined);
    return due || isNearStep || needsWrite ? [{ row, absence, isNearStep, ...(due && { due }) }] : [];
  };
  return rows.flatMap(plan).sort((a, b) => urgency(a) - urgency(b) || a.row.dueAt - b.row.dueAt);
};

const urgency = ({ isNearStep, due }: PlannedLookUp): number => {
  if (isNearStep) return 0;
  return due === undefined ? 3 : due === 'first' ? 1 : 2;
};

/** An absent open ticket, or a closed one whose older copy is listed, is looked up at its times. */
const findDue = (
  row: AttentionRow,
  isAbsent: boolean,
  shown: ReadonlySet<string>,
  now: number,
): PlannedLookUp['due'] => {
  const isClosed = row.closedAt !== undefined;
  const isOlderCopy = isClosed && row.fingerprint !== undefined && shown.has(ticketId(row));
  if (!isOlderCopy && (isClosed || !isAbsent)) return undefined;
  if (row.lookUpAt === undefined) return isClosed ? undefined : 'first';
  return row.lookUpAt <= now ? 'repeated' : undefined;
};

/** Whether the index says that an open ticket's next step, or its `overdue`, is near. */
const isStepNear = (row: AttentionRow, now: number): boolean => {
  const overdueAt = row.dueAt + OVERDUE_AFTER_MS;
  const nextAt = Math.min(row.nextStepAt ?? Infinity, now < overdueAt ? overdueAt : Infinity);
  return row.closedAt === undefined && isNear(nextAt, now);
};

const isNear = (at: number, now: number): boolean => at - now < BEFORE_STEP_MS;

/**
 * Whether an open ticket is looked up before people are warned: its next step or its `overdue` is less than ten minutes
 * away, and it was not looked up since these ten minutes began. A silent step counts like any other one: one look-up more
 * costs less than the team's calendar in the poll.
 */
export const needsLookUp = ({ facts, ladder, poll }: Ticket, now: number): boolean => {
  const warnsAt = nextWarningAt(facts, ladder.nextStepAt, now);
  return (
    warnsAt !== undefined &&
    isNear(warnsAt, now) &&
    (poll.lookedUpAt === undefined || poll.lookedUpAt < warnsAt - BEFORE_STEP_MS)
  );
};

/** `undefined`: no warning comes. Without a step that comes, the ladder is still looked at each hour. */
const nextWarningAt = (
  facts: Ticket['facts'],
  nextStepAt: number | undefined,
  now: number,
): number | undefined => {
  const { state, dueAt, claimedBy, steps, provisional } = facts;
  if (state === 'closed') return undefined;
  // Its next look only announces it.
  if (provisional?.announceAt !== undefined) return undefined;
  if (state === 'unverified') return now < dueAt ? nextStepAt : undefined;
  const isOverdue = steps.some(({ name, deadline }) => name === 'overdue' && deadline === dueAt);
  // After `overdue` only the end of a claim that withheld it from the team still warns.
  if (isOverdue) return claimedBy === undefined ? undefined : nextStepAt;
  return Math.min(nextStepAt ?? Infinity, dueAt + OVERDUE_AFTER_MS);
};
