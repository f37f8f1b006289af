import { describe, expect, test } from '@jest/globals';
import { signRequest } from '../../../../lib/coupang/sign-request.ts';
import { NO_REPAIRS } from '../../../fixtures/domain/no-repairs.ts';
import { KEYS, NOW } from '../loopback-coupang.ts';
import { clientOf } from './made-up-questions.ts';

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
    const secret = Object.fromEntries(
      [
        'vendorUserId',
        'contactEmail',
        'companyContactNumber',
        'returnAddress',
        'salePrice',
        'supplyPrice',
        'barcode',
        'brand',
      ].map((name) => [name, canary]),
    );
    const item = {
      ...secret,
      vendorItemId: 1,
      itemName: '빨강',
      contents: [{ content: canary }],
      notices: [secret],
    };
    const { result } = await read({
      ...found({
        ...secret,
        sellerProductName: '스웨터',
        displayProductName: canary,
        items: [item, canary, secret],
      }),
      message: canary,
      extra: canary,
    });
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
