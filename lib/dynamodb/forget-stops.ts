import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { CONDITIONS } from './conditions.ts';
import { egressStateKey, vendorStateKey } from './item-keys.ts';
import { openTable } from './table.ts';

/**
 * Ends the stops of vendors and of their address (coupang-api.md section 4). Only a laptop's simulator may call it, after a
 * person said that all is well again. Throws StoreError.
 */
export const forgetStops = async (
  { client, tableName }: { client: DynamoDBClient; tableName: string },
  vendors: readonly VendorRef[],
  egress: string,
): Promise<void> => {
  const table = openTable(client, tableName);
  for (const vendor of vendors)
    await table.update(vendorStateKey(vendor), {
      write: { backOff: undefined, secondaryStops: undefined, actStop: undefined },
      condition: CONDITIONS.exists,
    });
  await table.update(egressStateKey(egress), { write: { until: 0 }, condition: CONDITIONS.isBlocked });
};
