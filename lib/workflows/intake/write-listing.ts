import {
  decideListing,
  type ListingContext,
  type ListingDecision,
} from '../../domain/ticket/decide-listing.ts';
import type { Observation } from '../../domain/ticket/observe.ts';
import type { Announcement, Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import type { TicketChange } from '../../domain/ticket/ticket-changes.ts';
import { newTicket } from './new-ticket.ts';
import type { TicketReader, TicketWriter } from '../ports/ticket-store.ts';
import { ConcurrentWrite } from '../outbox/concurrent-write.ts';

export type WriteServices = {
  reader: Pick<TicketReader, 'ticketsOf' | 'ticket'>;
  writer: Pick<TicketWriter, 'create' | 'change'>;
};

/** A listing and what was decided about it. */
export type PlannedListing = {
  observed: Observation;
  context: ListingContext;
  decision: ListingDecision;
};

/** How a new ticket is announced, and, of a digest's, when it is published at the latest (R24); corrected clock. */
export type Announced = { announcement: Announcement; attentionAt?: number };

/** Writers of one ticket are few: who loses more often than this has met a fault, not a rival. */
const TRIES = 5;

/** Reads the inquiry's tickets consistently and decides what the listing means for them (R4). */
export const readListing = async (
  observed: Observation,
  context: ListingContext,
  { reader }: WriteServices,
): Promise<ListingDecision> => {
  const inquiryId = observed.inquiry.inquiryId;
  const tickets = await reader.ticketsOf({ ...context.vendor, source: 'call-center', inquiryId });
  return decideListing(observed, tickets, context);
};

/**
 * Brings one listing into the store: writes conditionally what was decided, and decides anew on fresh state where another
 * writer came between (R4).
 * @param announce how a ticket that is created is announced, where it is not past (R24)
 * @returns the tickets that the listing stands for, and every ticket as it was written
 */
export const writeListing = async (
  { observed, context, decision: decided }: PlannedListing,
  announce: (key: TicketKey) => Announced,
  services: WriteServices,
): Promise<{ shown: TicketKey[]; written: Ticket[] }> => {
  const written: Ticket[] = [];
  let decision = decided;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    if (attempt > 0) decision = await readListing(observed, context, services);
    const isWritten =
      (await writeAll(decision.changes, context.now, services, written)) &&
      (await createAll(decision.creates, context.now, announce, services, written));
    if (isWritten) return { shown: decision.shown, written };
  }
  throw new ConcurrentWrite(`inquiry ${observed.inquiry.inquiryId} of ${context.vendor.vendorId}`, TRIES);
};

/** Writes one change that was decided on a ticket alone; decides anew on conflict. `undefined`: nothing to change. */
export const writeChange = async (
  key: TicketKey,
  decide: (ticket: Ticket) => TicketChange | undefined,
  now: number,
  services: WriteServices,
): Promise<Ticket | undefined> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const ticket = await services.reader.ticket(key);
    const change = ticket && decide(ticket);
    if (!change) return undefined;
    const written = await services.writer.change(change.before, change.facts, change.event, now);
    if (written) return written;
  }
  throw new ConcurrentWrite(`ticket ${key.inquiryId}/${key.answerId} of ${key.vendorId}`, TRIES);
};

const writeAll = async (
  changes: readonly TicketChange[],
  now: number,
  services: WriteServices,
  written: Ticket[],
): Promise<boolean> => {
  for (const { before, facts, event } of changes) {
    const ticket = await services.writer.change(before, facts, event, now);
    if (!ticket) return false;
    written.push(ticket);
  }
  return true;
};

const createAll = async (
  creates: ListingDecision['creates'],
  now: number,
  announce: (key: TicketKey) => Announced,
  services: WriteServices,
  written: Ticket[],
): Promise<boolean> => {
  for (const { key, facts } of creates) {
    const { announcement, attentionAt } =
      facts.announcement === 'none' ? { announcement: 'none' as const, attentionAt: now } : announce(key);
    const created = await services.writer.create(
      newTicket(key, { ...facts, announcement }, now, attentionAt),
    );
    if (!created) return false;
    written.push(created);
  }
  return true;
};
