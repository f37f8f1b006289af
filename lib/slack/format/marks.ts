import { levelOfTicket, type WarningLevel } from '../../domain/ladder/warning-level.ts';
import type { TeamSettings } from '../../domain/ladder/team-settings.ts';
import type { Outcome, Ticket } from '../../domain/ticket/ticket.ts';

/** The symbols of the one scale of urgency (C1). No other symbol shows how near a deadline is. */
export const LEVEL_MARKS: Record<WarningLevel, string> = {
  none: '⚪',
  warned: '🟡',
  last: '🔴',
  overdue: '⛔',
};

/** A ticket that left Coupang's lists: the team waits for its outcome. */
export const UNVERIFIED_MARK = '⏳';

const OUTCOME_MARKS: Record<Outcome, string> = {
  answered: '✅',
  confirmed: '✅',
  // Coupang closed it after the deadline.
  'auto-closed': LEVEL_MARKS.overdue,
  withdrawn: '↩️',
  'decided-by-coupang': '⚖️',
  deleted: '🗑️',
  'left-unanswered': LEVEL_MARKS.overdue,
  replaced: '↪️',
  unknown: '❔',
};

/**
 * The first symbol of a ticket's card, and of its row in every list.
 * @param now epoch ms
 */
export const markOf = (
  { facts }: Pick<Ticket, 'facts'>,
  team: Pick<TeamSettings, 'ladder'>,
  now: number,
): string => {
  switch (facts.state) {
    case 'open':
      return LEVEL_MARKS[levelOfTicket(facts, team, now)];
    case 'unverified':
      return UNVERIFIED_MARK;
    case 'closed':
      return OUTCOME_MARKS[facts.outcome ?? 'unknown'];
  }
};
