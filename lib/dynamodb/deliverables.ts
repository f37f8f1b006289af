import { defined } from '../domain/defined.ts';
import type { Deliverable } from '../domain/delivery/deliverable.ts';
import { rankOf } from '../domain/delivery/urgency.ts';
import { allOf, CONDITIONS } from './conditions.ts';
import { applied } from './expressions.ts';
import { attention, deliverableItemKey, isNoticeItem } from './item-keys.ts';
import { noticeAttributesOf, parseNotice } from './notice-item.ts';
import { withoutEmpty } from './parse-item.ts';
import type { Item, ItemKey, Table } from './table.ts';
import { parseTicket, ticketAttributesOf } from './ticket-item.ts';

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
 * Adds to a write the rank that the ticket or notice has after it (R18). `undefined` removes the rank. Throws StoreError
 * (`unreadable`) if the item could not be read after the write.
 */
export const withRank = (before: Deliverable, write: Item): Item => {
  const item = { ...attributesOf(before), ...deliverableItemKey(before.key) };
  return { ...withoutEmpty(write), rank: rankOf(parseDeliverable(applied(item, write))) };
};

/**
 * The two writes that make a version, for tickets and notices.
 * @param newToken names one write, so that a repeated request recognises itself (R4)
 */
export const createOutboxWriter = <Stored extends Deliverable>(
  table: Table,
  newToken: () => string,
  parse: (item: Item) => Stored,
) => {
  /** After a failed condition: the item, if this token wrote its present version. */
  const ownWrite = async (deliverable: Stored, writeToken: string): Promise<Stored | undefined> => {
    const item = await table.get(deliverableItemKey(deliverable.key));
    const stored = item && parse(item);
    return stored?.outbox.writeToken === writeToken ? stored : undefined;
  };

  return {
    create: async (unnamed: Item & ItemKey): Promise<Stored | undefined> => {
      const writeToken = newToken();
      const item = { ...unnamed, writeToken };
      // Parsed before it is stored: an unreadable item would stop its vendor's polls.
      const created = parse(item);
      return (await table.put(item, CONDITIONS.isNew)) ? created : ownWrite(created, writeToken);
    },

    /**
     * Facts, version, event and index time in one write, conditional on the version as read (R1, R2). If a result was stored
     * since then, the rank may be stale until the next write of delivery.
     */
    change: async (
      before: Stored,
      facts: Item,
      event: Deliverable['outbox']['events'][string],
    ): Promise<Stored | undefined> => {
      const version = before.outbox.version + 1;
      const writeToken = newToken();
      const item = await table.update(deliverableItemKey(before.key), {
        write: withRank(before, {
          ...facts,
          ...attention(before.key, event.at),
          version,
          [`events.${version}`]: event,
          changedAt: event.at,
          writeToken,
        }),
        condition: CONDITIONS.versionAsRead,
        values: { ':version': before.outbox.version },
      });
      return item ? parse(item) : ownWrite(before, writeToken);
    },
  };
};

/**
 * A write that may move the index time later or remove it, on condition that nothing it depends on has changed since
 * `before` was read (R3). `undefined`: something has changed.
 * @param settleToken names this write, so that a repeated request recognises its first try
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
