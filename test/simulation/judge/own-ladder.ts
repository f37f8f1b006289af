import type { ReachedStep, StepName } from '../../../lib/domain/ticket/step.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import type { DayLadder } from '../draw-ladder.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';

/**
 * A step of a ticket, calculated by the harness itself. Epoch ms, half-open. `at` decides which step
 * is nearer.
 */
export type OwnStep = { name: StepName; deadline: number; at: number; from: number; until: number };

/** One interval of track-sla and 15 s (R23). */
const LEAD_MS = 75_000;

const HOURS: Partial<Record<StepName, number>> = { '6h': 6, '3h': 3, '1h': 1, '15m': 0.25 };

/** The step nearest to the deadline. */
export const nearestOf = (steps: readonly StepName[]): StepName | undefined =>
  steps.toSorted((a, b) => (HOURS[a] ?? Infinity) - (HOURS[b] ?? Infinity))[0];

/** When a step before the deadline warns; `undefined` for other steps. */
export const timeOf = ({ name, deadline }: Pick<OwnStep, 'name' | 'deadline'>): number | undefined => {
  const hours = HOURS[name];
  return hours === undefined ? undefined : deadline - hours * 60 * MINUTE_MS;
};

/** A ticket that left the lists gets `overdue` if its last look-up says that it asks (R9). */
const stillAsks = ({ facts: { state }, poll }: Ticket): boolean =>
  state === 'open' || (state === 'unverified' && poll.answer?.is === 'asks');

/** Every step of an open ticket except `last-shift` and `stale` (R16, R23, S3, S4). */
export const ownSteps = (ticket: Ticket, day: DayLadder, now: number): OwnStep[] => {
  const { policy } = day;
  const { askedAt, dueAt } = ticket.facts;
  const early = (name: StepName, at: number): OwnStep => ({
    name,
    deadline: dueAt,
    at,
    from: at - LEAD_MS,
    until: dueAt,
  });
  const targetAt = targetOf(ticket, day);
  const lateAt = dueAt + 10 * MINUTE_MS;
  return [
    ...(nobodyWorks(ticket, day, now) ? [early('off-hours', askedAt)] : []),
    ...(targetAt !== undefined && targetAt < dueAt ? [early('target', targetAt)] : []),
    ...policy.steps.map((name) => early(name, timeOf({ name, deadline: dueAt }) ?? dueAt)),
    ...(stillAsks(ticket)
      ? [{ name: 'overdue' as const, deadline: dueAt, at: lateAt, from: lateAt, until: Infinity }]
      : []),
  ];
};

/** The last chance in the shift at a moment, if the ticket has it there. */
export const ownLastShift = (
  { facts: { dueAt } }: Ticket,
  { policy, plain }: DayLadder,
  now: number,
): OwnStep | undefined => {
  const shift = plain?.shiftAt(now);
  if (!plain || !shift || policy.lastShiftMs <= 0) return undefined;
  const isLast = shift.endsAt <= dueAt && plain.businessMs(shift.endsAt, dueAt) < policy.lastShiftMs;
  const at = Math.max(shift.startsAt, shift.endsAt - 60 * MINUTE_MS);
  return isLast
    ? { name: 'last-shift', deadline: dueAt, at, from: at - LEAD_MS, until: shift.endsAt }
    : undefined;
};

/** The last announced step of this deadline. */
export const lastAnnounced = ({ facts: { steps, dueAt } }: Ticket): ReachedStep | undefined =>
  steps.findLast(({ tells, deadline, name }) => tells && (deadline === dueAt || name === 'stale'));

/** The step that a stale claim has kept from the team (S6). */
export const ownStale = (ticket: Ticket, { policy }: DayLadder): OwnStep | undefined => {
  const { claimedBy, claimedAt, dueAt, state } = ticket.facts;
  const announced = lastAnnounced(ticket);
  if (claimedBy === undefined || claimedAt === undefined || announced?.tells !== 'claimer') return undefined;
  const isLate = announced.name === 'overdue';
  if (isLate && state !== 'open') return undefined;
  const from = claimedAt + policy.claimStaleMs;
  return { name: 'stale', deadline: claimedAt, at: -Infinity, from, until: isLate ? Infinity : dueAt };
};

/** When the team's own goal is over, if it has a goal. */
export const targetOf = (
  { facts: { askedAt } }: Ticket,
  { policy, plain }: DayLadder,
): number | undefined => {
  if (policy.targetMs === undefined) return undefined;
  return plain ? plain.addBusinessMs(askedAt, policy.targetMs) : askedAt + policy.targetMs;
};

/** Nobody works from first sight to the deadline. Or nobody works from now on, and no `last-shift` was announced. */
const nobodyWorks = (ticket: Ticket, { policy, plain }: DayLadder, now: number): boolean => {
  const { openedAt, dueAt } = ticket.facts;
  const mayBeLast = policy.lastShiftMs > 0 && !hasStep(ticket, { name: 'last-shift', deadline: dueAt });
  return (
    plain !== undefined &&
    (plain.businessMs(openedAt, dueAt) === 0 ||
      (mayBeLast && !plain.shiftAt(now) && plain.businessMs(now, dueAt) === 0))
  );
};

export const hasStep = (ticket: Ticket, { name, deadline }: Pick<OwnStep, 'name' | 'deadline'>): boolean =>
  ticket.facts.steps.some((step) => step.name === name && step.deadline === deadline);

/**
 * When a step comes although its claimer has snoozed (A1). The ladder's nearest step and all of the last hour are never put
 * off, nor is what comes after them.
 */
export const ownFrom = (ticket: Ticket, step: OwnStep, { policy }: DayLadder): number => {
  const { claimedBy, claimedAt = 0, snoozed, dueAt } = ticket.facts;
  if (!snoozed || snoozed.by !== claimedBy) return step.from;
  const hours = policy.steps.map((name) => HOURS[name] ?? 0);
  const lastHours = hours.filter((before) => before <= Math.max(1, Math.min(...hours)));
  const firstLast = dueAt - Math.max(...lastHours) * 60 * MINUTE_MS;
  const nearestLast = dueAt - Math.min(...lastHours) * 60 * MINUTE_MS;
  const isLast = (HOURS[step.name] ?? Infinity) <= Math.max(...lastHours);
  const isBefore = step.name === 'target' ? step.at < nearestLast : step.at < firstLast;
  const maySnooze = hours.length > 0 && !isLast && isBefore && /^(target|\d)/.test(step.name);
  return maySnooze
    ? Math.max(step.from, Math.min(snoozed.until, claimedAt + policy.claimStaleMs))
    : step.from;
};

/** The steps that were neither reached nor overtaken by a reached one. A `target` does not overtake `off-hours` (S4). */
export const pendingOwn = (ticket: Ticket, day: DayLadder, now: number): OwnStep[] => {
  const steps = ownSteps(ticket, day, now);
  const reached = steps.filter((step) => hasStep(ticket, step));
  const isOvertaken = ({ name, at }: OwnStep): boolean =>
    reached.some(
      (reachedStep) => reachedStep.at >= at && !(name === 'off-hours' && reachedStep.name === 'target'),
    );
  return steps
    .filter((step) => !hasStep(ticket, step) && !isOvertaken(step))
    .map((step) => ({ ...step, from: ownFrom(ticket, step, day) }));
};
