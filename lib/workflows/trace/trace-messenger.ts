import { type Deliverable, deliverableId } from '../../domain/delivery/deliverable.ts';
import { messageName } from '../../domain/delivery/plan-delivery.ts';
import type { Log } from '../ports/log.ts';
import { SlackFailure } from '../ports/slack-error.ts';
import type { Messenger } from '../ports/messenger.ts';
import { trace, type TraceEvent } from './trace-event.ts';

type Failed = Extract<TraceEvent, { did: 'failed' }>;

/**
 * The same messenger. It logs each message that Slack took, has or did not take, and where.
 * @param onFailure called for each call that fails, and each that cannot be prepared
 */
export const traceMessenger = (
  slack: Messenger,
  log: Log,
  onFailure: (failure: SlackFailure) => void,
): Messenger => {
  const failed =
    (deliverable: Deliverable, { call, attempt, channel }: Pick<Failed, 'call' | 'attempt' | 'channel'>) =>
    (error: unknown): never => {
      if (error instanceof SlackFailure) {
        const { kind, reason } = error;
        const event: Failed = { did: 'failed', call, attempt, kind, reason, channel };
        log.warn(error.message, { deliverable: deliverableId(deliverable.key), ...event });
        onFailure(error);
      }
      throw error;
    };
  return {
    preparePost: async (deliverable, name, to, options) => {
      const fail = failed(deliverable, { call: 'post', attempt: name, channel: to.channel });
      const call = await slack.preparePost(deliverable, name, to, options).catch(fail);
      return async () => {
        const posted = await call().catch(fail);
        trace(log, deliverable.key, {
          did: 'posted',
          attempt: name,
          version: deliverable.outbox.version,
          ...posted,
        });
        return posted;
      };
    },
    prepareEdit: async (deliverable, options) => {
      const { channel, ts } = deliverable.delivery;
      const { version } = deliverable.outbox;
      const fail = failed(deliverable, { call: 'edit', attempt: messageName(deliverable), channel });
      const call = await slack.prepareEdit(deliverable, options).catch(fail);
      return async () => {
        await call().catch(fail);
        const place = channel !== undefined && ts !== undefined && { channel, ts };
        trace(log, deliverable.key, { did: 'edited', version, ...place });
      };
    },
    find: async (deliverable, sought) => {
      const { name: attempt, at: attemptedAt, channel } = sought;
      const fail = failed(deliverable, { call: 'look-up', attempt, channel });
      const found = await slack.find(deliverable, sought).catch(fail);
      // It is not known yet.
      if (found && 'search' in found) return found;
      trace(
        log,
        deliverable.key,
        found
          ? { did: 'found', attempt, attemptedAt, channel: found.channel, ts: found.ts }
          : { did: 'not-found', attempt, attemptedAt, channel },
      );
      return found;
    },
    isThere: (deliverable) => {
      const { channel } = deliverable.delivery;
      const about = { call: 'look-up', attempt: messageName(deliverable), channel } as const;
      return slack.isThere(deliverable).catch(failed(deliverable, about));
    },
  };
};
