import type { TicketChange } from '../../domain/ticket/ticket-changes.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import type { TicketReader, TicketWriter } from '../ports/ticket-store.ts';
import { writeDecided } from './write-decided.ts';

export type ChangeServices = {
  reader: Pick<TicketReader, 'ticket'>;
  writer: Pick<TicketWriter, 'change'>;
};

/**
 * Writes one change that depends on the ticket alone (R4).
 * @param now epoch ms
 * @returns the ticket as it was written; `undefined`: nothing to change
 */
export const writeChange = (
  key: TicketKey,
  decide: (ticket: Ticket) => TicketChange | undefined,
  now: number,
  { reader, writer }: ChangeServices,
): Promise<Ticket | undefined> =>
  writeDecided(
    ticketId(key),
    async () => {
      const ticket = await reader.ticket(key);
      return ticket && decide(ticket);
    },
    ({ before, facts, event }) => writer.change(before, facts, event, now),
  );
