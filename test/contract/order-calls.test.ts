import { randomUUID } from 'node:crypto';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from '@jest/globals';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { createOrderCalls } from '../../lib/dynamodb/vendor-items.ts';
import type { KeyStop } from '../../lib/domain/reading/vendor-state.ts';
import { DAY, HOUR, MINUTE, NOW, SECOND, VENDOR } from '../fixtures/domain/made-up.ts';
import { fc } from '../fixtures/fast-check.ts';
import { createConditionTable } from '../unit/workflows/delivery/lane-model/condition-table.ts';
import { steppedTable } from '../unit/workflows/delivery/lane-model/drain-model.ts';
import { describeTable } from './store-under-test.ts';

const vendor = (vendorId: string) => ({ market: 'KR', vendorId }) as const;
const STOP: KeyStop = {
  since: NOW,
  until: NOW + HOUR,
  code: 'COUPANG_THROTTLED',
  problem: 'made-up',
  cause: 'throttled',
  keyFingerprint: 'made-up',
};

describeTable('the budget of the calls about orders (A10)', (store) => {
  const item = async (vendorId: string) => {
    const Key = { pk: `V#KR#${vendorId}`, sk: 'order-calls' };
    const documents = DynamoDBDocumentClient.from(store().client);
    return (await documents.send(new GetCommand({ TableName: store().tableName, Key }))).Item;
  };
  const takeTen = async (vendorId: string, at: number) => {
    for (let n = 0; n < 10; n += 1) expect(await store().orderCalls.take(vendor(vendorId), at)).toBe(true);
  };

  test('allows ten calls a vendor, and the next one after more than a minute', async () => {
    const { orderCalls } = store();
    await takeTen('A00001001', NOW);
    expect(await orderCalls.take(vendor('A00001001'), NOW)).toBe(false);
    expect(await orderCalls.take(vendor('A00001001'), NOW + MINUTE)).toBe(false);
    expect(await orderCalls.take(vendor('A00001002'), NOW)).toBe(true);
    expect(await orderCalls.take(vendor('A00001001'), NOW + MINUTE + 1)).toBe(true);
  });

  test('counts any minute, not each minute of the clock', async () => {
    const { orderCalls } = store();
    const of = vendor('A00001003');
    for (let n = 0; n < 10; n += 1)
      expect(await orderCalls.take(of, NOW + (n < 5 ? 0 : 50 * SECOND))).toBe(true);
    const later = NOW + MINUTE + SECOND;
    for (let n = 0; n < 5; n += 1) expect(await orderCalls.take(of, later)).toBe(true);
    expect(await orderCalls.take(of, later)).toBe(false);
  });

  test('allows exactly ten of forty calls that two processes make at the same moment', async () => {
    const { client, tableName } = store();
    const other = createTicketStore({ client, tableName, newToken: randomUUID });
    const takers = Array.from({ length: 40 }, (_, n) => (n % 2 ? store() : other).orderCalls);
    const taken = await Promise.all(takers.map((calls) => calls.take(vendor('A00001004'), NOW)));
    expect(taken.filter(Boolean)).toHaveLength(10);
  });

  test('refuses for one more minute at most after the clock went back by an hour', async () => {
    const { orderCalls } = store();
    const of = vendor('A00001005');
    await takeTen('A00001005', NOW);
    const back = NOW - HOUR;
    expect(await orderCalls.take(of, back)).toBe(false);
    expect(await orderCalls.take(of, back + MINUTE)).toBe(false);
    expect(await orderCalls.take(of, back + MINUTE + 1)).toBe(true);
  });

  test('keeps the stop of the calls beside their times', async () => {
    const { orderCalls } = store();
    const of = vendor('A00001006');
    expect(await orderCalls.stop(of)).toBeUndefined();
    await orderCalls.noteStop(of, { ...STOP, since: NOW });
    await takeTen('A00001006', NOW);
    expect(await orderCalls.stop(of)).toEqual({ ...STOP, since: NOW });
    await orderCalls.noteStop(of, STOP);
    expect(await orderCalls.stop(of)).toEqual(STOP);
    expect(await orderCalls.take(of, NOW)).toBe(false);
  });

  test('stops no call by itself, and nothing else of the vendor', async () => {
    const { orderCalls, states } = store();
    await orderCalls.noteStop(vendor('A00001007'), STOP);
    expect(await orderCalls.take(vendor('A00001007'), NOW)).toBe(true);
    expect(await states.read(vendor('A00001007'))).toBeUndefined();
  });

  test('leaves an item with at most ten times, which expires a day after the last call or the stop', async () => {
    const { orderCalls } = store();
    for (let n = 0; n < 30; n += 1) await orderCalls.take(vendor('A00001008'), NOW + n * 7 * SECOND);
    const calls: unknown = (await item('A00001008'))?.['calls'];
    expect(calls).toHaveLength(9);
    expect(await item('A00001008')).toMatchObject({
      expiresAt: Math.ceil((NOW + 29 * 7 * SECOND + DAY) / 1000),
    });
    await orderCalls.noteStop(vendor('A00001008'), { ...STOP, until: NOW + 3 * DAY });
    await orderCalls.take(vendor('A00001008'), NOW + HOUR);
    expect(await item('A00001008')).toMatchObject({ expiresAt: Math.ceil((NOW + 4 * DAY) / 1000) });
  });
});

const anyWaves = fc.array(fc.record({ waitMs: fc.nat(MINUTE), takers: fc.integer({ min: 1, max: 13 }) }), {
  minLength: 2,
  maxLength: 5,
});

test('takes as many of ten calls a minute as are free, however two processes interleave their requests (A10)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), anyWaves, async (scheduler, waves) => {
      const { table } = createConditionTable();
      const stepped = steppedTable(table, async (name, request) => {
        await scheduler.schedule(Promise.resolve(), name);
        return request();
      });
      const stores = [createOrderCalls(stepped), createOrderCalls(stepped)];
      let now = NOW;
      let taken: number[] = [];
      for (const { waitMs, takers } of waves) {
        now += waitMs;
        const takes = Array.from({ length: takers }, async (_, n) => stores[n % 2]?.take(VENDOR, now));
        const allowed = await scheduler.waitFor(Promise.all(takes));
        taken = taken.filter((at) => now - at <= MINUTE);
        const free = Math.min(takers, 10 - taken.length);
        expect(allowed.filter(Boolean)).toHaveLength(free);
        taken.push(...Array.from({ length: free }, () => now));
      }
    }),
    { numRuns: 200 },
  );
}, 20_000);

test('keeps the times of calls that a process with a later clock took (A10)', async () => {
  const { take } = createOrderCalls(createConditionTable().table);
  for (let n = 0; n < 9; n += 1) expect(await take(VENDOR, NOW + 5 * SECOND)).toBe(true);
  expect(await take(VENDOR, NOW)).toBe(true);
  expect(await take(VENDOR, NOW + MINUTE + SECOND)).toBe(true);
  expect(await take(VENDOR, NOW + MINUTE + SECOND)).toBe(false);
});
