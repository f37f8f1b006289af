import { NotifierError } from '../../domain/notifier-error.ts';
import { type Deliverable, type DeliverableKey, deliverableId } from '../../domain/delivery/deliverable.ts';
import { placeOf } from '../../domain/delivery/destination.ts';
import type { AttemptName, LineName, Place } from '../../domain/ticket/ticket.ts';
import { SlackFailure } from '../../workflows/ports/slack.ts';
import type { CallContext } from './classify-slack-error.ts';

/** `card for KR/A00012345/call-center/…`: names the message in errors. */
export const contextOf = (
  deliverable: DeliverableKey,
  call: CallContext['call'],
  name: AttemptName,
): CallContext => ({
  call,
  what: `${name} for ${deliverableId(deliverable)}`,
});

/** Runs code before the request. A failure proves that nothing was posted. Throws SlackFailure. */
export const prepare = <T>({ call, what }: CallContext, build: () => T): T => {
  try {
    return build();
  } catch (cause) {
    if (cause instanceof SlackFailure) throw cause;
    const why = cause instanceof NotifierError ? cause.message : 'it cannot be rendered, a defect of ours.';
    throw new SlackFailure('refused', 'not_rendered', `Slack: ${call} of ${what} was not sent: ${why}`, {
      cause,
    });
  }
};

/** The place of a message, or of a line of a card's thread. Throws SlackFailure without a place. */
export const placeIn = (deliverable: Deliverable, { call, what }: CallContext, line?: LineName): Place => {
  const place = placeOf(deliverable, line);
  if (place) return place;
  throw new SlackFailure('card-unusable', 'no_card', `Slack: ${call} of ${what}: it is not in Slack yet.`);
};
