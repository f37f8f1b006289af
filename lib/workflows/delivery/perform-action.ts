import {
  attemptName,
  type DeliveryAction,
  linesShownByCard,
  MOST_PASSED,
} from '../../domain/delivery/plan-delivery.ts';
import { stepOfLine } from '../../domain/ladder/step-line.ts';
import { type Deliverable, deliverableId } from '../../domain/delivery/deliverable.ts';
import type { Attempt, AttemptName, Retry } from '../../domain/ticket/ticket.ts';
import { type Consequence, afterFailure, type Failed, retryAfterRefusal } from './after-failure.ts';
import { type Aim, readMembers } from './aim-action.ts';
import {
  AGAIN_MS,
  BEFORE_A_CALL_MS,
  type DrainState,
  EDIT_EVERY_MS,
  logFailure,
  type Shown,
  type ShowServices,
} from './drain-state.ts';
import { isLine, lookUpAttempt } from './look-up-attempt.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryResult } from '../ports/delivery-store.ts';
import { readDeliverable } from '../outbox/read-deliverable.ts';
import { SlackFailure } from '../ports/slack-error.ts';
import type { Posted, PostOptions } from '../ports/slack-port.ts';
import { elapsedOf } from './waits.ts';
import { writeOnce, writeResult } from './write-result.ts';

/** Between the attempt's write and the call (R19). */
const ATTEMPT_LASTS_MS = 5_000;
/** One post a second a channel. Source: docs.slack.dev, rate limits, "Posting messages". */
const POST_EVERY_MS = 1_000;
/** Slack may not be there at all: more attempts would only have to be looked up. */
const WAIT_UNSURE_MS = 10_000;

/** Takes one step and writes its result at once (R19). Throws what the store throws. */
export const performAction = async (
  deliverable: Deliverable,
  step: DeliveryAction,
  aim: Aim,
  drain: DrainState,
  services: ShowServices,
): Promise<Shown> => {
  const name = attemptName(deliverable, step);
  switch (step.do) {
    case 'look-up':
      return lookUpAttempt(deliverable, step.onlyFinds === true, drain, services);
    case 'pass':
      return writeResult(deliverable, { posted: passed(step.names) }, drain, services);
    case 'skip':
      return writeResult(deliverable, { shownVersion: deliverable.version }, drain, services);
    case 'edit':
      return edit(deliverable, drain, services);
    case 'post':
    case 'post-line':
      return name === undefined ? deliverable : post(deliverable, name, aim, drain, services);
    case 'wait':
    case 'nothing':
      return deliverable;
  }
};

const post = async (
  before: Deliverable,
  name: AttemptName,
  aim: Aim,
  drain: DrainState,
  services: ShowServices,
): Promise<Shown> => {
  const members = await readMembers(before, services);
  // A digest of which no ticket was written has nothing to say, nor has a list of tickets that are all done.
  if (members?.length === 0) return writeResult(before, { shownVersion: before.version }, drain, services);
  let deliverable = before;
  let options: PostOptions = { ...aim.options, offsetMs: drain.offsetMs, ...(members && { members }) };
  for (;;) {
    const sent = await send(deliverable, name, options, drain, services);
    if (sent === 'moved' || sent === 'lane-lost') return sent;
    if ('posted' in sent) {
      const { noted, posted } = sent;
      beSure(drain);
      const { retries, ...result }: DeliveryResult = isLine(name)
        ? { posted: { [name]: posted.ts }, ...(await editAlong(noted, drain, services)) }
        : resultOfMessage(noted, posted);
      const changed = { ...retries, ...forget(noted, name).retries };
      return writeResult(
        noted,
        { ...result, ...(!isEmpty(changed) && { retries: changed }) },
        drain,
        services,
      );
    }
    const { failure, after } = sent;
    deliverable = after;
    if (failure.kind === 'unsure') {
      beUnsure(drain);
      return deliverable;
    }
    const failed: Failed = {
      what: isOwnMessage(name) ? 'own' : 'reply',
      options,
      isDigest: isDigest(deliverable),
      isReplaced: isReplaced(deliverable, name, drain),
    };
    const next = afterFailure(failure, failed);
    if (next.do === 'another-form') {
      // Each form is an attempt of its own, and another second of the channel's.
      const ended = await writeResult(deliverable, {}, drain, services);
      // What has changed meanwhile may owe something else.
      if (ended === 'moved' || ended === 'lane-lost' || ended.version !== deliverable.version) return ended;
      deliverable = ended;
      options = next.options;
      continue;
    }
    const place = options.thread ?? placeOf(deliverable);
    const { fallback, ...ownWay } = options;
    const { channel } = services.slack.destination(deliverable, name, ownWay);
    return conclude(deliverable, name, next, failure, { channel, method: 'post', place }, drain, services);
  }
};

type Sent =
  | 'moved'
  | 'lane-lost'
  | { noted: Deliverable; posted: Posted }
  | { failure: SlackFailure; after: Deliverable };

/** One attempt in one form: built first, then noted, then sent, with nothing that waits between the two. */
const send = async (
  deliverable: Deliverable,
  name: AttemptName,
  options: PostOptions,
  drain: DrainState,
  services: ShowServices,
): Promise<Sent> => {
  const { slack, delivery, clock, log, newToken } = services;
  const elapsed = elapsedOf(clock);
  let after = deliverable;
  let { channel } = deliverable;
  try {
    const to = slack.destination(deliverable, name, options);
    channel = to.channel;
    const call = await slack.preparePost(deliverable, name, to, options);
    if (!(await drain.lane.holdFor(BEFORE_A_CALL_MS))) return 'lane-lost';
    const attempt: Attempt = { ...to, name, at: clock.now(), token: newToken() };
    const notedFrom = elapsed();
    const noted = await delivery.noteAttempt(deliverable, attempt);
    if (!noted) return 'moved';
    after = noted;
    const isOld =
      elapsed() - notedFrom > ATTEMPT_LASTS_MS || Math.abs(clock.now() - attempt.at) > ATTEMPT_LASTS_MS;
    if (isOld || drain.lane.leftMs() < BEFORE_A_CALL_MS) {
      await writeResult(noted, {}, drain, services);
      return 'moved';
    }
    drain.waits.add(`post:${to.channel}`, POST_EVERY_MS);
    return { noted, posted: await call() };
  } catch (failure) {
    if (!(failure instanceof SlackFailure)) throw failure;
    logFailure(log, failure, channel);
    return { failure, after };
  }
};

/** Writes what follows from a call that surely posted nothing (R21, R22). */
const conclude = async (
  deliverable: Deliverable,
  name: AttemptName | 'edit',
  next: Exclude<Consequence, { do: 'another-form' }>,
  failure: SlackFailure,
  where: { channel: string; method: 'post' | 'edit'; place: { channel: string; ts: string } | undefined },
  drain: DrainState,
  services: ShowServices,
): Promise<Shown> => {
  const { clock } = services;
  switch (next.do) {
    case 'wait': {
      const { on, forMs } = next.wait;
      const keys = { method: `${where.method}:${where.channel}`, channel: `channel:${where.channel}` };
      drain.waits.add(on === 'method' || on === 'channel' ? keys[on] : on, forMs);
      return deliverable.attempt ? writeResult(deliverable, {}, drain, services) : deliverable;
    }
    case 'replace': {
      drain.replaced.add(deliverableId(deliverable));
      if (!where.place) return writeResult(deliverable, {}, drain, services);
      // A ticket keeps the channel of its card where that takes messages (R22).
      const kept = failure.kind === 'card-unusable' ? { channel: where.place.channel } : {};
      const replaced = { replaced: where.place, ...kept };
      // Without an attempt of ours another may have posted a new card meanwhile.
      return deliverable.attempt
        ? writeResult(deliverable, replaced, drain, services)
        : ((await writeOnce(deliverable, replaced, drain, services)) ?? 'moved');
    }
    case 'pass-over':
      return writeResult(deliverable, { shownVersion: deliverable.version }, drain, services);
    case 'retry-later': {
      drain.refused += 1;
      const told = { version: deliverable.version, now: clock.now(), reason: failure.reason };
      return writeResult(
        deliverable,
        { retries: { [name]: retryAfterRefusal(deliverable.retries[name], told) } },
        drain,
        services,
      );
    }
    case 'unsure':
      return writeResult(
        deliverable,
        { retries: { edit: afterUnsureEdit(failure, clock) } },
        drain,
        services,
      );
  }
};

const edit = async (deliverable: Deliverable, drain: DrainState, services: ShowServices): Promise<Shown> => {
  const members = await readMembers(deliverable, services);
  const options: PostOptions = { offsetMs: drain.offsetMs, ...(members && { members }) };
  const place = placeOf(deliverable);
  for (const form of [options, { ...options, plain: true }]) {
    const sent = await sendEdit(deliverable, form, drain, services);
    if (sent === 'lane-lost') return sent;
    if (sent === 'shown') return writeEdited(deliverable, drain, services);
    const next = afterFailure(sent, {
      what: 'edit',
      options: form,
      isDigest: isDigest(deliverable),
      isReplaced: isReplaced(deliverable, 'edit', drain),
    });
    if (next.do === 'another-form') continue;
    if (next.do === 'unsure') beUnsure(drain);
    const where = { channel: deliverable.channel ?? '', method: 'edit' as const, place };
    return conclude(deliverable, 'edit', next, sent, where, drain, services);
  }
  return deliverable;
};

const sendEdit = async (
  deliverable: Deliverable,
  options: PostOptions,
  drain: DrainState,
  { slack, log }: ShowServices,
): Promise<'shown' | 'lane-lost' | SlackFailure> => {
  try {
    const call = await slack.prepareEdit(deliverable, options);
    if (!(await drain.lane.holdFor(BEFORE_A_CALL_MS))) return 'lane-lost';
    drain.waits.add(`edit:${deliverable.channel}`, EDIT_EVERY_MS);
    await call();
    beSure(drain);
    return 'shown';
  } catch (failure) {
    if (!(failure instanceof SlackFailure)) throw failure;
    logFailure(log, failure, deliverable.channel);
    return failure;
  }
};

/** It may take effect yet: until it cannot, none is made of whatever version, so that the newest is the last (R19). */
const afterUnsureEdit = ({ reason }: SlackFailure, clock: Clock): Retry =>
  editAgain(Number.MAX_SAFE_INTEGER, reason, clock);

/** @param version the last one that waits; a newer one is edited at once */
const editAgain = (version: number, reason: string, { now }: Clock): Retry => ({
  at: now() + AGAIN_MS,
  version,
  since: now(),
  times: 0,
  reason,
});

/** Whoever edited beside us may have been the last: then the edit is owed again, a minute later (R19). */
const writeEdited = async (
  deliverable: Deliverable,
  drain: DrainState,
  services: ShowServices,
): Promise<Shown> => {
  const edited = { shownVersion: deliverable.version, ...forget(deliverable, 'edit') };
  const written = await writeOnce(deliverable, edited, drain, services);
  if (written) return written;
  const fresh = await readDeliverable(deliverable, services);
  // An open attempt is another's lock.
  if (!fresh || fresh.attempt) return 'moved';
  // Moved once more, it is another's: what is owed then shows in the item.
  if (fresh.shownVersion === deliverable.shownVersion)
    return (await writeOnce(fresh, edited, drain, services)) ?? 'moved';
  const retry = editAgain(fresh.version, 'edited_beside_another', services.clock);
  const shownVersion = Math.min(deliverable.shownVersion, fresh.shownVersion);
  const owedAgain = { shownVersion, retries: { edit: retry } };
  return (await writeOnce(fresh, owedAgain, drain, services)) ?? 'moved';
};

/** The card is brought up to date in the same breath as a line of its thread: one write for both. A failure is no harm: the edit stays owed. */
const editAlong = async (
  deliverable: Deliverable,
  drain: DrainState,
  services: ShowServices,
): Promise<Pick<DeliveryResult, 'shownVersion' | 'retries'>> => {
  const isOwed = deliverable.shownVersion < deliverable.version && deliverable.retries.edit === undefined;
  if (!isOwed || drain.waits.left([`edit:${deliverable.channel}`]) > 0) return {};
  // A renewal between the call and the result would be one more write before it.
  if (drain.lane.leftMs() < 2 * BEFORE_A_CALL_MS) return {};
  const sent = await sendEdit(deliverable, { offsetMs: drain.offsetMs }, drain, services);
  if (sent === 'shown') return { shownVersion: deliverable.version };
  if (sent !== 'lane-lost' && sent.kind === 'rate-limited')
    drain.waits.add(`edit:${deliverable.channel}`, sent.retryAfterMs ?? AGAIN_MS);
  const isUnsure = sent !== 'lane-lost' && sent.kind === 'unsure';
  return isUnsure ? { retries: { edit: afterUnsureEdit(sent, services.clock) } } : {};
};

const resultOfMessage = (deliverable: Deliverable, posted: Posted): DeliveryResult => ({
  ...posted,
  shownVersion: deliverable.version,
  // The others have been overtaken, and are passed over next.
  ...(!('notice' in deliverable) && { posted: passed(linesShownByCard(deliverable).slice(-MOST_PASSED)) }),
});

const passed = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, 'passed']));

/** A message that went out waits for nothing any more. */
const forget = ({ retries }: Deliverable, name: AttemptName | 'edit'): Pick<DeliveryResult, 'retries'> =>
  retries[name] ? { retries: { [name]: undefined } } : {};

const beSure = (drain: DrainState): void => {
  drain.unsure = 0;
  drain.hasAnswered = true;
};

const isEmpty = (names: object): boolean => Object.keys(names).length === 0;

const beUnsure = (drain: DrainState): void => {
  drain.unsure += 1;
  if (drain.unsure > 1) drain.waits.add('slack', WAIT_UNSURE_MS);
};

/** A message in a channel, such as a step's in the step's own; a reply has its place in the card's thread alone. */
const isOwnMessage = (name: AttemptName): boolean =>
  name === 'card' || name === 'notice' || stepOfLine(name)?.kind === 'escalation';

/** Or a new card did not help the message before: another would be one more for people to see. */
const isReplaced = (deliverable: Deliverable, name: AttemptName | 'edit', drain: DrainState): boolean =>
  drain.replaced.has(deliverableId(deliverable)) || (deliverable.retries[name]?.times ?? 0) > 0;

const isDigest = (deliverable: Deliverable): boolean =>
  'notice' in deliverable && deliverable.facts.about === 'digest';

const placeOf = ({ channel, ts }: Deliverable) =>
  channel === undefined || ts === undefined ? undefined : { channel, ts };
