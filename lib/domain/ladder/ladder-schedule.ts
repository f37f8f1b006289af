import type { Calendar } from '../time/calendar.ts';
import {
  BEFORE_DUE_MS,
  DEADLINE_STEPS,
  OVERDUE_AFTER_MS,
  type ReachedStep,
  type StepName,
} from '../ticket/step.ts';
import type { Ticket, TicketFacts } from '../ticket/ticket.ts';
import type { LadderPolicy } from './team-settings.ts';

export type DueStep = Pick<ReachedStep, 'name' | 'deadline'>;

/**
 * `leadMs`: how long before its time a step fires (R23). `withholdsOverdue`: it is unknown which tickets have ended (R16).
 */
export type LookTime = { now: number; leadMs: number; withholdsOverdue?: boolean };

/** A step with its times. If several are due, only the nearest is sent (R23). */
export type ScheduledStep = DueStep & {
  /** Its nominal time. A later time is nearer to the deadline. */
  at: number;
  /** When it becomes due. */
  from: number;
  /** When it has lost its purpose. */
  until: number;
};

/** The steps of an open ticket that may still fire: neither they nor a nearer step was reached. */
export const pendingSteps = (
  ticket: Ticket,
  policy: LadderPolicy,
  calendar: Calendar | undefined,
  { now, leadMs }: LookTime,
): ScheduledStep[] =>
  scheduleSteps(ticket, policy, calendar, now)
    .filter((step) => step.at > findOvertaken(ticket, step) && !hasReached(ticket.facts, step))
    .map((step) => ({ ...step, from: step.name === 'overdue' ? step.at : step.at - leadMs }));

/** Each step happens once per deadline, whether sent or passed. */
export const hasReached = ({ steps }: Pick<TicketFacts, 'steps'>, { name, deadline }: DueStep): boolean =>
  steps.some((reached) => reached.name === name && reached.deadline === deadline);

/** Among steps of equal times, the later entry is nearer. */
const scheduleSteps = (
  ticket: Ticket,
  policy: LadderPolicy,
  calendar: Calendar | undefined,
  now: number,
): Omit<ScheduledStep, 'from'>[] => {
  const { askedAt, dueAt, state } = ticket.facts;
  const stillAsks = state === 'open' || (state === 'unverified' && ticket.poll.answer?.is === 'asks');
  const targetAt = findTarget(ticket, policy, calendar);
  const warning = (name: StepName, at: number) => ({ name, deadline: dueAt, at, until: dueAt });
  return [
    // `off-hours` has the earliest time, so any other step is nearer.
    ...(calendar && isOffHours(ticket, policy, calendar, now) ? [warning('off-hours', askedAt)] : []),
    ...(targetAt !== undefined ? [warning('target', targetAt)] : []),
    ...DEADLINE_STEPS.filter((name) => policy.steps.includes(name)).map((name) =>
      warning(name, dueAt - BEFORE_DUE_MS[name]),
    ),
    // A ticket that has left the lists may have ended in time, so only a look-up that shows it asking brings `overdue` (R16).
    ...(stillAsks
      ? [
          {
            name: 'overdue' as const,
            deadline: dueAt,
            at: dueAt + OVERDUE_AFTER_MS,
            until: Number.POSITIVE_INFINITY,
          },
        ]
      : []),
  ];
};

/**
 * Whether nobody works between first sight and the deadline (S4), or nobody works from now on and the last shift ended without
 * `last-shift`.
 */
const isOffHours = (
  { facts: { openedAt, dueAt, steps } }: Ticket,
  { lastShiftMs }: LadderPolicy,
  calendar: Calendar,
  now: number,
): boolean => {
  if (calendar.businessMs(openedAt, dueAt) === 0) return true;
  const wasLast =
    lastShiftMs <= 0 || steps.some(({ name, deadline }) => name === 'last-shift' && deadline === dueAt);
  // A break is part of a shift.
  return !wasLast && !calendar.shiftAt(now) && calendar.businessMs(now, dueAt) === 0;
};

/** When the team's goal is missed. `undefined`: not before the deadline. */
export const findTarget = (
  { facts: { askedAt, dueAt } }: Ticket,
  { targetMs }: LadderPolicy,
  calendar: Calendar | undefined,
): number | undefined => {
  if (targetMs === undefined) return undefined;
  const at = calendar ? calendar.addBusinessMs(askedAt, targetMs) : askedAt + targetMs;
  return at !== undefined && at < dueAt ? at : undefined;
};

/**
 * The time of the nearest step that was reached for this deadline. No earlier step fires after it, even if the clock was set back or the
 * configuration changed. A `target` does not show that nobody works, so `off-hours` may follow it (S4).
 */
const findOvertaken = ({ facts: { steps, dueAt } }: Ticket, { name: pending }: DueStep): number =>
  Math.max(
    Number.NEGATIVE_INFINITY,
    ...steps
      .filter(({ name, deadline }) => deadline === dueAt && !(pending === 'off-hours' && name === 'target'))
      .map(timeOf),
  );

const timeOf = ({ name, deadline, at }: ReachedStep): number => {
  switch (name) {
    // The configured target may have changed meanwhile. Earlier steps were passed with it.
    case 'target':
      return Math.min(at, deadline);
    case 'overdue':
      return deadline + OVERDUE_AFTER_MS;
    case 'off-hours':
    case 'last-shift':
    case 'stale':
      return Number.NEGATIVE_INFINITY;
    default:
      return deadline - BEFORE_DUE_MS[name];
  }
};
