import { type DeliverableKey, deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import type { TicketKey } from '../../lib/domain/ticket/ticket.ts';
import type { EventPublisher, DeliverableEvent } from '../../lib/workflows/ports/events.ts';
import { type Effect, nameOfKey } from './effect.ts';
import type { Random } from './random.ts';

/** The fate of one entry of a publishing request. */
export type EntryFault = 'lost' | 'sent-reported-failed' | 'sent-twice';
/** The fate of a wake-up. Its sender does not learn whether it is lost or unneeded. */
export type WakeUpFault = EntryFault | 'lost-reported-sent' | 'late';

/** From the bus until a function runs. */
const USUAL_MS = 1500;
const LATE_MS = 60_000;

/** The bus, and the rule that starts notify: perhaps twice, late or never. Nothing repeats a lost wake-up (R18). */
export const createWakeUpBus = (options: {
  now: () => number;
  effect: Effect;
  random: Random;
  entryFault: () => EntryFault | undefined;
  wakeUpFault: () => WakeUpFault | undefined;
}) => {
  const { now, effect, random, entryFault, wakeUpFault } = options;
  const wakeUps = createQueue<readonly DeliverableKey[]>(now, random);
  const acts = createQueue<TicketKey>(now, random);
  const shares = createQueue<true>(now, random);
  const sent = new Set<string>();
  const publisher: EventPublisher = {
    publish: (events) =>
      events.length === 0
        ? Promise.resolve([])
        : effect('bus.publish', () => events.map((event) => send(event, entryFault())), {
            detail: events.map(({ deliverable, type }) => nameOfKey(deliverable, type)).join(', '),
          }),
    askToShare: () =>
      effect(
        'bus.share',
        () => {
          const fault = entryFault();
          if (fault !== 'lost') shares.put(true, USUAL_MS);
          if (fault === 'sent-twice') shares.put(true, LATE_MS);
          return fault === undefined || fault === 'sent-twice';
        },
        { detail: '' },
      ),
    wake: (_vendor, deliverables) =>
      effect(
        'bus.wake',
        () => {
          const fault = wakeUpFault();
          const isLost = fault === 'lost' || fault === 'lost-reported-sent';
          if (!isLost) wakeUps.put(deliverables, fault === 'late' ? LATE_MS : USUAL_MS);
          if (fault === 'sent-twice') wakeUps.put(deliverables, LATE_MS);
          return fault !== 'lost' && fault !== 'sent-reported-failed';
        },
        { detail: deliverables.map((deliverable) => nameOfKey(deliverable)).join(', ') },
      ),
  };
  const send = ({ type, deliverable, version }: DeliverableEvent, fault: EntryFault | undefined): boolean => {
    if (fault !== 'lost') sent.add(`${deliverableId(deliverable)} ${version}`);
    if (type === 'ActAsked' && fault !== 'lost') acts.put(deliverable, USUAL_MS);
    if (type === 'ActAsked' && fault === 'sent-twice') acts.put(deliverable, LATE_MS);
    return fault === undefined || fault === 'sent-twice';
  };
  return {
    publisher,
    /** Whether the event of a version was ever on the bus. */
    wasSent: (deliverable: DeliverableKey, version: number): boolean =>
      sent.has(`${deliverableId(deliverable)} ${version}`),
    nextAt: (): number => Math.min(wakeUps.nextAt(), acts.nextAt(), shares.nextAt()),
    /** The deliverables of each wake-up that is due. */
    takeDue: wakeUps.takeDue,
    /** The tickets whose acts are due. */
    takeActs: acts.takeDue,
    /** How often sharing is due. */
    takeShares: (): number => shares.takeDue().length,
    lose: (): void => {
      for (const queue of [wakeUps, acts, shares]) queue.clear();
    },
  };
};

/** Items that each arrive within some time, in the order of sending. */
const createQueue = <Item>(now: () => number, random: Random) => {
  let items: { at: number; item: Item }[] = [];
  return {
    put: (item: Item, withinMs: number): void =>
      void items.push({ at: now() + random.below(withinMs), item }),
    nextAt: (): number => Math.min(...items.map(({ at }) => at)),
    takeDue: (): Item[] => {
      const due = items.filter(({ at }) => at <= now());
      items = items.filter(({ at }) => at > now());
      return due.map(({ item }) => item);
    },
    clear: (): void => {
      items = [];
    },
  };
};
