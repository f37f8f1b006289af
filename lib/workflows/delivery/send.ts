import type { Aim, Planned } from '../../domain/delivery/aim.ts';
import { defined } from '../../domain/defined.ts';
import { type Deliverable, deliverableId } from '../../domain/delivery/deliverable.ts';
import { placeOf } from '../../domain/delivery/destination.ts';
import { messageName } from '../../domain/delivery/plan-delivery.ts';
import { memberOf } from '../../domain/notice/notice-facts.ts';
import type { Attempt, Ticket } from '../../domain/ticket/ticket.ts';
import { type Clock, elapsedOf } from '../ports/clock.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { Log } from '../ports/log.ts';
import type { CutSearch, Found, MessageRef, Messenger, PostOptions } from '../ports/messenger.ts';
import { SlackFailure } from '../ports/slack-error.ts';
import { trace, type TraceEvent } from '../ports/trace.ts';
import type { HeldLane } from './lane.ts';

export type SendServices = {
  messenger: Messenger;
  delivery: Pick<DeliveryStore, 'noteAttempt'>;
  clock: Clock;
  newToken: () => string;
  log: Log;
  /** Called for each call that fails, and each that cannot be prepared. */
  onSlackFailure: (failure: SlackFailure) => void;
};

/**
 * One call to Slack and its answer. Without `failure` Slack accepted it. `begunAt`: by the monotonic clock; absent if the call
 * could not be prepared. `ref`: the message that was posted or found. `cut`: where a search continues that was cut short.
 * `isThere`: Slack shows the message, although it answers to the edit that there is none.
 */
export type Call = {
  begunAt?: number;
  failure?: SlackFailure;
  ref?: MessageRef;
  cut?: CutSearch;
  isThere?: boolean;
};

/**
 * - `moved`: another writer changed the item, and it is read again;
 * - `lane-lost`: nothing more may be sent;
 * - otherwise the item with its attempt, and the calls. Without `call` none was made. `along`: the edit of the card after a
 *   line.
 */
export type Sent = 'moved' | 'lane-lost' | { deliverable: Deliverable; call?: Call; along?: Call };

/**
 * `members`: the tickets that the message shows. `editFreeAt`: when its channel takes the next edit, by the monotonic clock.
 * `after`: the greatest `ts` of a confirmed post to the same place.
 */
type With = { members: Ticket[] | undefined; editFreeAt: number; after: string | undefined };

/** A call takes ten seconds at most, and its result must still be written (R19). */
const BEFORE_A_CALL_MS = 15_000;
/** The longest time between the write of an attempt and its call (R19). */
const ATTEMPT_LASTS_MS = 5_000;

type Failed = Extract<TraceEvent, { did: 'failed' }>;
type About = Pick<Failed, 'call' | 'attempt' | 'channel'>;

/**
 * Carries out one action in Slack, and logs what Slack took, has or did not take. It writes the attempt of a post, but no
 * result. Throws what the store throws.
 */
export const createSend = (
  { messenger, delivery, clock, newToken, log, onSlackFailure }: SendServices,
  lane: Pick<HeldLane, 'holdFor' | 'leftMs'>,
) => {
  const elapsed = elapsedOf(clock);

  /** A failure of Slack is an answer. Any other error is thrown. */
  const orFailure = <Answer>(
    { key }: Deliverable,
    { call, attempt, channel }: About,
    work: Promise<Answer>,
  ): Promise<Answer | SlackFailure> =>
    work.catch((error: unknown) => {
      if (!(error instanceof SlackFailure)) throw error;
      const { kind, reason } = error;
      const event: Failed = { did: 'failed', call, attempt, kind, reason, channel };
      log.warn(error.message, { deliverable: deliverableId(key), ...event });
      onSlackFailure(error);
      return error;
    });

  const callSlack = async (
    deliverable: Deliverable,
    about: About,
    call: () => Promise<Found | undefined | void>,
  ): Promise<Call> => {
    const begunAt = elapsed();
    const answer = await orFailure(deliverable, about, call());
    if (answer instanceof SlackFailure) return { begunAt, failure: answer };
    if (!answer) return { begunAt };
    return 'search' in answer ? { begunAt, cut: answer } : { begunAt, ref: answer };
  };

  /** One attempt in one form: built first, then written down, then sent. Nothing waits between the last two. */
  const post = async (
    deliverable: Deliverable,
    { name, to, form }: Extract<Aim, { method: 'post' }>,
    { members, after }: With,
  ): Promise<Sent> => {
    const options = { ...form, ...defined({ members }) };
    const about: About = { call: 'post', attempt: name, channel: to.channel };
    const call = await orFailure(deliverable, about, messenger.preparePost(deliverable, name, to, options));
    if (call instanceof SlackFailure) return { deliverable, call: { failure: call } };
    if (!(await lane.holdFor(BEFORE_A_CALL_MS))) return 'lane-lost';
    const attempt: Attempt = { ...to, name, at: clock.now(), token: newToken(), ...defined({ after }) };
    const notedFrom = elapsed();
    const shown = members?.map(({ key }) => memberOf(key));
    const noted = await delivery.noteAttempt(deliverable, attempt, shown);
    if (!noted) return 'moved';
    // One of the two clocks may stop while a machine sleeps.
    const ageMs = Math.max(elapsed() - notedFrom, Math.abs(clock.now() - attempt.at));
    if (ageMs > ATTEMPT_LASTS_MS || lane.leftMs() < BEFORE_A_CALL_MS) return { deliverable: noted };
    const sent = await callSlack(deliverable, about, call);
    const { version } = deliverable.outbox;
    if (sent.ref) trace(log, deliverable.key, { did: 'posted', attempt: name, version, ...sent.ref });
    return { deliverable: noted, call: sent };
  };

  /** An edit of the card or notice, or of the line that `options` names. */
  const edit = async (deliverable: Deliverable, options: PostOptions): Promise<Call | 'lane-lost'> => {
    const about = aboutMessage('edit', deliverable);
    const call = await orFailure(deliverable, about, messenger.prepareEdit(deliverable, options));
    if (call instanceof SlackFailure) return { failure: call };
    if (!(await lane.holdFor(BEFORE_A_CALL_MS))) return 'lane-lost';
    const edited = await callSlack(deliverable, about, call);
    const { version } = deliverable.outbox;
    if (!edited.failure) trace(log, deliverable.key, { did: 'edited', version, ...placeOf(deliverable) });
    return edited;
  };

  /** Slack may answer `message_not_found` by mistake. The message is read before another one replaces it (R22). */
  const readBack = async (deliverable: Deliverable, call: Call): Promise<Call | 'lane-lost'> => {
    if (call.failure?.reason !== 'message_not_found') return call;
    if (!(await lane.holdFor(BEFORE_A_CALL_MS))) return 'lane-lost';
    const about = aboutMessage('look-up', deliverable);
    const isThere = await orFailure(deliverable, about, messenger.isThere(deliverable));
    if (!(isThere instanceof SlackFailure)) return { ...call, isThere };
    // While Slack does not answer, the message counts as there. If the app may never read it, nothing is known.
    return isThere.kind === 'look-up-refused' ? call : { ...call, isThere: true };
  };

  /** The edit of the card after a thread line, if it is free and the lane needs no renewal before the result is written. */
  const editAlong = async (ticket: Ticket, editFreeAt: number): Promise<Call | undefined> => {
    const { shownVersion, retries } = ticket.delivery;
    if (shownVersion >= ticket.outbox.version || retries.edit) return undefined;
    if (elapsed() < editFreeAt || lane.leftMs() < 2 * BEFORE_A_CALL_MS) return undefined;
    const call = await edit(ticket, {});
    return call === 'lane-lost' ? undefined : call;
  };

  const lookUp = async (deliverable: Deliverable): Promise<Sent> => {
    const { attempt } = deliverable.delivery;
    if (!attempt) return { deliverable };
    if (!(await lane.holdFor(BEFORE_A_CALL_MS))) return 'lane-lost';
    const { name, at: attemptedAt, channel } = attempt;
    const about: About = { call: 'look-up', attempt: name, channel };
    const call = await callSlack(deliverable, about, () => messenger.find(deliverable, attempt));
    const { ref, failure, cut } = call;
    if (ref)
      trace(log, deliverable.key, {
        did: 'found',
        attempt: name,
        attemptedAt,
        channel: ref.channel,
        ts: ref.ts,
      });
    else if (!failure && !cut)
      trace(log, deliverable.key, { did: 'not-found', attempt: name, attemptedAt, channel });
    return { deliverable, call };
  };

  return async ({ deliverable, action, aim }: Planned, given: With): Promise<Sent> => {
    if (!aim) return { deliverable };
    if (aim.method === 'look-up') return lookUp(deliverable);
    if (aim.method === 'edit') {
      const line = action.do === 'redact-line' ? action.name : undefined;
      const { members } = given;
      const edited = await edit(deliverable, { ...aim.form, ...defined({ line, members }) });
      if (edited === 'lane-lost') return edited;
      const call = line === undefined ? await readBack(deliverable, edited) : edited;
      return call === 'lane-lost' ? call : { deliverable, call };
    }
    const sent = await post(deliverable, aim, given);
    if (action.do !== 'post-line' || typeof sent === 'string' || !sent.call?.ref) return sent;
    if (sent.deliverable.type === 'notice') return sent;
    return { ...sent, ...defined({ along: await editAlong(sent.deliverable, given.editFreeAt) }) };
  };
};

const aboutMessage = (call: Failed['call'], deliverable: Deliverable): About => ({
  call,
  attempt: messageName(deliverable),
  channel: deliverable.delivery.channel,
});
