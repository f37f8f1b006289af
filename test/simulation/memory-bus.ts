import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { DeliverableKey } from '../../lib/domain/delivery/deliverable.ts';
import type { EventPublisher, DeliverableEvent, WokenAlso } from '../../lib/workflows/ports/events.ts';
import { type Effect, plain } from './effect.ts';

export type WakeUp = { vendor: VendorRef; deliverables: readonly DeliverableKey[] } & {
  [also in WokenAlso]?: true;
};

/** A made-up bus behind the EventPublisher port. `wakeUps` holds those that notify has not handled yet. */
export const createMemoryBus = (effect: Effect = plain) => {
  const wakeUps: WakeUp[] = [];
  const published: DeliverableEvent[] = [];
  const shares: VendorRef[] = [];
  /** For each coming entry, whether it fails. Empty: none fails. */
  const failEntries: boolean[] = [];
  const publisher: EventPublisher = {
    publish: (events) =>
      effect('bus.publish', () =>
        events.map((event) => {
          if (failEntries.shift()) return false;
          published.push(event);
          return true;
        }),
      ),
    askToShare: (vendor) =>
      effect('bus.share', () => {
        shares.push(vendor);
        return true;
      }),
    wake: (vendor, deliverables, also) =>
      effect('bus.wake', () => {
        wakeUps.push({ vendor, deliverables, ...(also && { [also]: true }) });
        return true;
      }),
  };
  return { publisher, wakeUps, shares, published, failEntries };
};
