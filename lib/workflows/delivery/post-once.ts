import type { Aim } from '../../domain/delivery/aim.ts';
import { defined } from '../../domain/defined.ts';
import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import { memberOf } from '../../domain/notice/notice-facts.ts';
import type { Attempt, Ticket } from '../../domain/ticket/ticket.ts';
import { elapsedOf } from '../ports/clock.ts';
import { SlackFailure } from '../ports/slack.ts';
import { trace } from '../ports/log.ts';
import { type About, BEFORE_A_CALL_MS, createCallSlack, type Sent } from './call-slack.ts';
import type { HeldLane } from './lane.ts';
import type { NotifyPorts } from './notify-ports.ts';

/** `members`: the tickets that the message shows. `after`: the greatest `ts` of a confirmed post to the same place. */
export type PostWith = { members: Ticket[] | undefined; after: string | undefined };

/** The longest time between the write of an attempt and its call (R19). */
const ATTEMPT_LASTS_MS = 5_000;

/**
 * Posts a message to Slack only once (R19). `post` writes an attempt before its call. After a lost answer the attempt stays
 * open, and nothing is posted until `lookUp` has searched Slack's history for the message.
 */
export const createPostOnce = (ports: NotifyPorts, lane: Pick<HeldLane, 'holdFor' | 'leftMs'>) => {
  const { messenger, delivery, clock, newToken, log } = ports;
  const elapsed = elapsedOf(clock);
  const { callSlack, orFailure } = createCallSlack(ports);

  /** Builds a message, writes the attempt, and sends it. Nothing may wait between the write and the call. */
  const post = async (
    deliverable: Deliverable,
    { name, to, form }: Extract<Aim, { method: 'post' }>,
    { members, after }: PostWith,
  ): Promise<Sent> => {
    const { key, outbox } = deliverable;
    const options = { ...form, ...defined({ members }) };
    const about: About = { key, call: 'post', attempt: name, channel: to.channel };
    const call = await orFailure(about, messenger.preparePost(deliverable, name, to, options));
    if (call instanceof SlackFailure) return { deliverable, call: { failure: call } };
    if (!(await lane.holdFor(BEFORE_A_CALL_MS))) return 'lane-lost';
    const attempt: Attempt = { ...to, name, at: clock.now(), token: newToken(), ...defined({ after }) };
    const notedFrom = elapsed();
    const shown = members?.map((member) => memberOf(member.key));
    // The store refuses the write if an attempt is open, or if the versions or the message's entry have changed since the read.
    const noted = await delivery.noteAttempt(deliverable, attempt, shown);
    if (!noted) return 'moved';
    // One of the two clocks may stop while a machine sleeps, so the larger difference counts.
    const ageMs = Math.max(elapsed() - notedFrom, Math.abs(clock.now() - attempt.at));
    if (ageMs > ATTEMPT_LASTS_MS || lane.leftMs() < BEFORE_A_CALL_MS) return { deliverable: noted };
    const sent = await callSlack(about, call);
    if (sent.ref) trace(log, key, { did: 'posted', attempt: name, version: outbox.version, ...sent.ref });
    return { deliverable: noted, call: sent };
  };

  const lookUp = async (deliverable: Deliverable): Promise<Sent> => {
    const { key } = deliverable;
    const { attempt } = deliverable.delivery;
    if (!attempt) return { deliverable };
    if (!(await lane.holdFor(2 * BEFORE_A_CALL_MS))) return 'lane-lost';
    const { name, at: attemptedAt, channel } = attempt;
    const about: About = { key, call: 'look-up', attempt: name, channel };
    const call = await callSlack(about, () => messenger.find(deliverable, attempt));
    const { ref, failure, cut } = call;
    const sought = { attempt: name, attemptedAt };
    if (ref) trace(log, key, { did: 'found', ...sought, channel: ref.channel, ts: ref.ts });
    // An interrupted search continues later.
    else if (!failure && !cut) trace(log, key, { did: 'not-found', ...sought, channel });
    if (failure?.kind !== 'unsure' || lane.leftMs() < BEFORE_A_CALL_MS) return { deliverable, call };
    const checked = await orFailure(about, messenger.checkToken());
    if (checked instanceof SlackFailure) return { deliverable, call };
    // Slack answers, but not this look-up, so the lost answer counts as a refusal.
    const refused = new SlackFailure('refused', failure.reason, failure.message);
    return { deliverable, call: { ...call, failure: refused } };
  };

  return { post, lookUp };
};
