import { defined } from '../defined.ts';
import { askingPosts } from '../inquiry/asking-posts.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import { findOutcome } from './outcome.ts';
import { answersTo, postIdsOf } from './ticket-id.ts';
import { closeTicket, markUnverified, stopWatching, type TicketChange } from './ticket-changes.ts';
import type { PollNotes, Ticket, TicketFacts } from './ticket.ts';
import { MINUTE_MS, HOUR_MS, DAY_MS } from '../time/durations.ts';

/** An unverified ticket closes as `unknown` this long after its deadline (R14). */
export const GIVE_UP_AFTER_MS = 7 * DAY_MS;
const LOOK_UP_AGAIN_MS = [5 * MINUTE_MS, 10 * MINUTE_MS, 20 * MINUTE_MS];

export type GoneDecision = {
  change?: TicketChange;
  /** Absent if the ticket closes. */
  lookUpAgainAt?: number;
  /** The look-up shows that the ticket's own post still asks. */
  stillAsks: boolean;
};

/**
 * `lacked`: complete readings lacked the ticket. `unsure`: no reading of the run showed it, but one was incomplete. `none`:
 * it is listed, or its window was not read.
 */
export type AbsenceKind = 'lacked' | 'unsure' | 'none';

/**
 * What happens to a ticket after its look-up (R14). Only a ticket that complete readings lacked becomes unverified.
 * @param inquiry `undefined` if the look-up found nothing, or failed
 */
export const decideGone = (
  ticket: Ticket,
  inquiry: Inquiry | undefined,
  now: number,
  absence: AbsenceKind = 'lacked',
): GoneDecision => {
  const { facts, key, poll } = ticket;
  const stillAsks =
    inquiry !== undefined &&
    askingPosts(inquiry).some(({ answerId }) => answersTo(postIdsOf(ticket), answerId));
  const again = { lookUpAgainAt: lookUpAgainAt(poll, now), stillAsks };
  if (facts.state === 'closed') {
    if (absence !== 'lacked') return again;
    return { ...(facts.fingerprint !== undefined && { change: stopWatching(ticket) }), stillAsks };
  }
  const finding = inquiry
    ? findOutcome({ ...key, ...facts }, inquiry, now)
    : { found: 'unverified' as const };
  // The flag contradicts the answer, and a list may have missed the inquiry. The next look-up decides.
  const isFirst = absence === 'unsure' ? poll.lookUps === 0 : facts.state === 'open';
  const isDoubtful = finding.found === 'end' && finding.flagAsks && isFirst;
  if (finding.found === 'end' && !isDoubtful) return { change: closeTicket(ticket, finding, now), stillAsks };
  const isUnverified = absence === 'lacked' || facts.state === 'unverified';
  if (isUnverified && isGivenUp(facts, now))
    return { change: closeTicket(ticket, { outcome: 'unknown' }, now), stillAsks };
  return { ...(absence === 'lacked' && defined({ change: markUnverifiedIfOpen(ticket) })), ...again };
};

/** The ticket has gone and its outcome is not known yet. As `unverified` it does not become overdue. */
export const markUnverifiedIfOpen = (ticket: Ticket): TicketChange | undefined =>
  ticket.facts.state === 'open' ? markUnverified(ticket) : undefined;

/** Whether it is too late to find out how a ticket ended. `now`: epoch ms. */
export const isGivenUp = ({ dueAt }: Pick<TicketFacts, 'dueAt'>, now: number): boolean =>
  now >= dueAt + GIVE_UP_AFTER_MS;

/** After 5, 10 and 20 minutes, then hourly (R14). */
const lookUpAgainAt = ({ lookUps }: PollNotes, now: number): number =>
  now + (LOOK_UP_AGAIN_MS[lookUps] ?? HOUR_MS);
