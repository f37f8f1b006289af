import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { signRequest } from '../../../../lib/coupang/sign-request.ts';
import { KEYS, LIST, ONE, type Simulated, startSimulated, VENDOR, withQuery } from './simulated-coupang.ts';
import { removeTempDirs } from '../temp-dirs.ts';

let simulated: Simulated;
beforeAll(async () => {
  simulated = await startSimulated();
});
beforeEach(() => simulated.simulator.recover());
afterAll(async () => {
  await simulated.simulator.stop();
  removeTempDirs();
});

describe('the signature', () => {
  test('is accepted if it is valid', async () => {
    const { status, text } = await simulated.get();
    expect(status).toBe(200);
    expect(text).toContain('"inquiryId":1015668177,');
  });

  test.each([
    ['another secret', { keys: { ...KEYS, secretKey: 'OTHER' } }, 'Invalid signature.'],
    ['another access key', { keys: { ...KEYS, accessKey: 'OTHER' } }, 'Unknown error occurred'],
    ['six minutes old', { signedAgoMs: 6 * 60_000 }, 'Specified signature is expired.'],
    ['six minutes ahead', { signedAgoMs: -6 * 60_000 }, 'Specified signature is expired.'],
    ['no format', { headers: { Authorization: 'Bearer x' } }, 'HMAC format is invalid.'],
  ])('%s is refused with 401', async (_name, call, message) => {
    const { status, text } = await simulated.get(call);
    expect(status).toBe(401);
    expect(text).toContain(message);
  });

  test('is refused if it is missing', async () => {
    const response = await fetch(`${simulated.simulator.url}${LIST}?${withQuery()}`);
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('Request is not authorized.');
  });

  test('is refused if it belongs to another query, for any query', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 999_999 }), async (pageNum) => {
        simulated.clock.now += 1000;
        const authorization = signRequest(
          { method: 'GET', path: LIST, query: withQuery() },
          KEYS,
          simulated.clock.now,
        );
        const url = `${simulated.simulator.url}${LIST}?${withQuery({ pageNum: String(pageNum) })}`;
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
    ['more than seven days apart', { inquiryStartAt: '2026-01-07' }, 400],
    ['a page of 31', { pageSize: '31' }, 400],
    ['page 0', { pageNum: '0' }, 400],
  ])('%s is refused', async (_name, changes, status) => {
    expect((await simulated.get({ query: withQuery(changes) })).status).toBe(status);
  });

  test('names the interval, with the full-width comma, if it has no dates', async () => {
    const { status, text } = await simulated.get({ query: withQuery({ inquiryStartAt: undefined }) });
    expect(status).toBe(400);
    expect(text).toContain('7 days， pattern');
  });

  test('of an unknown vendor is a 404', async () => {
    const path = LIST.replace(VENDOR.vendorId, 'A00099999');
    expect((await simulated.get({ path, query: withQuery({ vendorId: 'A00099999' }) })).status).toBe(404);
  });

  test('of a market without a vendor of ours is refused as the wrong host', async () => {
    const { status, text } = await simulated.get({ headers: { 'X-MARKET': 'JP' } });
    expect(status).toBe(403);
    expect(text).toContain('target VDC');
    expect((await simulated.get({ headers: { 'X-MARKET': 'TW' } })).status).toBe(404);
  });

  test('has all digits of ids beyond 2^53 as raw numbers', async () => {
    const { posts, inquiryId } = await simulated.simulator.handOver();
    const answerId = posts[0]?.answerId ?? '';
    expect(String(Number(answerId))).not.toBe(answerId);
    expect((await simulated.get()).text).toContain(`"answerId":${answerId},`);
    const lookUp = await simulated.get({ path: `${ONE}/${inquiryId}`, query: '' });
    expect(lookUp.status).toBe(200);
    expect(lookUp.text).toContain(`"inquiryId":${inquiryId},`);
  });

  test('uses dates of the market, not of UTC', async () => {
    const { inquiryId } = await simulated.simulator.handOver({
      inquiryAt: Date.parse('2026-01-13T15:30:00Z'),
    });
    const on = async (date: string) =>
      (await simulated.get({ query: withQuery({ inquiryStartAt: date, inquiryEndAt: date }) })).text;
    expect(await on('2026-01-14')).toContain(inquiryId);
    expect(await on('2026-01-13')).not.toContain(inquiryId);
  });

  test('has pages of the requested size, and the total number', async () => {
    await simulated.simulator.handOver();
    const total = simulated.simulator.inquiries().filter(({ list }) => list === 'NO_ANSWER').length;
    const { text } = await simulated.get({ query: withQuery({ pageSize: '1', pageNum: '2' }) });
    expect(text.match(/"inquiryId"/g)).toHaveLength(1);
    expect(text).toContain(
      `"pagination":{"currentPage":2,"totalPages":${total},"totalElements":${total},"countPerPage":1}`,
    );
  });

  test('needs no dates with vendorItemId, which narrows what dates select', async () => {
    const { vendorItemId } = await simulated.simulator.handOver({
      inquiryAt: Date.parse('2025-11-01T00:00:00Z'),
    });
    const none = { inquiryStartAt: undefined, inquiryEndAt: undefined };
    expect((await simulated.get({ query: withQuery({ ...none, vendorItemId }) })).text).toContain(
      vendorItemId,
    );
    expect((await simulated.get({ query: withQuery({ vendorItemId }) })).text).toContain('"content":[]');
  });

  test('is narrowed to an order by an order number', async () => {
    const { orderId } = await simulated.simulator.handOver();
    const { text } = await simulated.get({ query: withQuery({ orderId }) });
    expect(text.match(/"orderId"/g)).toHaveLength(1);
    expect(text).toContain(`"orderId":${orderId},`);
  });

  test('contains some inquiry numbers beyond 2^53, which keep their digits', async () => {
    for (let count = 0; count < 5; count += 1) await simulated.simulator.handOver();
    const long = simulated.simulator
      .inquiries()
      .find(({ inquiryId }) => String(Number(inquiryId)) !== inquiryId);
    expect(long).toBeDefined();
    expect((await simulated.get({ path: `${ONE}/${long?.inquiryId}`, query: '' })).text).toContain(
      `"inquiryId":${long?.inquiryId},`,
    );
  });

  test('a look-up of an unknown inquiry is a 404', async () => {
    expect((await simulated.get({ path: `${ONE}/1`, query: '' })).status).toBe(404);
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
    ['wrong-key', 401, 'application/json'],
    ['wrong-market', 403, 'application/json'],
    ['wrong-path', 404, 'application/json'],
    ['vendor-inactive', 412, 'application/json'],
    ['other-code', 200, 'application/json'],
    ['broken-json', 200, 'application/json'],
    ['page-for-json', 200, 'text/html'],
    ['empty-body', 200, 'application/json'],
  ] as const)('%s is answered the requested number of times, then no more', async (mode, status, type) => {
    simulated.simulator.fail(mode, { times: 1 });
    const failed = await simulated.get();
    expect(failed.status).toBe(status);
    expect(failed.headers.get('content-type')).toContain(type);
    expect(failed.text).not.toContain('"pagination"');
    expect((await simulated.get()).text).toContain('"pagination"');
  });

  test('an incomplete page announces three pages and shows nothing on the second', async () => {
    simulated.simulator.fail('incomplete-page', { query: 'NO_ANSWER' });
    expect((await simulated.get()).text).toContain('"totalPages":3');
    expect((await simulated.get({ query: withQuery({ pageNum: '2' }) })).text).toContain('"content":[]');
    expect(
      (await simulated.get({ query: withQuery({ partnerCounselingStatus: 'TRANSFER' }) })).text,
    ).toContain('"totalPages":1');
  });
});
