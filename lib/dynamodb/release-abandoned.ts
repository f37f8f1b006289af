import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { CONDITIONS } from './conditions.ts';
import { laneKey, vendorStateKey } from './item-keys.ts';
import { openTable } from './table.ts';

/**
 * Frees the vendors' leases and lanes. Attempts and waits stay (R5). Only the one process that holds the laptop's data
 * folder may call it: all other holders are dead. Throws StoreError.
 */
export const releaseAbandoned = async (
  { client, tableName }: { client: DynamoDBClient; tableName: string },
  vendors: VendorRef[],
): Promise<void> => {
  const table = openTable(client, tableName);
  for (const vendor of vendors) {
    await table.update(vendorStateKey(vendor), {
      write: { lease: undefined },
      condition: CONDITIONS.hasLease,
    });
    await table.update(laneKey(vendor), {
      write: { token: undefined, until: undefined, called: undefined, heldSince: undefined },
      condition: CONDITIONS.exists,
    });
  }
};
