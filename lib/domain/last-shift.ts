import type { Calendar, Shift } from './calendar.ts';
import { hasReached } from './ladder-schedule.ts';
import type { LadderLook, LadderPolicy } from './ladder.ts';
import type { Ticket } from './ticket.ts';

/** So long before it ends a shift is told what it is the last chance for (S4). */
const BEFORE_END_MS = 60 * 60 * 1000;

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
  const { dueAt, openedAt } = ticket;
  if (!calendar || hasReached(ticket, { name: 'last-shift', of: dueAt })) return undefined;
  let shift = shiftFrom(Math.max(openedAt, now), calendar);
  while (shift && shift.endsAt <= dueAt) {
    const next = shiftFrom(shift.endsAt, calendar);
    if (calendar.businessMs(shift.endsAt, dueAt) < lastShiftMs) {
      const { endsAt } = shift;
      return {
        at: endsAt - BEFORE_END_MS,
        shift: { endsAt, ...(next && { nextShiftAt: next.startsAt }) },
      };
    }
    shift = next;
  }
  return undefined;
};

/** The one that an instant lies in, else the next: one that begins as another ends is the next, too. */
const shiftFrom = (instant: number, calendar: Calendar): Shift | undefined =>
  calendar.shiftAt(instant) ?? calendar.nextShift(instant);
