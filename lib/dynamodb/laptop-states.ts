import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { defined } from '../domain/defined.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import type { SourceState, VendorState } from '../domain/reading/vendor-state.ts';
import { isSource, type Source } from '../domain/sources.ts';
import { CONDITIONS } from './conditions.ts';
import { egressStateKey, laneKey, orderCallsKey, vendorStateKey } from './item-keys.ts';
import { type Item, openTable } from './table.ts';

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
  for (const vendor of vendors) {
    await table.update(vendorStateKey(vendor), {
      write: {
        stops: undefined,
        actStop: undefined,
      },
      condition: CONDITIONS.exists,
    });
    await table.update(orderCallsKey(vendor), { write: { stop: undefined }, condition: CONDITIONS.exists });
  }
  await table.update(egressStateKey(egress), { write: { until: 0 }, condition: CONDITIONS.isBlocked });
};

const sourceStates = z.record(z.string(), z.looseObject({}));

/** The states of the sources in an item, each changed. `undefined`: it has none. */
const changeSources = (
  { sources }: Item,
  change: (state: Record<string, unknown>, source: string) => object,
): Record<string, object> | undefined => {
  const { data } = z.safeParse(sourceStates, sources);
  return (
    data && Object.fromEntries(Object.entries(data).map(([source, state]) => [source, change(state, source)]))
  );
};

export type MovedTimes = Pick<VendorState, 'trackedAt' | 'polledAt' | 'watchedSince'> & {
  sources?: { [source in Source]?: Pick<SourceState, 'recentCompleteAt'> };
};

/** Only a laptop's leap may call it, while no function runs. Throws StoreError. */
export const moveTimes = async (
  { client, tableName }: Store,
  vendor: VendorRef,
  { sources: moved, ...times }: MovedTimes,
): Promise<void> => {
  const table = openTable(client, tableName);
  const item = moved === undefined ? {} : ((await table.get(vendorStateKey(vendor))) ?? {});
  const sources = changeSources(item, (state, source) => ({
    ...state,
    ...(isSource(source) && moved?.[source]),
  }));
  await table.update(vendorStateKey(vendor), {
    write: { ...times, ...defined({ sources }) },
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
      // The poll that held the lease may have stored tickets without their pointers.
      write: { lease: undefined, contactsUntil: undefined },
      condition: CONDITIONS.hasLease,
    });
    await table.update(laneKey(vendor), {
      write: { token: undefined, until: undefined, called: undefined, heldSince: undefined },
      condition: CONDITIONS.exists,
    });
  }
};
