import type { Planned } from '../../domain/delivery/aim.ts';
import { defined } from '../../domain/defined.ts';
import { type Deliverable, deliverableId } from '../../domain/delivery/deliverable.ts';
import { isCardCurrent } from '../../domain/delivery/plan-delivery.ts';
import { placeOf } from '../../domain/delivery/destination.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { elapsedOf } from '../ports/clock.ts';
import { type PostOptions, SlackFailure } from '../ports/slack.ts';
import { trace } from '../ports/log.ts';
import {
  type About,
  aboutMessage,
  BEFORE_A_CALL_MS,
  type Call,
  createCallSlack,
  type Sent,
} from './call-slack.ts';
import type { HeldLane } from './lane.ts';
import type { NotifyPorts } from './notify-ports.ts';
import { createPostOnce, type PostWith } from './post-once.ts';

/** `editFreeAt`: when the channel takes the next edit, monotonic clock. */
type With = PostWith & { editFreeAt: number };

/**
 * Carries out an action in Slack and logs Slack's answers. It writes the attempt of a post, but no result. Throws errors of
 * the store.
 */
export const createSend = (ports: NotifyPorts, lane: Pick<HeldLane, 'holdFor' | 'leftMs'>) => {
  const { messenger, clock, log } = ports;
  const elapsed = elapsedOf(clock);
  const { callSlack, orFailure } = createCallSlack(ports);
  const { post, lookUp } = createPostOnce(ports, lane);

  /**
   * Edits the card or notice, or the line that `options` names. Idempotent. Slack may answer `message_not_found` by mistake, so a card
   * or notice is read before the answer is logged (R22).
   */
  const edit = async (deliverable: Deliverable, options: PostOptions): Promise<Call | 'lane-lost'> => {
    const about = aboutMessage('edit', deliverable);
    const call = await orFailure(about, messenger.prepareEdit(deliverable, options));
    if (call instanceof SlackFailure) return { failure: call };
    if (!(await lane.holdFor(2 * BEFORE_A_CALL_MS))) return 'lane-lost';
    const read: Pick<Call, 'isGone'> = {};
    const edited = await callSlack(about, () =>
      call().catch(async (error: unknown) => {
        if (options.line !== undefined || !isNotFound(error)) throw error;
        const isThere = await orFailure(aboutMessage('look-up', deliverable), messenger.isThere(deliverable));
        if (isThere === false) read.isGone = true;
        const isUnreadable = isThere instanceof SlackFailure && isThere.kind === 'look-up-refused';
        throw read.isGone || isUnreadable ? error : stillShown(about, error);
      }),
    );
    const { version } = deliverable.outbox;
    if (!edited.failure) trace(log, deliverable.key, { did: 'edited', version, ...placeOf(deliverable) });
    return { ...edited, ...read };
  };

  /**
   * Edits the card after a thread line, if the channel takes edits and the lane needs no renewal before the result is
   * written.
   */
  const editAlong = async (ticket: Ticket, editFreeAt: number): Promise<Call | undefined> => {
    if (isCardCurrent(ticket) || ticket.delivery.retries.edit) return undefined;
    if (elapsed() < editFreeAt || lane.leftMs() < 2 * BEFORE_A_CALL_MS) return undefined;
    const call = await edit(ticket, {});
    return call === 'lane-lost' ? undefined : call;
  };

  return async ({ deliverable, action, aim }: Planned, given: With): Promise<Sent> => {
    // Another worker may just add the message to the list. Only the holder of the lane takes it out.
    if (action.do === 'leave-list' && !(await lane.holdFor(BEFORE_A_CALL_MS))) return 'lane-lost';
    if (!aim) return { deliverable };
    if (aim.method === 'look-up') return lookUp(deliverable);
    if (aim.method === 'edit') {
      const line = action.do === 'redact-line' ? action.name : undefined;
      const { members } = given;
      const call = await edit(deliverable, { ...aim.form, ...defined({ line, members }) });
      return call === 'lane-lost' ? call : { deliverable, call };
    }
    const sent = await post(deliverable, aim, given);
    if (action.do !== 'post-line' || typeof sent === 'string' || !sent.call?.ref) return sent;
    if (sent.deliverable.type === 'notice') return sent;
    return { ...sent, ...defined({ along: await editAlong(sent.deliverable, given.editFreeAt) }) };
  };
};

const isNotFound = (error: unknown): error is SlackFailure =>
  error instanceof SlackFailure && error.reason === 'message_not_found';

const stillShown = ({ key, attempt }: About, { reason }: SlackFailure): SlackFailure =>
  new SlackFailure(
    'refused',
    reason,
    `Slack: edit of ${attempt} for ${deliverableId(key)} failed: ${reason}, but the message is not known to be gone. No new one replaces it.`,
  );
