import type { Mentions } from '../ladder/step-mentions.ts';
import type { TeamSettings } from '../ladder/team-settings.ts';
import { isForAll } from '../ladder/warning-level.ts';
import { type Line, type StepLine, lineName } from '../ticket/line.ts';
import { listOf, tsOfLine } from '../ticket/posted.ts';
import type { Ticket } from '../ticket/ticket.ts';

/**
 * Whether a step's line also goes to the channel (R23): the ladder's last step, `overdue`, `last-shift`, or a line that mentions somebody.
 * A line in a list does not (R24).
 */
export const isStepBroadcast = (
  { facts, delivery }: Pick<Ticket, 'facts' | 'delivery'>,
  step: Pick<StepLine, 'name' | 'deadline'>,
  { mentions, claimer }: Mentions,
  team: Pick<TeamSettings, 'ladder'>,
): boolean => {
  if (facts.state === 'closed' || listOf(delivery, lineName('step', step)) !== undefined) return false;
  return isForAll(step.name, team) || claimer || mentions.length > 0;
};

/**
 * Whether another line also goes to the channel: only a breach, unless `overdue` was posted before (R16) or the breach is in a list (R24).
 */
export const isPlainBroadcast = (ticket: Ticket, line: Line): boolean => {
  const { facts, delivery } = ticket;
  const overdue = lineName('step', { name: 'overdue', deadline: facts.dueAt });
  const isKnown = tsOfLine(delivery, overdue) !== undefined;
  const isListed = line.type === 'breach' && listOf(delivery, 'breach') !== undefined;
  return isBreach(ticket, line) && !isKnown && !isListed;
};

/** After an earlier breach and a new request, the closing line announces the new breach (R15). */
const isBreach = ({ facts: { history, askedAt, outcome, state } }: Ticket, line: Line): boolean =>
  line.type === 'breach' ||
  (line.type === 'closed' &&
    state === 'closed' &&
    outcome === 'auto-closed' &&
    history.some(({ name, at }) => name === 'breach' && at < askedAt));
