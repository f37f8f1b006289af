import type { Ticket } from '../domain/ticket.ts';
import type { EventPublisher, TicketEvent, TicketWriter } from './ports.ts';

export type PublishServices = { publisher: EventPublisher; writer: Pick<TicketWriter, 'notePublished'> };

/**
 * Puts the unpublished events of tickets on the bus, each ticket's in order, and notes them up to the first that
 * failed (R2). What failed stays in the ticket for the next run.
 * @returns how many events were noted
 */
export const publishTickets = async (
  tickets: readonly Ticket[],
  services: PublishServices,
): Promise<number> => {
  const pending = tickets.map((ticket) => ({ ticket, events: unpublished(ticket) }));
  const results = await services.publisher.publish(pending.flatMap(({ events }) => events));
  let noted = 0;
  let position = 0;
  for (const { ticket, events } of pending) {
    const sent = results.slice(position, position + events.length);
    position += events.length;
    const firstFailed = sent.indexOf(false);
    const last = events[(firstFailed < 0 ? events.length : firstFailed) - 1];
    if (!last) continue;
    await services.writer.notePublished(ticket, last.version);
    noted += firstFailed < 0 ? events.length : firstFailed;
  }
  return noted;
};

const unpublished = (ticket: Ticket): TicketEvent[] =>
  Object.entries(ticket.events)
    .map(([version, event]) => ({
      ...factsOnBus(ticket),
      type: event.type,
      version: Number(version),
      occurredAt: event.at,
    }))
    .sort((a, b) => a.version - b.version);

/** Keys and facts; no free text goes on the bus. */
export const factsOnBus = (ticket: Ticket): Omit<TicketEvent, 'type' | 'occurredAt'> => {
  const { market, vendorId, source, inquiryId, answerId, version, kind, dueAt } = ticket;
  return { ticket: { market, vendorId, source, inquiryId, answerId }, version, kind, dueAt };
};
