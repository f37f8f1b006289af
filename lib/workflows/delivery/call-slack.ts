import { type Deliverable, type DeliverableKey, deliverableId } from '../../domain/delivery/deliverable.ts';
import { messageName } from '../../domain/delivery/plan-delivery.ts';
import { elapsedOf } from '../ports/clock.ts';
import { type CutSearch, type Found, type MessageRef, SlackFailure } from '../ports/slack.ts';
import type { TraceEvent } from '../ports/log.ts';
import type { NotifyPorts } from './notify-ports.ts';

/**
 * A call to Slack and its answer. Without `failure`, Slack accepted it.
 * `begunAt`: monotonic clock; absent if the call could not be prepared.
 * `ref`: the message that was posted or found.
 * `cut`: the position where an interrupted search continues.
 * `isGone`: the message of a refused edit was deleted.
 */
export type Call = {
  begunAt?: number;
  failure?: SlackFailure;
  ref?: MessageRef;
  cut?: CutSearch;
  isGone?: boolean;
};

/**
 * `moved`: another writer changed the item, so it is read again.
 * `lane-lost`: nothing more may be sent.
 * Otherwise the item with its attempt, and the calls, if any. `along`: the edit of the card after a line.
 */
export type Sent = 'moved' | 'lane-lost' | { deliverable: Deliverable; call?: Call; along?: Call };

/** A call takes at most ten seconds, and its result must still be written (R19). */
export const BEFORE_A_CALL_MS = 15_000;

type Failed = Extract<TraceEvent, { did: 'failed' }>;
export type About = Pick<Failed, 'call' | 'attempt' | 'channel'> & { key: DeliverableKey };

export const aboutMessage = (call: Failed['call'], deliverable: Deliverable): About => ({
  key: deliverable.key,
  call,
  attempt: messageName(deliverable),
  channel: deliverable.delivery.channel,
});

/** Logs and returns a failure of Slack. Throws any other error. */
export const createCallSlack = ({ clock, log, onSlackFailure }: NotifyPorts) => {
  const elapsed = elapsedOf(clock);
  const orFailure = <Answer>(
    { key, call, attempt, channel }: About,
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
  const callSlack = async (about: About, call: () => Promise<Found | undefined | void>): Promise<Call> => {
    const begunAt = elapsed();
    const answer = await orFailure(about, call());
    if (answer instanceof SlackFailure) return { begunAt, failure: answer };
    if (!answer) return { begunAt };
    return 'search' in answer ? { begunAt, cut: answer } : { begunAt, ref: answer };
  };
  return { callSlack, orFailure };
};
