import { defined } from '../../lib/domain/defined.ts';
import { findLastShift } from '../../lib/domain/ladder/last-shift.ts';
import { pendingSteps } from '../../lib/domain/ladder/ladder-schedule.ts';
import type { StepName } from '../../lib/domain/ticket/step.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { LadderSettings } from '../../lib/workflows/sla/track-sla-run.ts';

export type LadderPlace = {
  /** The nearest step that was announced for the current deadline. */
  warned?: StepName;
  /** The next warning before the deadline. `at`: epoch ms. */
  next?: { name: StepName; at: number };
};

/**
 * `overdue` is never the next step, because Coupang closes the ticket first.
 * @param now epoch ms
 */
export const placeOnLadder = (
  ticket: Ticket,
  { ladder, calendar }: LadderSettings,
  now: number,
): LadderPlace => {
  const warned = ticket.facts.steps.findLast(
    ({ deadline, passed }) => deadline === ticket.facts.dueAt && passed === undefined,
  );
  const pending = pendingSteps(ticket, ladder, calendar, { now, leadMs: 0 });
  const lastShift = findLastShift(ticket, ladder, calendar, now);
  const [next] = [...pending, ...(lastShift ? [{ name: 'last-shift' as const, at: lastShift.at }] : [])]
    .filter(({ at }) => now < at && at < ticket.facts.dueAt)
    .toSorted((a, b) => a.at - b.at);
  return {
    ...defined({ warned: warned?.name }),
    ...(next && { next: { name: next.name, at: next.at } }),
  };
};
