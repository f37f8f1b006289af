import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Log, NO_LOG } from '../workflows/ports/log.ts';
import type { NoticeStore } from '../workflows/ports/store.ts';
import { createContacts } from './contacts.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createOutboxWriter } from './deliverables.ts';
import { noticeItemKey } from './item-keys.ts';
import { createLanes } from './lanes.ts';
import { newNoticeItem, noticeAttributes, parseNotice } from './notice-item.ts';
import type { StoreError } from './store-error.ts';
import { newToken as randomToken, openTable, type Table } from './table.ts';
import { createTicketReader } from './ticket-reader.ts';
import { createTicketWriter } from './ticket-writer.ts';
import {
  createHomeViews,
  createNameStore,
  createOrderCalls,
  createRecentReplies,
  createTextRemoval,
} from './vendor-items.ts';
import { createVendorStates } from './vendor-states.ts';

/**
 * The ports of the workflows over one DynamoDB table. All of them throw StoreError if DynamoDB fails.
 * @param newToken a value that was never used before; it names one write (R4)
 */
export const createTicketStore = ({
  client,
  tableName,
  newToken = randomToken,
  onUnreadable,
  log = NO_LOG,
}: {
  client: DynamoDBClient;
  tableName: string;
  newToken?: () => string;
  /** Called for each index row that cannot be read. Such a row must not hide the others. */
  onUnreadable?: (error: StoreError) => void;
  /** Gets a line for each change of a ticket. */
  log?: Log;
}) => {
  const table = openTable(client, tableName);
  return {
    reader: createTicketReader(table, onUnreadable),
    writer: createTicketWriter(table, newToken, log),
    notices: createNoticeStore(table, newToken),
    delivery: createDeliveryStore(table, newToken, log),
    lanes: createLanes(table),
    states: createVendorStates(table),
    texts: createTextRemoval(table),
    replies: createRecentReplies(table),
    homes: createHomeViews(table),
    names: createNameStore(table),
    orderCalls: createOrderCalls(table),
    contacts: createContacts(table, onUnreadable),
  };
};

export type TicketStore = ReturnType<typeof createTicketStore>;

/** @internal */
export const createNoticeStore = (table: Table, newToken: () => string): NoticeStore => {
  const outbox = createOutboxWriter(table, newToken, parseNotice);
  return {
    read: async (key) => {
      const item = await table.get(noticeItemKey(key));
      return item && parseNotice(item);
    },
    create: async (notice) => outbox.create(newNoticeItem(notice)),
    change: async (before, facts, type, at) =>
      outbox.change(before, noticeAttributes(before.key, facts, at), { type, at }),
  };
};
