import { TABLE } from '../config/names.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { vendorPartition } from './item-keys.ts';
import type { Item } from './table.ts';

/** D1: how long a ticket or a notice is kept after its end, seconds. */
const KEPT_S = 400 * 24 * 60 * 60;

/**
 * Both attributes of the attention index. They are set and removed together; `undefined` removes the item from the index.
 */
export const attention = (vendor: VendorRef, at: number | undefined): Item => ({
  [TABLE.attention.partitionKey]: at === undefined ? undefined : vendorPartition(vendor),
  [TABLE.attention.sortKey]: at,
});

/** Both attributes of the closed index, and the expiry. `undefined` removes them (R6). */
export const closing = (vendor: VendorRef, at: number | undefined): Item => ({
  [TABLE.closed.partitionKey]: at === undefined ? undefined : vendorPartition(vendor),
  [TABLE.closed.sortKey]: at,
  ...expiry(at),
});

/** When DynamoDB may delete the item, counted from its end or last change. Epoch ms in, epoch seconds out. */
export const expiry = (at: number | undefined): Item => ({
  [TABLE.expiryAttribute]: at === undefined ? undefined : Math.ceil(at / 1000) + KEPT_S,
});
