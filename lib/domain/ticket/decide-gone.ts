import { defined } from '../defined.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import { findOutcome } from './outcome.ts';
import { closeTicket, markUnverified, forgetListing, type TicketChange } from './ticket-changes.ts';
import type { PollNotes, Ticket, TicketFacts } from './ticket.ts';
import { MINUTE_MS, HOUR_MS, DAY_MS } from '../time/durations.ts';

/** An unverified ticket closes as `unknown` this long after its deadline (R14). */
export const GIVE_UP_AFTER_MS = 7 * DAY_MS;
const FIRST_LOOK_UP_AGAIN_MS = 5 * MINUTE_MS;
const LAST_LOOK_UP_AGAIN_MS = HOUR_MS;

export type GoneDecision = { change?: TicketChange; lookUpAgainAt?: number };

/**
 * What happens to a ticket that has gone (R14), from the result of its look-up.
 * @param inquiry `undefined` if the look-up found nothing: then the ticket is unverified
 * @param now epoch ms
 */
export const decideGone = (ticket: Ticket, inquiry: Inquiry | undefined, now: number): GoneDecision => {
  if (ticket.facts.state === 'closed')
    return ticket.facts.stillListed ? { change: forgetListing(ticket) } : {};
  const finding = inquiry
    ? findOutcome({ ...ticket.key, ...ticket.facts }, inquiry, now)
    : { found: 'unverified' as const };
  // The flag contradicts the answer, and a list may have missed the inquiry. The next look-up decides.
  const isDoubtful = finding.found === 'end' && finding.isHint && ticket.facts.state === 'open';
  if (finding.found === 'end' && !isDoubtful) return { change: closeTicket(ticket, finding, now) };
  if (isGivenUp(ticket.facts, now)) return { change: closeTicket(ticket, { outcome: 'unknown' }, now) };
  const change = markUnverifiedIfOpen(ticket);
  return { ...defined({ change }), lookUpAgainAt: lookUpAgainAt(ticket.poll, now) };
};

/** The ticket has gone and its outcome is not known yet. As `unverified` it does not become overdue. */
export const markUnverifiedIfOpen = (ticket: Ticket): TicketChange | undefined =>
  ticket.facts.state === 'open' ? markUnverified(ticket) : undefined;

/** Whether it is too late to find out how a ticket ended. `now`: epoch ms. */
export const isGivenUp = ({ dueAt }: Pick<TicketFacts, 'dueAt'>, now: number): boolean =>
  now >= dueAt + GIVE_UP_AFTER_MS;

/** After 5, 10 and 20 minutes, then hourly (R14). Epoch ms. */
const lookUpAgainAt = ({ lookUps }: PollNotes, now: number): number =>
  now + Math.min(LAST_LOOK_UP_AGAIN_MS, FIRST_LOOK_UP_AGAIN_MS * 2 ** Math.min(lookUps, 10));
