import { decideListing, type ListingContext } from '../domain/decide-listing.ts';
import type { Observation } from '../domain/observe.ts';
import type { Ticket, TicketKey } from '../domain/ticket.ts';
import type { TicketChange } from '../domain/ticket-changes.ts';
import { newTicket } from './new-ticket.ts';
import type { TicketReader, TicketWriter } from './ports.ts';
import { WriteContended } from './write-contended.ts';

export type WriteServices = {
  reader: Pick<TicketReader, 'ticketsOf' | 'ticket'>;
  writer: Pick<TicketWriter, 'create' | 'change'>;
};

/** Writers of one ticket are few: who loses more often than this has met a fault, not a rival. */
const TRIES = 5;

/**
 * Brings one listing into the store: reads the inquiry's tickets consistently, decides, writes conditionally, and
 * decides anew on fresh state where another writer came between (R4).
 * @returns the ticket that the listing stands for, and every ticket as it was written
 */
export const writeListing = async (
  observed: Observation,
  context: ListingContext,
  services: WriteServices,
): Promise<{ shown: TicketKey; written: Ticket[] }> => {
  const inquiry = {
    ...context.vendor,
    source: 'call-center' as const,
    inquiryId: observed.inquiry.inquiryId,
  };
  const written: Ticket[] = [];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const decision = decideListing(observed, await services.reader.ticketsOf(inquiry), context);
    const isWritten = await writeAll(decision.changes, context.now, services, written);
    if (!isWritten) continue;
    if (!decision.create) return { shown: decision.shown, written };
    const { key, facts } = decision.create;
    const created = await services.writer.create(newTicket(key, facts, context.now));
    if (created) return { shown: decision.shown, written: [...written, created] };
  }
  throw new WriteContended(`inquiry ${observed.inquiry.inquiryId} of ${context.vendor.vendorId}`, TRIES);
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
  throw new WriteContended(`ticket ${key.inquiryId}/${key.answerId} of ${key.vendorId}`, TRIES);
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
