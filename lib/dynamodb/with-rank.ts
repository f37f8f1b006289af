import type { Subject } from '../domain/delivery/subject.ts';
import { rankOf } from '../domain/delivery/urgency.ts';
import { definedOnly } from './defined-only.ts';
import { applied } from './expressions.ts';
import { subjectItemKey } from './item-keys.ts';
import { parseSubject } from './subject-item.ts';
import type { Item } from './table.ts';

/**
 * A write with the rank of what the ticket or notice owes once it took effect (R18); `undefined` takes the rank away.
 * Throws StoreError (`unreadable`) for a write after which nobody could read the item.
 */
export const withRank = (before: Subject, write: Item): Item => {
  const item = definedOnly({ ...before, ...subjectItemKey(before) });
  return { ...write, rank: rankOf(parseSubject(applied(item, write))) };
};
