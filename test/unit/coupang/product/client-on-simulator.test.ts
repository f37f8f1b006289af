import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { createSender } from '../../../../lib/coupang/create-sender.ts';
import { createSourceActions, createSources } from '../../../../lib/coupang/sources.ts';
import type { InquirySource } from '../../../../lib/workflows/ports/coupang.ts';
import { createRepairs } from '../../../../lib/domain/reading/repairs.ts';
import { DAY_MS, HOUR_MS } from '../../../../lib/domain/time/durations.ts';
import { type Simulator, startSimulator } from '../../../../local/simulator/simulator.ts';
import { makeTempDir, removeTempDirs } from '../../local/temp-dirs.ts';
import { KEYS, makeClock, NOW, VENDOR, WINDOW } from '../loopback-coupang.ts';

const clock = makeClock(NOW);
const BOTH = { ...VENDOR, sources: ['call-center', 'product'] } as const;
let simulator: Simulator;
let client: InquirySource;
let actions: ReturnType<typeof createSourceActions>;
const urls: string[] = [];
beforeEach(async () => {
  urls.length = 0;
  simulator = await startSimulator({
    dataDir: makeTempDir(),
    vendors: [BOTH],
    keys: KEYS,
    now: clock.now,
    seed: 1,
    arrivals: false,
    examples: false,
    wingIds: ['cs-team'],
    sleep: clock.sleep,
    onCall: ({ url }) => urls.push(url),
  });
  const options = {
    vendor: VENDOR,
    baseUrl: simulator.url,
    credentials: async () => KEYS,
    clock: { now: clock.now },
    callsPerSecond: 2,
    sleep: clock.sleep,
    sources: BOTH.sources,
  };
  const sender = createSender(options);
  const made = createSources(options, sender).find(({ source }) => source === 'product');
  if (!made) throw new Error('no client');
  client = made;
  actions = createSourceActions(options, sender);
});
afterEach(() => simulator.stop());
afterAll(removeTempDirs);

const read = async () => {
  const { reading, failure } = await client.read(
    WINDOW,
    'NOANSWER',
    Infinity,
    createRepairs({}, clock.now()),
  );
  return { reading, failure, ids: reading.inquiries.map(({ inquiryId }) => inquiryId) };
};
const LIMITS = { stopAt: Infinity, calls: 10, repairs: createRepairs() };

test('a question is read, answered once, found with its answer, and missing once it is deleted', async () => {
  const { product } = simulator;
  const asked = await product.ask({ inquiryAt: clock.now() - HOUR_MS });
  const other = await product.ask({ inquiryAt: clock.now() - DAY_MS });
  const { reading, ids } = await read();
  expect(reading).toMatchObject({ complete: true, unusable: [], droppedFields: [] });
  expect(ids.toSorted()).toEqual([asked.inquiryId, other.inquiryId].toSorted());

  const reply = {
    source: 'product',
    inquiryId: asked.inquiryId,
    content: '네, 가능합니다.',
    replyBy: 'cs-team',
  } as const;
  expect(await actions.reply({ ...reply, replyBy: 'nobody' }, Infinity)).toMatchObject({
    refusal: { code: 'wing-id-520' },
  });
  expect(await actions.reply(reply, Infinity)).toEqual({ is: 'done' });
  expect(await actions.reply(reply, Infinity)).toEqual({ is: 'done' });
  await product.remove(other.inquiryId);
  expect(await actions.reply({ ...reply, inquiryId: other.inquiryId }, Infinity)).toMatchObject({
    refusal: { code: 'deleted' },
  });

  expect((await read()).ids).toEqual([]);
  const { found, missing } = await client.lookUp([asked, other], LIMITS);
  expect(found.get(asked.inquiryId)?.posts).toMatchObject([{ by: 'vendor', text: '네, 가능합니다.' }]);
  expect([...missing.keys()]).toEqual([other.inquiryId]);
});

test('the names of a product are those of its question, and an unknown product has none', async () => {
  const asked = await simulator.product.ask({ inquiryAt: clock.now() });
  const names = await client.productNames?.(asked.sellerProductId, Infinity);
  expect(names?.product).toBe(asked.productName);
  expect(names?.items[asked.vendorItemId]).toBe(asked.itemName);
  expect(await client.productNames?.('1', Infinity)).toBeUndefined();
});

test('rows in other shapes are read alike', async () => {
  const asked = await Promise.all(
    [1, 2, 3].map((hours) => simulator.product.ask({ inquiryAt: clock.now() - hours * HOUR_MS })),
  );
  simulator.product.fail('odd-shapes');
  const { reading } = await read();
  expect(reading).toMatchObject({ complete: true, unusable: [] });
  for (const { inquiryId, inquiryAt, sellerProductId } of asked) {
    const found = reading.inquiries.find((inquiry) => inquiry.inquiryId === inquiryId);
    expect(found).toMatchObject({ sellerProductId });
    expect(Math.abs((found?.inquiryAt ?? 0) - inquiryAt)).toBeLessThan(1000);
  }
});

test('a list that takes Coupang too long is read once more, and Coupang gets more time for it', async () => {
  const asked = await simulator.product.ask({ inquiryAt: clock.now() - HOUR_MS });
  simulator.product.fail('slow');
  const { reading, failure, ids } = await read();
  expect([ids, reading.complete, failure]).toEqual([[asked.inquiryId], true, undefined]);
  expect(urls.map((url) => new URL(url).searchParams.get('pageSize'))).toEqual(['50', '50']);
});

test('a window that takes Coupang too long is read by its dates', async () => {
  const asked = await simulator.product.ask({ inquiryAt: clock.now() - HOUR_MS });
  simulator.product.fail('read-timed-out', { query: 'pageSize=50' });
  const { reading, failure, ids } = await read();
  expect([ids, reading.complete, failure]).toEqual([[asked.inquiryId], true, undefined]);
  const { found } = await client.lookUp([asked], LIMITS);
  expect([...found.keys()]).toEqual([asked.inquiryId]);
});
