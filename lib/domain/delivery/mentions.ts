import { isClaimFresh } from '../ladder/ladder-claim.ts';
import { type Mentions, mentionsOfStep, NOBODY } from '../ladder/step-mentions.ts';
import type { TeamSettings } from '../ladder/team-settings.ts';
import type { Notice } from '../notice/notice.ts';
import { isStepLine, lineOf } from '../ticket/line.ts';
import type { Ticket, TicketFacts } from '../ticket/ticket.ts';
import { messageInList } from './lists.ts';

type NewSettings = Pick<TeamSettings, 'mentionOnNew'>;

/** A closed ticket mentions nobody. Neither does a card in a list's thread, since the list has mentioned them. */
export const mentionsOfCard = (
  { state }: Pick<TicketFacts, 'state'>,
  isInThread: boolean,
  { mentionOnNew }: NewSettings,
): readonly string[] => (state === 'open' && !isInThread ? mentionOnNew : []);

/** Whom the line of a re-opening mentions. If the ticket has closed again, the line mentions nobody (R15, R16). */
export const mentionsOfReopening = (
  { state }: Pick<TicketFacts, 'state'>,
  { mentionOnNew }: NewSettings,
): readonly string[] => (state === 'closed' ? [] : mentionOnNew);

/** A list of new tickets mentions people while any of them is open (D6). */
export const mentionsOfNew = (
  members: readonly Pick<Ticket, 'facts'>[],
  { mentionOnNew }: NewSettings,
): readonly string[] => (members.some(({ facts }) => facts.state !== 'closed') ? mentionOnNew : []);

/**
 * The list of a shift's last chances mentions people while an open ticket has no claim that counts (S6).
 * @param now before the end of the shift
 */
export const mentionsOfLastShift = (
  members: readonly Pick<Ticket, 'facts'>[],
  { mentions }: Pick<TeamSettings, 'mentions'>,
  now: number,
  claimStaleMs = Number.POSITIVE_INFINITY,
): readonly string[] => {
  const isUnclaimed = members.some(
    ({ facts }) => facts.state !== 'closed' && !isClaimFresh(facts, { claimStaleMs }, now),
  );
  return isUnclaimed ? (mentions['last-shift'] ?? []) : [];
};

/** Whom a list of warnings mentions for one of its tickets: the people of the ticket's own message. A breach mentions nobody (R16). */
export const mentionsInList = (
  ticket: Ticket,
  list: Notice,
  team: Pick<TeamSettings, 'mentions' | 'offHours'>,
  now: number,
): Mentions => {
  const name = messageInList(ticket, list);
  const line = name && name !== 'card' ? lineOf(name) : undefined;
  return line && isStepLine(line) ? mentionsOfStep(ticket, line, team, now) : NOBODY;
};
