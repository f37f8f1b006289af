import type { NoticeFacts } from '../../../lib/domain/notice/notice-facts.ts';
import type { Deliverable } from '../../../lib/domain/delivery/deliverable.ts';
import { type Violation, violationsOfItem } from './violation.ts';

/** In the end nothing of a ticket or notice is unfinished (R2, R3, R19). */
export const checkAtRest = (deliverable: Deliverable): Violation[] => {
  const violation = violationsOfItem(deliverable);
  const isWatched =
    deliverable.type === 'notice' ? isLookedAfter(deliverable.facts) : isOpenOrListed(deliverable.facts);
  return [
    ...(deliverable.outbox.publishedVersion === deliverable.outbox.version &&
    Object.keys(deliverable.outbox.events).length === 0
      ? []
      : [violation('R2', 'has unpublished events')]),
    ...(deliverable.delivery.attempt ? [violation('R19', 'has an open attempt')] : []),
    ...(isWatched === (deliverable.index.attentionAt !== undefined)
      ? []
      : [violation('R3', isWatched ? 'is not in the index' : 'is in the index for nothing')]),
  ];
};

const isOpenOrListed = ({ state, fingerprint }: { state: string; fingerprint?: string }): boolean =>
  state !== 'closed' || fingerprint !== undefined;

const isLookedAfter = (facts: NoticeFacts): boolean => 'state' in facts && facts.state === 'open';
