import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import { placeOf } from '../../domain/delivery/place-of.ts';
import type { DeliveryResult } from '../ports/delivery-store.ts';
import type { PostOptions } from '../ports/messenger.ts';
import { SlackFailure } from '../ports/slack-error.ts';
import type { Aim } from './aim-action.ts';
import { conclude } from './conclude.ts';
import {
  type ActionOutcome,
  BEFORE_A_CALL_MS,
  type DrainRun,
  EDIT_EVERY_MS,
  noteTaken,
  optionsOf,
} from './drain-run.ts';
import { readMembers } from './read-members.ts';

/** Brings a card or a notice up to date. If Slack refuses its blocks, it is edited as text alone (R22). */
export const editMessage = async (
  deliverable: Deliverable,
  aim: Aim,
  run: DrainRun,
): Promise<ActionOutcome> => {
  const members = await readMembers(deliverable, run.services);
  const options = optionsOf(aim.options, members);
  const sent = await sendEdit(deliverable, options, run);
  if (sent === 'lane-lost') return sent;
  if (sent === 'shown') {
    const retries = deliverable.delivery.retries.edit && { retries: { edit: undefined } };
    const result = { shownVersion: deliverable.outbox.version, ...retries };
    return { deliverable, result, ifMoved: 'edit-again' };
  }
  return conclude(sent, { what: 'edit', deliverable, name: 'edit', aim }, run);
};

/** The edit of the card after a thread line. If it fails, the edit stays owed. */
export const editAlong = async (deliverable: Deliverable, run: DrainRun): Promise<DeliveryResult> => {
  const { channel = '', shownVersion, retries } = deliverable.delivery;
  const { version } = deliverable.outbox;
  if (shownVersion >= version || retries.edit || run.waits.left([`edit:${channel}`]) > 0) return {};
  // The lane must not need a renewal between the call and the result.
  if (run.lane.leftMs() < 2 * BEFORE_A_CALL_MS) return {};
  const aim: Aim = { options: {}, method: 'edit', channel };
  const sent = await sendEdit(deliverable, {}, run);
  if (sent === 'lane-lost') return {};
  if (sent === 'shown') return { shownVersion: version };
  return conclude(sent, { what: 'edit-along', deliverable, name: 'edit', aim }, run).result ?? {};
};

/** One edit of the card or notice, or of the line that `options` names. */
export const sendEdit = async (
  deliverable: Deliverable,
  options: PostOptions,
  run: DrainRun,
): Promise<'shown' | 'lane-lost' | SlackFailure> => {
  try {
    const call = await run.services.messenger.prepareEdit(deliverable, options);
    if (!(await run.lane.holdFor(BEFORE_A_CALL_MS))) return 'lane-lost';
    run.waits.add(`edit:${placeOf(deliverable, options.line)?.channel}`, EDIT_EVERY_MS);
    await call();
    noteTaken(run);
    return 'shown';
  } catch (failure) {
    if (!(failure instanceof SlackFailure)) throw failure;
    return failure;
  }
};
