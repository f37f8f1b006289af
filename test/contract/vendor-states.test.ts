import { DeleteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { expect, test } from '@jest/globals';
import {
  type BlindCause,
  NEW_VENDOR_STATE,
  type SourceState,
  type VendorState,
} from '../../lib/domain/reading/vendor-state.ts';
import { defined } from '../../lib/domain/defined.ts';
import { packReadings } from '../../lib/dynamodb/vendor-states.ts';
import { forgetStops, moveTimes, releaseAbandoned } from '../../lib/dynamodb/laptop-states.ts';
import { makeAttempt } from '../fixtures/domain/make-ticket.ts';
import { describeStore, opened, vendorOf } from './store-under-test.ts';
import { DAY_MS } from '../../lib/domain/time/durations.ts';

const NOW = 1_800_000_000_000;
const why = (cause: BlindCause) => ({ cause, code: 'MADE_UP', problem: 'made up' });
const CALL_CENTER: SourceState = {
  firstPollAt: NOW - 9,
  completeReadings: { '2026-01-09/NO_ANSWER': NOW, '2026-01-09/TRANSFER': NOW + 1 },
  shortReadings: { '2026-01-02/TRANSFER': { by: 14, runs: 3, at: NOW + 2 } },
  recentCompleteAt: NOW - 7,
  completeInARow: 2,
  failure: { cause: 'ip-not-allowed', ip: '192.0.2.7' },
  blindTimes: [{ since: NOW - 6, until: NOW - 5 }],
  past: { count: 3, openedAt: NOW - 9 },
};
const PRODUCT: SourceState = {
  firstPollAt: NOW - 3,
  offSince: NOW - 2,
  completeReadings: { '2026-01-09/NOANSWER': NOW },
  shortReadings: {},
  namesReadAt: NOW - 2,
};
const STATE: VendorState = {
  sources: { 'call-center': CALL_CENTER, product: PRODUCT },
  stops: {
    keyFingerprint: 'f',
    calls: {
      NO_ANSWER: { since: NOW, until: NOW + 60_000, tries: 0, ...why('credentials') },
      'look-up/call-center': { since: NOW - 9, until: NOW, tries: 2, ...why('protocol') },
      'names/product': { since: NOW - 9, until: NOW + 9, tries: 1, ...why('throttled') },
    },
  },
  brokenPages: { '2026-01-09/NO_ANSWER': { since: NOW, parts: ['30+30', '30+10', '34+1'] } },
  clockDiffersByMs: -600_000,
  firstPollAt: NOW - 9,
  polledAt: NOW - 8,
  keyExpiresOn: '2026-06-30',
};

/**
 * As polls leave it: 31 windows on each of three days with two readings each. Older windows were read one after the
 * other.
 */
const twoDaysOfReadings = (): Record<string, number> =>
  Object.fromEntries(
    [0, 1, 2].flatMap((day) =>
      Array.from({ length: 31 }, (_, window) => window).flatMap((window) =>
        ['NO_ANSWER', 'TRANSFER'].map((status, index) => {
          const firstDate = new Date(NOW - (day + 7 * window) * DAY_MS).toISOString().slice(0, 10);
          const turn = 2 * window + index;
          return [`${firstDate}/${status}`, NOW - day * DAY_MS - 9_000_000 + turn * 503 + ((turn * 37) % 41)];
        }),
      ),
    ),
  );

describeStore('the states', (store, onTable) => {
  test('R17: a note of a reminder survives a poll that began before it, and creates no state', async () => {
    const { states } = store();
    const vendor = vendorOf('A00000650');
    await states.noteReminded(vendor, NOW);
    expect(await states.read(vendor)).toBeUndefined();
    await states.takeLease(vendor, { token: 'a', now: NOW, until: NOW + 130_000 });
    await states.noteReminded(vendor, NOW + 5);
    expect(await states.releaseLease(vendor, 'a', STATE)).toBe(true);
    expect(await states.read(vendor)).toEqual({ ...STATE, remindedAt: NOW + 5 });
  });

  test('R5: a lease keeps others out until it ends by the clock', async () => {
    const { states } = store();
    const vendor = vendorOf('A00000601');
    expect(await states.takeLease(vendor, { token: 'a', now: NOW, until: NOW + 130_000 })).toEqual(
      NEW_VENDOR_STATE,
    );
    const next = { token: 'b', until: NOW + 300_000 };
    expect(await states.takeLease(vendor, { ...next, now: NOW + 129_999 })).toBe('taken');
    expect(await states.takeLease(vendorOf('A00000602'), { ...next, now: NOW })).not.toBe('taken');
    expect(await states.takeLease(vendor, { ...next, now: NOW + 130_000 })).not.toBe('taken');
  });

  test('R5: the state is written when the lease is released, and the next poll reads it', async () => {
    const { states } = store();
    const vendor = vendorOf('A00000603');
    await states.takeLease(vendor, { token: 'a', now: NOW, until: NOW + 130_000 });
    expect(await states.releaseLease(vendor, 'a', STATE)).toBe(true);
    expect(await states.takeLease(vendor, { token: 'b', now: NOW, until: NOW + 130_000 })).toEqual(STATE);
    const { stops: _s, keyExpiresOn: _k, sources, ...rest } = STATE;
    const { product: _p, ...onlyCallCenter } = sources;
    const calm = { ...rest, sources: onlyCallCenter };
    expect(await states.releaseLease(vendor, 'b', calm)).toBe(true);
    expect(await states.takeLease(vendor, { token: 'c', now: NOW, until: NOW + 1 })).toEqual(calm);
    expect(await states.releaseLease(vendor, 'c', NEW_VENDOR_STATE)).toBe(true);
    expect(await states.takeLease(vendor, { token: 'd', now: NOW, until: NOW + 1 })).toEqual(
      NEW_VENDOR_STATE,
    );
  });

  onTable(
    'R8: two days of readings take less than a kilobyte of state, and are read back unchanged',
    async ({ states, itemAt, put }) => {
      const vendor = vendorOf('A00000611');
      const completeReadings = twoDaysOfReadings();
      expect(Object.keys(completeReadings)).toHaveLength(186);
      const { shortReadings, firstPollAt, recentCompleteAt } = CALL_CENTER;
      const everyDay = { firstPollAt, completeReadings, shortReadings, recentCompleteAt };
      const {
        stops: _s,
        clockDiffersByMs: _c,
        ...rest
      } = { ...STATE, sources: { 'call-center': defined(everyDay) } };
      await states.takeLease(vendor, { token: 'a', now: NOW, until: NOW + 130_000 });
      expect(await states.releaseLease(vendor, 'a', rest)).toBe(true);
      expect(await states.read(vendor)).toEqual(rest);
      const key = { pk: 'V#KR#A00000611', sk: 'state' };
      const item = await itemAt(key);
      const packed = packReadings(completeReadings);
      expect(item).toMatchObject({ sources: { 'call-center': { completeReadings: packed } } });
      const unpacked = { ...rest, sources: { 'call-center': { ...everyDay, completeReadings: undefined } } };
      expect(packed.length + JSON.stringify({ ...item, ...unpacked }).length).toBeLessThan(1024);
      // A map that nobody packed is read, too.
      await put({ ...key, ...item, ...rest });
      expect(await states.read(vendor)).toEqual(rest);
    },
  );

  onTable('R8: readings that cannot be unpacked are an error', async ({ states, put }) => {
    const vendor = vendorOf('A00000612');
    const key = { pk: 'V#KR#A00000612', sk: 'state', v: 1 };
    for (const broken of [new Uint8Array([1, 2, 3]), packReadings({ made: Number.NaN })]) {
      await put({ ...key, sources: { product: { ...PRODUCT, completeReadings: broken } } });
      await expect(states.read(vendor)).rejects.toMatchObject({ code: 'STORE', kind: 'unreadable' });
    }
  });

  test('R17: the state can be read during a poll as the last one left it, and is absent before the first', async () => {
    const { states } = store();
    const vendor = vendorOf('A00000608');
    expect(await states.read(vendor)).toBeUndefined();
    await states.takeLease(vendor, { token: 'a', now: NOW, until: NOW + 130_000 });
    expect(await states.read(vendor)).toEqual(NEW_VENDOR_STATE);
    await states.releaseLease(vendor, 'a', STATE);
    expect(await states.read(vendor)).toEqual(STATE);
    await states.takeLease(vendor, { token: 'b', now: NOW, until: NOW + 130_000 });
    expect(await states.read(vendor)).toEqual(STATE);
  });

  test('R17: only a vendor’s first lease notes when it was taken', async () => {
    const { states } = store();
    const vendor = vendorOf('A00000609');
    const lease = { token: 'dead', now: NOW, until: NOW + 1 };
    const first = await states.takeLease(vendor, { ...lease, firstPollAt: NOW });
    expect(first).toEqual({ ...NEW_VENDOR_STATE, firstPollAt: NOW });
    expect(await states.read(vendor)).toEqual(first);
    const later = { token: 'next', now: NOW + 1, until: NOW + 2, firstPollAt: NOW + 1 };
    expect(await states.takeLease(vendor, later)).toEqual(first);
    expect(await states.takeLease(vendor, { ...later, token: 'refused' })).toBe('taken');
    expect(await states.read(vendor)).toEqual(first);
  });

  test('R17: the start of watching a vendor without a state is noted once, and affects no lease or state', async () => {
    const { states } = store();
    const vendor = vendorOf('A00000610');
    const watched = { ...NEW_VENDOR_STATE, watchedSince: NOW };
    expect(await states.noteTracked(vendor, { watchedSince: NOW })).toEqual(watched);
    expect(await states.noteTracked(vendor, { watchedSince: NOW + 1 })).toBeUndefined();
    expect(await states.read(vendor)).toEqual(watched);
    const lease = { token: 'a', now: NOW, until: NOW + 9, firstPollAt: NOW + 5 };
    const state = await states.takeLease(vendor, lease);
    expect(state).toEqual({ ...watched, firstPollAt: NOW + 5 });
    await states.noteTracked(vendor, { watchedSince: NOW + 2 });
    expect(await states.takeLease(vendor, { ...lease, token: 'b' })).toBe('taken');
    expect(await states.releaseLease(vendor, 'a', { ...STATE, watchedSince: NOW })).toBe(true);
    await states.noteTracked(vendor, { watchedSince: NOW + 3 });
    expect(await states.read(vendor)).toEqual({ ...STATE, watchedSince: NOW });
  });

  test('R16: the note of track-sla survives a poll that began before it, and frees no lease', async () => {
    const { states } = store();
    const vendor = vendorOf('A00000613');
    const tracked = { trackedAt: NOW + 2, resumedAt: NOW + 1, pause: { since: NOW - 30, until: NOW + 1 } };
    expect(await states.noteTracked(vendor, tracked)).toBeUndefined();
    expect(await states.read(vendor)).toBeUndefined();
    const lease = { token: 'a', now: NOW, until: NOW + 130_000 };
    const state = await states.takeLease(vendor, lease);
    if (state === 'taken') throw new Error('a lease that nobody held');
    await states.noteTracked(vendor, tracked);
    expect(await states.takeLease(vendor, { ...lease, token: 'b' })).toBe('taken');
    expect(await states.read(vendor)).toEqual({ ...NEW_VENDOR_STATE, ...tracked });
    const old = { trackedAt: NOW, resumedAt: NOW, pause: { since: NOW - 90, until: NOW - 60 } };
    expect(await states.releaseLease(vendor, 'a', { ...state, ...old })).toBe(true);
    expect(await states.read(vendor)).toEqual({ ...NEW_VENDOR_STATE, ...tracked });
    const noted = { ...NEW_VENDOR_STATE, ...tracked, trackedAt: NOW + 3 };
    expect(await states.noteTracked(vendor, { trackedAt: NOW + 3 })).toEqual(noted);
    expect(await states.read(vendor)).toEqual(noted);
    await states.takeLease(vendor, lease);
    expect(await states.releaseLease(vendor, 'a', STATE)).toBe(true);
    expect(await states.read(vendor)).toEqual({ ...STATE, ...tracked, trackedAt: NOW + 3 });
  });

  test('a vendor is listed once, from its first poll or watch on, and stays listed', async () => {
    const { states } = store();
    const [polled, watched] = [vendorOf('A00000621'), vendorOf('A00000622')];
    const listed = async () =>
      (await states.vendors()).filter(({ vendorId }) => vendorId.startsWith('A0000062'));
    expect(await listed()).toEqual([]);
    await states.noteTracked(watched, { trackedAt: NOW, watchedSince: NOW });
    const lease = { token: 'a', now: NOW, until: NOW + 1 };
    await states.takeLease(polled, lease);
    await states.takeLease(polled, { ...lease, token: 'dead', now: NOW + 1 });
    expect(await listed()).toEqual([polled, watched]);
  });

  onTable('a vendor is listed by a later poll, until its state notes that', async (table) => {
    const { states, client, tableName } = table;
    const polled = vendorOf('A00000631');
    const lease = { token: 'a', now: NOW, until: NOW + 1 };
    const unlist = async () => {
      const Key = { pk: 'VENDORS', sk: 'KR#A00000631' };
      const documents = DynamoDBDocumentClient.from(client);
      await documents.send(new DeleteCommand({ TableName: tableName, Key }));
    };
    // The run that wrote its state ended before it added the vendor to the list.
    await states.takeLease(polled, lease);
    await unlist();
    await states.takeLease(polled, { ...lease, token: 'b', now: NOW + 1 });
    expect(await states.vendors()).toContainEqual(polled);
    await states.releaseLease(polled, 'b', STATE);
    await unlist();
    await states.takeLease(polled, lease);
    expect(await states.vendors()).not.toContainEqual(polled);
  });

  test('R5: a poll writes no state after another took over its lease', async () => {
    const { states } = store();
    const vendor = vendorOf('A00000604');
    await states.takeLease(vendor, { token: 'slow', now: NOW, until: NOW + 1 });
    await states.takeLease(vendor, { token: 'quick', now: NOW + 1, until: NOW + 2 });
    expect(await states.releaseLease(vendor, 'slow', STATE)).toBe(false);
    expect(await states.releaseLease(vendor, 'quick', { ...STATE, clockDiffersByMs: 7 })).toBe(true);
    expect(await states.releaseLease(vendor, 'slow', STATE)).toBe(false);
    expect(await states.releaseLease(vendorOf('A00000699'), 'slow', STATE)).toBe(false);
  });

  test('R5: all vendors behind an address share its block, and a shorter block does not end it', async () => {
    const { states } = store();
    expect(await states.egressBlock('nat-gateway')).toBeUndefined();
    const block = {
      since: NOW,
      code: 'BLOCKED_AT_EDGE',
      problem: 'made up',
      cause: 'blocked-at-edge',
    } as const;
    const another = { since: NOW, code: 'ANOTHER', problem: 'made up', cause: 'throttled' } as const;
    await states.blockEgress('nat-gateway', { ...block, until: NOW + 60_000 });
    await states.blockEgress('nat-gateway', { ...another, until: NOW + 30_000 });
    expect(await states.egressBlock('nat-gateway')).toEqual({ ...block, until: NOW + 60_000 });
    await states.blockEgress('nat-gateway', { ...another, until: NOW + 90_000 });
    expect(await states.egressBlock('nat-gateway')).toEqual({ ...another, until: NOW + 90_000 });
    expect(await states.egressBlock('elsewhere')).toBeUndefined();
  });

  test('R5: a stop noted by act survives a poll that began before it, and creates no state', async () => {
    const { states } = store();
    const vendor = vendorOf('A00000699');
    const stop = { until: NOW + 60_000, code: 'THROTTLED', problem: 'made up', cause: 'throttled' } as const;
    const actStop = { ...stop, since: 1, keyFingerprint: 'made-up' };
    await states.noteActStop(vendor, actStop);
    expect(await states.read(vendor)).toBeUndefined();
    await states.takeLease(vendor, { token: 'poll', now: NOW, until: NOW + 1 });
    await states.noteActStop(vendor, actStop);
    expect(await states.read(vendor)).toMatchObject({ actStop });
    expect(await states.releaseLease(vendor, 'poll', NEW_VENDOR_STATE)).toBe(true);
    expect(await states.read(vendor)).toEqual({ ...NEW_VENDOR_STATE, actStop });
  });

  onTable('a leap on the laptop moves only the given times', async ({ client, states, tableName }) => {
    const [vendor, fresh] = [vendorOf('A00000691'), vendorOf('A00000692')];
    await states.takeLease(vendor, { token: 'poll', now: NOW, until: NOW + 1 });
    await states.releaseLease(vendor, 'poll', STATE);
    await states.noteTracked(vendor, { trackedAt: NOW, resumedAt: NOW });
    const before = await states.read(vendor);
    const times = { trackedAt: NOW + 1, polledAt: NOW + 3 };
    await moveTimes({ client, tableName }, vendor, times);
    expect(await states.read(vendor)).toEqual({ ...before, ...times });
    await moveTimes({ client, tableName }, fresh, times);
    expect(await states.read(fresh)).toBeUndefined();
  });

  onTable(
    'the laptop ends the stops of a vendor, and moves a source’s times, and keeps the rest',
    async ({ client, states, tableName }) => {
      const vendor = vendorOf('A00000693');
      await states.takeLease(vendor, { token: 'poll', now: NOW, until: NOW + 1 });
      await states.releaseLease(vendor, 'poll', STATE);
      await states.noteActStop(vendor, {
        since: NOW,
        until: NOW + 9,
        ...why('throttled'),
        keyFingerprint: 'f',
      });
      await forgetStops({ client, tableName }, [vendor], 'laptop');
      const { stops: _, ...free } = STATE;
      expect(await states.read(vendor)).toEqual(free);
      await moveTimes({ client, tableName }, vendor, { sources: { product: { recentCompleteAt: NOW } } });
      const product = { ...PRODUCT, recentCompleteAt: NOW };
      expect(await states.read(vendor)).toEqual({ ...free, sources: { ...STATE.sources, product } });
    },
  );

  onTable(
    'R5: the laptop releases a dead process’s leases and lanes of its own vendors, and keeps attempts',
    async ({ client, delivery, reader, states, tableName, writer }) => {
      const [mine, fresh, foreign] = [vendorOf('A00000605'), vendorOf('A00000606'), vendorOf('A00000607')];
      const lease = { token: 'dead', now: NOW, until: NOW + 130_000 };
      await states.takeLease(mine, lease);
      await states.takeLease(foreign, lease);
      const ticket = await opened({ writer }, '1', mine);
      const attempted = await delivery.noteAttempt(ticket, makeAttempt());
      await releaseAbandoned({ client, tableName }, [mine, fresh]);
      expect(await reader.ticket(ticket.key)).toEqual(attempted);
      const next = { token: 'next', now: NOW, until: NOW + 1 };
      expect(await states.takeLease(mine, next)).not.toBe('taken');
      expect(await states.takeLease(fresh, next)).not.toBe('taken');
      expect(await states.takeLease(foreign, next)).toBe('taken');
    },
  );
});
