import type { Deliverable } from '../domain/delivery/deliverable.ts';
import { rankOf } from '../domain/delivery/urgency.ts';
import { withoutEmpty } from './empty-values.ts';
import { applied } from './expressions.ts';
import { deliverableItemKey } from './item-keys.ts';
import { attributesOf, parseDeliverable } from './deliverable-item.ts';
import type { Item } from './table.ts';

/**
 * A write, with the rank of the ticket or notice after it (R18). `undefined` removes the rank. Throws StoreError
 * (`unreadable`) if the item could not be read after the write.
 */
export const withRank = (before: Deliverable, write: Item): Item => {
  const item = { ...attributesOf(before), ...deliverableItemKey(before.key) };
  return { ...withoutEmpty(write), rank: rankOf(parseDeliverable(applied(item, write))) };
};
