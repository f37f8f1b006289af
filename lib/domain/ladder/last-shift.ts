import { defined } from '../defined.ts';
import type { Calendar, Shift } from '../time/calendar.ts';
import { hasReached } from './ladder-schedule.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { LadderLook, LadderPolicy } from './ladder-policy.ts';
import { HOUR_MS } from '../time/durations.ts';

/** So long before it ends a shift is told what it is the last chance for (S4). */
const BEFORE_END_MS = HOUR_MS;

export type LastShift = {
  /** When it is told, epoch ms. */
  at: number;
  shift: NonNullable<LadderLook['lastShift']>;
};

/**
 * The first shift that is not over, and after whose end too little business time is left until the deadline (S4); `undefined`
 * where it was told, and where there is none: where nobody works before the deadline at all, `off-hours` tells that.
 * @param now corrected clock, epoch ms
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
  // From the deadline back, for a deadline may be far off.
  let first: Shift | undefined;
  let shift = calendar.previousShift(dueAt);
  while (shift && shift.endsAt > from && calendar.businessMs(shift.endsAt, dueAt) < lastShiftMs) {
    first = shift;
    shift = calendar.previousShift(shift.startsAt);
  }
  if (!first) return undefined;
  const { endsAt } = first;
  // One that begins as another ends is the next, too.
  const next = calendar.shiftAt(endsAt) ?? calendar.nextShift(endsAt);
  return { at: endsAt - BEFORE_END_MS, shift: { endsAt, ...defined({ nextShiftAt: next?.startsAt }) } };
};
