import type { Deliverable } from '../domain/delivery/deliverable.ts';
import { applied } from './expressions.ts';
import { rankOf } from '../domain/delivery/urgency.ts';
import { deliverableItemKey, isNoticeItem } from './item-keys.ts';
import { noticeAttributesOf, parseNotice } from './notice-item.ts';
import { withoutEmpty } from './parse-item.ts';
import type { Item, Table } from './table.ts';
import { parseTicket, ticketAttributesOf } from './ticket-item.ts';
import { defined } from '../domain/defined.ts';
import { allOf, CONDITIONS } from './conditions.ts';

/** Throws StoreError for an item that is neither a complete ticket nor a complete notice. */
export const parseDeliverable = (item: Item): Deliverable =>
  isNoticeItem(item) ? parseNotice(item) : parseTicket(item);

/**
 * The attributes of an item without the key. They are flat, since an index projects no part of a map.
 * @internal
 */
export const attributesOf = (deliverable: Deliverable): Item =>
  deliverable.type === 'notice' ? noticeAttributesOf(deliverable) : ticketAttributesOf(deliverable);

/**
 * A write, with the rank of the ticket or notice after it (R18). `undefined` removes the rank. Throws StoreError
 * (`unreadable`) if the item could not be read after the write.
 */
export const withRank = (before: Deliverable, write: Item): Item => {
  const item = { ...attributesOf(before), ...deliverableItemKey(before.key) };
  return { ...withoutEmpty(write), rank: rankOf(parseDeliverable(applied(item, write))) };
};

/**
 * A write that may move the index time later or remove it. Nothing that it depends on may have changed since `before` was
 * read (R3). `undefined`: something has.
 * @param settleToken names this write, so that a repeated request finds that its first try took effect
 */
export const writeAsRead = async (
  table: Table,
  settleToken: string,
  before: Deliverable,
  write: Item,
): Promise<Deliverable | undefined> => {
  const key = deliverableItemKey(before.key);
  const written = await table.update(key, {
    write: { ...withRank(before, write), settleToken },
    ...asRead(before),
  });
  if (written) return parseDeliverable(written);
  const stored = await table.get(key);
  return stored?.['settleToken'] === settleToken ? parseDeliverable(stored) : undefined;
};

const asRead = (before: Deliverable) => {
  const { outbox, delivery } = before;
  // `track-sla` changes it without a new version. The index time of a result must not depend on an old value.
  const nextStepAt = before.type === 'ticket' ? before.ladder.nextStepAt : undefined;
  return {
    condition: allOf(
      CONDITIONS.versionAsRead,
      CONDITIONS.publishedAsRead,
      CONDITIONS.shownAsRead,
      delivery.attempt ? CONDITIONS.attemptAsRead : CONDITIONS.noAttempt,
      nextStepAt === undefined ? CONDITIONS.noNextStep : CONDITIONS.nextStepAsRead,
    ),
    values: {
      ':version': outbox.version,
      ':published': outbox.publishedVersion,
      ':shown': delivery.shownVersion,
      ...defined({ ':attempt': delivery.attempt?.token, ':nextStepAt': nextStepAt }),
    },
  };
};
