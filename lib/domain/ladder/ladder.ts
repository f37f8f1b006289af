import { defined } from '../defined.ts';
import { SOURCES } from '../sources.ts';
import type { Calendar, Shift } from '../time/calendar.ts';
import { findWithheld, isClaimFresh, staleSteps } from './ladder-claim.ts';
import {
  type DueStep,
  findTarget,
  type LookTime,
  pendingSteps,
  type ScheduledStep,
} from './ladder-schedule.ts';
import { findLastShift, type LastShift } from './last-shift.ts';
import { escalatedStep } from './step-mentions.ts';
import { isLastStep, levelOfStep, levelOfSteps } from './warning-level.ts';
import { BEFORE_DUE_MS, isDeadlineStep, type ReachedStep } from '../ticket/step.ts';
import { announce, type TicketChange } from '../ticket/ticket-changes.ts';
import { lineName } from '../ticket/line.ts';
import { type HistoryLine, isLongPast, type Ticket, type TicketFacts } from '../ticket/ticket.ts';
import type { LadderPolicy } from './team-settings.ts';
import { DAY_MS, HOUR_MS } from '../time/durations.ts';

/** How long a ticket without a next step waits. Long past its deadline only a new ladder could give it a step. */
const lookAgainMs = (facts: TicketFacts, now: number): number => (isLongPast(facts, now) ? DAY_MS : HOUR_MS);

export type LadderLook = {
  /** The nearest due step, for the card's thread (R23). */
  fires?: DueStep;
  /** Due steps before it. */
  passed: DueStep[];
  /**
   * `last-shift` is due. It goes into the list of the shift that ends at `endsAt`, or into the card's thread if that list is already
   * written.
   */
  lastShift?: LastShift['shift'];
  /** A provisional ticket is due to be announced (R10). */
  announces?: true;
  /** When the next step is due, minus the lead. Without a next step, an hour from now, or a day long after the deadline. */
  lookAgainAt: number;
};

/** The conditions of a look. */
type LookedAt = { policy: LadderPolicy; calendar: Calendar | undefined; now: number };

/** Which steps of a ticket are due now, and when to look again. */
export const lookAtLadder = (
  ticket: Ticket,
  policy: LadderPolicy,
  calendar: Calendar | undefined,
  { now, leadMs, withholdsOverdue = false }: LookTime,
): LadderLook => {
  const { state, provisional } = ticket.facts;
  if (state === 'closed') return { passed: [], lookAgainAt: now + HOUR_MS };
  // Nobody has seen it yet.
  if (provisional?.announceAt !== undefined)
    return {
      passed: [],
      lookAgainAt: provisional.announceAt,
      ...(provisional.announceAt <= now && { announces: true }),
    };
  const pending = delaySnoozed(pendingSteps(ticket, policy, calendar, { now, leadMs }), ticket, policy);
  const withheld = findWithheld(ticket.facts);
  const isWithheld = ({ name, from }: ScheduledStep): boolean =>
    withholdsOverdue && name === 'overdue' && from <= now;
  const isDue = ({ from }: ScheduledStep): boolean => from <= now;
  const steps = [...staleSteps(ticket, policy, withheld).filter(isDue), ...pending]
    .filter((step) => now < step.until && !isWithheld(step))
    .sort((a, b) => a.at - b.at);
  // Postponed steps before a due step are passed, too.
  const due = steps
    .slice(0, steps.findLastIndex(isDue) + 1)
    .map(({ name, deadline }) => ({ name, deadline }));
  const fires = due.at(-1);
  const last = findLastShift(ticket, policy, calendar, now);
  const isLast = last !== undefined && last.at - leadMs <= now;
  // A claim may withhold the step that is sent now.
  const rearms = staleSteps(ticket, policy, fires?.name ?? (isLast ? 'last-shift' : withheld));
  const comes = [...pending, ...rearms].map(({ from }) => from).filter((from) => from > now);
  if (last && !isLast) comes.push(last.at - leadMs);
  // The next run decides.
  if (pending.some(isWithheld)) comes.push(now);
  return {
    ...defined({ fires }),
    passed: due.slice(0, -1),
    ...(isLast && { lastShift: last.shift }),
    lookAgainAt: comes.length > 0 ? Math.min(...comes) : now + lookAgainMs(ticket.facts, now),
  };
};

/**
 * Writes the reached steps and the lines to post (R23). `undefined` if nothing is due.
 * @param lastShift where `last-shift` is announced, if due; `undefined` leaves it to another look
 */
export const reachSteps = (
  ticket: Ticket,
  look: LadderLook,
  lastShift: 'in-list' | 'in-thread' | undefined,
  at: LookedAt,
): TicketChange | undefined => {
  const { policy, now } = at;
  if (look.announces) return announce(ticket);
  const passed = look.passed.map((step) => pass(step, now));
  const last: DueStep | undefined = lastShift &&
    look.lastShift && { name: 'last-shift', deadline: ticket.facts.dueAt };
  const fires = look.fires ?? (lastShift === 'in-thread' ? last : undefined);
  if (last && lastShift === 'in-list') passed.push({ ...last, at: now });
  else if (last && last !== fires) passed.push(pass(last, now));
  if (!fires && passed.length === 0) return undefined;
  const { facts } = ticket;
  const inShift = fires === last ? look.lastShift && look.lastShift.endsAt - 1 : undefined;
  const fired = fires ? [reach(ticket, fires, at, inShift)] : [];
  const lines = fired.flatMap((step) => linesOf(ticket, step, policy, now));
  return {
    before: ticket,
    facts: {
      ...facts,
      // The sent step comes last, since it is the nearest.
      steps: [...facts.steps, ...passed, ...fired],
      history: [...facts.history, ...lines],
      ...(!changesCard(ticket, fired, policy) && { offCard: offCardSince(ticket) }),
    },
    event: fires ? 'TicketWarned' : 'TicketChanged',
  };
};

/**
 * A step's line takes the card's edit with it if the card does not show the step's level yet, or shows a snooze. A step without a line does
 * not: no message is edited only for a colour.
 */
const changesCard = ({ facts }: Ticket, fired: readonly ReachedStep[], policy: LadderPolicy): boolean => {
  if (fired.length === 0) return false;
  const team = { ladder: policy.steps };
  const withLine = facts.steps.filter((step) =>
    facts.history.some(({ name }) => name === lineName('step', step)),
  );
  const before = levelOfSteps({ ...facts, steps: withLine }, team);
  const after = levelOfSteps({ ...facts, steps: [...facts.steps, ...fired] }, team);
  return facts.snoozed !== undefined || after !== before;
};

const offCardSince = ({
  facts: { offCard },
  outbox: { version },
}: Ticket): NonNullable<TicketFacts['offCard']> => ({
  after: offCard?.to === version ? offCard.after : version,
  to: version + 1,
});

const pass = ({ name, deadline }: DueStep, now: number): ReachedStep => ({
  name,
  deadline,
  at: now,
  passed: true,
});

/**
 * Whom the step may mention, and until when. The present shift decides. A step that fires early belongs to the shift of its nominal time
 * (C4).
 * @param inShift an instant of the shift to which a `last-shift` belongs
 */
const reach = (
  ticket: Ticket,
  step: DueStep,
  { policy, calendar, now }: LookedAt,
  inShift?: number,
): ReachedStep => {
  const { name, deadline } = step;
  const escalated = escalatedStep(ticket.facts, step);
  const audience = isClaimFresh(ticket.facts, policy, now) ? ('claimer' as const) : ('team' as const);
  // `off-hours` is sent outside the hours and has separate mentions. A deadline that is only promised pages nobody at night.
  const pagesAtNight =
    SOURCES[ticket.key.source].closesAtDeadline &&
    (policy.nightPages.includes(escalated) || escalated === 'off-hours');
  if (!calendar || pagesAtNight) return { name, deadline, at: now, tells: audience };
  const properAt =
    inShift ?? (name === 'target' ? findTarget(ticket, policy, calendar) : timeBeforeDue(step));
  const shift = calendar.shiftAt(now) ?? calendar.shiftAt(properAt ?? now);
  return shift
    ? { name, deadline, at: now, tells: audience, quietFrom: endOfWork(calendar, shift, now) }
    : { name, deadline, at: now, tells: 'nobody' };
};

/** The end of uninterrupted work. Two shifts may adjoin. */
const endOfWork = (calendar: Calendar, { endsAt }: Shift, now: number): number => {
  const next = endsAt < now + DAY_MS ? calendar.shiftAt(endsAt) : undefined;
  return next ? endOfWork(calendar, next, now) : endsAt;
};

/** The nominal time of a step at a fixed time before the deadline. */
const timeBeforeDue = ({ name, deadline }: DueStep): number | undefined =>
  isDeadlineStep(name) ? deadline - BEFORE_DUE_MS[name] : undefined;

const linesOf = (ticket: Ticket, step: ReachedStep, policy: LadderPolicy, now: number): HistoryLine[] => {
  const names = [
    lineName('step', step),
    ...(isEscalated(ticket, step, policy, now) ? [lineName('escalation', step)] : []),
    ...(isForClaimer(ticket, step, policy) ? [lineName('direct', step)] : []),
  ];
  return names.map((name) => ({ name, at: step.at }));
};

/** The last warning before the deadline, unless it may mention nobody now (A9, C4). */
const isForClaimer = ({ facts }: Ticket, { name, tells }: ReachedStep, policy: LadderPolicy): boolean =>
  policy.remindsClaimer === true &&
  facts.claimedBy !== undefined &&
  tells !== 'nobody' &&
  isLastStep(name, { ladder: policy.steps });

/** A fresh claim keeps the step out of its own channel (S6). */
const isEscalated = (ticket: Ticket, step: DueStep, policy: LadderPolicy, now: number): boolean =>
  !isClaimFresh(ticket.facts, policy, now) && policy.ownChannel.includes(escalatedStep(ticket.facts, step));

/**
 * Delays the steps that the claimer has snoozed (A1). These keep their time: a last warning, a step that no last warning follows, and
 * `off-hours`, since nobody works.
 */
const delaySnoozed = (
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

/** A snooze ends with its claim, so that the team is warned. */
const snoozeEnd = (
  { claimedBy, claimedAt, snoozed }: Pick<TicketFacts, 'claimedBy' | 'claimedAt' | 'snoozed'>,
  { claimStaleMs }: LadderPolicy,
): number | undefined =>
  snoozed && claimedAt !== undefined && snoozed.by === claimedBy
    ? Math.min(snoozed.until, claimedAt + claimStaleMs)
    : undefined;
