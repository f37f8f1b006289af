import { describe, expect, test } from '@jest/globals';
import { signRequest } from '../../../../lib/coupang/sign-request.ts';
import { KEYS, NOW } from '../loopback-coupang.ts';
import { againstOrders, callOf, FIXTURES, ORDER_ID, type Reply, SPAN, STOP_AT } from './made-up-orders.ts';

const HOST = 'https://made-up.example';
const API = '/v2/providers/openapi/apis/api';
const EMPTY: Reply = { body: '{"code":200,"message":"OK","data":[]}' };
const refused = (message: string, status = 400, code: unknown = 'ERROR'): Reply => ({
  status,
  body: JSON.stringify({ code, message, transactionId: 'tx-1' }),
});
const data = (rows: unknown): Reply => ({ body: JSON.stringify({ code: 200, message: 'OK', data: rows }) });

describe('each part of an order is one call:', () => {
  test('the order, by its number in the path', async () => {
    const { client, urls } = againstOrders([EMPTY]);
    expect(await client.order(ORDER_ID, STOP_AT)).toEqual({ is: 'boxes', boxes: [] });
    expect(urls).toEqual([`${HOST}${API}/v5/vendors/A00012345/${ORDER_ID}/ordersheets`]);
  });

  test('its returns, by its number alone', async () => {
    const { client, urls } = againstOrders([EMPTY]);
    expect(await client.returns(ORDER_ID, STOP_AT)).toEqual([]);
    expect(urls).toEqual([`${HOST}${API}/v6/vendors/A00012345/returnRequests?orderId=${ORDER_ID}`]);
  });

  test.each([
    ['KR', '2026-01-08T14:17:14', '2026-01-15T14:17:13'],
    ['TW', '2026-01-08T13:17:14', '2026-01-15T13:17:13'],
  ] as const)(
    'its exchanges, in the time of the market (%s), a second short of seven days',
    async (market, from, to) => {
      const vendor = { market, vendorId: 'A00012345' } as const;
      const { client, urls } = againstOrders([EMPTY], { vendor });
      expect(await client.exchanges(ORDER_ID, SPAN, STOP_AT)).toEqual([]);
      const query = `createdAtFrom=${from}&createdAtTo=${to}&orderId=${ORDER_ID}&maxPerPage=50`;
      expect(urls).toEqual([`${HOST}${API}/v4/vendors/A00012345/exchangeRequests?${query}`]);
    },
  );

  test('a shorter span stays as it is', async () => {
    const { client, urls } = againstOrders([EMPTY]);
    await client.exchanges(ORDER_ID, { from: NOW - 3_600_000, to: NOW }, STOP_AT);
    expect(urls[0]).toContain('createdAtFrom=2026-01-15T13:17:13&createdAtTo=2026-01-15T14:17:13&');
  });
});

describe('a documented refusal of an order is an answer, which is not asked for again:', () => {
  test.each([
    ['해당 주문이 취소 또는 반품 되었습니다.', 'cancelled'],
    ['해당 주문이 취소 또는 반품되었습니다.', 'cancelled'],
    ['해당주문이 취소또는 반품 되었습니다', 'cancelled'],
    ['유효하지 않은 주문번호 입니다.', 'wrong-number'],
    ['유효하지않은 주문번호입니다', 'wrong-number'],
    ['다른 판매자의 주문을 조회할 수 없습니다.', 'other-seller'],
  ])('%s', async (message, is) => {
    for (const form of ['NFC', 'NFD'])
      for (const reply of [
        refused(message.normalize(form)),
        refused(message.normalize(form), 200, 400),
        refused(message.normalize(form), 200, '400'),
      ]) {
        const { client, urls, log } = againstOrders([reply]);
        expect(await client.order(ORDER_ID, STOP_AT)).toEqual({ is });
        expect(urls).toHaveLength(1);
        expect(log.lines).toEqual([]);
      }
  });

  test('a refusal in other words is a failure', async () => {
    const { client } = againstOrders([refused('주문을 찾지 못했습니다')]);
    await expect(client.order(ORDER_ID, STOP_AT)).rejects.toMatchObject({ code: 'COUPANG_BAD_REQUEST' });
  });

  test('the same words of another call are a failure', async () => {
    const reply = refused('해당 주문이 취소 또는 반품 되었습니다.');
    for (const call of [
      againstOrders([reply]).client.returns(ORDER_ID, STOP_AT),
      againstOrders([reply]).client.exchanges(ORDER_ID, SPAN, STOP_AT),
    ])
      await expect(call).rejects.toMatchObject({ code: 'COUPANG_BAD_REQUEST' });
  });

  test('the same words with another status are a failure', async () => {
    const reply = refused('해당 주문이 취소 또는 반품 되었습니다.', 500);
    const { client } = againstOrders([reply]);
    await expect(client.order(ORDER_ID, STOP_AT)).rejects.toMatchObject({ code: 'COUPANG_SERVER_ERROR' });
  });
});

describe('an answer', () => {
  const box = { orderId: ORDER_ID, shipmentBoxId: '642538975550001421' };
  const read = (reply: Reply) => againstOrders([reply]).client.order(ORDER_ID, STOP_AT);

  test.each([
    ['a list', [box]],
    ['one object', box],
  ])('may hold %s', async (_, rows) => {
    expect(await read(data(rows))).toEqual({
      is: 'boxes',
      boxes: [{ boxId: '642538975550001421', items: [] }],
    });
  });

  test.each([
    ['null', null],
    ['nothing', undefined],
    ['an empty list', []],
  ])('with %s has no boxes', async (_, rows) => {
    expect(await read(data(rows))).toEqual({ is: 'boxes', boxes: [] });
  });

  test.each([
    ['a text', 'made up'],
    ['a number', 7],
    ['a list of texts', ['made up']],
  ])('with %s is no answer that can be used', async (_, rows) => {
    await expect(read(data(rows))).rejects.toMatchObject({ code: 'COUPANG_PROTOCOL' });
  });

  test('loses the rows of other orders, and only a box may lack its number', async () => {
    const other = { orderId: '4100000000002', receiptId: 1, exchangeId: 1, shipmentBoxId: 1 };
    const nameless = { orderId: '4100000******', receiptId: 2, exchangeId: 2, shipmentBoxId: 2 };
    const own = { orderId: ORDER_ID, receiptId: 3, exchangeId: 3, shipmentBoxId: 3 };
    const { client } = againstOrders([data([other, nameless, own])]);
    expect(await client.order(ORDER_ID, STOP_AT)).toMatchObject({ boxes: [{ boxId: '2' }, { boxId: '3' }] });
    expect(await client.returns(ORDER_ID, STOP_AT)).toMatchObject([{ receiptId: '3' }]);
    expect(await client.exchanges(ORDER_ID, SPAN, STOP_AT)).toMatchObject([{ exchangeId: '3' }]);
  });

  test.each(FIXTURES)(
    '%s with rows of other orders alone is no answer, and stops nothing',
    async (fixture) => {
      for (const rows of [1, 50, 60]) {
        const others = Array.from({ length: rows }, (_, index) => ({ orderId: `41000000001${index}` }));
        const { client, urls } = againstOrders([data(others)]);
        await expect(callOf(client, fixture)).rejects.toMatchObject({
          code: 'COUPANG_PROTOCOL',
          reach: 'reading',
          retryable: true,
        });
        expect(urls).toHaveLength(1);
      }
    },
  );

  test.each(['returns-v6', 'exchanges-v4'] as const)(
    '%s whose rows name no order is no answer',
    async (fixture) => {
      const { client } = againstOrders([data([{ orderId: '4100000******' }, {}])]);
      await expect(callOf(client, fixture)).rejects.toMatchObject({ code: 'COUPANG_PROTOCOL' });
    },
  );

  test('is read up to 50 rows and 50 items', async () => {
    const orderItems = Array.from({ length: 60 }, () => ({ vendorItemId: 1 }));
    const rows = Array.from({ length: 60 }, () => ({ ...box, orderItems }));
    const facts = await read(data(rows));
    const boxes = facts.is === 'boxes' ? facts.boxes : [];
    expect(boxes).toHaveLength(50);
    expect(boxes[0]?.items).toHaveLength(50);
  });
});

describe('a call', () => {
  test('asks for admission before each try', async () => {
    const steps: string[] = [];
    const { client, urls } = againstOrders([{ status: 503, body: '' }, EMPTY], {
      admit: async () => void steps.push(`admitted before try ${urls.length + 1}`),
    });
    await client.order(ORDER_ID, STOP_AT);
    expect(steps).toEqual(['admitted before try 1', 'admitted before try 2']);
  });

  test('is not made without admission, and throws what admission threw', async () => {
    const spent = new Error('made up: no call is left');
    const { client, urls } = againstOrders([EMPTY], {
      admit: () => Promise.reject(spent),
    });
    expect(await client.order(ORDER_ID, STOP_AT).catch((error: unknown) => error)).toBe(spent);
    expect(urls).toEqual([]);
  });

  test('is not made after its time is up, nor counted', async () => {
    let admitted = 0;
    const { client, urls } = againstOrders([EMPTY], { admit: async () => void (admitted += 1) });
    await expect(client.order(ORDER_ID, NOW)).rejects.toMatchObject({ code: 'COUPANG_UNAVAILABLE' });
    expect([urls, admitted]).toEqual([[], 0]);
  });

  test('is signed with its path and query as they are sent', async () => {
    const { client, authorizations } = againstOrders([EMPTY]);
    await client.exchanges(ORDER_ID, SPAN, STOP_AT);
    const path = `${API}/v4/vendors/A00012345/exchangeRequests`;
    const query = `createdAtFrom=2026-01-08T14:17:14&createdAtTo=2026-01-15T14:17:13&orderId=${ORDER_ID}&maxPerPage=50`;
    expect(authorizations).toEqual([signRequest({ method: 'GET', path, query }, KEYS, NOW)]);
  });
});
