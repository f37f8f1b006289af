import { fallbackAnswerId } from './asking-posts.ts';
import { type AskedAt, estimateAskedAt } from './asked-at.ts';
import type { VendorRef } from './inquiry.ts';
import { answersTo, isListedTooLong, listedTicket, withoutPast } from './listed-ticket.ts';
import { type Observation, observe } from './observe.ts';
import { findOutcome } from './outcome.ts';
import type { CompleteReadings } from './plan-readings.ts';
import { closeTicket, doubtTicket, factsOf, reopenTicket, type TicketChange } from './ticket-changes.ts';
import { ANSWER_LIMIT_MS, type Ticket, type TicketFacts, type TicketKey } from './ticket.ts';

/** A closed ticket listed by a reading that began later than this after its closing is re-opened (R15). */
const REOPEN_AFTER_MS = 10 * 60 * 1000;

export type ListingContext = {
  vendor: VendorRef;
  zone: string;
  /** Corrected clock, epoch ms. */
  now: number;
  /** As known before this run. */
  completeReadings: CompleteReadings;
};

export type ListingDecision = {
  /** The ticket that this listing stands for, written or not. */
  shown: TicketKey;
  /** To be written in this order, so that a crash in between leaves a state from which the next poll goes on. */
  changes: TicketChange[];
  create?: { key: TicketKey; facts: TicketFacts };
};

/**
 * What a listing means for the inquiry's tickets (R10, R14, R15): whether it is new, changed, still open or
 * listed again, and what becomes of the tickets that it no longer stands for.
 * @param tickets all tickets of the inquiry, read consistently
 */
export const decideListing = (
  listed: Observation,
  tickets: readonly Ticket[],
  context: ListingContext,
): ListingDecision => {
  const observed = withoutPast(settleKind(listed, tickets), tickets, context.now);
  const answerId = observed.asking[0]?.answerId ?? fallbackAnswerId(observed.inquiry);
  const key: TicketKey = {
    ...context.vendor,
    source: 'call-center',
    inquiryId: observed.inquiry.inquiryId,
    answerId,
  };
  const ticket = listedTicket(observed, tickets, answerId);
  const others = tickets.filter((other) => other !== ticket && other.state !== 'closed');
  const superseded = others.flatMap((other) => classifySuperseded(other, observed, context.now));
  if (!ticket)
    return { shown: key, changes: superseded, create: { key, facts: newFacts(observed, context) } };
  const change = changeListed(ticket, observed, context);
  return { shown: ticket, changes: change ? [...superseded, change] : superseded };
};

/** What only TRANSFER shows while NO_ANSWER could not be read whole stays the answer that it was (R12). */
const settleKind = (listed: Observation, tickets: readonly Ticket[]): Observation => {
  const mayBeReply = tickets.some((ticket) => ticket.state !== 'closed' && ticket.kind === 'reply');
  return listed.kindIsSure || !mayBeReply ? listed : observe({ ...listed, kind: 'reply', kindIsSure: false });
};

/**
 * True where the index row alone shows that there is nothing to do: one ticket, same fingerprint, and no
 * deadline that closes it for being listed too long. Saves the consistent read of a quiet poll.
 */
export const isUnchanged = (
  row: Pick<Ticket, 'fingerprint' | 'kind' | 'dueAt' | 'closedAt'>,
  observed: Observation,
  now: number,
): boolean =>
  row.fingerprint === observed.fingerprint && (row.closedAt !== undefined || !isListedTooLong(row, now));

const changeListed = (
  ticket: Ticket,
  observed: Observation,
  context: ListingContext,
): TicketChange | undefined => {
  const facts = listedFacts(ticket, observed);
  if (ticket.state !== 'closed') {
    if (isListedTooLong(facts, context.now)) return closeListedPast(ticket, facts, observed, context.now);
    const isSame = ticket.state === 'open' && ticket.fingerprint === observed.fingerprint;
    return isSame ? undefined : changeOpen(ticket, facts, context.now);
  }
  if (ticket.listedPast && facts.kind === 'confirm' && facts.dueAt < context.now) {
    const isSame = ticket.fingerprint === observed.fingerprint;
    return isSame ? undefined : { before: ticket, facts, event: 'TicketChanged' };
  }
  if (!ticket.listedPast && observed.beganAt < (ticket.closedAt ?? 0) + REOPEN_AFTER_MS) return undefined;
  // A TRANSFER long past its deadline is not asked for again by being listed: it only cannot leave the index.
  if (isListedTooLong(facts, context.now)) {
    return { before: ticket, facts: { ...facts, listedPast: true }, event: 'TicketChanged' };
  }
  return reopenTicket(ticket, facts, context.now);
};

const changeOpen = (ticket: Ticket, facts: TicketFacts, now: number): TicketChange => {
  const version = ticket.version + 1;
  const asksOtherwise = facts.text !== ticket.text;
  const history = asksOtherwise
    ? [...facts.history, { name: `changed-${version}` as const, at: now }]
    : facts.history;
  return { before: ticket, facts: { ...facts, state: 'open', history }, event: 'TicketChanged' };
};

const closeListedPast = (
  ticket: Ticket,
  facts: TicketFacts,
  observed: Observation,
  now: number,
): TicketChange => {
  const closed = closeTicket({ ...ticket, ...facts }, { outcome: 'unknown' }, now);
  return {
    ...closed,
    before: ticket,
    facts: { ...closed.facts, listedPast: true, fingerprint: observed.fingerprint },
  };
};

const classifySuperseded = (ticket: Ticket, observed: Observation, now: number): TicketChange[] => {
  const finding = findOutcome(ticket, observed.inquiry, now);
  switch (finding.found) {
    case 'still-asking':
      return isListedTooLong({ ...ticket, kind: observed.kind }, now)
        ? [closeTicket(ticket, { outcome: 'unknown' }, now)]
        : [];
    case 'end':
      return [closeTicket(ticket, finding, now)];
    case 'unverified':
      return ticket.state === 'unverified' ? [] : [doubtTicket(ticket)];
  }
};

/** What the item tells now, over what the ticket keeps: a field that Coupang left out this time is not forgotten. */
const listedFacts = (ticket: Ticket, observed: Observation): TicketFacts => {
  const clock = observed.asking.find((post) => answersTo(ticket, post.answerId)) ?? observed.asking[0];
  const learns = ticket.answerId === '0' && ticket.learntAnswerId === undefined ? clock?.answerId : undefined;
  const { formLink, parentAnswerId, ...kept } = factsOf(ticket);
  return {
    ...kept,
    ...observed.told,
    ...(clock?.at !== undefined && clockOf(clock.at)),
    ...(learns !== undefined && { learntAnswerId: learns }),
    fingerprint: observed.fingerprint,
  };
};

const clockOf = (askedAt: number): AskedAt & { dueAt: number } => ({
  askedAt,
  askedAtUncertain: false,
  dueAt: askedAt + ANSWER_LIMIT_MS,
});

const newFacts = (observed: Observation, context: ListingContext): TicketFacts => {
  const { now } = context;
  const askedAt = observed.asking[0]?.at;
  const clock =
    askedAt !== undefined
      ? { askedAt, askedAtUncertain: false }
      : estimateAskedAt({
          ...(observed.inquiry.inquiryAt !== undefined && { inquiryAt: observed.inquiry.inquiryAt }),
          kind: observed.kind,
          completeReadings: context.completeReadings,
          zone: context.zone,
          now,
        });
  const dueAt = clock.askedAt + ANSWER_LIMIT_MS;
  const common = {
    ...observed.told,
    ...clock,
    dueAt,
    openedAt: now,
    history: [],
    fingerprint: observed.fingerprint,
  };
  // Whatever Coupang lists under NO_ANSWER is never past (R11); a TRANSFER is, once its deadline is over (D5).
  return observed.kind === 'confirm' && observed.kindIsSure && dueAt < now
    ? {
        ...common,
        state: 'closed',
        outcome: 'unknown',
        closedAt: now,
        listedPast: true,
        announcement: 'none',
      }
    : { ...common, state: 'open', announcement: 'card' };
};
