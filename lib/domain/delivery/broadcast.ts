import type { Mentions } from '../ladder/step-mentions.ts';
import type { TeamSettings } from '../ladder/team-settings.ts';
import { isToldToAll } from '../ladder/warning-level.ts';
import { isBundled, type Line, type StepLine, stepLineName } from '../ticket/line.ts';
import type { TicketChange } from '../ticket/ticket-changes.ts';
import type { Ticket, TicketFacts } from '../ticket/ticket.ts';

/**
 * Whether a step's line also goes to the channel (R23): it is the ladder's last step, `overdue` or `last-shift`, or it
 * mentions somebody. The line of a bundle does not (R27).
 */
export const isStepBroadcast = (
  facts: Pick<TicketFacts, 'state' | 'history'>,
  step: Pick<StepLine, 'name' | 'deadline'>,
  { mentions, claimer }: Mentions,
  team: Pick<TeamSettings, 'ladder'>,
): boolean => {
  if (facts.state === 'closed' || isBundled(facts, stepLineName(step))) return false;
  return isToldToAll(step.name, team) || claimer || mentions.length > 0;
};

/**
 * Whether another line also goes to the channel: only a breach does, if `overdue` was not posted before (R16) and no bundle
 * lists it (R27).
 */
export const isPlainBroadcast = (ticket: Ticket, line: Line): boolean => {
  const overdue = stepLineName({ name: 'overdue', deadline: ticket.facts.dueAt });
  const isKnown = overdue in ticket.delivery.posted && ticket.delivery.posted[overdue] !== 'passed';
  return isBreach(ticket, line) && !isKnown && !(line.type === 'breach' && isBundled(ticket.facts, 'breach'));
};

/** Whether a change owes the channel a breach (R16). Many such changes become a bundle (R27). */
export const owesChannelBreach = ({ before, facts }: TicketChange): boolean =>
  facts.history.slice(before.facts.history.length).some(({ name }) => name === 'breach') &&
  isPlainBroadcast({ ...before, facts }, { type: 'breach' });

/** After an earlier breach and a new request, the closing line announces the new breach (R15). */
const isBreach = ({ facts: { history, askedAt, outcome, state } }: Ticket, line: Line): boolean =>
  line.type === 'breach' ||
  (line.type === 'closed' &&
    state === 'closed' &&
    outcome === 'auto-closed' &&
    history.some(({ name, at }) => name === 'breach' && at < askedAt));
