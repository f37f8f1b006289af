import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import { isUnderEarlier } from '../../domain/delivery/place-of.ts';
import type { LineName } from '../../domain/ticket/ticket.ts';
import { afterFailure, retryAfterRefusal } from './after-failure.ts';
import type { Aim } from './aim-action.ts';
import { waitKey } from './conclude.ts';
import type { ActionOutcome, DrainRun } from './drain-run.ts';
import { sendEdit } from './edit-message.ts';
import { passed } from './post-message.ts';

/**
 * Edits a line that quotes what was erased since. Then the item forgets its `ts`. A line that is no longer in Slack needs no
 * edit. One that Slack refuses is tried again, as text alone (R22), but not one under a card that was replaced: nothing mends
 * that, and `npm run erase` names the card.
 */
export const redactLine = async (
  deliverable: Deliverable,
  name: LineName,
  aim: Aim,
  run: DrainRun,
): Promise<ActionOutcome> => {
  const { clock, log } = run.services;
  const before = deliverable.delivery.retries[name];
  const options = { ...aim.options, ...(before && { plain: true }) };
  const sent = await sendEdit(deliverable, options, run);
  if (sent === 'lane-lost') return sent;
  const isGone = sent !== 'shown' && sent.kind === 'card-unusable' && sent.reason === 'message_not_found';
  const isLost =
    sent !== 'shown' &&
    (sent.kind === 'card-unusable' || sent.kind === 'channel-unusable') &&
    deliverable.type === 'ticket' &&
    isUnderEarlier(deliverable, name);
  if (isLost)
    log.warn('slack: a line under an earlier card may still quote an erased text', {
      deliverable: deliverableId(deliverable.key),
      reason: sent.reason,
    });
  if (sent === 'shown' || isGone || isLost) {
    const result = { posted: passed([name]), ...(before && { retries: { [name]: undefined } }) };
    return { deliverable, result, ifMoved: 'let-be' };
  }
  const now = clock.now();
  const next = afterFailure(sent, {
    what: 'edit',
    options,
    isDigest: false,
    isReplaced: true,
    unsure: run.unsure,
    answeredAt: run.answeredAt,
    refused: undefined,
    onlyFinds: false,
    now,
  });
  if ('wait' in next && next.wait) run.waits.add(waitKey(next.wait, aim), next.wait.forMs);
  if (next.do === 'wait') return { deliverable };
  log.warn('slack: a line that quotes an erased text could not be edited', {
    deliverable: deliverableId(deliverable.key),
    reason: sent.reason,
  });
  const { version } = deliverable.outbox;
  const retry = retryAfterRefusal(before, { version, now, reason: sent.reason });
  return { deliverable, result: { retries: { [name]: retry } }, ifMoved: 'let-be' };
};
