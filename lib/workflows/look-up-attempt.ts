import { LOOK_UP_AFTER_MS, messageName } from '../domain/plan-delivery.ts';
import { type Subject, subjectId } from '../domain/subject.ts';
import type { DeliveryStore, Log } from './ports.ts';
import type { PostHow, SlackChannel } from './slack-port.ts';
import { SlackFailure } from './slack-error.ts';

type Services = { delivery: DeliveryStore; slack: Pick<SlackChannel, 'find'>; log: Log };

/** A look-up that Slack refuses so often, for whatever reason, some ten minutes, will not succeed any more. */
const MOST_REFUSALS = 20;

/** Slack may say that it stored a message some time before we noted the attempt: clocks differ (R19). */
const LOOK_BACK_MS = 10 * 60 * 1000;

/** Resolves an attempt whose answer was lost (R19). A card that is found shows an unknown version and is edited next. */
export const lookUpAttempt = async (
  subject: Subject,
  how: PostHow,
  { delivery, slack, log }: Services,
): Promise<Subject> => {
  const { attempt } = subject;
  if (!attempt) return subject;
  try {
    const found = await slack.find(subject, attempt, attempt.at - LOOK_BACK_MS, how);
    if (!found) {
      const { refusals, ...searched } = attempt;
      return await delivery.noteAttempt(subject, { ...searched, lookUps: attempt.lookUps + 1 });
    }
    const isOwnMessage = attempt.name === messageName(subject);
    return await delivery.noteResult(
      subject,
      isOwnMessage ? found : { posted: { [attempt.name]: found.ts } },
    );
  } catch (error) {
    if (!(error instanceof SlackFailure)) throw error;
    const refusals = (attempt.refusals ?? 0) + 1;
    if (error.kind === 'refused' && refusals < MOST_REFUSALS) {
      await delivery.noteAttempt(subject, { ...attempt, refusals });
      throw error;
    }
    if (error.kind !== 'look-up-refused' && error.kind !== 'refused') throw error;
    log.error(
      'Slack refuses the look-up, so a message may be posted twice: give the app its history scopes and invite it',
      { subject: subjectId(subject), attempt: attempt.name, reason: error.reason },
    );
    return delivery.noteAttempt(subject, { ...attempt, lookUps: LOOK_UP_AFTER_MS.length });
  }
};
