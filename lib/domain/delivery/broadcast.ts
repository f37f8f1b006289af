import type { Mentions } from '../ladder/step-mentions.ts';
import type { TeamSettings } from '../ladder/team-settings.ts';
import { isLastStep } from '../ladder/warning-level.ts';
import { type Line, type StepLine, stepLineName } from '../ticket/line.ts';
import type { Ticket, TicketFacts } from '../ticket/ticket.ts';

/**
 * Whether a step's line in the thread goes to the channel, too: if it is the ladder's last, warns of a deadline that is over or
 * of the last shift, or mentions somebody (R23).
 */
export const isStepBroadcast = (
  { state }: Pick<TicketFacts, 'state'>,
  { name }: Pick<StepLine, 'name'>,
  { mentions, claimer }: Mentions,
  team: Pick<TeamSettings, 'ladder'>,
): boolean => {
  const isForAll = isLastStep(name, team) || name === 'overdue' || name === 'last-shift';
  return state !== 'closed' && (isForAll || claimer || mentions.length > 0);
};

/** Whether a line of no step goes to the channel, too: a breach, unless the channel knows it from `overdue` (R16). */
export const isPlainBroadcast = (ticket: Ticket, line: Line): boolean => {
  const overdue = stepLineName({ name: 'overdue', deadline: ticket.facts.dueAt });
  const isKnown = overdue in ticket.delivery.posted && ticket.delivery.posted[overdue] !== 'passed';
  return isBreach(ticket, line) && !isKnown;
};

/** After an earlier breach and a new request, the closing line tells the new breach (R15). */
const isBreach = ({ facts: { history, askedAt, outcome, state } }: Ticket, line: Line): boolean =>
  line.type === 'breach' ||
  (line.type === 'closed' &&
    state === 'closed' &&
    outcome === 'auto-closed' &&
    history.some(({ name, at }) => name === 'breach' && at < askedAt));
