import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { TicketReader } from '../../lib/workflows/ports/ticket-store.ts';
import { copy } from './copy.ts';
import { type Effect, saysWhat } from './effect.ts';
import type { MemoryTable } from './memory-table.ts';

/** Base items consistently, indexes with their lag. */
export const createMemoryReader = (table: MemoryTable, effect: Effect): TicketReader => ({
  ticket: (key) => effect('store.ticket', () => table.readTicket(key), { says: saysWhat(key) }),
  ticketsOf: (inquiry) =>
    effect(
      'store.ticketsOf',
      () =>
        [...table.tickets.values()]
          .filter((ticket) => isOf(ticket.key, inquiry) && ticket.key.inquiryId === inquiry.inquiryId)
          .map(copy),
      { says: saysWhat(inquiry) },
    ),
  attention: (vendor, until = Number.POSITIVE_INFINITY) =>
    effect('store.attention', () => {
      const { tickets, notices } = table.attention();
      const isMeant = (row: VendorRef & { attentionAt: number }): boolean =>
        isOf(row, vendor) && row.attentionAt <= until;
      return { tickets: tickets.filter(isMeant), notices: notices.filter(isMeant) };
    }),
  closed: (vendor, since, until = Number.POSITIVE_INFINITY) =>
    effect('store.closed', () =>
      table.closed().filter((row) => isOf(row, vendor) && row.closedAt >= since && row.closedAt < until),
    ),
});

const isOf = (one: VendorRef, other: VendorRef): boolean =>
  one.market === other.market && one.vendorId === other.vendorId;
