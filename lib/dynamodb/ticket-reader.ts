import { TABLE } from '../config/names.ts';
import { defined } from '../domain/defined.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import type { BriefReader, TicketReader } from '../workflows/ports/store.ts';
import { inquiryPartition, isNoticeItem, ticketItemKey, vendorPartition } from './item-keys.ts';
import { parseBriefNotice, parseNoticeRow } from './notice-item.ts';
import { StoreError } from './store-error.ts';
import type { Item, Query, Table } from './table.ts';
import { parseAttentionRow, parseBriefRow, parseClosedRow, parseTicket } from './ticket-item.ts';
import { briefRowSchema } from './ticket-schema.ts';

const BRIEF = [TABLE.partitionKey, TABLE.sortKey, ...Object.keys(briefRowSchema.shape)];

export type OnUnreadable = (error: StoreError) => void;

/** @param onUnreadable called for index rows that cannot be read; without it they throw */
export const createTicketReader = (table: Table, onUnreadable?: OnUnreadable): TicketReader & BriefReader => {
  const queryIndex = (index: Index, vendor: VendorRef, bound?: Bound, only?: readonly string[]) =>
    table.query(
      { ...queryOf(index, vendor, bound), ...defined({ only }) },
      `${index.name} of ${vendorPartition(vendor)}`,
    );
  return {
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
        TABLE.attention,
        vendor,
        until === undefined ? undefined : { is: '<= :until', values: { ':until': until } },
      );
      return readIndex(items, parseAttentionRow, parseNoticeRow, onUnreadable);
    },

    brief: async (vendor) => {
      const items = await queryIndex(TABLE.attention, vendor, undefined, BRIEF);
      return readIndex(items, parseBriefRow, parseBriefNotice, onUnreadable);
    },

    closed: async (vendor, since, until = Number.MAX_SAFE_INTEGER) => {
      if (until <= since) return [];
      const values = { ':since': since, ':until': until };
      const items = await queryIndex(TABLE.closed, vendor, { is: 'BETWEEN :since AND :until', values });
      // BETWEEN includes its upper end.
      return readRows(items, parseClosedRow, onUnreadable).filter(({ closedAt }) => closedAt < until);
    },
  };
};

type Index = typeof TABLE.attention | typeof TABLE.closed;
type Bound = { is: string; values: Record<string, number> };

const queryOf = ({ name, partitionKey, sortKey }: Index, vendor: VendorRef, bound?: Bound): Query => ({
  index: name,
  condition: `#${partitionKey} = :vendor${bound ? ` AND #${sortKey} ${bound.is}` : ''}`,
  values: { ':vendor': vendorPartition(vendor), ...bound?.values },
});

const readIndex = <TicketRow, OneNotice>(
  items: Item[],
  parseTicketRow: (item: Item) => TicketRow,
  parseNotice: (item: Item) => OneNotice,
  onUnreadable?: OnUnreadable,
): { tickets: TicketRow[]; notices: OneNotice[] } => ({
  tickets: readRows(
    items.filter((item) => !isNoticeItem(item)),
    parseTicketRow,
    onUnreadable,
  ),
  notices: readRows(items.filter(isNoticeItem), parseNotice, onUnreadable),
});

/** @param onUnreadable called for a row that cannot be read; without it such a row throws */
export const readRows = <Row>(
  items: Item[],
  parse: (item: Item) => Row,
  onUnreadable?: OnUnreadable,
): Row[] =>
  items.flatMap((item) => {
    try {
      return [parse(item)];
    } catch (error) {
      if (!onUnreadable || !(error instanceof StoreError)) throw error;
      onUnreadable(error);
      return [];
    }
  });
