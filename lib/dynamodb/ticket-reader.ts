import { TABLE } from '../config/names.ts';
import type { AttentionRow } from '../domain/ticket.ts';
import type { TicketReader } from '../workflows/ports.ts';
import { inquiryPartition, ticketItemKey, vendorPartition } from './item-keys.ts';
import { StoreError } from './store-error.ts';
import type { Item, Table } from './table.ts';
import { parseAttentionRow, parseTicket } from './ticket-item.ts';

const { name, partitionKey, sortKey } = TABLE.attention;

/** @param onUnreadable told of index rows that cannot be read; without it they throw */
export const createTicketReader = (
  table: Table,
  onUnreadable?: (error: StoreError) => void,
): TicketReader => ({
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
    return items.flatMap((item) => readRow(item, onUnreadable));
  },
});

const readRow = (item: Item, onUnreadable?: (error: StoreError) => void): AttentionRow[] => {
  try {
    return [parseAttentionRow(item)];
  } catch (error) {
    if (!onUnreadable || !(error instanceof StoreError)) throw error;
    onUnreadable(error);
    return [];
  }
};
