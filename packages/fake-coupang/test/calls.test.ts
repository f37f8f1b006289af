import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fc } from '../../../test/fixtures/fast-check.ts';
import { KEYS, LIST, NOW, ONE, type Simulated, startSimulated, VENDOR, withQuery } from './start-fake.ts';
import type { HandOver } from '../src/make-inquiry.ts';
import { createFakeCoupang } from '../src/fake-coupang.ts';
import { authorize } from '../src/sign.ts';
import { HOUR_MS, MINUTE_MS } from '../src/time.ts';

describe('the gateway', () => {
  let simulated: Simulated;
  beforeAll(async () => {
    simulated = await startSimulated();
  });
  beforeEach(() => simulated.simulator.recover());
  afterAll(async () => {
    await simulated.simulator.stop();
  });

  describe('the signature', () => {
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
          const call = { method: 'GET', path: LIST, query: withQuery() };
          const authorization = authorize(call, KEYS, simulated.clock.now);
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

    test('has all digits of ids beyond 2^53 as raw numbers', async () => {
      const { posts } = await simulated.simulator.handOver();
      const answerId = posts[0]?.answerId ?? '';
      expect(String(Number(answerId))).not.toBe(answerId);
      expect((await simulated.get()).text).toContain(`"answerId":${answerId},`);
      for (let count = 0; count < 5; count += 1) await simulated.simulator.handOver();
      const ids = simulated.simulator.inquiries().map(({ inquiryId }) => inquiryId);
      const long = ids.find((id) => String(Number(id)) !== id);
      expect(long).toBeDefined();
      const lookUp = await simulated.get({ path: `${ONE}/${long}`, query: '' });
      expect(lookUp.text).toContain(`"inquiryId":${long},`);
    });
  });
});

test('ids can be short, and the text of a hand-over can be given', async () => {
  const vendor = { ...VENDOR, sources: ['product'] } as const;
  const fake = await createFakeCoupang({ vendors: [vendor], keys: KEYS, examples: false, longIds: false });
  for (let count = 0; count < 5; count += 1) await fake.handOver({ content: 'made up' });
  const { inquiryId } = await fake.product.ask();
  await fake.product.answer(inquiryId);
  const ids = [...fake.inquiries(), ...fake.product.questions()].flatMap((row) => [
    row.inquiryId,
    ...('posts' in row
      ? row.posts.map(({ answerId }) => answerId)
      : row.comments.map(({ commentId }) => commentId)),
  ]);
  expect(ids.filter((id) => String(Number(id)) !== id)).toEqual([]);
  expect(fake.inquiries().at(-1)?.posts).toMatchObject([{ content: 'made up' }]);
});

describe('acts', () => {
  const CANT_ANSWER =
    "The inquiry can't be answer. It can do only inquiryStatus:progress, partnerTransferStatus:requestAnswer";
  const CANT_CONFIRM =
    "The inquiry can't be confirm. It can do only inquiryStatus:complete, partnerTransferStatus:requestAnswer";
  const OTHERS = "The inquiryId doesn't belongs to the vendorId, have no permisson to reply this inquiry";
  const LENGTH = 'The reply content length should be between 2 ~ 1000';
  const CLOSED = '상담이 종료된 문의입니다 - 522';

  let simulated: Simulated;
  beforeEach(async () => {
    simulated = await startSimulated({ wingIds: ['cs-team'] });
  });
  afterEach(() => simulated.simulator.stop());

  const handOver = async (how: Partial<HandOver> = {}) => {
    const { inquiryId, posts } = await simulated.simulator.handOver(how);
    const parentAnswerId = posts[0]?.answerId ?? '';
    const reply = {
      vendorId: VENDOR.vendorId,
      inquiryId,
      content: '확인했습니다.',
      replyBy: 'cs-team',
      parentAnswerId,
    };
    return {
      inquiryId,
      parentAnswerId,
      reply,
      send: (changes: Record<string, unknown> = {}) =>
        simulated.post(inquiryId, { body: { ...reply, ...changes } }),
      confirm: (confirmBy: unknown = 'cs-team') =>
        simulated.post(inquiryId, { what: 'confirms', body: { confirmBy } }),
      now: () => simulated.simulator.inquiries().find((inquiry) => inquiry.inquiryId === inquiryId),
    };
  };
  const refused = (message: string) => ({
    status: 400,
    text: expect.stringContaining(JSON.stringify(message)),
  });

  describe('a reply', () => {
    test('is accepted with a text as code, is the seller’s post, and the inquiry goes to ANSWER', async () => {
      const { send, now, inquiryId } = await handOver();
      const accepted = { status: 200, text: '{"code":"200","message":"OK"}' };
      expect(await send({ content: '첫 줄\n둘째 줄' })).toMatchObject(accepted);
      expect(now()).toMatchObject({
        list: 'ANSWER',
        inquiryStatus: 'progress',
        answeredAt: simulated.clock.now,
        posts: [
          { transferStatus: 'answered', completeReason: 'NONE', needAnswer: false },
          { answerType: 'vendor', receptionist: 'cs-team', content: '첫 줄\n둘째 줄', transferStatus: null },
        ],
      });
      expect((await simulated.get({ path: `${ONE}/${inquiryId}`, query: '' })).text).toContain('둘째 줄');
    });

    test('may have its ids as numbers with all digits', async () => {
      const { reply, parentAnswerId, inquiryId, now } = await handOver();
      const body = JSON.stringify(reply).replace(`"${parentAnswerId}"`, parentAnswerId);
      expect(body).toContain(`"parentAnswerId":${parentAnswerId}`);
      expect((await simulated.post(inquiryId, { body })).status).toBe(200);
      expect(now()?.list).toBe('ANSWER');
    });

    test('is accepted once, also if it comes twice at the same moment', async () => {
      const { send, now } = await handOver();
      const statuses = (await Promise.all([send(), send()])).map(({ status }) => status);
      expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 400]);
      expect(await send()).toMatchObject(refused(CANT_ANSWER));
      expect(now()?.posts).toHaveLength(2);
    });

    test.each([
      ['one character', { content: '네' }, LENGTH],
      ['1001 characters', { content: 'ㄱ'.repeat(1001) }, LENGTH],
      ['no content', { content: null }, LENGTH],
      ['no parent', { parentAnswerId: undefined }, 'The parentAnswerId is required.'],
      ['a post that is not there as its parent', { parentAnswerId: '1' }, CANT_ANSWER],
      ['an unknown WING login', { replyBy: 'nobody' }, 'userId가 올바르지 않습니다 - 520'],
      ['no WING login', { replyBy: undefined }, 'userId가 올바르지 않습니다 - 521'],
      ['another inquiry in its body', { inquiryId: '1' }, OTHERS],
      ['another vendor in its body', { vendorId: 'A00099999' }, OTHERS],
    ])('with %s is refused, and changes nothing', async (_name, changes, message) => {
      const { send, now } = await handOver();
      expect(await send(changes)).toMatchObject(refused(message));
      expect(now()).toMatchObject({ list: 'NO_ANSWER', posts: [{ transferStatus: 'requestAnswer' }] });
    });

    test.each([2, 1000])('of %i characters is accepted', async (length) => {
      const { send } = await handOver();
      expect((await send({ content: 'ㄱ'.repeat(length) })).status).toBe(200);
    });

    test('to an inquiry of another vendor is refused', async () => {
      const theirs = await simulated.simulator.handOver({ vendor: { market: 'TW', vendorId: 'C00000002' } });
      const { reply } = await handOver();
      const body = { ...reply, inquiryId: theirs.inquiryId };
      expect(await simulated.post(theirs.inquiryId, { body })).toMatchObject(refused(OTHERS));
    });

    test('to a TRANSFER is refused', async () => {
      expect(await (await handOver({ kind: 'confirm' })).send()).toMatchObject(refused(CANT_ANSWER));
    });

    test('a moment before the 24 hours is accepted', async () => {
      const { send } = await handOver({ askedAt: NOW - 24 * HOUR_MS + 1001 });
      expect((await send()).status).toBe(200);
    });

    test.each([
      ['withdrawn', 'withdraw', CANT_ANSWER],
      ['decided by Coupang', 'decide', CLOSED],
    ] as const)('to a hand-over that was %s is refused', async (_name, act, message) => {
      const { send, inquiryId } = await handOver();
      await simulated.simulator[act](inquiryId);
      expect(await send()).toMatchObject(refused(message));
    });

    test('ends only the post that it names; another post still asks (R10)', async () => {
      const { send, inquiryId, parentAnswerId, now } = await handOver();
      await simulated.simulator.handOverAgain(inquiryId);
      const second = now()?.posts[1]?.answerId;
      expect((await send({ parentAnswerId: second })).status).toBe(200);
      const [asking, answered] = [{ transferStatus: 'requestAnswer' }, { transferStatus: 'answered' }];
      expect(now()).toMatchObject({
        list: 'NO_ANSWER',
        posts: [asking, answered, { parentAnswerId: second }],
      });
      const { text } = await simulated.get({ path: `${ONE}/${inquiryId}`, query: '' });
      const parents = [...text.matchAll(/"parentAnswerId":([^,]+),/g)].map(([, id]) => id);
      expect(parents).toEqual(['0', '0', second]);
      expect((await send({ parentAnswerId })).status).toBe(200);
      expect(now()?.list).toBe('ANSWER');
    });

    test('must come within the 24 hours of the post that it names', async () => {
      const { send, inquiryId, now } = await handOver({ askedAt: NOW - 24 * HOUR_MS });
      await simulated.simulator.handOverAgain(inquiryId);
      expect(await send()).toMatchObject(refused(CLOSED));
      expect((await send({ parentAnswerId: now()?.posts[1]?.answerId })).status).toBe(200);
      await simulated.simulator.tick();
      expect(now()).toMatchObject({ list: 'ANSWER', posts: [{}, {}, {}, { receptionist: 'system' }] });
      expect(await send()).toMatchObject(refused(CLOSED));
      expect(await send({ parentAnswerId: now()?.posts[1]?.answerId })).toMatchObject(refused(CANT_ANSWER));
    });

    test('to the second hand-over is accepted, to the first no longer', async () => {
      const { send, inquiryId, now } = await handOver();
      await send();
      await simulated.simulator.handOverAgain(inquiryId);
      expect(await send()).toMatchObject(refused(CANT_ANSWER));
      const second = now()?.posts.at(-1);
      expect(second?.content).toContain('재문의');
      expect((await send({ parentAnswerId: second?.answerId })).status).toBe(200);
    });

    test.each([
      ['a raw CR', '"첫 줄\r둘째 줄"}', 'Illegal unquoted character ((CTRL-CHAR, code 13))'],
      ['a raw LF', '"첫 줄\n둘째 줄"}', 'Illegal unquoted character ((CTRL-CHAR, code 10))'],
      ['no end', '', ''],
    ])('with %s in its JSON cannot be read, and the message reports that', async (_what, rest, reason) => {
      const { inquiryId } = await handOver();
      expect(await simulated.post(inquiryId, { body: `{"content":${rest}` })).toMatchObject({
        status: 400,
        text: expect.stringContaining(`Could not read JSON${reason && `: ${reason}`}`),
      });
    });

    test('of an unknown vendor is a 404', async () => {
      const { reply, inquiryId } = await handOver();
      expect((await simulated.post(inquiryId, { vendorId: 'A00099999', body: reply })).status).toBe(404);
    });
  });

  describe('a confirmation', () => {
    test('of a TRANSFER is accepted, marks the asking post, and the inquiry goes to ANSWER', async () => {
      const { confirm, now } = await handOver({ kind: 'confirm' });
      expect(await confirm()).toMatchObject({ status: 200, text: '{"code":"200","message":"OK"}' });
      expect(now()).toMatchObject({
        list: 'ANSWER',
        posts: [{ transferStatus: 'answered', completeReason: 'DISPUTE_PROCESS_COMPLETE' }],
      });
    });

    test('is refused a second time, and after 24 hours, since the case is closed', async () => {
      const { confirm } = await handOver({ kind: 'confirm' });
      await confirm();
      expect(await confirm()).toMatchObject(refused(CLOSED));
      const late = await handOver({ kind: 'confirm', askedAt: NOW - 24 * HOUR_MS });
      expect(await late.confirm()).toMatchObject(refused(CLOSED));
      expect(late.now()?.list).toBe('TRANSFER');
    });

    test('is accepted within 24 hours of the newest request, and ends both', async () => {
      const { confirm, inquiryId, now } = await handOver({ kind: 'confirm', askedAt: NOW - 30 * HOUR_MS });
      await simulated.simulator.handOverAgain(inquiryId, 'confirm');
      expect((await confirm()).status).toBe(200);
      const answered = { transferStatus: 'answered' };
      expect(now()).toMatchObject({ list: 'ANSWER', posts: [answered, answered] });
    });

    test('of a NO_ANSWER is refused', async () => {
      expect(await (await handOver()).confirm()).toMatchObject(refused(CANT_CONFIRM));
    });

    test.each([
      ['an unknown WING login', 'nobody', 'userId가 올바르지 않습니다 - 520'],
      ['no WING login', null, 'userId가 올바르지 않습니다 - 521'],
    ])('by %s is refused', async (_name, login, message) => {
      const { confirm, now } = await handOver({ kind: 'confirm' });
      expect(await confirm(login)).toMatchObject(refused(message));
      expect(now()?.list).toBe('TRANSFER');
    });

    test('of an inquiry that an agent has ended is refused', async () => {
      const { confirm, inquiryId } = await handOver({ kind: 'confirm' });
      await simulated.simulator.withdraw(inquiryId);
      expect(await confirm()).toMatchObject(refused(CLOSED));
    });

    test('of an unknown inquiry is refused', async () => {
      const body = { confirmBy: 'cs-team' };
      expect(await simulated.post('1', { what: 'confirms', body })).toMatchObject(refused(OTHERS));
    });
  });

  test('without a list of logins, any well-formed login is accepted', async () => {
    const open = await startSimulated();
    const { inquiryId } = await open.simulator.handOver({ kind: 'confirm' });
    const confirm = (confirmBy: string) => open.post(inquiryId, { what: 'confirms', body: { confirmBy } });
    expect([(await confirm('x y')).status, (await confirm('anybody')).status]).toEqual([400, 200]);
    await open.simulator.stop();
  });
});

describe('limits', () => {
  let simulated: Simulated;
  const start = async (...how: Parameters<typeof startSimulated>) => {
    simulated = await startSimulated(...how);
    return simulated;
  };
  afterEach(() => simulated.simulator.stop());

  describe('five calls per second and vendor', () => {
    test('the fifth within a second carries a warning, the sixth is a 429, and a second later calls work again', async () => {
      const { get, clock } = await start({}, { msPerCall: 100 });
      for (let call = 1; call <= 4; call += 1) {
        expect((await get()).headers.has('x-cag-warnings')).toBe(false);
      }
      const fifth = await get();
      expect([fifth.status, fifth.headers.has('x-cag-warnings')]).toEqual([200, true]);
      const sixth = await get();
      expect([sixth.status, sixth.headers.has('x-cag-warnings')]).toEqual([429, true]);
      expect(sixth.text).toContain('Too Many Requests');
      clock.now += 1000;
      expect((await get()).status).toBe(200);
    });

    test('four a second are neither warned nor refused', async () => {
      const { get } = await start({}, { msPerCall: 250 });
      for (let call = 1; call <= 12; call += 1) {
        const { status, headers } = await get();
        expect([status, headers.has('x-cag-warnings')]).toEqual([200, false]);
      }
    });

    test('each vendor has its own limit, over lists, look-ups and POSTs together', async () => {
      const { get, post } = await start({}, { msPerCall: 1 });
      const lookUp = { path: `${ONE}/1`, query: '', headers: { 'X-Requested-By': 'A00012345' } };
      await get();
      await get(lookUp);
      await post('1', { body: {} });
      await get();
      expect((await get(lookUp)).status).toBe(404);
      expect((await get()).status).toBe(429);
      const other = {
        path: LIST.replace('A00012345', 'C00000002'),
        query: withQuery({ vendorId: 'C00000002' }),
        headers: { 'X-MARKET': 'TW' },
      };
      expect((await get(other)).status).toBe(200);
    });
  });

  describe('the edge', () => {
    const fail = ({ get }: Simulated) => get({ path: `${LIST}/nowhere`, query: '' });

    test('20 failed calls in 5 s block the address, for every vendor, with a page, for ten minutes', async () => {
      const { get, clock } = await start({}, { msPerCall: 250 });
      for (let call = 1; call <= 20; call += 1) {
        const { headers } = await fail(simulated);
        expect(headers.get('content-type')).toContain('json');
      }
      const blocked = await get({ headers: { 'X-MARKET': 'TW' } });
      expect(blocked.status).toBe(403);
      expect(blocked.headers.get('content-type')).toContain('text/html');
      expect(blocked.text).toContain('<html>');
      clock.now += 10 * MINUTE_MS - 1000;
      expect((await get()).status).toBe(403);
      clock.now += 1000;
      expect((await get()).status).toBe(200);
    });

    test('19 failed calls, or 20 over more than 5 s, block nothing', async () => {
      const { get, clock } = await start({}, { msPerCall: 250 });
      for (let call = 1; call <= 19; call += 1) await fail(simulated);
      clock.now += 5000;
      await fail(simulated);
      expect((await get()).status).toBe(200);
    });
  });
});
