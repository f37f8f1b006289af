import type { Ticket, TicketFacts } from '../ticket/ticket.ts';
import type { LadderPolicy } from './ladder-policy.ts';
import type { ScheduledStep } from './ladder-schedule.ts';
import { levelOfStep } from './warning-level.ts';

/**
 * The pending steps of a ticket, those later that its claimer has put off (A1). A last warning always keeps its time. So
 * does any step that no last warning follows, and `off-hours`, since nobody works.
 */
export const putOffSnoozed = (
  pending: readonly ScheduledStep[],
  { facts }: Ticket,
  policy: LadderPolicy,
): ScheduledStep[] => {
  const end = snoozeEnd(facts, policy);
  const isLast = ({ name }: ScheduledStep): boolean => levelOfStep(name, { ladder: policy.steps }) === 'last';
  return pending.map((step) =>
    end !== undefined &&
    step.name !== 'off-hours' &&
    !isLast(step) &&
    pending.some((later) => later.at > step.at && isLast(later))
      ? { ...step, from: Math.max(step.from, end) }
      : step,
  );
};

/** A stale claim puts off nothing, so that the team is told. Epoch ms. */
const snoozeEnd = (
  { claimedBy, claimedAt, snoozed }: Pick<TicketFacts, 'claimedBy' | 'claimedAt' | 'snoozed'>,
  { claimStaleMs }: LadderPolicy,
): number | undefined =>
  snoozed && claimedAt !== undefined && snoozed.by === claimedBy
    ? Math.min(snoozed.until, claimedAt + claimStaleMs)
    : undefined;
