import type { Inquiry, VendorRef } from '../../domain/inquiry/inquiry.ts';
import { lookUpAgainAt } from '../../domain/ticket/plan-look-ups.ts';
import type { Ticket, TicketFacts, TicketEventType, TicketKey } from '../../domain/ticket/ticket.ts';
import type { ListingDecision, SourceRules } from '../../domain/ticket/source-rules.ts';
import type { Clock } from '../ports/clock.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import type { InquiryReader, IntakeWriter } from '../ports/ticket-store.ts';

export type ListingPorts = { reader: InquiryReader; writer: IntakeWriter; clock: Clock };

/** How a batch decides about its rows. `contextAt`: the facts beside the row, at a time of this machine. */
export type Batch<Row extends { inquiry: Inquiry }, Context> = {
  vendor: VendorRef;
  zone: string;
  rules: SourceRules<Row, Context>;
  contextAt: (now: number) => Context;
};

export type PlannedListing<Row> = {
  row: Row;
  decidedAt: number;
  decision: ListingDecision;
};

/** Reads the inquiry's tickets consistently and decides how the row changes them (R4). */
export const planListing = async <Row extends { inquiry: Inquiry }, Context>(
  row: Row,
  { vendor, rules, contextAt }: Batch<Row, Context>,
  { reader, clock }: ListingPorts,
): Promise<PlannedListing<Row>> => {
  const { source } = rules;
  const decidedAt = clock.now();
  const stored = await reader.ticketsOf({ ...vendor, source, inquiryId: row.inquiry.inquiryId });
  return { row, decidedAt, decision: rules.decide(row, stored, contextAt(decidedAt)) };
};

/**
 * Stores a listing: each change and each new ticket in one conditional write.
 * @returns the tickets that the listing shows, and every written ticket
 */
export const writeListing = async <Row extends { inquiry: Inquiry }, Context>(
  planned: PlannedListing<Row>,
  batch: Batch<Row, Context>,
  ports: ListingPorts,
): Promise<{ shown: TicketKey[]; written: Ticket[] }> => {
  const { row } = planned;
  const { writer } = ports;
  const written: Ticket[] = [];

  const writeAll = async ({
    decision,
    decidedAt: now,
  }: PlannedListing<Row>): Promise<TicketKey[] | undefined> => {
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
    `inquiry ${row.inquiry.inquiryId} of ${batch.vendor.vendorId}`,
    async (isAgain) => (isAgain ? planListing(row, batch, ports) : planned),
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
