import { SOURCES } from '../sources.ts';
import type { ReachedStep, StepName } from '../ticket/step.ts';
import { lineName, type StepLine } from '../ticket/line.ts';
import { listOf } from '../ticket/posted.ts';
import type { Ticket, TicketFacts } from '../ticket/ticket.ts';
import type { TeamSettings } from './team-settings.ts';

/** Whom a warning mentions. `claimer`: also the person who has claimed the ticket. */
export type Mentions = { mentions: readonly string[]; claimer: boolean };
type MentionSettings = Pick<TeamSettings, 'mentions' | 'offHours'>;

export const NOBODY: Mentions = { mentions: [], claimer: false };

/**
 * Whom a message of a step mentions. A step has up to three messages, and each person or group is mentioned in one of them:
 * - the direct message mentions the claimer;
 * - the line in the thread, or the list that announces it (R24), mentions everybody else. All of them can read the card's channel;
 * - the message in the step's own channel mentions nobody.
 */
export const mentionsOfStep = (
  ticket: Ticket,
  line: StepLine,
  team: MentionSettings,
  now: number,
): Mentions => {
  if (line.type === 'direct') return { mentions: [], claimer: true };
  if (line.type === 'escalation') return NOBODY;
  const { mentions, claimer } = findMentions(ticket, reachedStep(ticket.facts, line), team, now);
  const isDirect = ticket.facts.history.some(({ name }) => name === lineName('direct', line));
  return { mentions, claimer: claimer && !isDirect };
};

/** Whom the ticket's own message mentions. The list has already mentioned them if the message is in one (R24). */
export const mentionsOfLine = (
  ticket: Ticket,
  line: StepLine,
  team: MentionSettings,
  now: number,
): Mentions =>
  line.type === 'step' && listOf(ticket.delivery, lineName('step', line)) !== undefined
    ? NOBODY
    : mentionsOfStep(ticket, line, team, now);

/**
 * Whom a step mentions (C4, S6):
 * - nobody, if the ticket is closed (R16) or the step's shift is over;
 * - outside the hours nobody, or the people of `off-hours` if the step replaces it and Coupang closes the ticket at the deadline;
 * - only the claimer, if the claim was fresh or came after the step;
 * - otherwise the people of the step, and the claimer of an older claim.
 *
 * A released claim has no effect.
 * @internal
 */
export const findMentions = (
  ticket: Ticket,
  step: ReachedStep | undefined,
  { mentions, offHours }: MentionSettings,
  now: number,
): Mentions => {
  if (ticket.facts.state === 'closed' || step?.tells === undefined) return NOBODY;
  if (step.tells === 'nobody')
    return SOURCES[ticket.key.source].closesAtDeadline && replacesOffHours(ticket.facts, step)
      ? offHoursMentions(ticket, offHours)
      : NOBODY;
  if (step.quietFrom !== undefined && now >= step.quietFrom) return NOBODY;
  const { claimedBy } = ticket.facts;
  const claimer = claimedBy !== undefined;
  if ((step.tells === 'claimer' && claimer) || isClaimedSince(ticket.facts, step))
    return { mentions: [], claimer: true };
  const named = mentionsOf(escalatedStep(ticket.facts, step), mentions, offHours.mention);
  return { mentions: named.filter((id) => id !== claimedBy), claimer };
};

/** A claim between writing and sending also keeps the step from the team. */
const isClaimedSince = (
  { claimedBy, claimedAt }: Pick<TicketFacts, 'claimedBy' | 'claimedAt'>,
  step: ReachedStep | undefined,
): boolean => claimedBy !== undefined && claimedAt !== undefined && step !== undefined && claimedAt > step.at;

/** A nearer step that was reached together with `off-hours` replaces it and mentions its people (S4, R23). */
const replacesOffHours = ({ steps }: Pick<TicketFacts, 'steps'>, { deadline, at }: ReachedStep): boolean =>
  steps.some(
    (step) =>
      step.name === 'off-hours' && step.passed === true && step.deadline === deadline && step.at === at,
  );

const offHoursMentions = (
  { facts: { claimedBy } }: Ticket,
  { mention }: TeamSettings['offHours'],
): Mentions =>
  claimedBy === undefined ? { mentions: mention, claimer: false } : { mentions: [], claimer: true };

const mentionsOf = (
  name: StepName,
  mentions: TeamSettings['mentions'],
  offHours: readonly string[],
): readonly string[] => {
  if (name === 'off-hours') return offHours;
  return name === 'stale' ? [] : (mentions[name] ?? []);
};

/** @internal */
export const reachedStep = (
  { steps }: Pick<TicketFacts, 'steps'>,
  line: Pick<StepLine, 'name' | 'deadline'>,
): ReachedStep | undefined =>
  steps.find(({ name, deadline }) => name === line.name && deadline === line.deadline);

/**
 * The step that determines people and channel: the step itself, or for `stale` the withheld step (S6).
 * @param reached one of the ticket's `steps`, or about to be added
 */
export const escalatedStep = (
  { steps, dueAt }: Pick<TicketFacts, 'steps' | 'dueAt'>,
  reached: Pick<ReachedStep, 'name' | 'deadline'>,
): StepName => {
  if (reached.name !== 'stale') return reached.name;
  const index = steps.findIndex(({ name, deadline }) => name === 'stale' && deadline === reached.deadline);
  const withheld = (index < 0 ? steps : steps.slice(0, index)).filter(({ tells }) => tells === 'claimer');
  return (withheld.findLast(({ deadline }) => deadline === dueAt) ?? withheld.at(-1))?.name ?? 'stale';
};
