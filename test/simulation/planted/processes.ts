import { readItem } from '../../../lib/coupang/call-center/read-item.ts';
import { inTurn } from '../../../lib/domain/time/in-turn.ts';
import type { Breakage } from '../breakage.ts';
import { VENDOR } from '../create-world.ts';
import { instead } from './instead.ts';

/** The last warning to the claimer is passed over, like a line that a newer line replaces (R30). */
export const directMessageForgotten: Breakage = {
  caughtBy: ['R30'],
  shares: true,
  worse: { presses: 0.06 },
  breakDrain: (services) =>
    instead(services, 'delivery', 'noteResult', (noteResult) => (before, result, attentionAt) => {
      const lines = before.type === 'ticket' ? before.facts.history.map(({ name }) => name) : [];
      const direct = lines.filter((name) => name.startsWith('direct/'));
      const known = before.type === 'ticket' ? before.delivery.posted : {};
      const passed = Object.fromEntries(
        direct.filter((name) => !(name in known)).map((name) => [name, 'passed']),
      );
      const posted = { ...passed, ...result.posted };
      return noteResult(
        before,
        { ...result, ...(Object.keys(posted).length > 0 && { posted }) },
        attentionAt,
      );
    }),
};

/** The roster forgets who has the ticket, as if the lagging index showed no claim (R30). */
export const rosterTrustsTheIndex: Breakage = {
  caughtBy: ['R30'],
  shares: true,
  worse: { presses: 0.06 },
  breakShare: (ports) =>
    instead(ports, 'reader', 'ticket', (readTicket) => async (key) => {
      const ticket = await readTicket(key);
      if (!ticket || ticket.facts.state === 'closed') return ticket;
      const { claimedBy, claimedAt, ...facts } = ticket.facts;
      return { ...ticket, facts };
    }),
};

const MOST = 3;

/**
 * Sends only the first three of the requests to the bus at one time. It notes the events of the others as sent, too
 * (R2).
 */
export const fourthRequestNotSent: Breakage = {
  caughtBy: ['R2'],
  breakPorts: (ports) => {
    let begun = 0;
    return {
      ...ports,
      publisher: {
        ...ports.publisher,
        publish: async (events) => {
          // A run begins its simultaneous requests without a wait in between.
          queueMicrotask(() => (begun = 0));
          begun += 1;
          return begun > MOST ? events.map(() => true) : ports.publisher.publish(events);
        },
      },
    };
  },
};

/** A process measures the gap from its own last run, although other processes ran since (R16, R17). */
export const ownLastRunOnly: Breakage = {
  caughtBy: ['R17', 'S2'],
  breakTrack: (ports, { lastSeen }) =>
    instead(ports, 'states', 'read', (readOwn) => async (vendor) => {
      const state = await readOwn(vendor);
      const own = lastSeen.get(`${VENDOR.market}/${VENDOR.vendorId}/ladder`);
      return state && own?.trackedAt !== undefined ? { ...state, trackedAt: own.trackedAt } : state;
    }),
};

/** Keeps the reading of an item by the inquiry's number, and so misses a change of the item. */
export const itemKeptByItsNumber: Breakage = {
  caughtBy: ['promise', 'R9', 'R11', 'R14'],
  itemReader: (zone) => {
    const kept = new Map<string, ReturnType<typeof readItem>>();
    return (value) => {
      const read = readItem(value, zone);
      const number = 'inquiry' in read.item ? read.item.inquiry.inquiryId : read.item.unusable.hash;
      const known = kept.get(number) ?? read;
      kept.set(number, known);
      return known;
    };
  },
};

/** Each run looks at the same vendors first: a run that is cut never gets to the others (R23). */
export const vendorsInOneOrder: Breakage = {
  caughtBy: ['R23'],
  orderVendors: (vendors, now) => {
    const [from = 0] = inTurn([...vendors.keys()], now);
    return [...vendors.slice(vendors.length - from), ...vendors.slice(0, vendors.length - from)];
  },
};
