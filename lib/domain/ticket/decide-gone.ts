import { defined } from '../defined.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import { findOutcome } from './outcome.ts';
import { closeTicket, markUnverified, forgetListing, type TicketChange } from './ticket-changes.ts';
import type { PollNotes, Ticket, TicketFacts } from './ticket.ts';
import { MINUTE_MS, HOUR_MS, DAY_MS } from '../time/durations.ts';

/** An unverified ticket closes as `unknown` so long after its deadline (R14). */
export const GIVE_UP_AFTER_MS = 7 * DAY_MS;
const FIRST_LOOK_UP_AGAIN_MS = 5 * MINUTE_MS;
const LAST_LOOK_UP_AGAIN_MS = HOUR_MS;

export type GoneDecision = { change?: TicketChange; lookUpAgainAt?: number };

/**
 * What becomes of a ticket that has left the lists (R14), with what its look-up showed.
 * @param inquiry `undefined` where the look-up found nothing: that is unverified, not resolved
 * @param now corrected clock, epoch ms
 */
export const decideGone = (ticket: Ticket, inquiry: Inquiry | undefined, now: number): GoneDecision => {
  if (ticket.facts.state === 'closed')
    return ticket.facts.stillListed ? { change: forgetListing(ticket) } : {};
  const finding = inquiry
    ? findOutcome({ ...ticket.key, ...ticket.facts }, inquiry, now)
    : { found: 'unverified' as const };
  // The flag contradicts such an answer, and a list may have missed the inquiry: the next look-up decides.
  const isDoubtful = finding.found === 'end' && finding.isHint && ticket.facts.state === 'open';
  if (finding.found === 'end' && !isDoubtful) return { change: closeTicket(ticket, finding, now) };
  if (isGivenUp(ticket.facts, now)) return { change: closeTicket(ticket, { outcome: 'unknown' }, now) };
  const change = markUnverifiedIfOpen(ticket);
  return { ...defined({ change }), lookUpAgainAt: lookUpAgainAt(ticket.poll, now) };
};

/** It has gone and nobody knows why yet: a ticket that nobody looked up says no more than that, not that it is overdue. */
export const markUnverifiedIfOpen = (ticket: Ticket): TicketChange | undefined =>
  ticket.facts.state === 'open' ? markUnverified(ticket) : undefined;

/** Whether nobody can find out any more how a ticket ended. `now`: corrected clock, epoch ms. */
export const isGivenUp = ({ dueAt }: Pick<TicketFacts, 'dueAt'>, now: number): boolean =>
  now >= dueAt + GIVE_UP_AFTER_MS;

/** After 5 minutes, 10, 20, and then hourly (R14). Corrected clock, epoch ms. */
const lookUpAgainAt = ({ lookUps }: PollNotes, now: number): number =>
  now + Math.min(LAST_LOOK_UP_AGAIN_MS, FIRST_LOOK_UP_AGAIN_MS * 2 ** Math.min(lookUps, 10));
