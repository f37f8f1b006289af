import { describe, expect, test } from '@jest/globals';
import { collectItems } from '../../../../lib/coupang/collect-items.ts';
import { readQuestion } from '../../../../lib/coupang/product/read-question.ts';
import { readEnvelope } from '../../../../lib/coupang/read-envelope.ts';
import { readPage } from '../../../../lib/coupang/read-rows.ts';
import { signRequest } from '../../../../lib/coupang/sign-request.ts';
import { NO_REPAIRS } from '../../../fixtures/domain/no-repairs.ts';
import { fc } from '../../../fixtures/fast-check.ts';
import { KEYS, NOW } from '../loopback-coupang.ts';
import { clientOf, comment, question } from './made-up-questions.ts';

const ZONE = 'Asia/Seoul';
const readWith = (more: Record<string, unknown>) => {
  const { item, droppedFields } = readQuestion(question('77', more), ZONE);
  if (!('inquiry' in item)) throw new Error('not usable');
  return { inquiry: item.inquiry, droppedFields };
};

describe('a row of questions', () => {
  test('becomes an inquiry whose posts are its comments', () => {
    const { inquiry, droppedFields } = readWith({
      productId: 11,
      sellerProductId: '22',
      sellerItemId: 33,
      vendorItemId: 44,
      content: '첫 줄\r\n둘째 줄 010-1234-5678 &amp; 끝',
      inquiryAt: '2026-01-14 09:30:00',
      orderIds: [55, '66'],
      commentDtoList: [comment({ inquiryId: 77 })],
      buyerEmail: 'made-up@example.com',
    });
    expect(inquiry).toEqual({
      inquiryId: '77',
      inquiryAt: Date.parse('2026-01-14T09:30:00+09:00'),
      orderIds: ['55', '66'],
      productId: '11',
      sellerProductId: '22',
      vendorItemId: '44',
      content: expect.stringMatching(/^첫 줄\n둘째 줄 .*& 끝$/),
      posts: [
        {
          answerId: '71',
          by: 'vendor',
          at: Date.parse('2026-01-15T10:00:00+09:00'),
          text: '네, 찬물로 빨아 주세요.',
          transfer: 'none',
          needAnswer: false,
          completeReason: 'NONE',
        },
      ],
    });
    expect(inquiry.content).not.toContain('1234');
    expect(droppedFields).toEqual([]);
  });

  test.each([undefined, null, [], ''])('without orders or comments (%j) is open', (none) => {
    const { inquiry, droppedFields } = readWith({ orderIds: none, commentDtoList: none });
    expect(inquiry).not.toHaveProperty('orderIds');
    expect(inquiry.posts).toEqual([]);
    expect(droppedFields).toEqual([]);
  });

  test('leaves out what it cannot read and names it without its value', () => {
    const { inquiry, droppedFields } = readWith({
      productId: {},
      orderIds: [55, 'made-up', null],
      inquiryAt: 'yesterday',
      commentDtoList: ['made-up', comment({ inquiryCommentId: 'x', inquiryCommentAt: 'now' })],
    });
    expect(inquiry).toMatchObject({ orderIds: ['55'], posts: [{ text: '네, 찬물로 빨아 주세요.' }] });
    expect(inquiry).not.toHaveProperty('productId');
    expect(droppedFields.join()).not.toMatch(/made-up|yesterday|now/);
    expect(droppedFields.map((field) => field.split(':')[0])).toEqual([
      'orderIds[]',
      'orderIds[]',
      'inquiryAt',
      'productId',
      'commentDtoList[]',
      'commentDtoList[].inquiryCommentId',
      'commentDtoList[].inquiryCommentAt',
    ]);
  });

  test('keeps at most fifty orders, so that a row fits the table', () => {
    const orderIds = Array.from({ length: 60 }, (_, index) => index + 1);
    expect(readWith({ orderIds }).inquiry.orderIds).toHaveLength(50);
  });

  test('without a readable id is unusable', () => {
    expect(readQuestion({ content: 'made up' }, ZONE).item).toMatchObject({
      unusable: { problem: 'inquiryId: is missing', hash: expect.stringMatching(/^[\da-f]{64}$/) },
    });
    expect(readQuestion(question('12.5'), ZONE).item).toMatchObject({
      unusable: { problem: 'inquiryId: is no whole number that can be trusted to the last digit' },
    });
  });
});

const id = fc.bigInt({ min: 10n ** 17n, max: 2n ** 63n - 1n });
const junk = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: false }),
  fc.constantFrom<unknown>(null, '', 0, -1, Infinity, '\u0000', [], {}, true, [{}], [null]),
);
const junkUnder = (names: string) =>
  fc.record(Object.fromEntries(names.split(' ').map((name) => [name, junk])), { requiredKeys: [] });
const junkRow = junkUnder('productId sellerProductId vendorItemId content inquiryAt orderIds commentDtoList');
const junkComment = junkUnder('inquiryCommentId inquiryId content inquiryCommentAt');

describe('hostile rows', () => {
  test('I5: junk in every field throws nothing, and only the inquiryId decides whether a row is usable', () => {
    const row = fc
      .tuple(junkRow, fc.oneof(junk, fc.array(fc.oneof(junk, junkComment), { maxLength: 4 })))
      .map(([fields, comments]) => ({ ...fields, commentDtoList: comments }));
    fc.assert(
      fc.property(row, id, (fields, inquiryId) => {
        const { item } = readQuestion({ ...fields, inquiryId: String(inquiryId) }, ZONE);
        expect(item).toMatchObject({ inquiry: { inquiryId: String(inquiryId) } });
        expect(readQuestion(fields, ZONE).item).toHaveProperty('unusable');
      }),
      { numRuns: 300 },
    );
  });

  test('I5: each digit of an id is kept from the response to the inquiry, as a number or as text', () => {
    const ids = fc.record({ inquiry: id, order: id, product: id, option: id, comment: id });
    fc.assert(
      fc.property(ids, fc.constantFrom('', '"'), (known, quote) => {
        const value = (name: keyof typeof known): string => `${quote}${known[name]}${quote}`;
        const body = `{"code":200,"data":{"content":[{"inquiryId":${value('inquiry')},"orderIds":[${value('order')}],
          "sellerProductId":${value('product')},"vendorItemId":${value('option')},
          "commentDtoList":[{"inquiryCommentId":${value('comment')},"content":"x"}]}]}}`;
        const items = readPage(readEnvelope(body)?.data).items ?? [];
        const { inquiries } = collectItems(items, (row) => readQuestion(row, ZONE), 'NOANSWER');
        expect(inquiries).toMatchObject([
          {
            inquiryId: String(known.inquiry),
            orderIds: [String(known.order)],
            sellerProductId: String(known.product),
            vendorItemId: String(known.option),
            posts: [{ answerId: String(known.comment) }],
          },
        ]);
      }),
      { numRuns: 100 },
    );
  });
});

const PATH = '/v2/providers/seller_api/apis/api/v1/marketplace/seller-products/123456789012345678';
const read = async (body: unknown, status = 200) => {
  const calls: { url: URL; headers: Headers }[] = [];
  const client = clientOf(async (input, init) => {
    calls.push({
      url: new URL(input instanceof Request ? input.url : input),
      headers: new Headers(init?.headers),
    });
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    });
  });
  if (!client.productNames) throw new Error('The source reads names.');
  const result = await client
    .productNames('123456789012345678', Infinity)
    .catch((error: unknown) => ({ error }));
  return { calls, result };
};
const found = (data: unknown) => ({ code: 'SUCCESS', message: '', data });

describe('the names of a product', () => {
  test('come by one signed call', async () => {
    const { calls, result } = await read(found({ sellerProductName: '울 스웨터', items: [] }));
    expect(result).toEqual({ product: '울 스웨터', items: {} });
    expect(calls).toHaveLength(1);
    expect(calls[0]?.url.pathname).toBe(PATH);
    expect(calls[0]?.url.search).toBe('');
    const signed = signRequest({ method: 'GET', path: PATH, query: '' }, KEYS, NOW);
    expect(calls[0]?.headers.get('authorization')).toBe(signed);
  });

  test('are by the id of each item, which keeps its digits, also inside of the records of Rocket Growth', async () => {
    const body = `{"code":"SUCCESS","data":{"sellerProductName":"울 스웨터","items":[
      {"vendorItemId":123456789012345678,"itemName":"빨강 M"},
      {"itemName":"파랑","marketplaceItemData":{"vendorItemId":2},"rocketGrowthItemData":{"vendorItemId":3}},
      {"vendorItemId":null,"itemName":"승인 전"},{"vendorItemId":5}]}}`;
    expect((await read(body)).result).toEqual({
      product: '울 스웨터',
      items: { '123456789012345678': '빨강 M', '2': '파랑', '3': '파랑' },
    });
  });

  test('are of at most 300 items', async () => {
    const items = Array.from({ length: 400 }, (_, index) => ({ vendorItemId: index + 1, itemName: '빨강' }));
    const { result } = await read(found({ sellerProductName: '스웨터', items }));
    expect(Object.keys(result && 'items' in result ? result.items : {})).toHaveLength(300);
  });

  test('are all that leaves the client', async () => {
    const canary = 'CANARY-7f3a';
    const names =
      'vendorUserId contactEmail companyContactNumber returnAddress salePrice supplyPrice barcode brand';
    const secret = Object.fromEntries(names.split(' ').map((name) => [name, canary]));
    const contents = [{ content: canary }];
    const item = { ...secret, vendorItemId: 1, itemName: '빨강', contents, notices: [secret] };
    const items = [item, canary, secret];
    const data = { ...secret, sellerProductName: '스웨터', displayProductName: canary, items };
    const { result } = await read({ ...found(data), message: canary, extra: canary });
    expect(result).toEqual({ product: '스웨터', items: { '1': '빨강' } });
    expect(JSON.stringify(result)).not.toContain(canary);
  });

  test('are cut, cleaned and masked like other names', async () => {
    const { result } = await read(
      found({ sellerProductName: `A &amp; B\u0007 010-1234-5678 ${'가'.repeat(600)}`, items: [] }),
    );
    const product = result && 'product' in result ? result.product : '';
    expect(product).toMatch(/^A & B /);
    expect(product).not.toContain('1234');
    expect(product.length).toBeLessThanOrEqual(500);
  });

  test.each([
    ['a 404', { code: 'ERROR', message: 'Not Found' }, 404],
    [
      'a product without data',
      { code: 'ERROR', message: '상품(123456789012345678)의 데이터가 없습니다.' },
      400,
    ],
    [
      "another vendor's product",
      { code: 'ERROR', message: '업체[A00012345]는 다른 업체의 상품을 조회할 수 없습니다.' },
      400,
    ],
    ['a product without a name', found({ items: [] }), 200],
    ['no data', found(null), 200],
  ])('are unknown after %s', async (_, body, status) => {
    expect(await read(body, status)).toMatchObject({ result: undefined });
  });

  test.each([
    ['a word for an error', { code: 'ERROR', message: 'made up' }, 200, 'COUPANG_PROTOCOL'],
    [
      'a product that is just being saved',
      { code: 'ERROR', message: '상품 정보가 등록 또는 수정되고 있습니다.' },
      400,
      'COUPANG_BAD_REQUEST',
    ],
    ['a 429', { code: 'ERROR', message: 'Too Many Requests' }, 429, 'COUPANG_THROTTLED'],
  ])('fail with %s', async (_, body, status, code) => {
    expect(await read(body, status)).toMatchObject({ result: { error: { code } } });
  });
});

test.each([
  [
    'a word as its code',
    found({ content: [], pagination: { totalPages: 0, totalElements: 0 } }),
    200,
    'COUPANG_PROTOCOL',
  ],
  [
    'the text of an unknown product',
    { code: 'ERROR', message: '상품(1)의 데이터가 없습니다.' },
    400,
    'COUPANG_BAD_REQUEST',
  ],
])('an answer to a list with %s is a failure', async (_, body, status, code) => {
  const client = clientOf(async () => Response.json(body, { status }));
  const { failed } = await client.lookUp([{ inquiryId: '1', inquiryAt: NOW }], {
    stopAt: Infinity,
    calls: 1,
    repairs: NO_REPAIRS,
  });
  expect(failed).toMatchObject({ failure: { code } });
});
