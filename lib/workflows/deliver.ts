import { type DeliveryStep, planDelivery } from '../domain/plan-delivery.ts';
import type { Subject, SubjectKey } from '../domain/subject.ts';
import type { Place } from '../domain/ticket.ts';
import { ClaimLost } from './claim-lost.ts';
import type { KnownOffset } from './known-offset.ts';
import type { NoticeStore, TicketReader, TicketWriter } from './ports.ts';
import type { PostHow } from './slack-port.ts';
import { preparePost } from './prepare-post.ts';
import { readAgain, release, settle } from './release-claim.ts';
import { SlackFailure } from './slack-error.ts';
import { isOwnMessage, noteAttempt, type StepServices, takeStep } from './take-step.ts';

export type DeliverServices = StepServices & {
  reader: Pick<TicketReader, 'ticket'>;
  notices: Pick<NoticeStore, 'read'>;
  writer: Pick<TicketWriter, 'settle'>;
  newToken: () => string;
  knownOffset: KnownOffset;
};

/**
 * - `shown`: Slack shows all that it should.
 * - `held`: another worker has the claim and will see what we came for.
 * - `absent`: no such ticket or notice.
 * - `waiting`: told to wait, or not sure what Slack has; `track-sla` announces it again at its index time.
 * - `out-of-time`: this run ends before all is shown; it is free again.
 */
export type DeliverResult = 'shown' | 'held' | 'absent' | 'waiting' | 'out-of-time';

/** `retryAt`: of `waiting` and `out-of-time`, raw clock, epoch ms. */
export type Delivered = { result: DeliverResult; retryAt?: number };

export type DeliverLimits = {
  /** The end of this invocation and a little more (R18), raw clock, epoch ms: a redelivery finds the claim of a crash expired. */
  claimUntil: number;
  /** Raw clock, epoch ms: no Slack call is begun after it. */
  stopAt: number;
};

/** A card waits for its digest, which stands before it in the queue. */
const WAIT_FOR_DIGEST_MS = 5000;
const WAIT_AFTER_UNSURE_EDIT_MS = 15_000;
/** Where Slack says wait and not how long. */
const WAIT_UNTOLD_MS = 30_000;
const WAIT_FOR_A_PERSON_MS = 5 * 60 * 1000;
/** Marks the log lines that tell why a message is not in Slack yet. */
const NOT_DELIVERED = { delivery: 'waiting' } as const;

/**
 * Makes Slack show a ticket or a notice (decision 2): under its delivery claim (R18) it does what `planDelivery` finds
 * missing, one step after the other, and writes each result at once. Duplicate and late events are harmless.
 * Throws SlackFailure where Slack refuses what no waiting and no other form mends; the claim is released first.
 */
export const deliver = async (
  key: SubjectKey,
  limits: DeliverLimits,
  services: DeliverServices,
): Promise<Delivered> => {
  const offsetMs = await services.knownOffset(key);
  const now = services.clock.now();
  const claim = { token: services.newToken(), now, until: limits.claimUntil };
  const claimed = await services.delivery.claim(key, claim);
  if (claimed === 'held' || claimed === 'absent') return { result: claimed };
  try {
    return await showAll(claimed.subject, limits, { ...services, offsetMs });
  } catch (error) {
    // Our claim ran out and another worker took it: what is missing is now its work.
    if (error instanceof ClaimLost) return { result: 'held' };
    throw error;
  }
};

const showAll = async (
  claimed: Subject,
  limits: DeliverLimits,
  services: DeliverServices & { offsetMs: number },
): Promise<Delivered> => {
  const { clock, delivery, offsetMs } = services;
  const wait = async (waiting: Subject, retryAt: number): Promise<Delivered> => {
    await release(waiting, services, retryAt);
    return { result: 'waiting', retryAt };
  };
  let subject = claimed;
  let replacements = 0;
  for (;;) {
    const step = planDelivery(subject, clock.now());
    if (step.do === 'wait') return wait(subject, step.until);
    if (step.do === 'nothing') {
      if (await settle(subject, services)) return { result: 'shown' };
      subject = await readAgain(subject, services);
      continue;
    }
    const prepared = await preparePost(subject, step, services);
    if (prepared === 'digest-not-shown') return wait(subject, clock.now() + WAIT_FOR_DIGEST_MS);
    const how = { ...prepared, offsetMs };
    if (clock.now() >= limits.stopAt) {
      await release(subject, services);
      return { result: 'out-of-time', retryAt: clock.now() };
    }
    const before = await noteAttempt(subject, step, services);
    try {
      subject = await takeStep(before, step, how, services);
    } catch (error) {
      if (!(error instanceof SlackFailure)) throw error;
      const { kind, reason } = error;
      services.log.warn(error.message, { ...NOT_DELIVERED, kind, reason });
      if (kind === 'unsure') return wait(before, clock.now() + WAIT_AFTER_UNSURE_EDIT_MS);
      // A refused look-up says nothing about the attempt; else Slack answered, so nothing was posted.
      if (step.do === 'look-up') return wait(before, clock.now() + lookUpWaitMs(error));
      const place = unusablePlace(before, step, how, error);
      if (place && replacements === 0) {
        replacements += 1;
        // A ticket keeps the channel of its card where that takes messages (R22).
        const kept = kind === 'card-unusable' ? { channel: place.channel } : {};
        subject = await delivery.noteResult(before, { replaced: place, ...kept });
        continue;
      }
      if ((kind === 'refused' || kind === 'content-refused') && isDigest(before)) {
        // Passed over, so that its tickets come as cards of their own.
        subject = await delivery.noteResult(before, { shownVersion: before.version });
        continue;
      }
      const after = await delivery.noteResult(before, {});
      if (kind === 'rate-limited') return wait(after, clock.now() + (error.retryAfterMs ?? WAIT_UNTOLD_MS));
      // No channel, or no token: no fault of this message, and mended by a person.
      if (kind === 'channel-unusable' || kind === 'token-unusable')
        return wait(after, clock.now() + WAIT_FOR_A_PERSON_MS);
      await release(after, services);
      throw error;
    }
  }
};

/**
 * The message that a step could not edit or reply to, so that a new one must stand for it (R22). A card that its digest's
 * thread does not take for whatever reason stands in the channel.
 */
const unusablePlace = (
  { channel, ts }: Subject,
  step: DeliveryStep,
  { thread }: PostHow,
  { kind }: SlackFailure,
): Place | undefined => {
  if (step.do === 'post') return kind === 'card-unusable' || kind === 'refused' ? thread : undefined;
  if (kind !== 'card-unusable' && kind !== 'channel-unusable') return undefined;
  // The step's own channel says nothing about the card.
  if (isOwnMessage(step)) return undefined;
  return channel === undefined || ts === undefined ? undefined : { channel, ts };
};

const lookUpWaitMs = ({ kind, retryAfterMs = WAIT_UNTOLD_MS }: SlackFailure): number =>
  kind === 'token-unusable' ? WAIT_FOR_A_PERSON_MS : retryAfterMs;

const isDigest = (subject: Subject): boolean => 'notice' in subject && subject.facts.about === 'digest';
