import { describe, expect, test } from '@jest/globals';
import type { Notice } from '../../../../lib/domain/notice/notice.ts';
import { makeBlindness, makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { deliverableId } from '../../../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { publishEvents } from '../../../../lib/workflows/outbox/publish-events.ts';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import {
  type NoticeFields,
  type TicketFields,
  makeShownTicket,
  makeTicket,
} from '../../../fixtures/domain/make-ticket.ts';
import { HOUR, NOW, VENDOR } from '../../../fixtures/domain/made-up.ts';
import { plain } from '../../../simulation/effect.ts';
import { createMemoryBus } from '../../../simulation/memory-bus.ts';
import { createMemoryStore } from '../../../simulation/memory-store.ts';
import { type CutShort, withOutageLimit } from '../../../../lib/workflows/outbox/with-outage-limit.ts';
import { MadeUpFailure } from '../made-up-failure.ts';
import { writeChange } from '../../../../lib/workflows/outbox/write-change.ts';
import { createContended } from '../create-contended.ts';

const create = () => {
  const store = createMemoryStore();
  const bus = createMemoryBus();
  const services = { publisher: bus.publisher, writer: store.writer, clock: { now: () => NOW + HOUR } };
  return {
    store,
    bus,
    publish: (deliverables: Parameters<typeof publishEvents>[0]) => publishEvents(deliverables, services),
  };
};

const opened = { publishedVersion: 0, events: { '1': { type: 'TicketOpened', at: NOW } } } as const;

const UNPUBLISHED = { publishedVersion: 0, events: { '1': { type: 'NoticeChanged', at: NOW } } } as const;
const makeKeyExpiry = (fields: NoticeFields = {}): Notice =>
  makeNotice('key-expiry/1', { about: 'key-expiry', expiresOn: '2026-12-01' }, { ...UNPUBLISHED, ...fields });

/** New tickets. The higher the number, the sooner the deadline. */
const newTickets = (count: number, overrides: TicketFields = {}): Ticket[] =>
  Array.from({ length: count }, (_, at) =>
    makeTicket({ inquiryId: String(100 + at), dueAt: NOW + (100 - at) * HOUR, ...opened, ...overrides }),
  );

describe('publishing ends with', () => {
  test('R18: a wake-up that names at most 300, the most urgent', async () => {
    const { store, bus, publish } = create();
    const cards = newTickets(320);
    const warned = makeShownTicket({
      inquiryId: '7',
      dueAt: NOW + 200 * HOUR,
      version: 2,
      publishedVersion: 1,
      history: [{ name: `step/1h/${NOW + 200 * HOUR}`, at: NOW }],
      events: { '2': { type: 'TicketWarned', at: NOW } },
    });
    const list = makeKeyExpiry({ changedAt: 1 });
    const blind = makeBlindness({}, UNPUBLISHED);
    await publish([list, ...cards, blind, warned].map((deliverable) => store.put(deliverable)));
    expect(bus.wakeUps).toHaveLength(1);
    const deliverables = bus.wakeUps[0]?.deliverables ?? [];
    expect(deliverables.map(deliverableId)).toEqual(
      [warned, blind, ...cards.toReversed().slice(0, 298)].map(({ key }) => deliverableId(key)),
    );
    // Keys only: the bus carries no free text.
    expect(Object.keys(deliverables[0] ?? {}).sort()).toEqual(Object.keys(warned.key).sort());
  });

  test('R18: a wake-up for each vendor', async () => {
    const { store, bus, publish } = create();
    const other = { market: 'TW', vendorId: 'C00067890' } as const;
    const tickets = [...newTickets(2), ...newTickets(1, other)];
    await publish(tickets.map((ticket) => store.put(ticket)));
    expect(bus.wakeUps.map(({ vendor, deliverables }) => [vendor, deliverables.length])).toEqual([
      [VENDOR, 2],
      [other, 1],
    ]);
    expect(bus.wakeUps[1]?.deliverables).toMatchObject([other]);
  });

  test('no wake-up if there was nothing to publish, or the bus refused everything', async () => {
    const { store, bus, publish } = create();
    expect(await publish([store.put(makeShownTicket())])).toBe(0);
    bus.failEntries.push(true);
    expect(await publish([store.put(makeTicket(opened))])).toBe(0);
    expect(bus.wakeUps).toEqual([]);
  });

  test('R2: a wake-up that names only what the bus accepted', async () => {
    const { store, bus, publish } = create();
    const [first, second] = newTickets(2);
    bus.failEntries.push(true, false);
    expect(await publish([first, second].flatMap((ticket) => (ticket ? [store.put(ticket)] : [])))).toBe(1);
    expect(bus.wakeUps.map(({ deliverables }) => deliverables.map(deliverableId))).toEqual([
      second ? [deliverableId(second.key)] : [],
    ]);
    expect(first && store.get(first.key)).toMatchObject({ outbox: { publishedVersion: 0 } });
  });

  test('R18: a failure of the store, thrown once the wake-up for what could be stored is sent', async () => {
    const { store, bus, publish } = create();
    const [bad, good] = newTickets(2).map((ticket) => store.put(ticket));
    const { notePublished } = store.writer;
    store.writer.notePublished = async (deliverable, ...about) => {
      if (deliverable === bad) throw new Error('made-up outage');
      return notePublished(deliverable, ...about);
    };
    await expect(publish([bad, good].filter((deliverable) => deliverable !== undefined))).rejects.toThrow(
      'made-up outage',
    );
    expect(bus.wakeUps.map(({ deliverables }) => deliverables)).toEqual([[good?.key]]);
  });

  test('R2: the rest left for the next run, once the store is down', async () => {
    const { store, bus, publish } = create();
    const tickets = newTickets(100).map((ticket) => store.put(ticket));
    const { notePublished } = store.writer;
    let calls = 0;
    store.writer.notePublished = async (...about) => {
      calls += 1;
      if (calls <= 10) return notePublished(...about);
      return plain('store.notePublished', () => {
        throw new StoreError('unavailable', 'made-up outage');
      });
    };
    await expect(publish(tickets)).rejects.toThrow('made-up outage');
    // Two failed, and up to seven more were under way.
    expect(calls).toBeLessThan(20);
    expect(bus.wakeUps).toHaveLength(1);
  });
});

test('R2: a run publishes only as many events of a ticket as one write can store, even if it changed hundreds of times while the bus was down', async () => {
  const { store, bus, publish } = create();
  const type = 'TicketChanged' as const;
  const events = Object.fromEntries(Array.from({ length: 250 }, (_, at) => [at + 1, { type, at: NOW }]));
  const { key } = store.put(makeTicket({ version: 250, publishedVersion: 0, events }));
  const counts: number[] = [];
  for (let run = 0; run < 4; run += 1)
    counts.push(await publish([store.get(key)].filter((deliverable) => deliverable !== undefined)));
  expect(counts).toEqual([100, 100, 50, 0]);
  expect(bus.published.map(({ version }) => version)).toEqual(Array.from({ length: 250 }, (_, at) => at + 1));
  expect(store.get(key)).toMatchObject({ outbox: { publishedVersion: 250, events: {} } });
});

test('an event has the change, the key, the time and the item as it is now', async () => {
  const { store, bus, publish } = create();
  const ticket = store.put(makeTicket(opened));
  const notice = store.put(makeKeyExpiry());
  await publish([ticket, notice]);
  expect(bus.published).toEqual([
    {
      type: 'TicketOpened',
      deliverable: ticket.key,
      version: 1,
      occurredAt: NOW,
      ticket,
    },
    { type: 'NoticeChanged', deliverable: notice.key, version: 1, occurredAt: NOW, notice },
  ]);
});

test('R2, R24: after the event, a published item is due now, before the wake-up', async () => {
  const { store, bus, publish } = create();
  const later = store.put(makeTicket({ ...opened, attentionAt: NOW + 9 * HOUR }));
  const order: string[] = [];
  const { publish: put, wake } = bus.publisher;
  bus.publisher.publish = async (events) => (order.push('publish'), put(events));
  bus.publisher.wake = async (...about) => {
    order.push('wake');
    expect(store.get(later.key)).toMatchObject({
      outbox: { publishedVersion: 1 },
      index: { attentionAt: NOW + HOUR },
    });
    return wake(...about);
  };
  await publish([later]);
  expect(order).toEqual(['publish', 'wake']);
});

test('R2: the events of a ticket are stored up to the first that failed', async () => {
  const { store, bus, publish } = create();
  const events = Object.fromEntries(
    [1, 2, 3].map((version) => [version, { type: 'TicketChanged' as const, at: NOW }]),
  );
  const ticket = store.put(makeTicket({ version: 3, publishedVersion: 0, events }));
  bus.failEntries.push(false, true, false);
  expect(await publish([ticket])).toBe(1);
  expect(store.get(ticket.key)).toMatchObject({ outbox: { publishedVersion: 1 } });
  expect(Object.keys(store.get(ticket.key)?.outbox.events ?? {})).toEqual(['2', '3']);
});

describe('many events', () => {
  /**
   * Records the requests to the bus and the table in order, and the most requests of each that were under way at once.
   */
  const watch = ({ bus, store }: ReturnType<typeof create>) => {
    const requests: string[][] = [];
    const noted: string[] = [];
    const most = { publish: 0, note: 0 };
    const underWay = { publish: 0, note: 0 };
    const { publish } = bus.publisher;
    const { notePublished } = store.writer;
    const during = async <T>(what: 'publish' | 'note', work: () => Promise<T>): Promise<T> => {
      underWay[what] += 1;
      most[what] = Math.max(most[what], underWay[what]);
      await new Promise(setImmediate);
      underWay[what] -= 1;
      return work();
    };
    bus.publisher.publish = (events) => {
      requests.push(
        events.map(
          ({ deliverable, version }) => `${deliverableId(deliverable).split('/').at(-2)} ${version}`,
        ),
      );
      return during('publish', () => publish(events));
    };
    store.writer.notePublished = (deliverable, ...about) =>
      during('note', async () => {
        await notePublished(deliverable, ...about);
        noted.push(deliverable.type);
      });
    return { requests, noted, most };
  };

  test('are sent eight requests at once, and stored eight at once', async () => {
    const system = create();
    const { requests, most } = watch(system);
    const tickets = newTickets(130).map((ticket) => system.store.put(ticket));
    expect(await system.publish(tickets)).toBe(130);
    expect(requests.map(({ length }) => length)).toEqual(Array.from({ length: 13 }, () => 10));
    expect(most).toEqual({ publish: 8, note: 8 });
  });

  test('R2: are in one request, in order, if they belong to the same ticket', async () => {
    const system = create();
    const { requests } = watch(system);
    const events = Object.fromEntries(
      [1, 2, 3].map((version) => [version, { type: 'TicketChanged' as const, at: NOW }]),
    );
    const tickets = newTickets(4, { version: 3, events }).map((ticket) => system.store.put(ticket));
    expect(await system.publish(tickets)).toBe(12);
    const three = (id: number): string[] => [1, 2, 3].map((version) => `${id} ${version}`);
    expect(requests).toEqual([[...three(100), ...three(101), ...three(102)], three(103)]);
  });

  test('R24: are stored for notices before tickets', async () => {
    const system = create();
    const { noted } = watch(system);
    await system.publish(
      [...newTickets(3), makeKeyExpiry()].map((deliverable) => system.store.put(deliverable)),
    );
    expect(noted).toEqual(['notice', 'ticket', 'ticket', 'ticket']);
  });
});

const AT_ONCE = 3;
const outage = new StoreError('unavailable', 'made-up outage');
const unreadable = new StoreError('unreadable', 'made-up item');
const failure = new MadeUpFailure('vendor');
const defect = new TypeError('made-up defect');

/** Nine pieces of work, three at a time. Each ends on command. */
const begin = () => {
  const begun: number[] = [];
  const passedOver: number[] = [];
  const ends = new Map<number, (error?: Error) => void>();
  let result: { cutShort: CutShort | undefined } | undefined;
  const work = (item: number): Promise<void> => {
    begun.push(item);
    return new Promise((resolve, reject) => ends.set(item, (error) => (error ? reject(error) : resolve())));
  };
  const all = Array.from({ length: 9 }, (_, index) => index + 1);
  const run = async (): Promise<void> => {
    result = { cutShort: await withOutageLimit(all, work, (item) => void passedOver.push(item), AT_ONCE) };
  };
  void run();
  return {
    begun,
    passedOver,
    result: () => result,
    end: async (item: number, error?: Error): Promise<void> => {
      ends.get(item)?.(error);
      await new Promise(setImmediate);
    },
  };
};

describe('work that is limited by an outage', () => {
  test('runs a fixed number at once, and the next begins when another has ended', async () => {
    const run = begin();
    expect(run.begun).toEqual([1, 2, 3]);
    await run.end(2);
    expect(run.begun).toEqual([1, 2, 3, 4]);
    for (const item of [1, 3, 4, 5, 6, 7, 8, 9]) await run.end(item);
    expect(run.result()).toEqual({ cutShort: undefined });
  });

  test('begins nothing more after two outages in a row, and lets running work end', async () => {
    const run = begin();
    await run.end(1, outage);
    await run.end(2, outage);
    expect(run.begun).toEqual([1, 2, 3, 4]);
    await run.end(3);
    expect(run.result()).toBeUndefined();
    await run.end(4, outage);
    expect(run.result()).toEqual({ cutShort: { error: outage } });
    expect(run.begun).toEqual([1, 2, 3, 4]);
    expect(run.passedOver).toEqual([1, 2, 4]);
  });

  test('treats an answer between two outages, or an unreadable item, as proof that the store is there', async () => {
    const run = begin();
    for (const [item, error] of [[1, outage], [3], [2, outage], [4, unreadable], [5, outage], [6]] as const)
      await run.end(item, error);
    for (const item of [7, 8, 9]) await run.end(item);
    expect(run.result()).toEqual({ cutShort: undefined });
    expect(run.passedOver).toEqual([1, 2, 4, 5]);
  });

  test.each([
    ['a failure of Coupang', failure],
    ['a defect', defect],
  ])('ends at once with %s', async (_what, error) => {
    const run = begin();
    await run.end(2, error);
    await run.end(1);
    await run.end(3);
    expect(run.begun).toEqual([1, 2, 3]);
    expect(run.result()).toEqual({ cutShort: { error } });
    expect(run.passedOver).toEqual([]);
  });

  test('throws a defect, though an outage came first', async () => {
    const run = begin();
    await run.end(1, outage);
    await run.end(2, outage);
    await run.end(3, defect);
    await run.end(4);
    expect(run.result()).toEqual({ cutShort: { error: defect } });
  });
});

describe('writeChange', () => {
  test('R4: decides again after another writer', async () => {
    const { store, services } = createContended(1);
    const close = (ticket: Ticket) => ({
      before: ticket,
      facts: { ...ticket.facts, text: '지어낸 다른 요청' },
      event: 'TicketChanged' as const,
    });
    expect(await writeChange(makeTicket().key, close, NOW, services)).toMatchObject({
      outbox: { version: 3 },
    });
    expect([...store.tickets.values()][0]).toMatchObject({
      facts: { product: '지어낸 상품 0', text: '지어낸 다른 요청' },
    });
  });
});
