import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS } from '../src/time.ts';
import { MADE_UP_PERSON } from '../src/orders/render-order.ts';
import { MARKET_TEXTS } from '../src/market-texts.ts';
import type { StateStore } from '../src/world-state.ts';
import { memoryStore, NOW, type Simulated, startSimulated, VENDOR } from './start-fake.ts';

const API = '/v2/providers/openapi/apis/api';
const BOTH = { ...VENDOR, sources: ['call-center', 'product'] } as const;
const TAIWAN = { market: 'TW', vendorId: 'C00000002' } as const;
const OTHER = { market: 'KR', vendorId: 'A00099999' } as const;
const VENDORS = [BOTH, TAIWAN, OTHER] as const;
const [REFUND, LATE] = MARKET_TEXTS.KR.catalogue.stories.question;
const SHIPPING_STORY = LATE?.category ?? '';

let simulated: Simulated;
let store: StateStore;
const start = async () => {
  simulated = await startSimulated({ store, vendors: [...VENDORS], examples: false });
};
beforeEach(async () => {
  store = memoryStore();
  await start();
});
afterEach(() => simulated.simulator.stop());

type Seller = { vendorId: string; market: 'KR' | 'TW' };
const get = (path: string, query: Record<string, string>, market: string) =>
  simulated.get({ path, query: String(new URLSearchParams(query)), headers: { 'X-MARKET': market } });
const getOrder = (orderId: string, { vendorId, market }: Seller = VENDOR) =>
  get(`${API}/v5/vendors/${vendorId}/${orderId}/ordersheets`, {}, market);
const getReturns = (query: Record<string, string>, { vendorId, market }: Seller = VENDOR) =>
  get(`${API}/v6/vendors/${vendorId}/returnRequests`, query, market);
const getExchanges = (query: Record<string, string>, { vendorId, market }: Seller = VENDOR) =>
  get(`${API}/v4/vendors/${vendorId}/exchangeRequests`, query, market);
/** Market times without an offset. */
const span = (from: number, to: number) => ({
  createdAtFrom: new Date(from + 9 * HOUR_MS).toISOString().slice(0, 19),
  createdAtTo: new Date(to + 9 * HOUR_MS).toISOString().slice(0, 19),
});
const refused = (message: string) => ({
  status: 400,
  text: expect.stringContaining(JSON.stringify(message)),
});
const handOver = (how: Parameters<Simulated['simulator']['handOver']>[0] = {}) =>
  simulated.simulator.handOver(how);
const set = (...args: Parameters<Simulated['simulator']['orders']['set']>) =>
  simulated.simulator.orders.set(...args);

const getTwelve = async (): Promise<string[]> => {
  const texts: string[] = [];
  for (let count = 0; count < 12; count += 1) {
    texts.push((await getOrder((await handOver({ story: SHIPPING_STORY })).orderId)).text);
  }
  return texts;
};

describe('the order call', () => {
  test('answers with the boxes of an order, whose numbers keep all 18 digits', async () => {
    const { orderId, vendorItemId, itemName } = await handOver({ story: SHIPPING_STORY });
    const { status, text } = await getOrder(orderId);
    expect(status).toBe(200);
    expect(text).toMatch(/"shipmentBoxId":\d{18},/);
    expect(text).toContain(`"orderId":${orderId},`);
    expect(JSON.parse(text)).toMatchObject({
      code: 200,
      data: expect.arrayContaining([
        expect.objectContaining({
          status: 'DELIVERING',
          invoiceNumber: expect.stringMatching(/^\d{12}$/),
          orderItems: expect.arrayContaining([
            expect.objectContaining({ vendorItemId: Number(vendorItemId), vendorItemName: itemName }),
          ]),
        }),
      ]),
    });
  });

  test('has a status that fits the request, and moves on with time', async () => {
    const { orderId } = await handOver({ story: SHIPPING_STORY });
    expect((await getOrder(orderId)).text).toContain('"status":"DELIVERING"');
    simulated.clock.now += 2 * DAY_MS;
    expect((await getOrder(orderId)).text).toContain('"status":"FINAL_DELIVERY"');
  });

  test('has amounts and times of version 5 for most orders, and of version 4 for some', async () => {
    const texts = await getTwelve();
    const isNewer = (text: string) =>
      /"orderedAt":"[\d-]+T[\d:.]+\+09:00"/.test(text) && text.includes('{"currencyCode":"KRW","units":');
    const isOlder = (text: string) =>
      /"orderedAt":"[\d-]+T[\d:]+"/.test(text) &&
      /"salesPrice":\d/.test(text) &&
      /"inTrasitDateTime":"[\d-]+ /.test(text);
    expect(texts.filter(isNewer).length).toBeGreaterThan(0);
    expect(texts.filter(isOlder).length).toBeGreaterThan(0);
    expect(texts.filter((text) => isNewer(text) || isOlder(text))).toHaveLength(12);
  });

  test('has one or two boxes, and sometimes a cancelled item', async () => {
    const texts = await getTwelve();
    const counts = texts.map((text) => text.split('"shipmentBoxId"').length - 1);
    expect(new Set(counts)).toEqual(new Set([1, 2]));
    expect(texts.some((text) => text.includes('"cancelCount":1'))).toBe(true);
  });

  test('refuses an unknown number, and the order of another seller', async () => {
    const { orderId } = await handOver();
    expect(await getOrder('123')).toMatchObject(refused('유효하지 않은 주문번호 입니다.'));
    expect(await getOrder(orderId, OTHER)).toMatchObject(refused('다른 판매자의 주문을 조회할 수 없습니다.'));
    expect(await getOrder(orderId, { vendorId: 'A00000001', market: 'KR' })).toMatchObject({ status: 404 });
  });

  test('refuses a cancelled or returned order, with the message spaced in two ways', async () => {
    const messages = new Set<string | undefined>();
    for (let count = 0; count < 8; count += 1) {
      const { orderId } = await handOver();
      await set(orderId, count % 2 === 0 ? 'cancelled' : 'returned');
      const { status, text } = await getOrder(orderId);
      expect(status).toBe(400);
      messages.add(/"message":"([^"]+)"/.exec(text)?.[1]);
    }
    expect(messages).toEqual(
      new Set(['해당 주문이 취소 또는 반품 되었습니다.', '해당 주문이 취소 또는 반품되었습니다.']),
    );
  });

  test('answers for Taiwan in its currency', async () => {
    const { orderId } = await handOver({ vendor: TAIWAN });
    await set(orderId, 'delivered');
    expect((await getOrder(orderId, TAIWAN)).text).toMatch(/"currencyCode":"TWD"|"salesPrice":\d/);
  });

  test('knows each order that a question names', async () => {
    const { orderIds } = await simulated.simulator.product.ask({ vendor: BOTH, topic: 'one-parcel' });
    expect(orderIds).toHaveLength(2);
    for (const orderId of orderIds) {
      expect((await getOrder(orderId)).text).toContain('"status":"INSTRUCT"');
    }
  });
});

describe('the returns of an order', () => {
  test('show a return with its reason, its fault and the refund', async () => {
    const { orderId } = await handOver({ story: REFUND.category });
    const { status, text } = await getReturns({ orderId });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      data: [
        {
          receiptType: 'RETURN',
          receiptStatus: expect.stringMatching(
            /^(RETURNS_UNCHECKED|VENDOR_WAREHOUSE_CONFIRM|REQUEST_COUPANG_CHECK)$/,
          ),
          createdAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/),
          cancelReason: expect.stringContaining(MADE_UP_PERSON.number),
          faultByType: expect.any(String),
          preRefund: expect.any(Boolean),
        },
      ],
    });
  });

  test('show a cancellation, but none that came before anybody prepared the order', async () => {
    const { orderId } = await handOver();
    await set(orderId, 'cancelled');
    expect((await getReturns({ orderId })).text).toContain('"receiptType":"CANCEL"');
    await set(orderId, 'cancelled-early');
    expect(await getOrder(orderId)).toMatchObject({ status: 400 });
    expect((await getReturns({ orderId })).text).toContain('"data":[]');
  });

  test('need an order, a state or a range of time; an order does not go with a range by the minute', async () => {
    const { orderId } = await handOver();
    expect(await getReturns({})).toMatchObject(
      refused("OrderId can't be null, if doesn't pass the parameter status"),
    );
    expect(await getReturns({ orderId, searchType: 'timeFrame' })).toMatchObject({ status: 400 });
    expect((await getReturns({ orderId }, OTHER)).text).toContain('"data":[]');
  });
});

describe('the exchanges of an order', () => {
  const week = () => span(simulated.clock.now - 7 * DAY_MS + 1000, simulated.clock.now);

  test('show those of the span', async () => {
    const { orderId } = await handOver();
    await set(orderId, 'exchanged');
    const { status, text } = await getExchanges({ orderId, ...week() });
    expect(status).toBe(200);
    const exchangeStatus = expect.stringMatching(/^(RECEIPT|PROGRESS)$/);
    expect(JSON.parse(text)).toMatchObject({ data: [{ exchangeStatus, faultType: expect.any(String) }] });
    const before = span(NOW - 8 * DAY_MS, NOW - 2 * DAY_MS);
    expect((await getExchanges({ orderId, ...before })).text).toContain('"data":[]');
  });

  test('refuse a span of seven days, and one that is not written as Coupang wants it', async () => {
    const { orderId } = await handOver();
    const dates = { createdAtFrom: '2026-01-14', createdAtTo: '2026-01-15' };
    for (const query of [span(NOW - 7 * DAY_MS, NOW), span(NOW, NOW - 1000), dates, {}])
      expect(await getExchanges({ orderId, ...query })).toMatchObject({ status: 400 });
  });

  test('do not exist in Taiwan', async () => {
    const { orderId } = await handOver({ vendor: TAIWAN });
    expect(await getExchanges({ orderId, ...week() }, TAIWAN)).toMatchObject({ status: 404 });
  });
});

test('all personal fields hold a made-up person', async () => {
  const { orderId } = await handOver({ story: SHIPPING_STORY });
  const order = (await getOrder(orderId)).text;
  const { orderer, receiver, address, customsCode, wish, engraving } = MADE_UP_PERSON;
  for (const value of [orderer, receiver, address, customsCode, wish, engraving])
    expect(order).toContain(value);
});

test('a restart keeps what was set, and makes up the same orders', async () => {
  const { orderId } = await handOver({ story: SHIPPING_STORY });
  const { orderId: cancelled } = await handOver();
  await set(cancelled, 'cancelled');
  const before = (await getOrder(orderId)).text;
  await simulated.simulator.stop();
  await start();
  expect((await getOrder(orderId)).text).toBe(before);
  expect(await getOrder(cancelled)).toMatchObject({ status: 400 });
});

describe('inquiries of one buyer', () => {
  test('share the option of a product, and now and then the order', async () => {
    for (let count = 0; count < 60; count += 1) await handOver();
    const inquiries = simulated.simulator.inquiries();
    const options = new Map(inquiries.map(({ itemName, vendorItemId }) => [itemName, vendorItemId]));
    for (const { itemName, vendorItemId } of inquiries) expect(options.get(itemName)).toBe(vendorItemId);
    const orders = new Set(inquiries.map(({ orderId }) => orderId)).size;
    expect(orders).toBeLessThan(60);
    expect(orders).toBeGreaterThan(30);
    expect(inquiries.every(({ posts: [post], orderId }) => post?.content.includes(orderId))).toBe(true);
  });

  test('are about the same order if a test wants it', async () => {
    const first = await handOver();
    const second = await handOver({ sameOrderAs: first.inquiryId });
    const { orderId, orderDate, vendorItemId, itemName, buyerPhone } = first;
    expect(second).toMatchObject({ orderId, orderDate, vendorItemId, itemName, buyerPhone });
    expect(second.inquiryId).not.toBe(first.inquiryId);
  });

  test('share the order of an earlier question now and then', async () => {
    for (let count = 0; count < 40; count += 1) {
      await simulated.simulator.product.ask({ vendor: BOTH, topic: 'shipping' });
    }
    const orderIds = simulated.simulator.product.questions().map(({ orderIds: [orderId] }) => orderId);
    expect(new Set(orderIds).size).toBeLessThan(40);
  });
});
