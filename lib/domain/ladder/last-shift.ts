import { defined } from '../defined.ts';
import type { Calendar, Shift } from '../time/calendar.ts';
import { hasReached } from './ladder-schedule.ts';
import type { Ticket, TicketFacts } from '../ticket/ticket.ts';
import type { LadderPolicy } from './team-settings.ts';
import { HOUR_MS } from '../time/durations.ts';
import type { ReachedStep } from '../ticket/step.ts';

/** A shift gets its list this long before its end (S4), but not before it begins. */
const BEFORE_END_MS = HOUR_MS;

export type LastShift = {
  /** When the list is due. */
  at: number;
  shift: { endsAt: number; nextShiftAt?: number };
};

/**
 * The first unfinished shift that leaves too little business time between its end and the deadline (S4). `undefined` if there is none, or
 * `last-shift` was reached. If nobody works before the deadline at all, `off-hours` applies instead.
 */
export const findLastShift = (
  ticket: Ticket,
  { lastShiftMs }: LadderPolicy,
  calendar: Calendar | undefined,
  now: number,
): LastShift | undefined => {
  const { dueAt, openedAt } = ticket.facts;
  if (!calendar || hasReached(ticket.facts, { name: 'last-shift', deadline: dueAt })) return undefined;
  const from = Math.max(openedAt, now);
  // Searches back from the deadline, which may be far away.
  let first: Shift | undefined;
  let shift = calendar.previousShift(dueAt);
  while (shift && shift.endsAt > from && calendar.businessMs(shift.endsAt, dueAt) < lastShiftMs) {
    first = shift;
    shift = calendar.previousShift(shift.startsAt);
  }
  if (!first) return undefined;
  const { startsAt, endsAt } = first;
  // Two shifts may adjoin.
  const next = calendar.shiftAt(endsAt) ?? calendar.nextShift(endsAt);
  const at = Math.max(startsAt, endsAt - BEFORE_END_MS);
  return { at, shift: { endsAt, ...defined({ nextShiftAt: next?.startsAt }) } };
};

/** From the end of a shift to the next opening, half-open. */
export type Night = { since: number; until: number };

/** The warnings of a ticket that were reached in a night, oldest first (C4). */
export const nightSteps = ({ steps }: Pick<TicketFacts, 'steps'>, night: Night): ReachedStep[] =>
  steps.filter(({ at, passed }) => passed !== true && isIn(at, night));

/** Whether a ticket had a warning in a night, or Coupang closed it then. */
export const hasNightAlert = (
  ticket: Pick<TicketFacts, 'steps' | 'outcome' | 'closedAt'>,
  night: Night,
): boolean =>
  nightSteps(ticket, night).length > 0 ||
  (ticket.outcome === 'auto-closed' && ticket.closedAt !== undefined && isIn(ticket.closedAt, night));

const isIn = (at: number, { since, until }: Night): boolean => at >= since && at < until;
