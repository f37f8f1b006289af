import { randomUUID } from 'node:crypto';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from '@jest/globals';
import { type KeyStop, NEW_VENDOR_STATE } from '../../lib/domain/reading/vendor-state.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { createOrderCalls } from '../../lib/dynamodb/vendor-items.ts';
import { makeKey, makeTicket, QUESTION, type TicketFields } from '../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW, SECOND, VENDOR } from '../fixtures/domain/made-up.ts';
import { fc } from '../fixtures/fast-check.ts';
import { createConditionTable } from '../unit/workflows/delivery/lane-model/condition-table.ts';
import { steppedTable } from '../unit/workflows/delivery/lane-model/drain-model.ts';
import { describeStore, describeTable, type TableUnderTest, vendorOf } from './store-under-test.ts';

const ALL = { most: 21, now: NOW };

/** The pointer items of a partition, as stored. */
const items = async ({ client, tableName }: TableUnderTest, partition: string) => {
  const found = await DynamoDBDocumentClient.from(client).send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :partition',
      ExpressionAttributeValues: { ':partition': partition },
    }),
  );
  return found.Items ?? [];
};

describeTable('the pointers from orders and options to tickets (A10)', (store) => {
  const noted = async (fields: TicketFields) => {
    const ticket = makeTicket(fields);
    await store().contacts.note(ticket);
    return ticket;
  };
  const inquiries = async (...asked: Parameters<TableUnderTest['contacts']['of']>) =>
    (await store().contacts.of(...asked)).map(({ key }) => key.inquiryId);

  test('lead from each order and from the option to the ticket', async () => {
    const { contacts } = store();
    const of = { vendorId: 'A00000901', orderIds: ['61', '62'], vendorItemId: '71' };
    const { key, facts } = await noted({ ...QUESTION, ...of, answerId: 'after-5' });
    const found = [{ key, openedAt: facts.openedAt }];
    expect(await contacts.of(vendorOf('A00000901'), { order: '61' }, ALL)).toEqual(found);
    expect(await contacts.of(vendorOf('A00000901'), { order: '62' }, ALL)).toEqual(found);
    expect(await contacts.of(vendorOf('A00000901'), { option: '71' }, ALL)).toEqual(found);
    expect(await contacts.of(vendorOf('A00000901'), { order: '71' }, ALL)).toEqual([]);
    expect(await contacts.of(vendorOf('A00000902'), { order: '61' }, ALL)).toEqual([]);
  });

  test('keep every digit of an order number beyond 2^53', async () => {
    const of = { vendorId: 'A00000903', inquiryId: '9007199254740993' };
    await noted({ ...of, orderId: '999999999999999999' });
    expect(await inquiries(vendorOf('A00000903'), { order: '999999999999999999' }, ALL)).toEqual([
      '9007199254740993',
    ]);
    expect(await inquiries(vendorOf('A00000903'), { order: '999999999999999998' }, ALL)).toEqual([]);
  });

  test('come newest first, and no more than asked for', async () => {
    for (const n of [3, 1, 5, 2, 4])
      await noted({ vendorId: 'A00000904', inquiryId: String(n), orderId: '61', openedAt: NOW - n });
    const of = vendorOf('A00000904');
    expect(await inquiries(of, { order: '61' }, ALL)).toEqual(['1', '2', '3', '4', '5']);
    expect(await inquiries(of, { order: '61' }, { most: 2, now: NOW })).toEqual(['1', '2']);
  });

  test('count for 90 days, after which DynamoDB may delete them', async () => {
    const of = { vendorId: 'A00000905', orderId: '61' };
    await noted({ ...of, inquiryId: '1', openedAt: NOW - 90 * DAY });
    await noted({ ...of, inquiryId: '2', openedAt: NOW - 90 * DAY - 1 });
    expect(await inquiries(vendorOf('A00000905'), { order: '61' }, ALL)).toEqual(['1']);
    const [first] = await items(store(), 'O#KR#A00000905#order#61');
    expect(first).toMatchObject({ expiresAt: Math.ceil((NOW - 1) / 1000) });
  });

  test('have no more than keys and an expiry, and are written again without a second entry', async () => {
    const ticket = await noted({ vendorId: 'A00000906', orderId: '61', openedAt: NOW, text: 'made-up' });
    await store().contacts.note(ticket);
    expect(await items(store(), 'O#KR#A00000906#order#61')).toEqual([
      {
        pk: 'O#KR#A00000906#order#61',
        sk: `${NOW}#call-center#1000000001#700000001`,
        expiresAt: (NOW + 90 * DAY) / 1000,
        v: 1,
      },
    ]);
  });

  test('are not written for an erased ticket, or one without order and option', async () => {
    const before = store().answers();
    await noted({ vendorId: 'A00000908', orderId: '61', erased: true });
    const { orderId: _, ...facts } = makeTicket().facts;
    await store().contacts.note({ ...makeTicket(), facts });
    expect(store().answers()).toBe(before);
  });
});

describeTable('the budget of the calls about orders (A10)', (store) => {
  const STOP: KeyStop = {
    since: NOW,
    until: NOW + HOUR,
    code: 'COUPANG_THROTTLED',
    problem: 'made-up',
    cause: 'throttled',
    keyFingerprint: 'made-up',
  };
  const item = (vendorId: string) => store().itemAt({ pk: `V#KR#${vendorId}`, sk: 'order-calls' });
  const takeTen = async (vendorId: string, at: number) => {
    for (let n = 0; n < 10; n += 1) expect(await store().orderCalls.take(vendorOf(vendorId), at)).toBe(true);
  };

  test('allows ten calls a vendor, and the next one after more than a minute', async () => {
    const { orderCalls } = store();
    await takeTen('A00001001', NOW);
    expect(await orderCalls.take(vendorOf('A00001001'), NOW)).toBe(false);
    expect(await orderCalls.take(vendorOf('A00001001'), NOW + MINUTE)).toBe(false);
    expect(await orderCalls.take(vendorOf('A00001002'), NOW)).toBe(true);
    expect(await orderCalls.take(vendorOf('A00001001'), NOW + MINUTE + 1)).toBe(true);
  });

  test('counts any minute, not each minute of the clock', async () => {
    const { orderCalls } = store();
    const of = vendorOf('A00001003');
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
    const taken = await Promise.all(takers.map((calls) => calls.take(vendorOf('A00001004'), NOW)));
    expect(taken.filter(Boolean)).toHaveLength(10);
  });

  test('refuses for one more minute at most after the clock went back by an hour', async () => {
    const { orderCalls } = store();
    const of = vendorOf('A00001005');
    await takeTen('A00001005', NOW);
    const back = NOW - HOUR;
    expect(await orderCalls.take(of, back)).toBe(false);
    expect(await orderCalls.take(of, back + MINUTE)).toBe(false);
    expect(await orderCalls.take(of, back + MINUTE + 1)).toBe(true);
  });

  test('keeps the stop of the calls beside their times, and it stops nothing by itself', async () => {
    const { orderCalls, states } = store();
    const of = vendorOf('A00001006');
    expect(await orderCalls.stop(of)).toBeUndefined();
    await orderCalls.noteStop(of, STOP);
    await takeTen('A00001006', NOW);
    expect(await orderCalls.stop(of)).toEqual(STOP);
    const longer = { ...STOP, until: NOW + 2 * HOUR };
    await orderCalls.noteStop(of, longer);
    expect(await orderCalls.stop(of)).toEqual(longer);
    expect(await orderCalls.take(of, NOW)).toBe(false);
    expect(await states.read(of)).toBeUndefined();
  });

  test('leaves an item with at most ten times, which expires a day after the last call or the stop', async () => {
    const { orderCalls } = store();
    const of = vendorOf('A00001008');
    for (let n = 0; n < 30; n += 1) await orderCalls.take(of, NOW + n * 7 * SECOND);
    const calls: unknown = (await item('A00001008'))?.['calls'];
    expect(calls).toHaveLength(9);
    expect(await item('A00001008')).toMatchObject({
      expiresAt: Math.ceil((NOW + 29 * 7 * SECOND + DAY) / 1000),
    });
    await orderCalls.noteStop(of, { ...STOP, until: NOW + 3 * DAY });
    await orderCalls.take(of, NOW + HOUR);
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

describeTable('opened Home tabs (A7)', (store) => {
  const viewOf = (by: string, until = NOW) => ({
    by,
    filter: { who: 'mine', kind: 'all', page: 2, vendor: VENDOR } as const,
    mark: 'old',
    until,
  });

  test('are read back as noted, only the newest for each person', async () => {
    const { homes } = store();
    const vendor = vendorOf('A00000911');
    expect(await homes.read(vendor)).toEqual([]);
    await homes.note(vendor, viewOf('U0KIM'));
    await Promise.all([homes.note(vendor, viewOf('U0LEE')), homes.note(vendor, viewOf('U0KIM', NOW + 5))]);
    const read = await homes.read(vendor);
    expect(read).toHaveLength(2);
    expect(read).toEqual(expect.arrayContaining([viewOf('U0LEE'), viewOf('U0KIM', NOW + 5)]));
    expect(await homes.read(vendorOf('A00000912'))).toEqual([]);
  });

  test('get a new mark only if their person has not used them since', async () => {
    const { homes } = store();
    const vendor = vendorOf('A00000913');
    await homes.noteMark(vendor, viewOf('U0KIM'), 'lost');
    expect(await homes.read(vendor)).toEqual([]);
    await homes.note(vendor, viewOf('U0KIM'));
    await homes.noteMark(vendor, viewOf('U0KIM'), 'new');
    expect(await homes.read(vendor)).toEqual([{ ...viewOf('U0KIM'), mark: 'new' }]);
    await homes.note(vendor, viewOf('U0KIM', NOW + 5));
    await homes.noteMark(vendor, viewOf('U0KIM'), 'new');
    expect(await homes.read(vendor)).toEqual([viewOf('U0KIM', NOW + 5)]);
  });

  test('expire', async () => {
    await store().homes.note(vendorOf('A00000914'), viewOf('U0KIM'));
    const item = await store().itemAt({ pk: 'V#KR#A00000914', sk: 'homes' });
    expect(item).toMatchObject({ expiresAt: NOW / 1000 });
  });

  test('are noted in the state of a vendor that has a state, and a poll keeps the note', async () => {
    const { homes, states } = store();
    const vendor = vendorOf('A00000915');
    await homes.note(vendor, viewOf('U0KIM'));
    expect(await states.read(vendor)).toBeUndefined();
    await states.takeLease(vendor, { token: 'a', now: NOW, until: NOW + 9 });
    await homes.note(vendor, viewOf('U0KIM', NOW + 5));
    await states.releaseLease(vendor, 'a', NEW_VENDOR_STATE);
    expect(await states.read(vendor)).toEqual({ ...NEW_VENDOR_STATE, homesUntil: NOW + 5 });
  });
});

describeStore('the recent replies of a vendor (A8)', (store) => {
  const keyOf = (vendorId: string, inquiryId: string) => makeKey({ vendorId, inquiryId });

  test('are the five newest replies, newest first, to other hand-overs, beside the state', async () => {
    const { replies, states } = store();
    const keys = ['1', '2', '3', '4', '5', '6', '7'].map((id) => keyOf('A00000801', id));
    const [first = makeKey()] = keys;
    expect(await replies.toOthers(first)).toEqual([]);
    for (const key of keys) await replies.note(key, `mark-${key.inquiryId}`);
    expect(await replies.toOthers(first)).toEqual(['mark-7', 'mark-6', 'mark-5', 'mark-4', 'mark-3']);
    expect(await replies.toOthers(keyOf('A00000801', '6'))).not.toContain('mark-6');
    expect(await states.read(first)).toBeUndefined();
  });

  test('contain only the newest reply to each hand-over of the vendor', async () => {
    const { replies } = store();
    const key = keyOf('A00000802', '1');
    await replies.note(key, 'old');
    await replies.note(key, 'new');
    expect(await replies.toOthers(keyOf('A00000802', '2'))).toEqual(['new']);
    expect(await replies.toOthers(keyOf('A00000803', '2'))).toEqual([]);
  });

  test('keep every reply when two are noted at the same moment', async () => {
    const { replies } = store();
    await replies.note(keyOf('A00000804', '1'), 'one');
    await Promise.all(['2', '3'].map((id) => replies.note(keyOf('A00000804', id), id)));
    expect(await replies.toOthers(makeKey({ vendorId: 'A00000804' }))).toContain('one');
  });
});
