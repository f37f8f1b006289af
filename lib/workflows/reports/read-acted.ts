import type { ReportRows } from '../../domain/report/report-facts.ts';
import type { ReportTime } from '../../domain/report/report-figures.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { ifReadable } from '../outbox/if-readable.ts';
import type { TicketReader } from '../ports/ticket-store.ts';

const READS_AT_ONCE = 20;

/** The tickets whose ledgers may hold an act of a time: those that have changed or closed since it began. No index has them. */
export const readActed = async (
  { from }: ReportTime,
  { listed, closed }: ReportRows,
  { reader }: { reader: Pick<TicketReader, 'ticket'> },
): Promise<Ticket[]> => {
  const rows = [
    ...listed.filter(({ changedAt }) => changedAt >= from),
    ...closed.filter(({ closedAt }) => closedAt >= from),
  ];
  const keys = [...new Map(rows.map((row) => [ticketId(row), row])).values()];
  const found: Ticket[] = [];
  for (let at = 0; at < keys.length; at += READS_AT_ONCE) {
    const read = await Promise.all(
      keys.slice(at, at + READS_AT_ONCE).map((key) => ifReadable(reader.ticket(key))),
    );
    found.push(...read.filter((ticket) => ticket !== undefined));
  }
  return found;
};
