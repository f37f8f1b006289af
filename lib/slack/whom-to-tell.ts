import type { VendorConfig } from '../config/schema.ts';
import { escalatedStep } from '../domain/step-line.ts';
import type { ReachedStep, StepName } from '../domain/step.ts';
import type { Ticket } from '../domain/ticket.ts';

/** Whom a warning mentions, beside the person who has claimed the ticket, and whether it names that one. */
export type Told = { mentions: readonly string[]; claimer: boolean };

const NOBODY: Told = { mentions: [], claimer: false };

/**
 * Whom a step's message mentions (C4, S6): of a fresh claim only who made it, else whom the step names. A closed ticket mentions
 * nobody, whatever was reached (R16). A claim that was given up since keeps nobody out of it.
 */
export const whomToTell = (
  ticket: Ticket,
  step: ReachedStep | undefined,
  { mentions, offHours }: VendorConfig,
): Told => {
  if (ticket.state === 'closed' || step?.tells === undefined || step.tells === 'nobody') return NOBODY;
  const { claimedBy } = ticket;
  const claimer = claimedBy !== undefined;
  if (step.tells === 'claimer' && claimer) return { mentions: [], claimer };
  const named = mentionsOf(escalatedStep(ticket, step), mentions, offHours.mention);
  return { mentions: named.filter((id) => id !== claimedBy), claimer };
};

const mentionsOf = (
  name: StepName,
  mentions: VendorConfig['mentions'],
  offHours: readonly string[],
): readonly string[] => {
  if (name === 'off-hours') return offHours;
  return name === 'stale' ? [] : (mentions[name] ?? []);
};
