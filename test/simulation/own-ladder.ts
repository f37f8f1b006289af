import type { StepName } from '../../lib/domain/step.ts';
import type { Ticket } from '../../lib/domain/ticket.ts';
import type { DayLadder } from './draw-ladder.ts';

/** A step of a ticket on the harness's own account. Corrected clock, epoch ms, half-open; `at` is what nearness goes by. */
export type OwnStep = { name: StepName; of: number; at: number; from: number; until: number };

const MINUTE_MS = 60_000;
/** One interval of track-sla and 15 s (R23). */
export const LEAD_MS = 75_000;

const HOURS = { '6h': 6, '3h': 3, '1h': 1, '15m': 0.25 } as const;

/** Every step that an open ticket has at some time, but `last-shift` and `stale`, which go by the moment (R16, R23, S3, S4). */
export const ownSteps = (ticket: Ticket, { policy, plain }: DayLadder): OwnStep[] => {
  const { askedAt, dueAt, state } = ticket;
  const early = (name: StepName, at: number): OwnStep => ({
    name,
    of: dueAt,
    at,
    from: at - LEAD_MS,
    until: dueAt,
  });
  const targetAt = policy.targetMs === undefined ? undefined : plain?.addBusinessMs(askedAt, policy.targetMs);
  const lateAt = dueAt + 10 * MINUTE_MS;
  return [
    ...(nobodyWorks(ticket, plain) ? [early('off-hours', askedAt)] : []),
    ...(targetAt !== undefined && targetAt < dueAt ? [early('target', targetAt)] : []),
    ...policy.steps.map((name) => early(name, dueAt - HOURS[name] * 60 * MINUTE_MS)),
    ...(state === 'open'
      ? [{ name: 'overdue' as const, of: dueAt, at: lateAt, from: lateAt, until: Infinity }]
      : []),
  ];
};

/** The last chance of the shift that a moment lies in, if it is one for the ticket. */
export const ownLastShift = (
  { askedAt, dueAt }: Ticket,
  { policy, plain }: DayLadder,
  now: number,
): OwnStep | undefined => {
  const shift = plain?.shiftAt(now);
  if (!plain || !shift || policy.lastShiftMs <= 0 || nobodyWorks({ askedAt, dueAt }, plain)) return undefined;
  const isLast = shift.endsAt <= dueAt && plain.businessMs(shift.endsAt, dueAt) < policy.lastShiftMs;
  const at = shift.endsAt - 60 * MINUTE_MS;
  return isLast ? { name: 'last-shift', of: dueAt, at, from: at - LEAD_MS, until: shift.endsAt } : undefined;
};

/** What a claim that counts no more has kept from the team (S6). */
export const ownStale = (ticket: Ticket, { policy }: DayLadder): OwnStep | undefined => {
  const { claimedBy, claimedAt, dueAt, state, steps } = ticket;
  const told = steps.findLast(({ tells, of, name }) => tells && (of === dueAt || name === 'stale'));
  if (claimedBy === undefined || claimedAt === undefined || told?.tells !== 'claimer') return undefined;
  const isLate = told.name === 'overdue';
  if (isLate && state !== 'open') return undefined;
  const from = claimedAt + policy.claimStaleMs;
  return { name: 'stale', of: claimedAt, at: -Infinity, from, until: isLate ? Infinity : dueAt };
};

const nobodyWorks = (
  { askedAt, dueAt }: Pick<Ticket, 'askedAt' | 'dueAt'>,
  plain: DayLadder['plain'],
): boolean => plain?.businessMs(askedAt, dueAt) === 0;

export const hasStep = (ticket: Ticket, { name, of }: Pick<OwnStep, 'name' | 'of'>): boolean =>
  ticket.steps.some((step) => step.name === name && step.of === of);

/** Of those, what has not been reached, nor overtaken by one that was. */
export const pendingOwn = (ticket: Ticket, day: DayLadder): OwnStep[] => {
  const steps = ownSteps(ticket, day);
  const reached = steps.filter((step) => hasStep(ticket, step)).map(({ at }) => at);
  return steps.filter((step) => !hasStep(ticket, step) && step.at > Math.max(-Infinity, ...reached));
};
