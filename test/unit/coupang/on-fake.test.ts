import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  FAILURE_MODES,
  type FailureMode,
  MADE_UP_PERSON,
  ORDER_PLOTS,
  type OrderPlot,
  type FakeCoupang,
  startFakeCoupang,
} from 'fake-coupang';
import { createSender } from '../../../lib/coupang/create-sender.ts';
import { createOrderClient } from '../../../lib/coupang/orders/create-order-client.ts';
import { createSourceActions, createSources } from '../../../lib/coupang/sources.ts';
import type { VendorRef } from '../../../lib/domain/inquiry/inquiry.ts';
import { createRepairs } from '../../../lib/domain/reading/repairs.ts';
import { DAY_MS, HOUR_MS } from '../../../lib/domain/time/durations.ts';
import { NO_REPAIRS } from '../../fixtures/domain/no-repairs.ts';
import {
  createClient as createCallCenter,
  KEYS,
  makeClock,
  makeLog,
  makeOptions,
  VENDOR,
  WINDOW,
} from './loopback-coupang.ts';

const BOTH = { ...VENDOR, sources: ['call-center', 'product'] } as const;
const TAIWAN = { market: 'TW', vendorId: 'C00012345' } as const;
const clock = makeClock();
const log = makeLog();
let simulator: FakeCoupang;
beforeEach(async () => {
  simulator = await startFakeCoupang({
    vendors: [BOTH, TAIWAN],
    keys: KEYS,
    now: clock.now,
    examples: false,
    wingIds: ['cs-team'],
    sleep: clock.sleep,
  });
});
afterEach(() => simulator.stop());

const optionsOf = (vendor: VendorRef) => ({ ...makeOptions(simulator.url, clock, log), vendor });

test.each([
  ['ignored-act', 'done', 'NO_ANSWER'],
  ['conflict', 'unsure', 'ANSWER'],
  ['lost-answer', 'unsure', 'ANSWER'],
  ['throttled', 'failed', 'NO_ANSWER'],
] as const)('%s: a reply is %s, and the inquiry is listed under %s', async (mode, is, list) => {
  const { inquiryId, posts } = await simulator.handOver({});
  const parentAnswerId = posts[0]?.answerId ?? '';
  simulator.fail(mode);
  const { reply } = createSourceActions(optionsOf(VENDOR));
  const sent = { inquiryId, parentAnswerId, content: '확인했습니다.', replyBy: 'cs-team' };
  expect(await reply({ source: 'call-center', ...sent }, Infinity)).toMatchObject({ is });
  simulator.recover();
  const found = simulator.inquiries().find((inquiry) => inquiry.inquiryId === inquiryId);
  expect(found).toMatchObject({ list });
});

describe('the client of hand-overs', () => {
  const read = () => createCallCenter(optionsOf(VENDOR)).read(WINDOW, 'NO_ANSWER', Infinity, NO_REPAIRS);

  test.each(['changing-totals', 'data-null', 'empty-page'] as const)(
    '%s: never a complete reading (R7)',
    async (mode) => {
      for (let count = 0; count < 31; count += 1)
        await simulator.handOver({ askedAt: clock.now() - HOUR_MS });
      simulator.fail(mode);
      expect(await read()).toMatchObject({ reading: { complete: false } });
    },
  );

  /** The error table's result for each mode: the cause that people read, and its reach. */
  const REPORTED: Partial<Record<FailureMode, [cause: string, reach: string]>> = {
    'server-error': ['coupang-down', 'reading'],
    unavailable: ['coupang-down', 'reading'],
    throttled: ['throttled', 'vendor'],
    'throttled-for-a-day': ['throttled', 'vendor'],
    blocked: ['blocked-at-edge', 'egress'],
    redirected: ['blocked-at-edge', 'egress'],
    'ip-not-allowed': ['ip-not-allowed', 'vendor'],
    'invalid-signature': ['credentials', 'vendor'],
    'wrong-key': ['credentials', 'vendor'],
    'wrong-market': ['wrong-market', 'vendor'],
    'wrong-path': ['wrong-path', 'vendor'],
    'vendor-inactive': ['vendor-inactive', 'vendor'],
    'other-code': ['protocol', 'reading'],
    'broken-json': ['protocol', 'reading'],
    'page-for-json': ['protocol', 'reading'],
    'empty-body': ['protocol', 'reading'],
    slow: ['coupang-down', 'reading'],
    'lost-answer': ['coupang-down', 'reading'],
  };

  test.each(Object.entries(REPORTED))('%s is reported as %j', async (name, [blindCause, reach]) => {
    const mode = FAILURE_MODES.find((candidate) => candidate === name);
    if (mode === undefined) throw new Error(`no mode ${name}`);
    simulator.fail(mode);
    expect((await read()).failure).toMatchObject({ blindCause, reach });
  });
});

describe('the client of orders reads', () => {
  const orderOf = async (plot: OrderPlot, vendor: VendorRef = VENDOR): Promise<string> => {
    const { orderId } = await simulator.handOver({ vendor });
    await simulator.orders.set(orderId, plot);
    return orderId;
  };

  /** All three calls, as far as the market has them. */
  const readAll = async (orderId: string, vendor: VendorRef = VENDOR) => {
    const options = optionsOf(vendor);
    const client = createOrderClient(options, createSender(options), async () => undefined);
    const span = { from: clock.now() - 7 * DAY_MS, to: clock.now() };
    const order = await client.order(orderId, Infinity);
    const returns = order.is === 'cancelled' ? await client.returns(orderId, Infinity) : [];
    const exchanges = vendor.market === 'KR' ? await client.exchanges(orderId, span, Infinity) : [];
    return { order, returns, exchanges };
  };

  test.each(ORDER_PLOTS)('an order that is %s, without its buyer', async (plot) => {
    log.lines.length = 0;
    for (const vendor of [VENDOR, TAIWAN]) {
      const orderId = await orderOf(plot, vendor);
      const facts = await readAll(orderId, vendor);
      const made = simulator.orders.of(orderId);
      if (made?.isCancelled) expect(facts.order).toEqual({ is: 'cancelled' });
      else
        expect(facts.order).toMatchObject({
          is: 'boxes',
          boxes: made?.boxes.map(({ boxId, status, carrier, invoice, items }) => ({
            boxId,
            status,
            ...(carrier !== undefined && { carrier }),
            ...(invoice !== undefined && { invoice }),
            items,
          })),
        });
      const listed = made?.returns.filter(({ isAtPayment }) => !isAtPayment);
      expect(facts.returns).toMatchObject(
        listed?.map(({ receiptId, status, fault, isRefundedFirst }) => ({
          receiptId,
          status,
          fault,
          isRefundedFirst,
        })) ?? [],
      );
      for (const { reason } of facts.returns) expect(reason).toBeDefined();
      if (vendor.market === 'KR') expect(facts.exchanges).toHaveLength(made?.exchanges.length ?? 0);
      for (const value of Object.values(MADE_UP_PERSON)) expect(JSON.stringify(facts)).not.toContain(value);
      expect(log.lines).toEqual([]);
    }
  });
});

describe('the client of questions', () => {
  const createClient = () => {
    const options = { ...optionsOf(VENDOR), sources: ['product'] as const };
    const sender = createSender(options);
    const [client] = createSources(options, sender);
    if (!client) throw new Error('no client');
    const read = async () =>
      (await client.read(WINDOW, 'NOANSWER', Infinity, createRepairs({}, clock.now()))).reading;
    return { client, read, actions: createSourceActions(options, sender) };
  };

  test('reads a question, answers it once, finds it with its answer, and misses it once it is deleted', async () => {
    const { product } = simulator;
    const { client, read, actions } = createClient();
    const asked = await product.ask({ inquiryAt: clock.now() - HOUR_MS });
    const other = await product.ask({ inquiryAt: clock.now() - DAY_MS });
    const reading = await read();
    expect(reading).toMatchObject({ complete: true, unusable: [], droppedFields: [] });
    const ids = reading.inquiries.map(({ inquiryId }) => inquiryId);
    expect(ids.toSorted()).toEqual([asked.inquiryId, other.inquiryId].toSorted());

    const send = (replyBy = 'cs-team', { inquiryId } = asked) =>
      actions.reply({ source: 'product', inquiryId, content: '네, 가능합니다.', replyBy }, Infinity);
    expect(await send('nobody')).toMatchObject({ refusal: { code: 'wing-id-520' } });
    expect(await send()).toEqual({ is: 'done' });
    expect(await send()).toEqual({ is: 'done' });
    await product.remove(other.inquiryId);
    expect(await send('cs-team', other)).toMatchObject({ refusal: { code: 'deleted' } });

    expect((await read()).inquiries).toEqual([]);
    const limits = { stopAt: Infinity, calls: 10, repairs: createRepairs() };
    const { found, missing } = await client.lookUp([asked, other], limits);
    expect(found.get(asked.inquiryId)?.posts).toMatchObject([{ by: 'vendor', text: '네, 가능합니다.' }]);
    expect([...missing.keys()]).toEqual([other.inquiryId]);
  });

  test('reads the names of a product from its question, and none of an unknown product', async () => {
    const { client } = createClient();
    const asked = await simulator.product.ask({ inquiryAt: clock.now() });
    const names = await client.productNames?.(asked.sellerProductId, Infinity);
    expect(names?.product).toBe(asked.productName);
    expect(names?.items[asked.vendorItemId]).toBe(asked.itemName);
    expect(await client.productNames?.('1', Infinity)).toBeUndefined();
  });

  test('reads rows in other shapes alike', async () => {
    const asked = await Promise.all(
      [1, 2, 3].map((hours) => simulator.product.ask({ inquiryAt: clock.now() - hours * HOUR_MS })),
    );
    simulator.product.fail('odd-shapes');
    const reading = await createClient().read();
    expect(reading).toMatchObject({ complete: true, unusable: [] });
    for (const { inquiryId, inquiryAt, sellerProductId } of asked) {
      const found = reading.inquiries.find((inquiry) => inquiry.inquiryId === inquiryId);
      expect(found).toMatchObject({ sellerProductId });
      expect(Math.abs((found?.inquiryAt ?? 0) - inquiryAt)).toBeLessThan(1000);
    }
  });
});
