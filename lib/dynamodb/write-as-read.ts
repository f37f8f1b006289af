import { defined } from '../domain/defined.ts';
import type { Deliverable } from '../domain/delivery/deliverable.ts';
import type { Attempt } from '../domain/ticket/ticket.ts';
import { allOf, CONDITIONS } from './conditions.ts';
import { deliverableItemKey } from './item-keys.ts';
import { parseSubject } from './deliverable-item.ts';
import { EARLIER } from './deliverable-schema.ts';
import type { Item, Table } from './table.ts';
import { withRank } from './with-rank.ts';

/**
 * A write that may move the index time later or remove it, if nothing that the decision rests on has moved since `before` was
 * read (R3). `undefined`: something did.
 * @param settleToken names this write; found again, it tells that the first of two tries took effect
 */
export const writeAsRead = async (
  table: Table,
  settleToken: string,
  before: Deliverable,
  write: Item,
): Promise<Deliverable | undefined> => {
  const key = deliverableItemKey(before);
  const written = await table.update(key, {
    write: { ...withRank(before, write), settleToken },
    ...asRead(before),
  });
  if (written) return parseSubject(written);
  const stored = await table.get(key);
  return stored?.['settleToken'] === settleToken ? parseSubject(stored) : undefined;
};

const asRead = ({ version, publishedVersion, shownVersion, attempt, ...rest }: Deliverable) => ({
  condition: allOf(
    CONDITIONS.versionAsRead,
    CONDITIONS.publishedAsRead,
    CONDITIONS.shownAsRead,
    attemptAsRead(attempt),
    nextStepOf(rest) === undefined ? CONDITIONS.noNextStep : CONDITIONS.nextStepAsRead,
  ),
  values: {
    ':version': version,
    ':published': publishedVersion,
    ':shown': shownVersion,
    ...(attempt && attempt.token !== EARLIER && { ':attempt': attempt.token }),
    ...defined({ ':nextStepAt': nextStepOf(rest) }),
  },
});

/** `track-sla` settles it without moving a version: the index time of a result must not go by the one before. */
const nextStepOf = (rest: { nextStepAt?: number } | object): number | undefined =>
  'nextStepAt' in rest ? rest.nextStepAt : undefined;

const attemptAsRead = (attempt: Attempt | undefined): string => {
  if (!attempt) return CONDITIONS.noAttempt;
  return attempt.token === EARLIER ? CONDITIONS.attemptUnnamed : CONDITIONS.attemptAsRead;
};
