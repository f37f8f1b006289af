import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { CONDITIONS } from './conditions.ts';
import { egressStateKey, vendorStateKey } from './item-keys.ts';
import { openTable } from './table.ts';

/**
 * As if the time were over for which vendors and their address are left alone (coupang-api.md section 4). Only for a
 * laptop's simulator, where a person says that all is well again. Throws StoreError.
 */
export const forgetStops = async (
  { client, tableName }: { client: DynamoDBClient; tableName: string },
  vendors: readonly VendorRef[],
  egress: string,
): Promise<void> => {
  const table = openTable(client, tableName);
  for (const vendor of vendors)
    await table.update(vendorStateKey(vendor), {
      write: { backOff: undefined },
      condition: CONDITIONS.isBackingOff,
    });
  await table.update(egressStateKey(egress), { write: { until: 0 }, condition: CONDITIONS.isBlocked });
};
