import type { VendorConfig } from '../../config/schema.ts';
import { escalatedStep } from '../../domain/ladder/step-line.ts';
import type { ReachedStep, StepName } from '../../domain/ticket/step.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';

/** Whom a warning mentions, beside the person who has claimed the ticket, and whether it names that one. */
export type Mentions = { mentions: readonly string[]; claimer: boolean };

const NOBODY: Mentions = { mentions: [], claimer: false };

/**
 * Whom a step's message mentions (C4, S6): of a fresh claim, or one made since the step was reached, only who made it, else whom
 * the step names; at night, where it speaks for `off-hours`, whom that names. A closed ticket mentions nobody, whatever was reached (R16), nor does what is sent after its shift. A claim
 * that was given up since keeps nobody out of it.
 * @param now epoch ms
 */
export const findMentions = (
  ticket: Ticket,
  step: ReachedStep | undefined,
  { mentions, offHours }: VendorConfig,
  now: number,
): Mentions => {
  if (ticket.state === 'closed' || step?.tells === undefined) return NOBODY;
  if (step.tells === 'nobody')
    return standsForOffHours(ticket, step) ? offHoursMentions(ticket, offHours) : NOBODY;
  if (step.quietFrom !== undefined && now >= step.quietFrom) return NOBODY;
  const { claimedBy } = ticket;
  const claimer = claimedBy !== undefined;
  if ((step.tells === 'claimer' && claimer) || isClaimedSince(ticket, step))
    return { mentions: [], claimer: true };
  const named = mentionsOf(escalatedStep(ticket, step), mentions, offHours.mention);
  return { mentions: named.filter((id) => id !== claimedBy), claimer };
};

/** A claim that came between writing and sending: what was written for the team is withheld from it after all. */
export const isClaimedSince = (
  { claimedBy, claimedAt }: Pick<Ticket, 'claimedBy' | 'claimedAt'>,
  step: ReachedStep | undefined,
): boolean => claimedBy !== undefined && claimedAt !== undefined && step !== undefined && claimedAt > step.at;

/** One that is nearer than `off-hours` and found with it speaks for it, to whom it is meant for (S4, R23). */
const standsForOffHours = ({ steps }: Pick<Ticket, 'steps'>, { deadline, at }: ReachedStep): boolean =>
  steps.some(
    (one) => one.name === 'off-hours' && one.passed === true && one.deadline === deadline && one.at === at,
  );

const offHoursMentions = ({ claimedBy }: Ticket, { mention }: VendorConfig['offHours']): Mentions =>
  claimedBy === undefined ? { mentions: mention, claimer: false } : { mentions: [], claimer: true };

const mentionsOf = (
  name: StepName,
  mentions: VendorConfig['mentions'],
  offHours: readonly string[],
): readonly string[] => {
  if (name === 'off-hours') return offHours;
  return name === 'stale' ? [] : (mentions[name] ?? []);
};
