import { defined } from '../defined.ts';
import type { Finding } from './outcome.ts';
import type {
  Ended,
  HistoryLine,
  ListedFacts,
  NotEnded,
  Ticket,
  TicketEventType,
  TicketFacts,
} from './ticket.ts';

/** One conditional write on a ticket as it was read. */
export type TicketChange<State = Ended | NotEnded> = {
  before: Ticket;
  facts: ListedFacts & State;
  event: TicketEventType;
};

type FoundEnd = Omit<Extract<Finding, { found: 'end' }>, 'found'>;

/**
 * Closes a ticket. An automatic closing owes the channel one broadcast (R16), every other one a thread line.
 * @param listed what the ticket is closed with, where a listing says more than the ticket does
 */
export const closeTicket = (
  ticket: Ticket,
  end: FoundEnd,
  now: number,
  listed = listedFactsOf(ticket.facts),
): TicketChange<Ended> => {
  const { fingerprint, ...facts } = listed;
  const owesBroadcast = end.outcome === 'auto-closed' && !wasBroadcast(ticket);
  const line: HistoryLine = {
    name: owesBroadcast ? 'breach' : `closed-${ticket.outbox.version + 1}`,
    at: now,
  };
  return {
    before: ticket,
    facts: {
      ...facts,
      state: 'closed',
      outcome: end.outcome,
      closedAt: now,
      ...defined({ answeredAt: end.answeredAt, inTime: end.inTime, answeredBy: end.answeredBy }),
      history: [...facts.history, line],
    },
    event: 'TicketClosed',
  };
};

const wasBroadcast = ({ delivery: { posted } }: Ticket): boolean =>
  (posted['breach'] ?? 'passed') !== 'passed';

/** Gone from the lists, outcome unknown: it stays open and its deadline counts on (R14). */
export const markUnverified = (ticket: Ticket): TicketChange<NotEnded> => {
  const { fingerprint, ...facts } = listedFactsOf(ticket.facts);
  return { before: ticket, facts: { ...facts, state: 'unverified' }, event: 'TicketChanged' };
};

/** A fingerprint that no listing has. */
export const LOOK_AGAIN = '';

/**
 * Of a closed ticket that is listed: it stays in the index until it has gone, so that a listing that came back is told from one
 * that went on (R15).
 */
export const keepListed = (change: TicketChange<Ended>, fingerprint = LOOK_AGAIN): TicketChange<Ended> => ({
  ...change,
  facts: { ...change.facts, stillListed: true, fingerprint },
});

/** A listing past the deadline has ended: the closed ticket may leave the index (R15). */
export const forgetListing = (ticket: Ticket): TicketChange => {
  const { fingerprint, stillListed, ...facts } = ticket.facts;
  return { before: ticket, facts, event: 'TicketChanged' };
};

/** Same item, same card, without anything that closing wrote (R15). */
export const reopenTicket = (ticket: Ticket, listed: ListedFacts, now: number): TicketChange<NotEnded> => ({
  before: ticket,
  facts: {
    ...listed,
    state: 'open',
    announcement: listed.announcement === 'none' ? 'card' : listed.announcement,
    history: [...listed.history, { name: `reopened-${ticket.outbox.version + 1}`, at: now }],
  },
  event: 'TicketReopened',
});

/** What a ticket has in every state. */
export const listedFactsOf = (facts: TicketFacts): ListedFacts => {
  const { state, outcome, closedAt, answeredAt, inTime, answeredBy, stillListed, ...listed } = facts;
  return listed;
};
