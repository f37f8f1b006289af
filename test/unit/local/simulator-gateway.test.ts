import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { signRequest } from '../../../lib/coupang/sign-request.ts';
import { type Simulator, startSimulator } from '../../../local/simulator/simulator.ts';
import { makeTempDir, removeTempDirs } from './temp-dirs.ts';

/** Made up; 14:00 in Seoul. */
const NOW = Date.parse('2026-01-15T05:00:00Z');
const KEYS = { accessKey: 'ACCESS', secretKey: 'SECRET' };
const VENDOR = { market: 'KR' as const, vendorId: 'A00012345' };
const LIST = `/v2/providers/openapi/apis/api/v5/vendors/${VENDOR.vendorId}/callCenterInquiries`;
const ONE = '/v2/providers/openapi/apis/api/v5/vendors/callCenterInquiries';
const GOOD = {
  vendorId: VENDOR.vendorId,
  partnerCounselingStatus: 'NO_ANSWER',
  inquiryStartAt: '2026-01-09',
  inquiryEndAt: '2026-01-15',
  pageNum: '1',
  pageSize: '30',
};

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({
    dataDir: makeTempDir(),
    vendors: [VENDOR, { market: 'TW', vendorId: 'C00000002' }],
    keys: KEYS,
    now: () => NOW,
    seed: 1,
    arrivals: false,
  });
});
beforeEach(() => simulator.recover());
afterAll(async () => {
  await simulator.stop();
  removeTempDirs();
});

type Call = {
  path?: string;
  query?: string;
  keys?: typeof KEYS;
  at?: number;
  headers?: Record<string, string>;
};

const get = async ({
  path = LIST,
  query = String(new URLSearchParams(GOOD)),
  keys = KEYS,
  at = NOW,
  headers,
}: Call = {}) => {
  const authorization = signRequest({ method: 'GET', path, query }, keys, at);
  const url = `${simulator.url}${path}${query === '' ? '' : `?${query}`}`;
  const response = await fetch(url, {
    headers: { Authorization: authorization, ...headers },
    redirect: 'manual',
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
};

const withQuery = (changes: Record<string, string>): string =>
  String(new URLSearchParams({ ...GOOD, ...changes }));

describe('the signature', () => {
  test('a good one is answered with the page', async () => {
    const { status, text } = await get();
    expect(status).toBe(200);
    expect(text).toContain('"inquiryId":1015668177,');
  });

  test.each([
    ['another secret', { keys: { ...KEYS, secretKey: 'OTHER' } }, 'Invalid signature.'],
    ['another access key', { keys: { ...KEYS, accessKey: 'OTHER' } }, 'Unknown error occurred'],
    ['six minutes old', { at: NOW - 6 * 60_000 }, 'Specified signature is expired.'],
    ['six minutes ahead', { at: NOW + 6 * 60_000 }, 'Specified signature is expired.'],
    ['no format', { headers: { Authorization: 'Bearer x' } }, 'HMAC format is invalid.'],
  ])('%s is refused with 401', async (_name, call, message) => {
    const { status, text } = await get(call);
    expect(status).toBe(401);
    expect(text).toContain(message);
  });

  test('none at all is refused', async () => {
    const response = await fetch(`${simulator.url}${LIST}?${withQuery({})}`);
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('Request is not authorized.');
  });

  test('one of another query is refused, whatever the query', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 999_999 }), async (pageNum) => {
        const authorization = signRequest({ method: 'GET', path: LIST, query: withQuery({}) }, KEYS, NOW);
        const url = `${simulator.url}${LIST}?${withQuery({ pageNum: String(pageNum) })}`;
        const response = await fetch(url, { headers: { Authorization: authorization } });
        await response.text();
        expect(response.status).toBe(401);
      }),
      { numRuns: 15 },
    );
  });
});

describe('the list', () => {
  test.each([
    ['another vendor in the query', { vendorId: 'A00099999' }, 400],
    ['an unknown status', { partnerCounselingStatus: 'OPEN' }, 500],
    ['seven days apart', { inquiryStartAt: '2026-01-08' }, 500],
    ['a date-time', { inquiryEndAt: '2026-01-15T00:00:00' }, 500],
    ['a date that does not exist', { inquiryEndAt: '2026-01-32' }, 500],
    ['an end before the start', { inquiryEndAt: '2026-01-08' }, 500],
    ['a page of 31', { pageSize: '31' }, 400],
    ['page 0', { pageNum: '0' }, 400],
  ])('%s is refused', async (_name, changes, status) => {
    expect((await get({ query: withQuery(changes) })).status).toBe(status);
  });

  test('without dates it names the interval, with the full-width comma', async () => {
    const { inquiryStartAt: _start, ...rest } = GOOD;
    const { status, text } = await get({ query: String(new URLSearchParams(rest)) });
    expect(status).toBe(400);
    expect(text).toContain('7 days， pattern');
  });

  test('a vendor that is not there is a 404', async () => {
    const path = LIST.replace(VENDOR.vendorId, 'A00099999');
    expect((await get({ path, query: withQuery({ vendorId: 'A00099999' }) })).status).toBe(404);
  });

  test('a market without a vendor of ours is refused as the wrong host', async () => {
    const { status, text } = await get({ headers: { 'X-MARKET': 'JP' } });
    expect(status).toBe(403);
    expect(text).toContain('target VDC');
    expect((await get({ headers: { 'X-MARKET': 'TW' } })).status).toBe(404);
  });

  test('ids beyond 2^53 keep all their digits as raw numbers', async () => {
    const { posts, inquiryId } = await simulator.handOver();
    const answerId = posts[0]?.answerId ?? '';
    expect(String(Number(answerId))).not.toBe(answerId);
    expect((await get()).text).toContain(`"answerId":${answerId},`);
    const one = await get({ path: `${ONE}/${inquiryId}`, query: '' });
    expect(one.status).toBe(200);
    expect(one.text).toContain(`"inquiryId":${inquiryId},`);
  });

  test('a date is one of the market, not of UTC', async () => {
    const { inquiryId } = await simulator.handOver({ inquiryAt: Date.parse('2026-01-13T15:30:00Z') });
    const on = async (date: string) =>
      (await get({ query: withQuery({ inquiryStartAt: date, inquiryEndAt: date }) })).text;
    expect(await on('2026-01-14')).toContain(inquiryId);
    expect(await on('2026-01-13')).not.toContain(inquiryId);
  });

  test('pages have the size that was asked for, and tell how many there are', async () => {
    await simulator.handOver();
    const total = simulator.inquiries().filter(({ list }) => list === 'NO_ANSWER').length;
    const { text } = await get({ query: withQuery({ pageSize: '1', pageNum: '2' }) });
    expect(text.match(/"inquiryId"/g)).toHaveLength(1);
    expect(text).toContain(
      `"pagination":{"currentPage":2,"totalPages":${total},"totalElements":${total},"countPerPage":1}`,
    );
  });

  test('one inquiry that is not there is a 404', async () => {
    expect((await get({ path: `${ONE}/1`, query: '' })).status).toBe(404);
  });
});

describe('failures', () => {
  test.each([
    ['server-error', 500, 'application/json'],
    ['unavailable', 503, 'application/json'],
    ['throttled', 429, 'application/json'],
    ['blocked', 403, 'text/html'],
    ['redirected', 302, 'text/html'],
    ['ip-not-allowed', 403, 'application/json'],
    ['invalid-signature', 401, 'application/json'],
    ['broken-json', 200, 'application/json'],
  ] as const)('%s is answered so often as told, then no more', async (mode, status, type) => {
    simulator.fail(mode, { times: 1 });
    const failed = await get();
    expect(failed.status).toBe(status);
    expect(failed.headers.get('content-type')).toContain(type);
    expect((await get()).text).toContain('"pagination"');
  });

  test('an incomplete page says that there are three and shows nothing on the second', async () => {
    simulator.fail('incomplete-page', { query: 'NO_ANSWER' });
    expect((await get()).text).toContain('"totalPages":3');
    expect((await get({ query: withQuery({ pageNum: '2' }) })).text).toContain('"content":[]');
    expect((await get({ query: withQuery({ partnerCounselingStatus: 'TRANSFER' }) })).text).toContain(
      '"totalPages":1',
    );
  });
});
