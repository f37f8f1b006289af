import type { Listing } from '../../domain/reading/merge-readings.ts';
import {
  decideListing,
  type ListingContext,
  type ListingDecision,
} from '../../domain/call-center/decide-listing.ts';
import { lookUpAgainAt } from '../../domain/call-center/decide-look-up.ts';
import type { Ticket, TicketFacts, TicketEventType, TicketKey } from '../../domain/ticket/ticket.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import type { InquiryReader, IntakeWriter } from '../ports/ticket-store.ts';

export type ListingPorts = { reader: InquiryReader; writer: IntakeWriter };

export type PlannedListing = {
  listing: Listing;
  context: ListingContext;
  decision: ListingDecision;
};

/** Reads the inquiry's tickets consistently and decides how the listing changes them (R4). */
export const planListing = async (
  listing: Listing,
  context: ListingContext,
  { reader }: ListingPorts,
): Promise<PlannedListing> => {
  const { inquiryId } = listing.inquiry;
  const tickets = await reader.ticketsOf({ ...context.vendor, source: 'call-center', inquiryId });
  return { listing, context, decision: decideListing(listing, tickets, context) };
};

/**
 * Stores a listing: each change and each new ticket in one conditional write.
 * @returns the tickets that the listing shows, and every written ticket
 */
export const writeListing = async (
  planned: PlannedListing,
  ports: ListingPorts,
): Promise<{ shown: TicketKey[]; written: Ticket[] }> => {
  const { listing, context } = planned;
  const { writer } = ports;
  const { now, vendor } = context;
  const written: Ticket[] = [];

  const writeAll = async ({ decision }: PlannedListing): Promise<TicketKey[] | undefined> => {
    const writes = [
      ...decision.changes.map(
        ({ before, facts, event }) =>
          () =>
            writer.change(before, facts, event, now),
      ),
      ...decision.creates.map(
        ({ key, facts }) =>
          () =>
            writer.create(newTicket(key, facts, now)),
      ),
    ];
    // The changes keep the row's fingerprint, after which no poll decides about the row again.
    for (const key of decision.lookUps)
      await writer.noteLookUp(key, { lookUpAt: lookUpAgainAt(0, now), lookUps: 1 });
    for (const write of writes) {
      const ticket = await write();
      if (!ticket) return undefined;
      written.push(ticket);
    }
    return decision.shown;
  };

  const shown = await writeDecided(
    `inquiry ${listing.inquiry.inquiryId} of ${vendor.vendorId}`,
    async (isAgain) => (isAgain ? planListing(listing, context, ports) : planned),
    writeAll,
  );
  return { shown: shown ?? [], written };
};

/** A new ticket has version 1, an unpublished event (R2) and an immediate index time (R3). */
export const newTicket = (key: TicketKey, facts: TicketFacts, at: number): Ticket => ({
  type: 'ticket',
  key,
  facts,
  outbox: {
    version: 1,
    publishedVersion: 0,
    events: { '1': { type: firstEvent(facts), at } },
    changedAt: at,
    writeToken: '',
  },
  delivery: { shownVersion: 0, retries: {}, posted: {} },
  poll: { lookUps: 0 },
  ladder: {},
  index: { attentionAt: at },
});

const firstEvent = ({ state, announcement }: TicketFacts): TicketEventType =>
  state === 'closed' ? 'TicketClosed' : announcement === 'none' ? 'TicketChanged' : 'TicketOpened';
