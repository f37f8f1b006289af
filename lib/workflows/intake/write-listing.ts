import type { Listing } from '../../domain/reading/merge-readings.ts';
import { compareRow, type Comparison } from '../../domain/intake/compare.ts';
import type { IntakeContext } from '../../domain/request/source-rules.ts';
import type { Ticket, TicketFacts, TicketEventType, TicketKey } from '../../domain/ticket/ticket.ts';
import type { Clock } from '../ports/clock.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import type { InquiryReader, IntakeWriter } from '../ports/store.ts';

export type ListingPorts = { reader: InquiryReader; writer: IntakeWriter; clock: Clock };

/** Rows are compared with it, beside their tickets. `now` is the time of each comparison. */
export type Batch = Omit<IntakeContext, 'now'>;

export type ComparedListing = { row: Listing; comparedAt: number; comparison: Comparison };

export const compareListing = async (
  row: Listing,
  batch: Batch,
  { reader, clock }: ListingPorts,
): Promise<ComparedListing> => {
  const { vendor, source } = batch;
  const now = clock.now();
  const stored = await reader.ticketsOf({ ...vendor, source, inquiryId: row.inquiry.inquiryId });
  return { row, comparedAt: now, comparison: compareRow(row, stored, { ...batch, now }) };
};

/**
 * Stores a comparison: each new ticket and each change in one conditional write.
 * @returns the tickets that the listing shows, and every written ticket
 */
export const writeListing = async (
  compared: ComparedListing,
  batch: Batch,
  ports: ListingPorts,
): Promise<{ shown: TicketKey[]; written: Ticket[] }> => {
  const { row } = compared;
  const { writer } = ports;
  const written: Ticket[] = [];

  const writeAll = async ({
    comparison: { creates, changes, notes, shown },
    comparedAt: now,
  }: ComparedListing): Promise<TicketKey[] | undefined> => {
    // The changes keep the row's fingerprint, after which no poll compares the row again.
    for (const { key, notes: note } of notes) await writer.noteLookUp(key, note);
    const writes = [
      ...creates.map((created) => () => writer.create(newTicket(created.key, created.facts, now))),
      ...changes.map((change) => () => writer.change(change.before, change.facts, change.event, now)),
    ];
    for (const write of writes) {
      const ticket = await write();
      if (!ticket) return undefined;
      written.push(ticket);
    }
    return shown;
  };

  const shown = await writeDecided(
    `inquiry ${row.inquiry.inquiryId} of ${batch.vendor.vendorId}`,
    async (isAgain) => (isAgain ? compareListing(row, batch, ports) : compared),
    writeAll,
  );
  return { shown: shown ?? [], written };
};

/** A new ticket has version 1, an unpublished event and an immediate index time. */
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
