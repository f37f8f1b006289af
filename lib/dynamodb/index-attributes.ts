import { TABLE } from '../config/names.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { vendorPartition } from './item-keys.ts';
import type { Item } from './table.ts';

/** D1: so long after its end a ticket or a notice stays, seconds. */
const KEPT_S = 400 * 24 * 60 * 60;

/** Both attributes of the attention index, which come and go together; `undefined` takes the item out. */
export const attention = (vendor: VendorRef, at: number | undefined): Item => ({
  [TABLE.attention.partitionKey]: at === undefined ? undefined : vendorPartition(vendor),
  [TABLE.attention.sortKey]: at,
});

/** Both attributes of the closed index, and when the item may be removed; `undefined` takes them away (R6). */
export const closing = (vendor: VendorRef, at: number | undefined): Item => ({
  [TABLE.closed.partitionKey]: at === undefined ? undefined : vendorPartition(vendor),
  [TABLE.closed.sortKey]: at,
  ...expiry(at),
});

/** When DynamoDB may remove the item, counted from its end or last change: epoch ms in, epoch seconds written. */
export const expiry = (at: number | undefined): Item => ({
  [TABLE.expiryAttribute]: at === undefined ? undefined : Math.ceil(at / 1000) + KEPT_S,
});
