import type { EventPublisher } from '../ports/event-publisher.ts';
import type { Log } from '../ports/log.ts';
import { trace } from './trace-event.ts';

/** The same publisher. It logs for each event whether it went onto the bus. */
export const tracePublisher = (publisher: EventPublisher, log: Log): EventPublisher => ({
  ...publisher,
  publish: async (events) => {
    const sent = await publisher.publish(events);
    for (const [index, { deliverable, version, type }] of events.entries())
      trace(log, deliverable, { did: sent[index] ? 'published' : 'not-published', version, event: type });
    return sent;
  },
});
