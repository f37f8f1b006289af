import { type SubjectKey, subjectId } from '../../lib/domain/subject.ts';
import type { EventPublisher, SubjectEvent } from '../../lib/workflows/ports.ts';
import { type Effect, saysWhat } from './effect.ts';
import type { Random } from './random.ts';

export type QueueMessage = {
  messageId: string;
  event: SubjectEvent;
  lane: number;
  sentAt: number;
  visibleAt: number;
  receives: number;
};

const VISIBILITY_MS = 90_000;
const MOST_RECEIVES = 20;

/** What becomes of one entry of a publishing request. */
export type EntryFault = 'lost' | 'sent-told-failed' | 'sent-twice';

/** The bus and the lanes behind it: at least once, in any order, and gone if the laptop restarts. */
export const createMessageQueue = (options: {
  now: () => number;
  effect: Effect;
  random: Random;
  entryFault: () => EntryFault | undefined;
}) => {
  const { now, effect, random, entryFault } = options;
  let messages: QueueMessage[] = [];
  let numbers = 0;
  const sent = new Set<string>();
  const put = (event: SubjectEvent): void => {
    sent.add(`${subjectId(event.subject)} ${event.version}`);
    const messageId = `message-${(numbers += 1)}`;
    const lane = random.below(2);
    messages.push({ messageId, event, lane, sentAt: now(), visibleAt: now(), receives: 0 });
  };
  const publisher: EventPublisher = {
    publish: (events) =>
      events.length === 0
        ? Promise.resolve([])
        : effect(
            'bus.publish',
            () =>
              events.map((event) => {
                const fault = entryFault();
                if (fault !== 'lost') put(event);
                if (fault === 'sent-twice') put(event);
                return fault === undefined || fault === 'sent-twice';
              }),
            { says: events.map(({ subject, type }) => saysWhat(subject, type)).join(', ') },
          ),
  };
  return {
    publisher,
    /** Whether the event of a version was ever on the bus. */
    wasSent: (subject: SubjectKey, version: number): boolean => sent.has(`${subjectId(subject)} ${version}`),
    hasVisible: (lane: number): boolean =>
      messages.some((one) => one.lane === lane && one.visibleAt <= now()),
    take: (lane: number, count: number): QueueMessage[] => {
      const taken: QueueMessage[] = [];
      while (taken.length < count) {
        const one = random.pickAny(
          messages.filter((other) => other.lane === lane && other.visibleAt <= now()),
        );
        if (!one) break;
        one.visibleAt = now() + VISIBILITY_MS;
        one.receives += 1;
        taken.push(one);
      }
      messages = messages.filter(({ receives }) => receives <= MOST_RECEIVES);
      return taken;
    },
    remove: (done: readonly QueueMessage[]): Promise<void> =>
      effect('queue.remove', () => {
        messages = messages.filter((message) => !done.includes(message));
      }),
    hide: (message: QueueMessage, forMs: number): Promise<void> =>
      effect('queue.hide', () => {
        message.visibleAt = now() + forMs;
      }),
    lose: (): void => {
      messages = [];
    },
  };
};
