import type { Calendar } from '../time/calendar.ts';
import {
  BEFORE_DUE_MS,
  DEADLINE_STEPS,
  OVERDUE_AFTER_MS,
  type ReachedStep,
  type StepName,
} from '../ticket/step.ts';
import type { Ticket, TicketFacts } from '../ticket/ticket.ts';
import type { DueStep, LadderPolicy, LookTime } from './ladder-policy.ts';
import { HOUR_MS } from '../time/durations.ts';

/** A step that competes with the others for being told (R23). Epoch ms. */
export type ScheduledStep = DueStep & {
  /** Its time: the nearer to the deadline, the later. */
  at: number;
  /** From then on it is due. */
  from: number;
  /** From then on it has nothing to say any more. */
  until: number;
};

/** The steps of an open ticket that may still fire: neither reached nor overtaken by one that was. */
export const pendingSteps = (
  ticket: Ticket,
  policy: LadderPolicy,
  calendar: Calendar | undefined,
  { now, leadMs }: LookTime,
): ScheduledStep[] => {
  const overtakenUntil = findOvertaken(ticket, leadMs);
  return scheduleSteps(ticket, policy, calendar, now)
    .filter((step) => step.at > overtakenUntil && !hasReached(ticket.facts, step))
    .map((step) => ({ ...step, from: step.name === 'overdue' ? step.at : step.at - leadMs }));
};

/** Name and deadline together happen once, whether told or passed. */
export const hasReached = ({ steps }: Pick<TicketFacts, 'steps'>, { name, deadline }: DueStep): boolean =>
  steps.some((reached) => reached.name === name && reached.deadline === deadline);

/** Those of equal times in the order in which a later one is nearer. */
const scheduleSteps = (
  ticket: Ticket,
  policy: LadderPolicy,
  calendar: Calendar | undefined,
  now: number,
): Omit<ScheduledStep, 'from'>[] => {
  const { askedAt, dueAt, state } = ticket.facts;
  const targetAt = findTarget(ticket, policy, calendar);
  const warning = (name: StepName, at: number) => ({ name, deadline: dueAt, at, until: dueAt });
  return [
    // Told at once, and yet any other step is nearer.
    ...(calendar && isOffHours(ticket, policy, calendar, now) ? [warning('off-hours', askedAt)] : []),
    ...(targetAt !== undefined ? [warning('target', targetAt)] : []),
    ...DEADLINE_STEPS.filter((name) => policy.steps.includes(name)).map((name) =>
      warning(name, dueAt - BEFORE_DUE_MS[name]),
    ),
    // Of what has left the lists nobody knows that it is late (R16).
    ...(state === 'open'
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
 * Nobody works between first sight and the deadline (S4), or nobody does any more, and the last shift ended before it could be
 * told that it was the last.
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
  // In a break somebody is there.
  return !wasLast && !calendar.shiftAt(now) && calendar.businessMs(now, dueAt) === 0;
};

const findTarget = (
  { facts: { askedAt, dueAt } }: Ticket,
  { targetMs }: LadderPolicy,
  calendar: Calendar | undefined,
): number | undefined => {
  if (targetMs === undefined) return undefined;
  const at = calendar ? calendar.addBusinessMs(askedAt, targetMs) : askedAt + targetMs;
  return at !== undefined && at < dueAt ? at : undefined;
};

/** The time of the nearest step of this deadline that was reached: neither a clock that jumped back nor a new configuration brings one before it. */
const findOvertaken = ({ facts: { steps, dueAt } }: Ticket, leadMs: number): number =>
  Math.max(
    Number.NEGATIVE_INFINITY,
    ...steps.filter(({ deadline }) => deadline === dueAt).map((step) => timeOf(step, leadMs)),
  );

/** The lead of a clock that runs fast says nothing about one that does not. */
const MOST_LEAD_MS = HOUR_MS;

const timeOf = ({ name, deadline, at }: ReachedStep, leadMs: number): number => {
  switch (name) {
    // Its time may have been configured anew; it was this at the latest.
    case 'target':
      return Math.min(at + Math.min(leadMs, MOST_LEAD_MS), deadline);
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
