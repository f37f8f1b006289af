import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../src/time.ts';
import { createQuestionWorld, newQuestions } from '../src/product/question-world.ts';
import type { SimulatedQuestion } from '../src/product/simulated-question.ts';
import type { Vendors } from '../src/simulated-vendor.ts';
import { parseState, type StateStore } from '../src/world-state.ts';
import { LIST, memoryStore, NOW, type Simulated, startSimulated, VENDOR, withQuery } from './start-fake.ts';
import { stopAfterTest } from '../../../test/fixtures/stop-after-test.ts';

const QUESTIONS = LIST.replace('callCenterInquiries', 'onlineInquiries');
const REPLIES = QUESTIONS.replace('/v5/', '/v4/');
const PRODUCTS = '/v2/providers/seller_api/apis/api/v1/marketplace/seller-products';
const BOTH = { ...VENDOR, sources: ['call-center', 'product'] } as const;
const WRONG_LOGIN =
  'The value of replyBy (Responder Seller Portal (WING) ID) is incorrect. Please enter the correct wing ID or vendorId.';
const TAIWAN = { market: 'TW', vendorId: 'C00000002', sources: ['product'] } as const;

let simulated: Simulated;
beforeEach(async () => {
  simulated = await startSimulated({ vendors: [BOTH, TAIWAN], examples: false, wingIds: ['cs-team'] });
});
afterEach(() => simulated.simulator.stop());

const questionsOf = () => simulated.simulator.product;
const only = (inquiryId: string): SimulatedQuestion => {
  const found = questionsOf()
    .questions()
    .find((question) => question.inquiryId === inquiryId);
  if (found === undefined) throw new Error(`no question ${inquiryId}`);
  return found;
};
const listQuery = (changes: Record<string, string | undefined> = {}): string =>
  withQuery({ partnerCounselingStatus: undefined, answeredType: 'NOANSWER', pageSize: '50', ...changes });
const getList = (changes: Record<string, string | undefined> = {}) =>
  simulated.get({ path: QUESTIONS, query: listQuery(changes) });
const idsIn = (text: string): string[] =>
  [...text.matchAll(/\{"inquiryId":(\d+)/g)].map(([, inquiryId = '']) => inquiryId);
const listed = async (answeredType: 'ALL' | 'ANSWERED' | 'NOANSWER'): Promise<string[]> =>
  idsIn((await getList({ answeredType })).text);
const reply = (inquiryId: string, changes: Record<string, unknown> = {}) =>
  simulated.post(inquiryId, {
    path: `${REPLIES}/${inquiryId}/replies`,
    body: { vendorId: VENDOR.vendorId, content: '확인했습니다.', replyBy: 'cs-team', ...changes },
  });
const refused = (message: string) => ({
  status: 400,
  text: expect.stringContaining(JSON.stringify(message)),
});

describe('the list of product inquiries', () => {
  test.each([
    ['another vendor in the query', { vendorId: 'A00099999' }, 400, 'Invalid vendor ID'],
    ['seven days apart', { inquiryStartAt: '2026-01-08' }, 400, '7 days， pattern'],
    ['no dates', { inquiryStartAt: undefined, inquiryEndAt: undefined }, 400, '7 days， pattern'],
    ['a date-time', { inquiryEndAt: '2026-01-15T00:00:00' }, 400, '7 days， pattern'],
    ['an end before the start', { inquiryEndAt: '2026-01-08' }, 400, '7 days， pattern'],
    ['the words of the hand-overs', { answeredType: 'NO_ANSWER' }, 500, 'Internal Server Error'],
    ['a page of 51', { pageSize: '51' }, 400, 'pageSize is 1 to 50'],
    ['page 0', { pageNum: '0' }, 400, 'pageNum begins at 1'],
  ])('refuses %s', async (_name, changes, status, message) => {
    expect(await getList(changes)).toMatchObject({ status, text: expect.stringContaining(message) });
  });

  test('accepts six days apart, and a page of 50', async () => {
    expect(await getList()).toMatchObject({
      status: 200,
      text: '{"code":200,"message":"OK","data":{"content":[],"pagination":{"currentPage":1,"totalPages":0,"totalElements":0,"countPerPage":50}}}',
    });
  });

  test('has the documented fields, in their order, and a time with an offset that is not the market’s', async () => {
    const { inquiryId } = await questionsOf().ask({ topic: 'one-parcel' });
    await questionsOf().answer(inquiryId, '합배송으로 보내 드립니다.');
    const { orderIds, comments, ...question } = only(inquiryId);
    expect((await getList({ answeredType: 'ANSWERED' })).text).toContain(
      `{"inquiryId":${inquiryId},"productId":${question.productId},"sellerProductId":${question.sellerProductId},` +
        `"sellerItemId":${question.sellerItemId},"vendorItemId":${question.vendorItemId},` +
        `"content":${JSON.stringify(question.content)},"inquiryAt":"2026-01-14T21:00:00.000000-08:00",` +
        `"orderIds":[${orderIds.join(',')}],"commentDtoList":[{"inquiryCommentId":${comments[0]?.commentId},` +
        `"inquiryId":${inquiryId},"content":"합배송으로 보내 드립니다.","inquiryCommentAt":"2026-01-14T21:00:00.000000-08:00"}]}`,
    );
  });

  test('loses no digit of a number beyond 2^53', async () => {
    for (let asked = 0; asked < 5; asked += 1) await questionsOf().ask({ topic: 'one-parcel' });
    for (const { inquiryId } of questionsOf().questions()) await questionsOf().answer(inquiryId);
    const { text } = await getList({ answeredType: 'ALL' });
    const long = questionsOf()
      .questions()
      .flatMap(({ inquiryId, sellerItemId, orderIds, comments }) => [
        inquiryId,
        sellerItemId,
        ...orderIds,
        ...comments.map(({ commentId }) => commentId),
      ])
      .filter((id) => String(Number(id)) !== id);
    expect(long.length).toBeGreaterThan(5);
    for (const id of long) expect(text).toMatch(new RegExp(`[:[,]${id}[,\\]}]`));
  });

  test('filters by answeredType: a deleted question is in no list, and ALL has the others', async () => {
    const open = await questionsOf().ask();
    const answered = await questionsOf().ask();
    const deleted = await questionsOf().ask();
    await questionsOf().answer(answered.inquiryId);
    await questionsOf().remove(deleted.inquiryId);
    expect(await listed('NOANSWER')).toEqual([open.inquiryId]);
    expect(await listed('ANSWERED')).toEqual([answered.inquiryId]);
    expect((await listed('ALL')).toSorted()).toEqual([open.inquiryId, answered.inquiryId].toSorted());
  });

  test('filters by the market’s dates, the last one included, and by vendor', async () => {
    // 2026-01-14 00:30 in Seoul.
    const { inquiryId } = await questionsOf().ask({ inquiryAt: Date.parse('2026-01-13T15:30:00Z') });
    await questionsOf().ask({ vendor: TAIWAN });
    const on = async (date: string) =>
      idsIn((await getList({ inquiryStartAt: date, inquiryEndAt: date })).text);
    const shown = [await on('2026-01-13'), await on('2026-01-14'), await on('2026-01-15')];
    expect(shown).toEqual([[], [inquiryId], []]);
  });

  test('has pages, newest first', async () => {
    const ids: string[] = [];
    for (let hour = 0; hour < 5; hour += 1) {
      ids.push((await questionsOf().ask({ inquiryAt: NOW - hour * HOUR_MS })).inquiryId);
    }
    const page = async (pageNum: number) => (await getList({ pageNum: String(pageNum), pageSize: '2' })).text;
    const pages = [await page(1), await page(2), await page(3), await page(4)];
    expect(pages.flatMap(idsIn)).toEqual(ids);
    expect(pages[1]).toContain(
      '"pagination":{"currentPage":2,"totalPages":3,"totalElements":5,"countPerPage":2}',
    );
  });

  test('counts with the hand-overs against the vendor’s limit of calls', async () => {
    const fast = await startSimulated({ vendors: [BOTH] }, { msPerCall: 10 });
    for (let calls = 0; calls < 4; calls += 1) await fast.get();
    const call = { path: QUESTIONS, query: listQuery() };
    expect([(await fast.get(call)).status, (await fast.get(call)).status]).toEqual([200, 429]);
    await fast.simulator.stop();
  });
});

describe('a reply to a question', () => {
  test('becomes a comment, and the question is answered', async () => {
    const { inquiryId } = await questionsOf().ask();
    const content = '첫 줄\n둘째 줄';
    const accepted = { status: 200, text: '{"code":"200","message":"OK"}' };
    expect(await reply(inquiryId, { content })).toMatchObject(accepted);
    const comments = [{ content, at: simulated.clock.now }];
    expect(only(inquiryId)).toMatchObject({ list: 'ANSWERED', comments });
    expect(await listed('NOANSWER')).toEqual([]);
  });

  test.each([
    ['an unknown login', { replyBy: 'nobody' }, WRONG_LOGIN],
    ['no login', { replyBy: undefined }, WRONG_LOGIN],
    ['no text', { content: undefined }, '내용을 입력하세요.'],
    ['an empty text', { content: ' \n' }, '내용을 입력하세요.'],
    ['another vendor in its body', { vendorId: 'A00099999' }, 'Invalid vendor ID'],
    ['no vendor in its body', { vendorId: undefined }, 'Invalid vendor ID'],
  ])('with %s is refused, and changes nothing', async (_name, changes, message) => {
    const { inquiryId } = await questionsOf().ask();
    expect(await reply(inquiryId, changes)).toMatchObject(refused(message));
    expect(only(inquiryId)).toMatchObject({ list: 'NOANSWER', comments: [] });
  });

  test('to a deleted question is refused', async () => {
    const { inquiryId } = await questionsOf().ask();
    await questionsOf().remove(inquiryId);
    expect(await reply(inquiryId)).toMatchObject(refused('삭제된 상품문의에는 더 이상 답변할 수 없습니다.'));
  });

  test('with the same text is refused, also at the same moment; another text is taken', async () => {
    const { inquiryId } = await questionsOf().ask();
    const both = await Promise.all([reply(inquiryId), reply(inquiryId)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400]);
    expect(await reply(inquiryId)).toMatchObject(refused('동일한 답변이 존재합니다.'));
    expect((await reply(inquiryId, { content: '다른 답변입니다.' })).status).toBe(200);
    expect(only(inquiryId).comments).toHaveLength(2);
  });

  test('to an unknown question, or to one of another vendor, is refused', async () => {
    const theirs = await questionsOf().ask({ vendor: TAIWAN });
    for (const inquiryId of ['1', theirs.inquiryId]) expect((await reply(inquiryId)).status).toBe(400);
    expect(only(theirs.inquiryId).comments).toEqual([]);
  });
});

describe('the product call', () => {
  test('has the name, the items, and fields that nobody may read', async () => {
    const question = await questionsOf().ask({ topic: 'size' });
    const call = { path: `${PRODUCTS}/${question.sellerProductId}`, query: '' };
    const { status, text } = await simulated.get({ ...call, headers: { 'X-MARKET': 'KR' } });
    expect(status).toBe(200);
    const { sellerProductId, productName, vendorItemId, itemName } = question;
    expect(text).toContain(`{"code":"SUCCESS","message":"","data":{"sellerProductId":${sellerProductId},`);
    expect(text).toContain(`"sellerProductName":${JSON.stringify(productName)}`);
    expect(text).toMatch(
      new RegExp(`"vendorItemId":${vendorItemId},"itemId":\\d+,"itemName":${JSON.stringify(itemName)}`),
    );
    expect(text.match(/"itemName"/g)).toHaveLength(2);
    expect(text).toContain('"salePrice":');
    expect(text).toContain('"companyContactNumber":');
    expect(text).toContain('@example.com');
  });

  test('shows the same product under the same number, and no product of another market', async () => {
    for (let asked = 0; asked < 40; asked += 1) await questionsOf().ask();
    const names = new Map<string, Set<string>>();
    for (const { sellerProductId, productName, itemName } of questionsOf().questions()) {
      const known = names.get(sellerProductId) ?? new Set();
      names.set(sellerProductId, known.add(`${productName} ${itemName}`));
    }
    expect(names.size).toBeGreaterThan(5);
    expect([...names.values()].every(({ size }) => size === 1)).toBe(true);
    const [sellerProductId = ''] = names.keys();
    const theirs = await questionsOf().ask({ vendor: { market: 'KR', vendorId: 'A00012346' } });
    expect([...names.keys()]).not.toContain(theirs.sellerProductId);
    const other = { path: `${PRODUCTS}/${sellerProductId}`, query: '', headers: { 'X-MARKET': 'TW' } };
    expect((await simulated.get(other)).status).toBe(400);
    expect((await simulated.get({ path: `${PRODUCTS}/1`, query: '' })).status).toBe(400);
  });
});

describe('the controls', () => {
  test('a question asked again is under NOANSWER with its comments, until the next answer', async () => {
    const { inquiryId, content } = await questionsOf().ask({ topic: 'size' });
    await questionsOf().answer(inquiryId);
    await questionsOf().askAgain(inquiryId);
    expect(await listed('NOANSWER')).toEqual([inquiryId]);
    expect(only(inquiryId).comments).toHaveLength(1);
    expect(only(inquiryId).content).toBe(`${content}\r\n\r\n그럼 총장은 몇 cm인가요?`);
    await questionsOf().answer(inquiryId, '68cm입니다.');
    expect(await listed('NOANSWER')).toEqual([]);
    expect(only(inquiryId).comments).toHaveLength(2);
  });

  test('a question is aged until its 24 hours end soon, and never moved forward', async () => {
    const { inquiryId } = await questionsOf().ask();
    await questionsOf().answer(inquiryId);
    await questionsOf().age(inquiryId, 10 * MINUTE_MS);
    const inquiryAt = simulated.clock.now + 10 * MINUTE_MS - DAY_MS;
    expect(only(inquiryId)).toMatchObject({ inquiryAt, comments: [{ at: inquiryAt }] });
    await questionsOf().age(inquiryId, DAY_MS);
    expect(only(inquiryId).inquiryAt).toBe(inquiryAt);
    expect((await questionsOf().ask({ leftMs: HOUR_MS })).inquiryAt).toBe(NOW + HOUR_MS - DAY_MS);
  });

  test('a question is moved to a list that does not fit its comments', async () => {
    const [answered, open] = [await questionsOf().ask(), await questionsOf().ask()];
    await questionsOf().answer(answered.inquiryId);
    await questionsOf().move(answered.inquiryId, 'NOANSWER');
    await questionsOf().move(open.inquiryId, 'ANSWERED');
    expect(await listed('NOANSWER')).toEqual([answered.inquiryId]);
    expect(await listed('ANSWERED')).toEqual([open.inquiryId]);
    expect([only(answered.inquiryId).comments.length, only(open.inquiryId).comments.length]).toEqual([1, 0]);
  });

  test('a list can show other questions than the saved ones, and a question can be edited', async () => {
    const { inquiryId } = await questionsOf().ask();
    questionsOf().show((questions, { of, fits }) => (of === 'ALL' ? [] : questions.filter(fits)));
    expect([await listed('ALL'), await listed('NOANSWER')]).toEqual([[], [inquiryId]]);
    questionsOf().show(undefined);
    await questionsOf().edit(inquiryId, (question) => ({ ...question, content: 'edited' }));
    expect((await getList({ answeredType: 'ALL' })).text).toContain('"content":"edited"');
  });

  test('an unknown question is named in the error', async () => {
    await expect(questionsOf().answer('1')).rejects.toThrow('no question 1');
  });
});

describe('failures of the product inquiries', () => {
  test.each([
    ['forbidden', 403, '"Forbidden"'],
    ['read-timed-out', 400, '"Read timed out"'],
  ] as const)(
    '%s leaves the hand-overs alone, until recovery or for one list',
    async (mode, status, says) => {
      const { inquiryId } = await questionsOf().ask();
      questionsOf().fail(mode);
      expect(await getList()).toMatchObject({ status, text: expect.stringContaining(says) });
      expect((await reply(inquiryId)).status).toBe(status);
      expect((await simulated.get()).status).toBe(200);
      questionsOf().recover();
      questionsOf().fail(mode, { times: 1, query: 'answeredType=ALL' });
      expect((await getList()).status).toBe(200);
      const answers = [await getList({ answeredType: 'ALL' }), await getList({ answeredType: 'ALL' })];
      expect(answers.map((answer) => answer.status)).toEqual([status, 200]);
    },
  );

  test('a failure of the whole simulator applies to both, and a failure of the hand-overs to them alone', async () => {
    simulated.simulator.fail('unavailable');
    expect([(await getList()).status, (await simulated.get()).status]).toEqual([503, 503]);
    questionsOf().recover();
    expect((await getList()).status).toBe(503);
    simulated.simulator.recover();
    questionsOf().fail('unavailable', { query: VENDOR.vendorId });
    expect([(await getList()).status, (await simulated.get()).status]).toEqual([503, 200]);
    questionsOf().recover();
    simulated.simulator.fail('unavailable', { query: 'callCenterInquiries' });
    expect([(await getList()).status, (await simulated.get()).status]).toEqual([200, 503]);
  });

  test('the name of a product fails by itself', async () => {
    const { sellerProductId } = await questionsOf().ask();
    const name = async () =>
      (await simulated.get({ path: `${PRODUCTS}/${sellerProductId}`, query: '' })).status;
    questionsOf().fail('forbidden');
    expect(await name()).toBe(200);
    questionsOf().recover();
    questionsOf().fail('forbidden', { query: 'seller-products' });
    expect([await name(), (await getList()).status]).toEqual([403, 200]);
  });

  test('a failing row spoils only the pages that show it', async () => {
    const [older, newer] = [await questionsOf().ask({ inquiryAt: NOW - HOUR_MS }), await questionsOf().ask()];
    questionsOf().fail('server-error', { row: older.inquiryId });
    const page = async (pageNum: string) => (await getList({ pageNum, pageSize: '1' })).status;
    expect([await page('1'), await page('2'), (await getList()).status]).toEqual([200, 500, 500]);
    expect(newer.inquiryId).not.toBe(older.inquiryId);
  });

  test('ignored-filter: each list shows all questions, but no deleted one', async () => {
    const ids = [await questionsOf().ask(), await questionsOf().ask()].map(({ inquiryId }) => inquiryId);
    await questionsOf().answer((await questionsOf().ask()).inquiryId);
    await questionsOf().remove(ids[0] ?? '');
    questionsOf().fail('ignored-filter');
    expect(await listed('NOANSWER')).toHaveLength(2);
    expect(await listed('ANSWERED')).toEqual(await listed('NOANSWER'));
    expect(await listed('NOANSWER')).not.toContain(ids[0]);
  });

  test('both-lists: NOANSWER also shows a question for ten minutes after its answer', async () => {
    const { inquiryId } = await questionsOf().ask();
    await questionsOf().answer(inquiryId);
    questionsOf().fail('both-lists');
    expect([await listed('NOANSWER'), await listed('ANSWERED')]).toEqual([[inquiryId], [inquiryId]]);
    simulated.clock.now += 10 * MINUTE_MS;
    expect([await listed('NOANSWER'), await listed('ANSWERED')]).toEqual([[], [inquiryId]]);
  });

  test.each([
    ['data-null', '"data":null'],
    ['empty-list', '"content":[],"pagination":{"currentPage":1,"totalPages":0'],
    ['empty-page', '"content":[],"pagination":{"currentPage":1,"totalPages":1'],
    ['incomplete-page', '"totalPages":3'],
    ['changing-totals', '"totalPages":2'],
    ['renamed-id', '"onlineInquiryId":'],
  ] as const)('%s spoils the list', async (mode, says) => {
    await questionsOf().ask();
    expect((await getList()).text).not.toContain(says);
    questionsOf().fail(mode);
    expect((await getList()).text).toContain(says);
  });

  test('odd-shapes: every shape occurs, and a question keeps its own', async () => {
    for (let asked = 0; asked < 40; asked += 1) await questionsOf().ask();
    for (const { inquiryId } of questionsOf().questions().slice(20)) await questionsOf().answer(inquiryId);
    questionsOf().fail('odd-shapes');
    const { text } = await getList({ answeredType: 'ALL' });
    for (const shape of [
      /^\{"code":"200"/,
      /\{"inquiryId":\d/,
      /\{"inquiryId":"\d/,
      /"orderIds":null/,
      /"orderIds":\["\d/,
      /"commentDtoList":null/,
      /"commentDtoList":\[\]/,
      /"inquiryAt":"[^"]{19}\.\d{6}-08:00"/,
      /"inquiryAt":"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"/,
    ]) {
      expect(text).toMatch(shape);
    }
    expect((await getList({ answeredType: 'ALL' })).text).toBe(text);
  });

  test.each(['lost-answer', 'conflict'] as const)('%s: the reply is still carried out', async (mode) => {
    const { inquiryId } = await questionsOf().ask();
    questionsOf().fail(mode, { times: 1 });
    await reply(inquiryId).catch(() => undefined);
    expect(only(inquiryId).list).toBe('ANSWERED');
  });

  test('ignored-act: the reply succeeds and changes nothing', async () => {
    const { inquiryId } = await questionsOf().ask();
    questionsOf().fail('ignored-act');
    expect((await reply(inquiryId)).status).toBe(200);
    expect(only(inquiryId).comments).toEqual([]);
  });
});

describe('questions that come and go by themselves', () => {
  const runForHours = (hours: number, seed = 1) => {
    let now = NOW;
    let most = 0;
    const vendors: Vendors = [VENDOR, { ...TAIWAN, sources: ['call-center'] }, BOTH];
    const from = newQuestions(vendors, { seed, now: () => now, examples: false });
    const world = createQuestionWorld(from, vendors, () => now);
    for (; now < NOW + hours * HOUR_MS; now += 5000) {
      world.tick(true);
      most = Math.max(most, world.questions().filter(({ list }) => list === 'NOANSWER').length);
    }
    return { most, questions: world.questions() };
  };

  test('arrive for a vendor that has the source, are answered, deleted, or asked again', () => {
    const { questions, most } = runForHours(6);
    expect(questions.length).toBeGreaterThan(30);
    const vendors = new Set(questions.map(({ market, vendorId }) => market + vendorId));
    expect([...vendors]).toEqual([`KR${VENDOR.vendorId}`]);
    expect(questions.filter(({ list }) => list === 'ANSWERED').length).toBeGreaterThan(15);
    expect(questions.some(({ list }) => list === 'DELETED')).toBe(true);
    expect(questions.some(({ comments }) => comments.length > 1)).toBe(true);
    const orders = new Set(questions.map(({ orderIds }) => orderIds.length));
    expect([...orders].toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
    // No fifth arrives. Questions that are asked again can add to the four.
    expect(most).toBeGreaterThanOrEqual(4);
    expect(most).toBeLessThanOrEqual(8);
  });

  test('are the same for the same seed, and others for another seed', () => {
    expect(runForHours(1)).toEqual(runForHours(1));
    expect(runForHours(1, 2).questions).not.toEqual(runForHours(1).questions);
  });

  test('change no hand-over: without the source the same ones arrive', async () => {
    const arrivals = async (vendors: Vendors) => {
      const { simulator, clock } = await startSimulated({ vendors, arrivals: true });
      for (; clock.now < NOW + HOUR_MS; clock.now += 20_000) await simulator.tick();
      await simulator.stop();
      return { inquiries: simulator.inquiries(), questions: simulator.product.questions().length };
    };
    const [both, alone] = [await arrivals([BOTH]), await arrivals([VENDOR])];
    expect(alone.questions).toBe(0);
    expect(both.questions).toBeGreaterThan(10);
    expect(both.inquiries.length).toBeGreaterThan(20);
    expect(both.inquiries).toEqual(alone.inquiries);
  });

  /** A question that is to be answered after a minute. */
  const askEnding = async (): Promise<string> => {
    const { inquiryId } = await questionsOf().ask();
    const plan = { act: 'answer', at: NOW + MINUTE_MS } as const;
    await questionsOf().edit(inquiryId, (question) => ({ ...question, plan }));
    return inquiryId;
  };

  test('are answered at their own time, even if that is noticed late', async () => {
    const inquiryId = await askEnding();
    simulated.clock.now += HOUR_MS;
    await simulated.simulator.tick();
    expect(only(inquiryId).comments).toMatchObject([{ at: NOW + MINUTE_MS }]);
  });

  test('do not end while somebody has claimed them', async () => {
    const inquiryId = await askEnding();
    let isClaimed = true;
    questionsOf().leaveClaimed(() => Promise.resolve(isClaimed));
    const tickUntil = async (at: number) => {
      for (; simulated.clock.now < at; simulated.clock.now += MINUTE_MS) await simulated.simulator.tick();
    };
    await tickUntil(NOW + HOUR_MS);
    expect(only(inquiryId).list).toBe('NOANSWER');
    isClaimed = false;
    await tickUntil(NOW + HOUR_MS + 5 * MINUTE_MS);
    expect(only(inquiryId).list).toBe('ANSWERED');
  });
});

describe('the kept state', () => {
  const start = async (store: StateStore, vendors: Vendors = [BOTH]) => {
    const { simulator } = await startSimulated({ store, vendors });
    stopAfterTest(simulator.stop);
    return simulator;
  };

  test('begins with questions that wait, an answered one, and some that are past their 24 hours', async () => {
    const { product } = await start(memoryStore());
    const open = product.questions().filter(({ list }) => list === 'NOANSWER');
    const ages = open.map(({ inquiryAt }) => (NOW - inquiryAt) / DAY_MS);
    expect([ages.filter((days) => days > 1).length, ages.filter((days) => days < 1).length]).toEqual([3, 2]);
    expect(product.questions().filter(({ list }) => list === 'ANSWERED')).toHaveLength(1);
  });

  test('of a vendor without questions begins the questions when a vendor has the source, and keeps them for the next start', async () => {
    const store = memoryStore();
    const older = await start(store, [VENDOR]);
    await older.stop();
    expect(store.text()).not.toContain('"product"');
    const newer = await start(store);
    expect(newer.inquiries()).toEqual(older.inquiries());
    expect(newer.product.questions().length).toBeGreaterThan(0);
    await newer.product.answer((await newer.product.ask()).inquiryId);
    const before = newer.product.questions();
    await newer.stop();
    const { product } = await start(store);
    expect(product.questions()).toEqual(before);
    const { inquiryId: next } = await product.ask();
    expect(before.map(({ inquiryId }) => inquiryId)).not.toContain(next);
  });

  test('is refused if its questions are invalid', async () => {
    const store = memoryStore();
    await (await start(store)).stop();
    const invalid: unknown = JSON.parse(store.text().replaceAll('"NOANSWER"', '"WAITING"'));
    expect(() => parseState(invalid)).toThrow('NOANSWER');
  });
});
