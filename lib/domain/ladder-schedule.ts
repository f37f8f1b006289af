import type { Calendar } from './calendar.ts';
import type { DueStep, LadderPolicy, LookTime } from './ladder.ts';
import { BEFORE_DUE_MS, DEADLINE_STEPS, OVERDUE_AFTER_MS, type ReachedStep, type StepName } from './step.ts';
import type { Ticket } from './ticket.ts';

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
  leadMs: LookTime['leadMs'],
): ScheduledStep[] => {
  const overtakenUntil = findOvertaken(ticket, leadMs);
  return scheduleSteps(ticket, policy, calendar)
    .filter((step) => step.at > overtakenUntil && !hasReached(ticket, step))
    .map((step) => ({ ...step, from: step.name === 'overdue' ? step.at : step.at - leadMs }));
};

/** Name and deadline together happen once, whether told or passed. */
export const hasReached = ({ steps }: Pick<Ticket, 'steps'>, { name, of }: DueStep): boolean =>
  steps.some((reached) => reached.name === name && reached.of === of);

/** Those of equal times in the order in which a later one is nearer. */
const scheduleSteps = (
  ticket: Ticket,
  policy: LadderPolicy,
  calendar: Calendar | undefined,
): Omit<ScheduledStep, 'from'>[] => {
  const { askedAt, dueAt, state } = ticket;
  const targetAt = findTarget(ticket, policy, calendar);
  const warning = (name: StepName, at: number) => ({ name, of: dueAt, at, until: dueAt });
  return [
    // Nobody works before the deadline (S4): told at once, and yet any other step is nearer.
    ...(calendar?.businessMs(askedAt, dueAt) === 0 ? [warning('off-hours', askedAt)] : []),
    ...(targetAt !== undefined ? [warning('target', targetAt)] : []),
    ...DEADLINE_STEPS.filter((name) => policy.steps.includes(name)).map((name) =>
      warning(name, dueAt - BEFORE_DUE_MS[name]),
    ),
    // Of what has left the lists nobody knows that it is late (R16).
    ...(state === 'open'
      ? [
          {
            name: 'overdue' as const,
            of: dueAt,
            at: dueAt + OVERDUE_AFTER_MS,
            until: Number.POSITIVE_INFINITY,
          },
        ]
      : []),
  ];
};

const findTarget = (
  { askedAt, dueAt }: Ticket,
  { targetMs }: LadderPolicy,
  calendar: Calendar | undefined,
): number | undefined => {
  const at = targetMs === undefined ? undefined : calendar?.addBusinessMs(askedAt, targetMs);
  return at !== undefined && at < dueAt ? at : undefined;
};

/** The time of the nearest step of this deadline that was reached: neither a clock that jumped back nor a new configuration brings one before it. */
const findOvertaken = ({ steps, dueAt }: Ticket, leadMs: number): number =>
  Math.max(
    Number.NEGATIVE_INFINITY,
    ...steps.filter(({ of }) => of === dueAt).map((step) => timeOf(step, leadMs)),
  );

const timeOf = ({ name, of, at }: ReachedStep, leadMs: number): number => {
  switch (name) {
    // Its time may have been configured anew; it was this at the latest.
    case 'target':
      return Math.min(at + leadMs, of);
    case 'overdue':
      return of + OVERDUE_AFTER_MS;
    case 'off-hours':
    case 'last-shift':
    case 'stale':
      return Number.NEGATIVE_INFINITY;
    default:
      return of - BEFORE_DUE_MS[name];
  }
};
