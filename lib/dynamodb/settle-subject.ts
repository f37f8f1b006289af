import type { Subject } from '../domain/subject.ts';
import type { Settlement } from '../workflows/ports.ts';
import { allOf, CONDITIONS } from './conditions.ts';
import { attention } from './index-attributes.ts';
import { subjectItemKey } from './item-keys.ts';
import type { Table } from './table.ts';

/**
 * Moves or removes the index time and releases the delivery claim, if nothing that the decision rests on has
 * moved since `before` was read (R3). False: something did.
 * @param settleToken names this write; found again, it tells that the first of two tries took effect
 */
export const settleSubject = async (
  table: Table,
  settleToken: string,
  before: Subject,
  { attentionAt, retryAt, reannounced, nextStepAt }: Settlement,
): Promise<boolean> => {
  const key = subjectItemKey(before);
  const settled = await table.update(key, {
    write: {
      ...attention(before, attentionAt),
      retryAt,
      reannounced,
      deliveryClaim: undefined,
      ...(nextStepAt !== undefined && { nextStepAt }),
      settleToken,
    },
    ...asRead(before),
  });
  return settled !== undefined || (await table.get(key))?.['settleToken'] === settleToken;
};

// Attempt and waiting are conditions too: between read and write another may have claimed, tried in vain and
// settled, and then version, publishedVersion, shownVersion and claim look as if nothing had happened.
const asRead = ({ version, publishedVersion, shownVersion, deliveryClaim, attempt, retryAt }: Subject) => ({
  condition: allOf(
    CONDITIONS.versionAsRead,
    CONDITIONS.publishedAsRead,
    CONDITIONS.shownAsRead,
    deliveryClaim ? CONDITIONS.claimIsMine : CONDITIONS.noClaim,
    attempt ? CONDITIONS.attemptAsRead : CONDITIONS.noAttempt,
    retryAt === undefined ? CONDITIONS.noRetry : CONDITIONS.retryAsRead,
  ),
  values: {
    ':version': version,
    ':published': publishedVersion,
    ':shown': shownVersion,
    ...(deliveryClaim && { ':token': deliveryClaim.token }),
    ...(attempt && { ':attemptName': attempt.name, ':attemptAt': attempt.at }),
    ...(retryAt !== undefined && { ':retryAt': retryAt }),
  },
});
