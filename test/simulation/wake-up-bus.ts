import { type DeliverableKey, deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import type { TicketKey } from '../../lib/domain/ticket/ticket.ts';
import type { EventPublisher, DeliverableEvent } from '../../lib/workflows/ports/events.ts';
import { type Effect, nameOfKey } from './effect.ts';
import type { Random } from './random.ts';

/** A run of notify at `at`. */
export type WakeUp = { at: number; deliverables: readonly DeliverableKey[] };

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
  let wakeUps: WakeUp[] = [];
  let acts: { at: number; key: TicketKey }[] = [];
  let shares: number[] = [];
  const sent = new Set<string>();
  const put = (deliverables: readonly DeliverableKey[], withinMs: number): void => {
    wakeUps.push({ at: now() + random.below(withinMs), deliverables });
  };
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
          if (fault !== 'lost') shares.push(now() + random.below(USUAL_MS));
          if (fault === 'sent-twice') shares.push(now() + random.below(LATE_MS));
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
          if (!isLost) put(deliverables, fault === 'late' ? LATE_MS : USUAL_MS);
          if (fault === 'sent-twice') put(deliverables, LATE_MS);
          return fault !== 'lost' && fault !== 'sent-reported-failed';
        },
        { detail: deliverables.map((deliverable) => nameOfKey(deliverable)).join(', ') },
      ),
  };
  const ask = (key: TicketKey, withinMs: number): void => {
    acts.push({ at: now() + random.below(withinMs), key });
  };
  const send = ({ type, deliverable, version }: DeliverableEvent, fault: EntryFault | undefined): boolean => {
    if (fault !== 'lost') sent.add(`${deliverableId(deliverable)} ${version}`);
    if (type === 'ActAsked' && fault !== 'lost') ask(deliverable, USUAL_MS);
    if (type === 'ActAsked' && fault === 'sent-twice') ask(deliverable, LATE_MS);
    return fault === undefined || fault === 'sent-twice';
  };
  return {
    publisher,
    /** Whether the event of a version was ever on the bus. */
    wasSent: (deliverable: DeliverableKey, version: number): boolean =>
      sent.has(`${deliverableId(deliverable)} ${version}`),
    nextAt: (): number => Math.min(...wakeUps.map(({ at }) => at), ...acts.map(({ at }) => at), ...shares),
    /** The wake-ups that are due. */
    takeDue: (): WakeUp[] => {
      const due = wakeUps.filter(({ at }) => at <= now());
      wakeUps = wakeUps.filter(({ at }) => at > now());
      return due;
    },
    /** The tickets whose acts are due. */
    takeActs: (): TicketKey[] => {
      const due = acts.filter(({ at }) => at <= now());
      acts = acts.filter(({ at }) => at > now());
      return due.map(({ key }) => key);
    },
    /** How often sharing is due. */
    takeShares: (): number => {
      const due = shares.filter((at) => at <= now());
      shares = shares.filter((at) => at > now());
      return due.length;
    },
    lose: (): void => {
      wakeUps = [];
      acts = [];
      shares = [];
    },
  };
};
