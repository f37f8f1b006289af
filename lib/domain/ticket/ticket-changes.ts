import { defined } from '../defined.ts';
import type { Finding } from './outcome.ts';
import type { HistoryLine, Ticket, TicketEventType, TicketFacts } from './ticket.ts';

/** One conditional write on a ticket as it was read. */
export type TicketChange = { before: Ticket; facts: TicketFacts; event: TicketEventType };

type End = Omit<Extract<Finding, { found: 'end' }>, 'found'>;

/** Closes a ticket. An automatic closing owes the channel one broadcast (R16), every other one a thread line. */
export const closeTicket = (ticket: Ticket, end: End, now: number): TicketChange => {
  const { fingerprint, stillListed, answeredAt, inTime, answeredBy, ...facts } = factsOf(ticket);
  const owesBroadcast = end.outcome === 'auto-closed' && !wasBroadcast(ticket);
  const line: HistoryLine = { name: owesBroadcast ? 'breach' : `closed-${ticket.version + 1}`, at: now };
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

const wasBroadcast = ({ posted }: Ticket): boolean => (posted['breach'] ?? 'passed') !== 'passed';

/** Gone from the lists, outcome unknown: it stays open and its deadline counts on (R14). */
export const markUnverified = (ticket: Ticket): TicketChange => {
  const { fingerprint, ...facts } = factsOf(ticket);
  return { before: ticket, facts: { ...facts, state: 'unverified' }, event: 'TicketChanged' };
};

/** A fingerprint that no listing has. */
export const LOOK_AGAIN = '';

/**
 * Of a closed ticket that is listed: it stays in the index until it has gone, so that a listing that came back is told from one
 * that went on (R15).
 */
export const keepListed = (change: TicketChange, fingerprint = LOOK_AGAIN): TicketChange => ({
  ...change,
  facts: { ...change.facts, stillListed: true, fingerprint },
});

/** A listing past the deadline has ended: the closed ticket may leave the index (R15). */
export const forgetListing = (ticket: Ticket): TicketChange => {
  const { fingerprint, stillListed, ...facts } = factsOf(ticket);
  return { before: ticket, facts, event: 'TicketChanged' };
};

/** Same item, same card, without anything that closing wrote (R15). */
export const reopenTicket = (ticket: Ticket, listed: TicketFacts, now: number): TicketChange => {
  const { outcome, closedAt, answeredAt, inTime, answeredBy, stillListed, ...facts } = listed;
  return {
    before: ticket,
    facts: {
      ...facts,
      state: 'open',
      announcement: listed.announcement === 'none' ? 'card' : listed.announcement,
      history: [...facts.history, { name: `reopened-${ticket.version + 1}`, at: now }],
    },
    event: 'TicketReopened',
  };
};

/** The facts of a ticket, without the fields of its key, its outbox and its delivery (R1). */
export const factsOf = (ticket: Ticket): TicketFacts => {
  const { market, vendorId, source, inquiryId, answerId, ...rest } = ticket;
  const { version, publishedVersion, events, changedAt, writeToken, ...more } = rest;
  const { shownVersion, channel, ts, threadTs, replaced, attempt, retries, posted, ...facts } = more;
  const { lookUpAt, lookUps, nextStepAt, attentionAt, rank, ...told } = facts;
  return told;
};
