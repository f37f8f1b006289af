import type { Log } from '../ports/log.ts';
import type { DeliveryResult, DeliveryStore } from '../ports/delivery-store.ts';
import { trace, type TraceEvent } from './trace-event.ts';

/** The same store. It logs the parts of a result that the log of Slack's answers lacks. */
export const traceDelivery = (delivery: DeliveryStore, log: Log): DeliveryStore => ({
  ...delivery,
  noteResult: async (before, result, attentionAt) => {
    const after = await delivery.noteResult(before, result, attentionAt);
    if (after) for (const event of resultEvents(result)) trace(log, after.key, event);
    return after;
  },
  noteEntry: async (before, name, entry) => {
    const after = await delivery.noteEntry(before, name, entry);
    if (after)
      trace(log, after.key, {
        attempt: name,
        ...(entry === 'alone' ? { did: 'unlisted' } : { did: 'listed', list: entry.list }),
      });
    return after;
  },
});

const resultEvents = ({ replaced, retries = {}, posted = {} }: DeliveryResult): TraceEvent[] => {
  const lines = Object.keys(posted).filter((name) => posted[name] === 'passed');
  return [
    ...(replaced ? [{ did: 'replaced' as const, ...replaced }] : []),
    ...Object.entries(retries).flatMap(([attempt, retry]) =>
      retry
        ? [
            {
              did: 'put-off' as const,
              attempt,
              nextTryAt: retry.at,
              refusals: retry.times,
              reason: retry.reason,
            },
          ]
        : [],
    ),
    ...(lines.length > 0 ? [{ did: 'passed-over' as const, lines }] : []),
  ];
};
