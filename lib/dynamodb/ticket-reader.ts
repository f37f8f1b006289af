import { TABLE } from '../config/names.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import type { TicketReader } from '../workflows/ports/ticket-store.ts';
import { inquiryPartition, isNoticeItem, ticketItemKey, vendorPartition } from './item-keys.ts';
import { parseNoticeRow } from './notice-item.ts';
import { StoreError } from './store-error.ts';
import type { Item, Table } from './table.ts';
import { parseAttentionRow, parseClosedRow, parseTicket } from './ticket-item.ts';

export type OnUnreadable = (error: StoreError) => void;

/** @param onUnreadable called for index rows that cannot be read; without it they throw */
export const createTicketReader = (table: Table, onUnreadable?: OnUnreadable): TicketReader => ({
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
    const items = await queryIndex(
      table,
      TABLE.attention,
      vendor,
      until === undefined ? undefined : { is: '<= :until', values: { ':until': until } },
    );
    return {
      tickets: readRows(
        items.filter((item) => !isNoticeItem(item)),
        parseAttentionRow,
        onUnreadable,
      ),
      notices: readRows(items.filter(isNoticeItem), parseNoticeRow, onUnreadable),
    };
  },

  closed: async (vendor, since, until = Number.MAX_SAFE_INTEGER) => {
    if (until <= since) return [];
    const values = { ':since': since, ':until': until };
    const items = await queryIndex(table, TABLE.closed, vendor, {
      is: 'BETWEEN :since AND :until',
      values,
    });
    // BETWEEN includes both ends.
    return readRows(items, parseClosedRow, onUnreadable).filter(({ closedAt }) => closedAt < until);
  },
});

const queryIndex = (
  table: Table,
  { name, partitionKey, sortKey }: typeof TABLE.attention | typeof TABLE.closed,
  vendor: VendorRef,
  bound?: { is: string; values: Record<string, number> },
): Promise<Item[]> => {
  const partition = vendorPartition(vendor);
  return table.query(
    {
      index: name,
      condition: `#${partitionKey} = :vendor${bound ? ` AND #${sortKey} ${bound.is}` : ''}`,
      values: { ':vendor': partition, ...bound?.values },
    },
    `${name} of ${partition}`,
  );
};

const readRows = <Row>(items: Item[], parse: (item: Item) => Row, onUnreadable?: OnUnreadable): Row[] =>
  items.flatMap((item) => {
    try {
      return [parse(item)];
    } catch (error) {
      if (!onUnreadable || !(error instanceof StoreError)) throw error;
      onUnreadable(error);
      return [];
    }
  });
