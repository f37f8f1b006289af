import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import type { VendorState } from '../domain/reading/vendor-state.ts';
import { CONDITIONS } from './conditions.ts';
import { egressStateKey, laneKey, vendorStateKey } from './item-keys.ts';
import { openTable } from './table.ts';

type Store = { client: DynamoDBClient; tableName: string };

/**
 * Ends the stops of vendors and of their address. Only a laptop's simulator may call it, after a person ended the fault.
 * Throws StoreError.
 */
export const forgetStops = async (
  { client, tableName }: Store,
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

export type MovedTimes = Pick<VendorState, 'trackedAt' | 'recentCompleteAt' | 'polledAt' | 'watchedSince'>;

/** Only a laptop's leap may call it, while no function runs. Throws StoreError. */
export const moveTimes = async (
  { client, tableName }: Store,
  vendor: VendorRef,
  times: MovedTimes,
): Promise<void> => {
  await openTable(client, tableName).update(vendorStateKey(vendor), {
    write: times,
    condition: CONDITIONS.exists,
  });
};

/**
 * Frees the vendors' leases and lanes. Attempts and waits stay (R5). Only the process that holds the laptop's data folder may
 * call it, since all other holders have ended. Throws StoreError.
 */
export const releaseAbandoned = async ({ client, tableName }: Store, vendors: VendorRef[]): Promise<void> => {
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
