import { TABLE } from '../config/names.ts';
import type { TicketReader } from '../workflows/ports.ts';
import { inquiryPartition, ticketItemKey, vendorPartition } from './item-keys.ts';
import type { Table } from './table.ts';
import { parseAttentionRow, parseTicket } from './ticket-item.ts';

const { name, partitionKey, sortKey } = TABLE.attention;

export const createTicketReader = (table: Table): TicketReader => ({
  ticket: async (key) => {
    const item = await table.get(ticketItemKey(key));
    return item && parseTicket(item);
  },

  ticketsOf: async (inquiry) => {
    const partition = inquiryPartition(inquiry);
    const items = await table.query(
      { condition: `#${TABLE.partitionKey} = :partition`, values: { ':partition': partition } },
      partition,
    );
    return items.map(parseTicket);
  },

  attention: async (vendor, until) => {
    const partition = vendorPartition(vendor);
    const due = until === undefined ? '' : ` AND #${sortKey} <= :until`;
    const items = await table.query(
      {
        index: name,
        condition: `#${partitionKey} = :vendor${due}`,
        values: { ':vendor': partition, ...(until !== undefined && { ':until': until }) },
      },
      `${name} of ${partition}`,
    );
    return items.map(parseAttentionRow);
  },
});
