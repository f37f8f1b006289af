import type { Mentions } from '../ladder/step-mentions.ts';
import type { TeamSettings } from '../ladder/team-settings.ts';
import { isLastStep } from '../ladder/warning-level.ts';
import { type Line, type StepLine, stepLineName } from '../ticket/line.ts';
import type { Ticket, TicketFacts } from '../ticket/ticket.ts';

/**
 * Whether a step's line also goes to the channel (R23): it is the ladder's last step, `overdue` or `last-shift`, or it
 * mentions somebody.
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

/** Whether another line also goes to the channel: only a breach does, if `overdue` was not posted before (R16). */
export const isPlainBroadcast = (ticket: Ticket, line: Line): boolean => {
  const overdue = stepLineName({ name: 'overdue', deadline: ticket.facts.dueAt });
  const isKnown = overdue in ticket.delivery.posted && ticket.delivery.posted[overdue] !== 'passed';
  return isBreach(ticket, line) && !isKnown;
};

/** After an earlier breach and a new request, the closing line announces the new breach (R15). */
const isBreach = ({ facts: { history, askedAt, outcome, state } }: Ticket, line: Line): boolean =>
  line.type === 'breach' ||
  (line.type === 'closed' &&
    state === 'closed' &&
    outcome === 'auto-closed' &&
    history.some(({ name, at }) => name === 'breach' && at < askedAt));
