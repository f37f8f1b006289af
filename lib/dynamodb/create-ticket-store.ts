import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DeliveryStore } from '../workflows/ports/delivery-store.ts';
import type { HomeViews } from '../workflows/ports/home-views.ts';
import type { Lanes } from '../workflows/ports/lanes.ts';
import { type Log, NO_LOG } from '../workflows/ports/log.ts';
import type {
  NoticeStore,
  RecentReplies,
  TextRemoval,
  BriefReader,
  TicketReader,
  TicketWriter,
} from '../workflows/ports/ticket-store.ts';
import type { VendorStates } from '../workflows/ports/vendor-states.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createHomeViews } from './home-views.ts';
import { createLanes } from './lanes.ts';
import { newToken as randomToken, nameOf, openTable, type Table } from './table.ts';
import { createRecentReplies } from './recent-replies.ts';
import type { StoreError } from './store-error.ts';
import { createTicketReader } from './ticket-reader.ts';
import { createTicketWriter } from './ticket-writer.ts';
import { createVendorStates } from './vendor-states.ts';
import { noticeItemKey, ticketItemKey, textRemovalKey } from './item-keys.ts';
import { parseNotice, newNoticeItem, noticeAttributes } from './notice-item.ts';
import { createOutboxWriter } from './outbox-writer.ts';
import * as z from 'zod/mini';
import { allOf, CONDITIONS } from './conditions.ts';
import { instant } from './deliverable-schema.ts';
import { parseItem } from './parse-item.ts';

export type TicketStore = {
  reader: TicketReader & BriefReader;
  writer: TicketWriter;
  notices: NoticeStore;
  delivery: DeliveryStore;
  lanes: Lanes;
  states: VendorStates;
  texts: TextRemoval;
  replies: RecentReplies;
  homes: HomeViews;
};

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
}): TicketStore => {
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
  };
};

/**
 * @param newToken names one write, so that the SDK's repeated request recognises itself (R4)
 * @internal
 */
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

/**
 * Removes the free text of tickets that closed long ago. This changes no fact that is shown, so it makes no version and no
 * event.
 */
const createTextRemoval = (table: Table): TextRemoval => ({
  removedUntil: async (vendor) => {
    const key = textRemovalKey(vendor);
    const item = await table.get(key);
    return item && parseItem(progressSchema, item, nameOf(key)).removedUntil;
  },

  remove: async (key, closedAt) => {
    await table.update(ticketItemKey(key), {
      write: { text: '', formLink: undefined, act: undefined },
      condition: allOf(CONDITIONS.isClosed, CONDITIONS.closedAsRead),
      values: { ':closed': 'closed', ':closedAt': closedAt },
    });
  },

  noteRemoved: async (vendor, until) => {
    await table.update(textRemovalKey(vendor), {
      write: { removedUntil: until },
      condition: CONDITIONS.removedEarlier,
      values: { ':until': until },
    });
  },
});
const progressSchema = z.object({ removedUntil: instant });
