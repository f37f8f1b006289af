import { describe, expect, test } from '@jest/globals';
import { signRequest } from '../../../../lib/coupang/sign-request.ts';
import { type DocumentedAnswer, DOCUMENTED_ANSWERS } from '../../../fixtures/coupang/documented-answers.ts';
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
  const box = { orderId: ORDER_ID, shipmentBoxId: '700000000000000123' };
  const read = (reply: Reply) => againstOrders([reply]).client.order(ORDER_ID, STOP_AT);

  const found = { boxId: '700000000000000123', items: [] };
  test.each([
    ['a list', [box], [found]],
    ['one object', box, [found]],
    ['null', null, []],
    ['nothing', undefined, []],
    ['an empty list', [], []],
  ])('may hold %s', async (_, rows, boxes) => {
    expect(await read(data(rows))).toEqual({ is: 'boxes', boxes });
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

test('a call is not made without admission, and is signed with its path and query as they are sent', async () => {
  const spent = new Error('made up: no call is left');
  const { client: stopped, urls } = againstOrders([EMPTY], { admit: () => Promise.reject(spent) });
  await expect(stopped.order(ORDER_ID, STOP_AT)).rejects.toBe(spent);
  expect(urls).toEqual([]);

  const { client, authorizations } = againstOrders([EMPTY]);
  await client.exchanges(ORDER_ID, SPAN, STOP_AT);
  const path = `${API}/v4/vendors/A00012345/exchangeRequests`;
  const query = `createdAtFrom=2026-01-08T14:17:14&createdAtTo=2026-01-15T14:17:13&orderId=${ORDER_ID}&maxPerPage=50`;
  expect(authorizations).toEqual([signRequest({ method: 'GET', path, query }, KEYS, NOW)]);
});

const answer = (row: Record<string, unknown>) => [
  { body: JSON.stringify({ code: '200', message: 'OK', data: [{ orderId: ORDER_ID, ...row }] }) },
];
const readBox = async (row: Record<string, unknown>) => {
  const { client, log } = againstOrders(answer(row));
  const facts = await client.order(ORDER_ID, STOP_AT);
  return { box: facts.is === 'boxes' ? facts.boxes[0] : undefined, lines: log.lines };
};
const readReturn = async (row: Record<string, unknown>) =>
  (await againstOrders(answer(row)).client.returns(ORDER_ID, STOP_AT))[0];

describe('an invoice number', () => {
  test.each([
    '340010913442',
    '3400-1091-3442',
    '6012345678901',
    'RR123456789KR',
    '1Z999AA10123456784',
    'D8012345678',
    '40123456789012345678',
  ])('such as %s is shown', async (invoiceNumber) => {
    expect((await readBox({ invoiceNumber })).box).toMatchObject({ invoice: invoiceNumber });
  });

  test('may be a number in the answer, and keeps its digits', async () => {
    const body = `{"code":200,"data":[{"orderId":${ORDER_ID},"invoiceNumber":9007199254740993123}]}`;
    const facts = await againstOrders([{ body }]).client.order(ORDER_ID, STOP_AT);
    expect(facts).toMatchObject({ boxes: [{ invoice: '9007199254740993123' }] });
  });

  test.each([
    '010-0000-0000',
    '01000000000',
    '1000000000',
    '+82 10-0000-0000',
    '821000000000',
    '02-000-0000',
    '031-000-0000',
    '05020000000',
    '070-0000-0000',
    '0900000000',
    '0900-000-000',
    '886900000000',
    '900000000',
    '900101-1234567',
    'P123456789012',
    '가나다',
    '가나다 010-0000-0000',
    '직접배달',
    'madeup19850101x',
    'buyer@example.com',
    'HONGGILDONG',
    '850101',
    `1${'0'.repeat(30)}`,
    true,
    null,
  ])('is not shown if it is %s, which may be of a person', async (invoiceNumber) => {
    const { box, lines } = await readBox({ invoiceNumber });
    expect(box).toEqual({ items: [] });
    expect(lines.join()).not.toContain(`${invoiceNumber ?? 'nothing'}`);
  });
});

describe('a carrier', () => {
  test.each([
    '가나택배',
    '다라마',
    '마바웨이',
    '씨가나',
    '가나 직송',
    '7나다 (당일 2시간)',
    '가나택배[합병]',
    'madeup-parcel',
    'Made & Up Co. Express',
    '甲乙丙',
    '甲乙-店到店 (本島)',
  ])('such as %s is shown', async (deliveryCompanyName) => {
    const { box, lines } = await readBox({ deliveryCompanyName });
    expect(box).toEqual({ carrier: deliveryCompanyName, items: [] });
    expect(lines).toEqual([]);
  });

  test.each([
    ['in composed letters', '가나택배'.normalize('NFD'), '가나택배'],
    ['in usual letters instead of wide ones', '甲乙（ＡＢ）', '甲乙(AB)'],
    ['without entities and spaces around it', ' 가나 &amp; 다라 ', '가나 & 다라'],
  ])('is shown %s', async (_, deliveryCompanyName, carrier) => {
    expect((await readBox({ deliveryCompanyName })).box).toEqual({ carrier, items: [] });
  });

  test.each<[string, readonly unknown[]]>([
    [
      'a phone number',
      [
        '010-7391-2846',
        '01073912847',
        '+82 10-7391-2848',
        '０１０－７３９１－２８５０',
        '공일공 칠삼구일 이팔사육',
        '0912ㆍ739ㆍ129',
        '가나택배 02)739-1284',
      ],
    ],
    ['four digits without a letter between', ['①⓪①⓪', '가나택배 7391', '가나택배 7-3 9.1']],
    ['a mail address', ['buyer@example.com', 'maya%40tsering.example.com', 'garam골뱅이네이버', '가나@다라']],
    [
      'an address',
      [
        '서울시 가나구 다라로 12',
        '가나시 다라구 마바로 12 101동',
        '다라마 104동 284호',
        '台北市信義區松楓路739號',
      ],
    ],
    [
      'a number of a person',
      ['P739128467391', '900731-1284673', 'A173912849', '국민은행 739128-46-739128', '110739128467'],
    ],
    [
      'a form of address',
      [
        '한나래 고객님',
        '한나래님',
        '한나래 씨 택배',
        '고객 직접수령',
        '林若楓先生',
        '林小姐',
        'Mr. Made',
        'Ms Up',
      ],
    ],
    [
      'another sign, or no letter',
      ['가나: 다라', '가나, 다라', '가나\n다라', '<가나>', '_가나', '-', '*** 가나', ' '],
    ],
    ['over 30 characters', ['가'.repeat(31), '배'.repeat(5000)]],
    ['no text', [7]],
  ])('is not shown if it has %s', async (_, values) => {
    for (const deliveryCompanyName of values) {
      const { box, lines } = await readBox({ deliveryCompanyName });
      expect([deliveryCompanyName, box]).toEqual([deliveryCompanyName, { items: [] }]);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/"droppedFields":\["deliveryCompanyName: is no (?:name of a carrier|text)"\]/);
    }
  });
});

describe('a field', () => {
  test.each([
    ['status', 'made-up word', 'status'],
    ['orderedAt', 'made up', 'orderedAt'],
    ['paidAt', 7, 'paidAt'],
    ['shipmentBoxId', '700000000000000123234', 'boxId'],
    ['deliveredDate', '2026-02-30T10:00:00', 'deliveredAt'],
  ])('%s that cannot be read is left out, and the log has its name alone', async (name, value, fact) => {
    const { box, lines } = await readBox({ [name]: value });
    expect(box).toEqual({ items: [] });
    expect(box).not.toHaveProperty(fact);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`"call":"order","droppedFields":\\["${name}: is `));
    expect(lines[0]).not.toContain(String(value));
  });

  test('of the delivery may be empty', async () => {
    expect(await readBox({ deliveredDate: '' })).toMatchObject({ box: { items: [] }, lines: [] });
  });

  test.each(['inTrasitDateTime', 'inTransitDateTime'])('of the transit may be spelled %s', async (name) => {
    const { box } = await readBox({ [name]: '2026-01-11 18:30:00' });
    expect(box).toEqual({ inTransitAt: Date.parse('2026-01-11T18:30:00+09:00'), items: [] });
  });

  test('with a count may be a text, and a phone number is no count', async () => {
    const { box } = await readBox({
      orderItems: [
        { vendorItemId: '1', shippingCount: '2', cancelCount: '0' },
        { vendorItemId: '2', shippingCount: 1_000_000_000, cancelCount: -1 },
      ],
    });
    expect(box?.items).toEqual([{ vendorItemId: '1', count: 2, cancelled: 0 }, { vendorItemId: '2' }]);
  });

  test('with the name of an item may be the name of the product', async () => {
    const { box } = await readBox({ orderItems: [{ vendorItemName: '', sellerProductName: '가나 양말' }] });
    expect(box?.items).toEqual([{ name: '가나 양말' }]);
  });

  test('without the name of a person in the name of an item', async () => {
    const { box } = await readBox({ orderItems: [{ vendorItemName: '고객명 심카나리 컵' }] });
    expect(box?.items).toEqual([{ name: '고객명 *** 컵' }]);
  });
});

describe('a return', () => {
  test.each([
    [{ receiptType: 'RETURN' }, { type: 'return' }],
    [{ receiptType: '반품' }, { type: 'return' }],
    [{ receiptType: 'CANCEL' }, { type: 'cancel' }],
    [{ receiptType: '취소' }, { type: 'cancel' }],
    [{ faultByType: 'WMS' }, { fault: 'WMS' }],
    [{ faultByType: '협력사 과실' }, { fault: 'VENDOR' }],
    [{ faultByType: '고객 과실' }, { fault: 'CUSTOMER' }],
    [{ faultByType: '일반' }, { fault: 'GENERAL' }],
    [{ preRefund: true }, { isRefundedFirst: true }],
    [{ preRefund: 'false' }, { isRefundedFirst: false }],
  ])('with %j is %j', async (row, facts) => {
    expect(await readReturn(row)).toEqual({ ...facts, items: [] });
  });

  test('has the words of its code if the buyer’s words are not all known', async () => {
    const row = { cancelReason: '가나다', reasonCodeText: '필요 없어짐 (단순 변심)' };
    expect(await readReturn(row)).toEqual({ reason: '필요 없어짐 (단순변심)', items: [] });
    expect(await readReturn({ cancelReason: '가나다' })).toEqual({ items: [] });
    expect(await readReturn({ cancelReason: 7 })).toEqual({ items: [] });
  });
});

test('an exchange names the item that comes if the item that goes has no name', async () => {
  const row = { exchangeItemDtoV1s: [{ orderItemName: null, targetItemName: '가나 양말', quantity: 1 }] };
  const exchanges = await againstOrders(answer(row)).client.exchanges(ORDER_ID, SPAN, STOP_AT);
  expect(exchanges).toEqual([{ items: [{ name: '가나 양말', count: 1 }] }]);
});

/** Version 5 has fractions of seconds. */
const deliveredBox = (fraction: '' | '.123') => ({
  boxId: '700000000000000123',
  status: 'FINAL_DELIVERY',
  orderedAt: Date.parse(`2026-01-10T09:00:00${fraction}+09:00`),
  paidAt: Date.parse(`2026-01-10T09:01:00${fraction}+09:00`),
  inTransitAt: Date.parse(`2026-01-11T18:30:00${fraction}+09:00`),
  deliveredAt: Date.parse(`2026-01-12T14:05:00${fraction}+09:00`),
  carrier: '가나 직송',
  invoice: '340010913442',
  items: [{ vendorItemId: '4000000077', name: '가나 울 스웨터, 빨강, M', count: 2, cancelled: 0 }],
});
const FACTS: Record<DocumentedAnswer, unknown> = {
  'order-v5': {
    is: 'boxes',
    boxes: [
      deliveredBox('.123'),
      {
        ...deliveredBox('.123'),
        boxId: '700000000000000124',
        items: [
          { vendorItemId: '4000000078', name: '가나 울 스웨터, 파랑, M', count: 3, cancelled: 1 },
          { vendorItemId: '9007199254740993123', name: '가나 양말', count: 1, cancelled: 1 },
        ],
      },
    ],
  },
  'order-v4': { is: 'boxes', boxes: [deliveredBox('')] },
  'returns-v6': [
    {
      receiptId: '50000123',
      type: 'return',
      status: 'RETURNS_UNCHECKED',
      since: Date.parse('2026-01-13T12:17:37+09:00'),
      reason: '필요 없어짐 (단순변심)',
      fault: 'CUSTOMER',
      isRefundedFirst: true,
      items: [{ vendorItemId: '4000000077', name: '가나 울 스웨터, 빨강, M', cancelled: 1 }],
    },
  ],
  'exchanges-v4': [
    {
      exchangeId: '101268974',
      status: 'PROGRESS',
      since: Date.parse('2026-01-14T00:19:24+09:00'),
      fault: 'VENDOR',
      collectedAt: Date.parse('2026-01-15T13:10:09+09:00'),
      items: [{ name: '가나 울 스웨터, 빨강, M', count: 1 }],
    },
  ],
};

test.each(FIXTURES)(
  'the made-up answer %s becomes the facts that a view shows, with each digit',
  async (fixture) => {
    const { client, log } = againstOrders([{ body: DOCUMENTED_ANSWERS[fixture] }]);
    expect(await callOf(client, fixture)).toEqual(FACTS[fixture]);
    expect(log.lines).toEqual([]);
  },
);
