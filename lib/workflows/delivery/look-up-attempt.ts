import { type Deliverable, deliverableId } from '../../domain/delivery/deliverable.ts';
import type { AttemptName } from '../../domain/ticket/ticket.ts';
import {
  AGAIN_MS,
  BEFORE_A_CALL_MS,
  type DrainState,
  logFailure,
  type Shown,
  type ShowServices,
} from './drain-state.ts';
import { SlackFailure } from '../ports/slack-error.ts';
import { writeResult } from './write-result.ts';

/** A look-up that Slack refuses so often in a row, and for so long, will not succeed any more (R19). A machine may sleep between two. */
const LOOK_UP_TRIES = 10;
const LOOK_UP_FOR_MS = 10 * 60_000;

/** Resolves an attempt whose answer was lost (R19). A card that is found shows an unknown version and is edited next. */
export const lookUpAttempt = async (
  deliverable: Deliverable,
  onlyFinds: boolean,
  drain: DrainState,
  services: ShowServices,
): Promise<Shown> => {
  const { slack, log, clock } = services;
  const { attempt } = deliverable;
  if (!attempt) return deliverable;
  if (!(await drain.lane.holdFor(BEFORE_A_CALL_MS))) return 'lane-lost';
  try {
    const found = await slack.find(deliverable, attempt);
    drain.unsure = 0;
    if (!found) return onlyFinds ? deliverable : await writeResult(deliverable, {}, drain, services);
    const result = isLine(attempt.name) ? { posted: { [attempt.name]: found.ts } } : found;
    return await writeResult(deliverable, result, drain, services);
  } catch (error) {
    if (!(error instanceof SlackFailure)) throw error;
    logFailure(log, error, attempt.channel);
    const key = error.kind === 'token-unusable' ? 'token' : `look-up:${attempt.channel}`;
    drain.waits.add(key, error.retryAfterMs ?? AGAIN_MS);
    if (onlyFinds) return deliverable;
    const { refused: before, ...unrefused } = attempt;
    const refused = { since: before?.since ?? clock.now(), times: (before?.times ?? 0) + 1 };
    // A look-up that fails while Slack takes messages is as good as refused.
    const isRefused =
      error.kind === 'rate-limited' ||
      error.kind === 'refused' ||
      (error.kind === 'unsure' && drain.hasAnswered);
    const isLong = refused.times >= LOOK_UP_TRIES && clock.now() - refused.since >= LOOK_UP_FOR_MS;
    const isHopeless = error.kind === 'look-up-refused' || (isRefused && isLong);
    if (isHopeless) {
      log.error(
        'Slack refuses the look-up, so a message may be posted twice: give the app its history scopes and invite it',
        {
          deliverable: deliverableId(deliverable),
          attempt: attempt.name,
          reason: error.reason,
          channel: attempt.channel,
        },
      );
      return writeResult(deliverable, {}, drain, services);
    }
    if (!isRefused && !before) return deliverable;
    // Refusals count in a row: while Slack answers nothing sure, a new post would fare no better.
    const noted = isRefused ? { ...attempt, refused } : unrefused;
    return (await services.delivery.noteAttempt(deliverable, noted)) ?? 'moved';
  }
};

/** Whether a message is a line of a card's thread, or of a step's own channel. */
export const isLine = (name: AttemptName): boolean => name !== 'card' && name !== 'notice';
