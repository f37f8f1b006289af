import type { Deliverable } from '../domain/delivery/deliverable.ts';
import { rankOf } from '../domain/delivery/urgency.ts';
import { applied } from './expressions.ts';
import { deliverableItemKey } from './item-keys.ts';
import { attributesOf, parseDeliverable } from './deliverable-item.ts';
import type { Item } from './table.ts';

/**
 * A write with the rank of what the ticket or notice owes once it took effect (R18); `undefined` takes the rank away.
 * Throws StoreError (`unreadable`) for a write after which nobody could read the item.
 */
export const withRank = (before: Deliverable, write: Item): Item => {
  const item = { ...attributesOf(before), ...deliverableItemKey(before.key) };
  return { ...write, rank: rankOf(parseDeliverable(applied(item, write))) };
};
