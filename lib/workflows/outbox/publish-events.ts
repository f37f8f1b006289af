import { NotifierError } from '../../domain/notifier-error.ts';
import { type Deliverable } from '../../domain/delivery/deliverable.ts';
import type { Outbox, Ticket } from '../../domain/ticket/ticket.ts';
import { byUrgency, rankOf, urgencyOf } from '../../domain/delivery/urgency.ts';
import type { Clock } from '../ports/clock.ts';
import {
  type ChangePublisher,
  EVENTS_A_REQUEST,
  MOST_WOKEN_FOR,
  type DeliverableEvent,
  type Waker,
} from '../ports/events.ts';
import type { ChangeWriter } from '../ports/store.ts';
import { forEachSettled, REQUESTS_AT_ONCE } from './for-each-settled.ts';
import { countInARow, isOutage } from './with-outage-limit.ts';

export type PublishPorts = { publisher: ChangePublisher; writer: ChangeWriter; clock: Clock };

/**
 * Publishes the unpublished events, in order for each item, notices before tickets (R24). Notes them up to the first that
 * failed (R2), and then wakes each vendor with news (R18). Failed events, and the rest if the store is down, are left to the
 * next run.
 * @returns the number of noted events
 */
export const publishEvents = async (
  deliverables: readonly Deliverable[],
  { publisher, writer, clock }: PublishPorts,
): Promise<number> => {
  const sent: Sent[] = [];
  const defects = await forEachSettled(
    inRequests(deliverables),
    async (pending) => {
      const results = await publisher.publish(pending.flatMap(({ events }) => events));
      sent.push(...sentOf(pending, results));
    },
    REQUESTS_AT_ONCE,
  );
  const published: Deliverable[] = [];
  let noted = 0;
  const outages = countInARow();
  const note = async ({ deliverable, version, count }: Sent): Promise<void> => {
    try {
      await writer.notePublished(deliverable, version, clock.now());
      outages.note(false);
    } catch (error) {
      outages.note(error instanceof NotifierError && isOutage(error));
      throw error;
    }
    published.push(deliverable);
    noted += count;
  };
  const noteAll = (type: Deliverable['type']) =>
    forEachSettled(
      sent.filter((entry) => entry.deliverable.type === type),
      note,
      REQUESTS_AT_ONCE,
      outages.areTooMany,
    );
  const failures = [...defects, ...(await noteAll('notice')), ...(await noteAll('ticket'))];
  // Wake the vendors even after failures: noted items must still be shown.
  await wakeVendors(published, publisher);
  if (failures.length > 0) throw failures[0];
  return noted;
};

type Pending = { deliverable: Deliverable; events: DeliverableEvent[] };
/** `count` events were sent, the last with this version. */
type Sent = { deliverable: Deliverable; version: number; count: number };

/** Groups events into requests. The events of an item stay together, so that they keep their order. */
const inRequests = (deliverables: readonly Deliverable[]): Pending[][] => {
  const groups: Pending[][] = [];
  let room = 0;
  for (const deliverable of deliverables) {
    const events = unpublished(deliverable);
    if (events.length === 0) continue;
    if (events.length > room) {
      groups.push([]);
      room = EVENTS_A_REQUEST;
    }
    groups.at(-1)?.push({ deliverable, events });
    room -= events.length;
  }
  return groups;
};

const sentOf = (pending: readonly Pending[], results: readonly boolean[]): Sent[] => {
  let position = 0;
  return pending.flatMap(({ deliverable, events }) => {
    const sent = results.slice(position, (position += events.length));
    const firstFailed = sent.indexOf(false);
    const count = firstFailed < 0 ? events.length : firstFailed;
    const last = events[count - 1];
    return last ? { deliverable, version: last.version, count } : [];
  });
};

const wakeVendors = async (published: readonly Deliverable[], publisher: Waker): Promise<void> => {
  const vendors = Map.groupBy(published, ({ key: { market, vendorId } }) => `${market}/${vendorId}`);
  for (const deliverables of vendors.values()) {
    const urgent = deliverables
      .map((deliverable) => ({
        deliverable,
        rank: rankOf(deliverable) ?? Infinity,
        ...urgencyOf(deliverable),
      }))
      .sort(byUrgency)
      .slice(0, MOST_WOKEN_FOR)
      .map(({ deliverable }) => deliverable.key);
    const [first] = deliverables;
    if (first) await publisher.wake({ market: first.key.market, vendorId: first.key.vendorId }, urgent);
  }
};

/**
 * A single update notes them, and its expression holds 4 KB. Source: DynamoDB developer guide, "Service quotas".
 * @internal
 */
export const MOST_NOTED = 100;

/** Objects keep whole-number keys in order. The next run publishes the events beyond the limit. */
const unpublished = (deliverable: Deliverable): DeliverableEvent[] =>
  deliverable.type === 'notice'
    ? firstEvents(deliverable.outbox).map((event) => ({
        ...event,
        deliverable: deliverable.key,
        notice: deliverable,
      }))
    : firstEvents(deliverable.outbox).map((event) => ({
        ...event,
        deliverable: deliverable.key,
        ticket: deliverable,
      }));

const firstEvents = <EventType>({ events }: { events: Outbox<EventType>['events'] }) =>
  Object.entries(events)
    .slice(0, MOST_NOTED)
    .map(([version, { type, at }]) => ({ type, version: Number(version), occurredAt: at }));

/** Wakes `act` again for acts without a result, since its run may have died (A2). The next run repeats a lost request. */
export const askAgain = async (
  tickets: readonly Ticket[],
  { publisher, clock }: PublishPorts,
): Promise<void> => {
  const type = 'ActAsked';
  const occurredAt = clock.now();
  await publisher.publish(
    tickets.map((ticket) => ({
      type,
      deliverable: ticket.key,
      version: ticket.outbox.version,
      occurredAt,
      ticket,
    })),
  );
};
