import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DeliveryStore } from '../workflows/ports/delivery-store.ts';
import type { HomeViews } from '../workflows/ports/home-views.ts';
import type { Lanes } from '../workflows/ports/lanes.ts';
import type { NoticeStore } from '../workflows/ports/notice-store.ts';
import type { RecentReplies } from '../workflows/ports/recent-replies.ts';
import type { TextRemoval } from '../workflows/ports/text-removal.ts';
import type { BriefReader, TicketReader, TicketWriter } from '../workflows/ports/ticket-store.ts';
import type { VendorStates } from '../workflows/ports/vendor-states.ts';
import { createDeliveryStore } from './delivery-store.ts';
import { createHomeViews } from './home-views.ts';
import { createLanes } from './lanes.ts';
import { newToken as randomToken } from './new-token.ts';
import { createNoticeStore } from './notice-store.ts';
import { createRecentReplies } from './recent-replies.ts';
import type { StoreError } from './store-error.ts';
import { openTable } from './table.ts';
import { createTextRemoval } from './text-removal.ts';
import { createTicketReader } from './ticket-reader.ts';
import { createTicketWriter } from './ticket-writer.ts';
import { createVendorStates } from './vendor-states.ts';

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
}: {
  client: DynamoDBClient;
  tableName: string;
  newToken?: () => string;
  /** Called for each index row that cannot be read. Such a row must not hide the others. */
  onUnreadable?: (error: StoreError) => void;
}): TicketStore => {
  const table = openTable(client, tableName);
  return {
    reader: createTicketReader(table, onUnreadable),
    writer: createTicketWriter(table, newToken),
    notices: createNoticeStore(table, newToken),
    delivery: createDeliveryStore(table, newToken),
    lanes: createLanes(table),
    states: createVendorStates(table),
    texts: createTextRemoval(table),
    replies: createRecentReplies(table),
    homes: createHomeViews(table),
  };
};
