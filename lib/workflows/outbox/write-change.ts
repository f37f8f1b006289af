import type { TicketChange } from '../../domain/ticket/ticket-changes.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import type { ChangeWriter, OpenReader } from '../ports/store.ts';
import type { PublishPorts } from './publish-events.ts';
import { writeDecided } from './write-decided.ts';

export type ChangePorts = PublishPorts & { reader: OpenReader };

/**
 * Writes a change that depends on the ticket alone (R4).
 * @returns the written ticket; `undefined` if nothing changes
 */
export const writeChange = (
  key: TicketKey,
  decide: (ticket: Ticket) => TicketChange | undefined,
  now: number,
  { reader, writer }: { reader: OpenReader; writer: ChangeWriter },
): Promise<Ticket | undefined> =>
  writeDecided(
    ticketId(key),
    async () => {
      const ticket = await reader.ticket(key);
      return ticket && decide(ticket);
    },
    ({ before, facts, event }) => writer.change(before, facts, event, now),
  );
