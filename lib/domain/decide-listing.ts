import { fallbackAnswerId } from './asking-posts.ts';
import { estimateAskedAt } from './asked-at.ts';
import { changeListed } from './change-listed.ts';
import type { VendorRef } from './inquiry.ts';
import { isListedTooLong, isSurelyReply, listedTicket, sortOthers, withoutPast } from './listed-ticket.ts';
import { type Observation, observe } from './observe.ts';
import { findOutcome } from './outcome.ts';
import type { CompleteReadings } from './plan-readings.ts';
import { closeTicket, doubtTicket, type TicketChange } from './ticket-changes.ts';
import { ANSWER_LIMIT_MS, type Ticket, type TicketFacts, type TicketKey } from './ticket.ts';

export type ListingContext = {
  vendor: VendorRef;
  zone: string;
  /** Corrected clock, epoch ms. */
  now: number;
  /** As known before this run. */
  completeReadings: CompleteReadings;
};

export type ListingDecision = {
  /** The tickets that this listing stands for, written or not; the one of its key first. */
  shown: TicketKey[];
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
  const believable = withoutFuture(listed, context.now);
  const observed = withoutPast(settleKind(believable, tickets), tickets, context.now);
  const answerId = observed.asking[0]?.answerId ?? fallbackAnswerId(observed.inquiry);
  const key: TicketKey = {
    ...context.vendor,
    source: 'call-center',
    inquiryId: observed.inquiry.inquiryId,
    answerId,
  };
  const ticket = listedTicket(observed, tickets, answerId);
  const { beside, superseded } = sortOthers(ticket, observed, tickets, context.now);
  const changes = [
    ...superseded.flatMap((other) => classifySuperseded(other, observed, context.now)),
    ...[...beside, ticket].flatMap((one) => (one && changeListed(one, observed, context.now)) ?? []),
  ];
  return ticket
    ? { shown: [ticket, ...beside], changes }
    : { shown: [key, ...beside], changes, create: { key, facts: newFacts(observed, context) } };
};

/** Clocks differ by no more than that; R6 corrects ours. */
const FUTURE_MS = 10 * 60 * 1000;

/** A post from the future has no time: its deadline would never come (R11). */
const withoutFuture = (listed: Observation, now: number): Observation => ({
  ...listed,
  asking: listed.asking.map(({ at, ...post }) => ({
    ...post,
    ...(at !== undefined && at <= now + FUTURE_MS && { at }),
  })),
});

/** What only TRANSFER shows while NO_ANSWER could not be read whole stays the answer that it was (R12). */
const settleKind = (listed: Observation, tickets: readonly Ticket[]): Observation => {
  const mayBeReply = tickets.some((ticket) => ticket.state !== 'closed' && ticket.kind === 'reply');
  return listed.kindIsSure || !mayBeReply ? listed : observe({ ...listed, kind: 'reply', kindIsSure: false });
};

/**
 * True where the index row alone shows that there is nothing to do: one ticket, same fingerprint, no deadline that
 * closes it for being listed too long, and no older post under NO_ANSWER whose closed ticket waits to be re-opened.
 * Saves the consistent read of a quiet poll.
 */
export const isUnchanged = (
  row: Pick<Ticket, 'answerId' | 'fingerprint' | 'kind' | 'dueAt' | 'closedAt'>,
  observed: Observation,
  now: number,
): boolean =>
  row.fingerprint === observed.fingerprint &&
  (row.closedAt !== undefined || !isListedTooLong(row, now)) &&
  !(isSurelyReply(observed) && mayLackOldest(row, observed));

/** A row does not tell which id a `0` ticket learnt: where several posts ask it may be a newer one's. */
const mayLackOldest = ({ answerId }: Pick<Ticket, 'answerId'>, { asking }: Observation): boolean =>
  asking[0] !== undefined && asking[0].answerId !== answerId && (answerId !== '0' || asking.length > 1);

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
    steps: [],
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
