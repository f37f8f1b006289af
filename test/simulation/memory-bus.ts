import type { EventPublisher, SubjectEvent } from '../../lib/workflows/ports.ts';
import { type Effect, plain } from './effect.ts';

/** A made-up bus behind the EventPublisher port: `queue` holds what notify has not taken yet. */
export const createMemoryBus = (effect: Effect = plain) => {
  const queue: SubjectEvent[] = [];
  const published: SubjectEvent[] = [];
  /** Per coming entry, whether it fails; empty: none does. */
  const failEntries: boolean[] = [];
  const publisher: EventPublisher = {
    publish: (events) =>
      effect('bus.publish', () =>
        events.map((event) => {
          if (failEntries.shift()) return false;
          queue.push(event);
          published.push(event);
          return true;
        }),
      ),
  };
  return { publisher, queue, published, failEntries };
};
