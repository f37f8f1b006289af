import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import { destinationOf } from '../../domain/delivery/destination.ts';
import { membersOf } from '../../domain/notice/notice.ts';
import { linesShownByCard, MOST_PASSED } from '../../domain/delivery/plan-delivery.ts';
import { isBesideThread, lineOf } from '../../domain/ticket/line.ts';
import type { Attempt, AttemptName, LineName } from '../../domain/ticket/ticket.ts';
import { elapsedOf } from '../ports/clock.ts';
import type { DeliveryResult } from '../ports/delivery-store.ts';
import type { MessageRef, PostOptions } from '../ports/messenger.ts';
import { SlackFailure } from '../ports/slack-error.ts';
import type { Aim } from './aim-action.ts';
import { conclude } from './conclude.ts';
import { type ActionOutcome, BEFORE_A_CALL_MS, type DrainRun, noteTaken, optionsOf } from './drain-run.ts';
import { editAlong } from './edit-message.ts';
import { readMembers } from './read-members.ts';
import { SEND_SPANS } from './send-spans.ts';

/** One post a second in each channel. Source: docs.slack.dev, rate limits, "Posting messages". */
const POST_EVERY_MS = 1_000;

/** Posts a card, a notice or a thread line. If Slack refuses a form, another form follows (R22). */
export const postMessage = async (
  before: Deliverable,
  name: AttemptName,
  aim: Aim,
  run: DrainRun,
): Promise<ActionOutcome> => {
  const members = await readMembers(before, run.services);
  // None of the digest's tickets was written, or all tickets of the list are closed. There is nothing to say.
  const isOfMembers = before.type === 'notice' && membersOf(before.facts) !== undefined;
  if (isOfMembers && members?.length === 0)
    return { deliverable: before, result: { shownVersion: before.outbox.version } };
  const options = optionsOf(aim.options, members);
  const sent = await send(before, name, options, run);
  if (typeof sent === 'string' || 'deliverable' in sent) return sent;
  const { after } = sent;
  if ('posted' in sent) {
    noteTaken(run);
    return { deliverable: after, result: await resultOf(after, name, sent.posted, run) };
  }
  const what = isOwnMessage(name) ? 'own' : 'reply';
  return conclude(sent.failure, { what, deliverable: after, name, aim }, run);
};

type Sent =
  | ActionOutcome
  | { after: Deliverable; posted: MessageRef }
  | { after: Deliverable; failure: SlackFailure };

/** One attempt in one form: built first, then written down, then sent. Nothing waits between the last two. */
const send = async (
  deliverable: Deliverable,
  name: AttemptName,
  options: PostOptions,
  run: DrainRun,
): Promise<Sent> => {
  const { messenger, channelsOf, delivery, clock, newToken, spans = SEND_SPANS } = run.services;
  const elapsed = elapsedOf(clock);
  let after = deliverable;
  try {
    const to = destinationOf(deliverable, name, options, channelsOf(deliverable.key));
    const call = await messenger.preparePost(deliverable, name, to, options);
    if (!(await run.lane.holdFor(BEFORE_A_CALL_MS))) return 'lane-lost';
    const attempt: Attempt = { ...to, name, at: clock.now(), token: newToken() };
    const notedFrom = elapsed();
    const noted = await delivery.noteAttempt(deliverable, attempt);
    if (!noted) return 'moved';
    after = noted;
    const isOld =
      elapsed() - notedFrom > SEND_SPANS.attemptLastsMs ||
      Math.abs(clock.now() - attempt.at) > spans.attemptLastsMs;
    if (isOld || run.lane.leftMs() < BEFORE_A_CALL_MS) return { deliverable: after, result: {} };
    run.waits.add(`post:${to.channel}`, POST_EVERY_MS);
    return { after, posted: await call() };
  } catch (failure) {
    if (!(failure instanceof SlackFailure)) throw failure;
    return { after, failure };
  }
};

/** What Slack shows now. After a thread line the card is edited, too, and one write stores both. */
const resultOf = async (
  deliverable: Deliverable,
  name: AttemptName,
  posted: MessageRef,
  run: DrainRun,
): Promise<DeliveryResult> => {
  const { retries, ...result } = isLine(name)
    ? { posted: { [name]: posted.ts }, ...(await editAlong(deliverable, run)) }
    : resultOfMessage(deliverable, posted);
  // A message that was sent has no wait any more.
  const changed = { ...retries, ...(deliverable.delivery.retries[name] && { [name]: undefined }) };
  return { ...result, ...(Object.keys(changed).length > 0 && { retries: changed }) };
};

const resultOfMessage = (deliverable: Deliverable, posted: MessageRef): DeliveryResult => ({
  ...posted,
  shownVersion: deliverable.outbox.version,
  // The other lines are overtaken and will be passed.
  ...(deliverable.type === 'ticket' && { posted: passed(linesShownByCard(deliverable).slice(-MOST_PASSED)) }),
});

export const passed = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, 'passed']));

/** Whether a message is a line of a ticket, in the card's thread or beside it. */
export const isLine = (name: AttemptName): name is LineName => name !== 'card' && name !== 'notice';

/** Whether a message goes into a channel or to a person, such as an escalation, and not into the card's thread. */
const isOwnMessage = (name: AttemptName): boolean => !isLine(name) || isBesideThread(lineOf(name));
