import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { VendorRef } from '../domain/inquiry.ts';
import { CONDITIONS } from './conditions.ts';
import { subjectItemKey, vendorStateKey } from './item-keys.ts';
import { openTable } from './table.ts';
import { createTicketReader, type OnUnreadable } from './ticket-reader.ts';

/**
 * Removes the vendors' leases and the delivery claims of their tickets and notices in `attention`; attempts stay (R5). Only
 * for the one process that holds the laptop's data folder: whoever held them is dead. Throws StoreError.
 * @param onUnreadable told of index rows that cannot be read: their claims run out by themselves
 */
export const releaseAbandoned = async (
  {
    client,
    tableName,
    onUnreadable,
  }: { client: DynamoDBClient; tableName: string; onUnreadable: OnUnreadable },
  vendors: VendorRef[],
): Promise<void> => {
  const table = openTable(client, tableName);
  const { attention } = createTicketReader(table, onUnreadable);
  for (const vendor of vendors) {
    await table.update(vendorStateKey(vendor), {
      write: { lease: undefined },
      condition: CONDITIONS.hasLease,
    });
    const { tickets, notices } = await attention(vendor);
    for (const row of [...tickets, ...notices]) {
      await table.update(subjectItemKey(row), {
        write: { deliveryClaim: undefined },
        condition: CONDITIONS.hasClaim,
      });
    }
  }
};
