import { describe, expect, test } from '@jest/globals';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { fc } from '../../fixtures/fast-check.ts';
import { deliverableId } from '../../../lib/domain/delivery/deliverable.ts';
import { createEventPublisher } from '../../../lib/eventbridge/create-event-publisher.ts';
import type { DeliverableEvent, TicketEvent } from '../../../lib/workflows/ports/events.ts';
import { keepLog } from '../slack/keep-log.ts';
import { madeUpEvent, madeUpNoticeEvent, madeUpOrderRequest } from './made-up-event.ts';

const eventsOf = (count: number): TicketEvent[] =>
  Array.from({ length: count }, (_, index) => madeUpEvent({ type: 'ActAsked', version: index + 1 }));

/** A bus with a chosen answer for each entry, by the entry's version and its number of tries. */
const busOf = (
  accepts: (version: number, time: number) => boolean,
  failsWhole: (request: number) => boolean = () => false,
) => {
  const client = new EventBridgeClient({ region: 'ap-northeast-2' });
  const requests: number[][] = [];
  const accepted: number[] = [];
  const times = new Map<number, number>();
  mockClient(client)
    .on(PutEventsCommand)
    .callsFake((input: { Entries: { Detail: string; EventBusName: string }[] }) => {
      const versions = input.Entries.map(({ Detail }) => versionIn(Detail));
      requests.push(versions);
      expect(input.Entries.every(({ EventBusName }) => EventBusName === 'made-up-bus')).toBe(true);
      if (failsWhole(requests.length))
        throw Object.assign(new Error('secret'), { name: 'ThrottlingException' });
      const Entries = versions.map((version) => {
        const time = (times.get(version) ?? 0) + 1;
        times.set(version, time);
        if (!accepts(version, time)) return { ErrorCode: 'InternalFailure', ErrorMessage: 'secret' };
        accepted.push(version);
        return { EventId: `id-${version}` };
      });
      return { FailedEntryCount: Entries.filter(({ EventId }) => EventId === undefined).length, Entries };
    });
  const waits: number[] = [];
  const log = keepLog();
  const publisher = createEventPublisher({
    client,
    vendors: [],
    busName: 'made-up-bus',
    log,
    sleep: async (ms) => {
      waits.push(ms);
    },
    random: () => 0.5,
  });
  return { publisher, requests, accepted, waits, log };
};

const versionIn = (detail: string): number => {
  const parsed: unknown = JSON.parse(detail);
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed ? Number(parsed.version) : 0;
};

describe('createEventPublisher', () => {
  test.each([
    [0, []],
    [1, [1]],
    [10, [10]],
    [11, [10, 1]],
    [25, [10, 10, 5]],
  ])('sends %d events, ten per request', async (count, sizes) => {
    const { publisher, requests } = busOf(() => true);
    expect(await publisher.publish(eventsOf(count))).toEqual(Array.from({ length: count }, () => true));
    expect(requests.map((request) => request.length)).toEqual(sizes);
    expect(requests.flat()).toEqual(eventsOf(count).map(({ version }) => version));
  });

  test('sends only failed events again', async () => {
    const { publisher, requests, waits } = busOf((version, time) => ![2, 4].includes(version) || time > 1);
    expect(await publisher.publish(eventsOf(5))).toEqual([true, true, true, true, true]);
    expect(requests).toEqual([
      [1, 2, 3, 4, 5],
      [2, 4],
    ]);
    expect(waits).toEqual([75]);
  });

  test('R2: reports an event that fails three times at its own place, and logs only its code', async () => {
    const { publisher, requests, waits, log } = busOf((version) => version !== 2);
    expect(await publisher.publish(eventsOf(3))).toEqual([true, false, true]);
    expect(requests).toEqual([[1, 2, 3], [2], [2]]);
    expect(waits).toEqual([75, 150]);
    expect(log.lines).toContain(
      'error event: entries failed for now, the next run publishes them ' +
        '{"attempt":3,"failed":1,"codes":["InternalFailure"]}',
    );
    expect(log.lines.join()).not.toContain('secret');
  });

  test('R24: sends tickets and notices together, and logs for each whether it went onto the bus, with its id', async () => {
    const { publisher, requests, log } = busOf((version) => version !== 2);
    const sent = await publisher.publish([
      madeUpEvent({ type: 'ActAsked', version: 1 }),
      madeUpNoticeEvent({ version: 2 }),
    ]);
    expect(sent).toEqual([true, false]);
    expect(requests).toEqual([[1, 2], [2], [2]]);
    const traced = log.lines.filter((line) => line.startsWith('info trace '));
    const tracedOf = ({ deliverable, type }: DeliverableEvent, version: number, did: string) => ({
      deliverable: deliverableId(deliverable),
      did,
      version,
      event: type,
    });
    expect(traced.map((line): unknown => JSON.parse(line.slice('info trace '.length)))).toEqual([
      tracedOf(madeUpEvent({ type: 'ActAsked' }), 1, 'published'),
      tracedOf(madeUpNoticeEvent(), 2, 'not-published'),
    ]);
  });

  test('counts a request that fails as a whole for all its entries, and sends the next ten', async () => {
    const { publisher, requests, log } = busOf(
      () => true,
      (request) => request <= 3,
    );
    const sent = await publisher.publish(eventsOf(11));
    expect(sent).toEqual([...Array.from({ length: 10 }, () => false), true]);
    expect(requests.map((request) => request.length)).toEqual([10, 10, 10, 1]);
    expect(log.lines.join()).toContain('ThrottlingException');
    expect(log.lines.join()).not.toContain('secret');
  });

  test('sends the other events beside an event that breaks the contract', async () => {
    const { publisher, requests, log } = busOf(() => true);
    const [first, , third] = eventsOf(3);
    if (!first || !third) throw new Error('made up');
    expect(await publisher.publish([first, madeUpEvent({ version: -1 }), third])).toEqual([
      true,
      false,
      true,
    ]);
    expect(requests).toEqual([[1, 3]]);
    expect(log.lines.join()).toContain('EVENT_CONTRACT');
  });

  test('treats an answer without a line for an entry as a failure', async () => {
    const client = new EventBridgeClient({ region: 'ap-northeast-2' });
    mockClient(client)
      .on(PutEventsCommand)
      .resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'id-1' }] });
    const publisher = createEventPublisher({
      client,
      vendors: [],
      busName: 'b',
      log: keepLog(),
      sleep: async () => {},
    });
    // The second entry is alone in the second try, and gets its log line then.
    expect(await publisher.publish(eventsOf(2))).toEqual([true, true]);
    mockClient(client).on(PutEventsCommand).resolves({});
    expect(await publisher.publish(eventsOf(2))).toEqual([false, false]);
  });

  test('reports as sent exactly the events that the bus accepted, in order, once, for any failures', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 35 }),
        fc.func(fc.boolean()),
        fc.func(fc.boolean()),
        async (count, accepts, failsWhole) => {
          const { publisher, accepted, requests } = busOf(accepts, failsWhole);
          const sent = await publisher.publish(eventsOf(count));
          expect(sent).toHaveLength(count);
          const sentNumbers = sent.flatMap((out, index) => (out ? [index + 1] : []));
          expect(sentNumbers).toEqual([...accepted].sort((number, other) => number - other));
          expect(new Set(accepted).size).toBe(accepted.length);
          for (const version of eventsOf(count).map((event) => event.version)) {
            const tries = requests.filter((request) => request.includes(version)).length;
            expect(tries).toBeGreaterThanOrEqual(1);
            expect(tries).toBeLessThanOrEqual(3);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** A bus that accepts entries from the given request on, and keeps their details. */
const busFrom = (first: number) => {
  const client = new EventBridgeClient({ region: 'ap-northeast-2' });
  const sent: unknown[] = [];
  mockClient(client)
    .on(PutEventsCommand)
    .callsFake((input: { Entries: { Detail: string; DetailType: string }[] }) => {
      for (const { Detail, DetailType } of input.Entries) {
        const detail: unknown = JSON.parse(Detail);
        sent.push([DetailType, detail]);
      }
      if (sent.length < first) throw Object.assign(new Error('secret'), { name: 'ThrottlingException' });
      return { FailedEntryCount: 0, Entries: [{ EventId: 'made-up' }] };
    });
  const log = keepLog();
  const publisher = createEventPublisher({ client, vendors: [], busName: 'b', log, sleep: async () => {} });
  return { publisher, sent, log };
};

describe('wake', () => {
  const vendor = { market: 'KR', vendorId: 'A00012345' } as const;
  const { deliverable } = madeUpEvent();
  const keysOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...deliverable, answerId: String(index + 1) }));

  test('R18: sends one event, which names the first 300', async () => {
    const { publisher, sent } = busFrom(1);
    expect(await publisher.wake(vendor, keysOf(302))).toBe(true);
    const deliverables = keysOf(300).map((key) => ({ type: 'ticket', ...key }));
    expect(sent).toEqual([['DeliveryDue', { schemaVersion: 2, vendor, deliverables }]]);
  });

  test.each([
    [3, true],
    [4, false],
  ])('tries three times: a bus that accepts the request %d answers %s', async (first, isSent) => {
    const { publisher, sent } = busFrom(first);
    expect(await publisher.wake(vendor, keysOf(1))).toBe(isSent);
    expect(sent).toHaveLength(3);
  });

  test('calls an unresponsive bus only once in 30 s, so that a run keeps its time for other work', async () => {
    const client = new EventBridgeClient({ region: 'ap-northeast-2' });
    let [calls, now] = [0, 0];
    mockClient(client)
      .on(PutEventsCommand)
      .callsFake(() => {
        calls += 1;
        throw Object.assign(new Error('made-up'), { name: 'TimeoutError' });
      });
    const log = keepLog();
    const publisher = createEventPublisher({ client, vendors: [], busName: 'b', log, elapsed: () => now });
    expect(await publisher.wake(vendor, [])).toBe(false);
    expect(await publisher.publish(eventsOf(25))).not.toContain(true);
    expect(await publisher.askToShare(vendor)).toBe(false);
    expect(calls).toBe(1);
    now = 29_999;
    await publisher.wake(vendor, []);
    expect(calls).toBe(1);
    now = 30_000;
    await publisher.wake(vendor, []);
    expect(calls).toBe(2);
  });

  test('leaves out keys that cannot be written, and still wakes the vendor', async () => {
    const { publisher, sent, log } = busFrom(1);
    const broken = { ...deliverable, inquiryId: 'call me at 010' };
    expect(await publisher.wake(vendor, [deliverable, broken])).toBe(true);
    expect(sent).toEqual([['DeliveryDue', { schemaVersion: 2, vendor, deliverables: [] }]]);
    expect(log.lines.join()).toContain('EVENT_CONTRACT');
    expect(log.lines.join()).not.toContain('010');
  });

  test.each(['homes', 'token'] as const)('also contains what is done: %s', async (also) => {
    const { publisher, sent } = busFrom(1);
    expect(await publisher.wake(vendor, [], also)).toBe(true);
    expect(sent).toEqual([['DeliveryDue', { schemaVersion: 2, vendor, deliverables: [], [also]: true }]]);
  });

  test('logs a vendor that cannot be written, and sends nothing', async () => {
    const { publisher, sent } = busFrom(1);
    expect(await publisher.wake({ market: 'KR', vendorId: 'call me' }, [])).toBe(false);
    expect(sent).toEqual([]);
  });
});

describe('requestOrder', () => {
  test('sends one event, and again if the bus refuses it', async () => {
    const { publisher, sent } = busFrom(3);
    expect(await publisher.requestOrder(madeUpOrderRequest())).toBe(true);
    expect(sent).toHaveLength(3);
    expect(sent[2]).toEqual(['OrderRequested', expect.objectContaining({ by: 'U0ANN', order: 0 })]);
  });

  test('returns false after three tries, and promises no later run', async () => {
    const { publisher, sent, log } = busFrom(4);
    expect(await publisher.requestOrder(madeUpOrderRequest())).toBe(false);
    expect(sent).toHaveLength(3);
    expect(log.lines.join()).toContain('entries failed for now, the person can press again');
    expect(log.lines.join()).not.toContain('next run');
  });

  test('returns false without a call for a request that breaks the contract, and logs none of its words', async () => {
    const { publisher, sent, log } = busFrom(1);
    expect(await publisher.requestOrder(madeUpOrderRequest(undefined, { by: 'call me at 010' }))).toBe(false);
    expect(sent).toEqual([]);
    expect(log.lines.join()).toContain('EVENT_CONTRACT');
    expect(log.lines.join()).not.toContain('010');
  });
});
