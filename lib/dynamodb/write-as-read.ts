import { defined } from '../domain/defined.ts';
import type { Deliverable } from '../domain/delivery/deliverable.ts';
import { allOf, CONDITIONS } from './conditions.ts';
import { deliverableItemKey } from './item-keys.ts';
import { parseDeliverable } from './deliverable-item.ts';
import type { Item, Table } from './table.ts';
import { withRank } from './with-rank.ts';

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
