import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ONE, type Simulated, startSimulated, VENDOR, withQuery } from './start-fake.ts';

let simulated: Simulated;
let waits: number[];
beforeEach(async () => {
  waits = [];
  simulated = await startSimulated({ sleep: async (ms) => void waits.push(ms) });
});
afterEach(() => simulated.simulator.stop());

const handOver = async (count: number) => {
  for (let made = 0; made < count; made += 1) await simulated.simulator.handOver();
};
const idsOf = (text: string): string[] => [...text.matchAll(/"inquiryId":(\d+)/g)].map(([, id = '']) => id);
const totalsOf = (text: string) =>
  /"totalPages":(\d+),"totalElements":(\d+)/.exec(text)?.slice(1).map(Number) ?? [];
const page = (pageNum: number, pageSize = 2) =>
  simulated.get({ query: withQuery({ pageNum: String(pageNum), pageSize: String(pageSize) }) });

describe('faulty pages', () => {
  test('moving-items: one item comes twice and another is missing, while the totals stay', async () => {
    await handOver(4);
    simulated.simulator.fail('moving-items');
    const pages = [await page(1), await page(2), await page(3)].map(({ text }) => text);
    for (const text of pages) expect(totalsOf(text)).toEqual([3, 5]);
    const shown = pages.flatMap(idsOf);
    expect(shown).toHaveLength(5);
    expect(new Set(shown).size).toBeLessThan(5);
  });

  test('changing-totals: there is one page less when the second is read', async () => {
    simulated.simulator.fail('changing-totals');
    expect(totalsOf((await page(1)).text)).toEqual([2, 3]);
    expect(totalsOf((await page(2)).text)).toEqual([1, 1]);
  });

  test('incomplete-page: three pages are announced, and the second shows nothing', async () => {
    simulated.simulator.fail('incomplete-page', { query: 'NO_ANSWER' });
    expect((await page(1)).text).toContain('"totalPages":3');
    expect((await page(2)).text).toContain('"content":[]');
    const others = await simulated.get({ query: withQuery({ partnerCounselingStatus: 'TRANSFER' }) });
    expect(others.text).toContain('"totalPages":1');
  });

  test.each([
    ['data-null', '"data":null'],
    ['empty-page', '"content":[],"pagination":{"currentPage":1,"totalPages":1'],
  ] as const)('%s: the page shows nothing', async (mode, says) => {
    simulated.simulator.fail(mode);
    expect((await simulated.get()).text).toContain(says);
    const lookUp = await simulated.get({ path: `${ONE}/1015668177`, query: '' });
    expect(lookUp.text.includes('"data":null')).toBe(mode === 'data-null');
  });

  test('both-lists: the items of NO_ANSWER are also under TRANSFER', async () => {
    const transfer = () => simulated.get({ query: withQuery({ partnerCounselingStatus: 'TRANSFER' }) });
    expect(idsOf((await transfer()).text)).toEqual(['1015664934']);
    simulated.simulator.fail('both-lists');
    expect(idsOf((await transfer()).text)).toEqual(['1015668177', '1015664934']);
    expect(idsOf((await simulated.get()).text)).toEqual(['1015668177']);
  });
});

describe('lists that are wrong as a whole', () => {
  const list = async (partnerCounselingStatus: string) =>
    (await simulated.get({ query: withQuery({ partnerCounselingStatus }) })).text;

  test('empty-list: a list has no rows and a total of zero, and a look-up still shows the inquiry', async () => {
    simulated.simulator.fail('empty-list');
    expect(await list('NO_ANSWER')).toContain('"content":[]');
    expect(totalsOf(await list('NO_ANSWER'))).toEqual([0, 0]);
    expect((await simulated.get({ path: `${ONE}/1015668177`, query: '' })).text).toContain('1015668177');
  });

  test('ignored-filter: each list shows the items of all lists, and each item keeps its own status', async () => {
    const { inquiryId } = await simulated.simulator.handOver();
    await simulated.simulator.answer(inquiryId);
    simulated.simulator.fail('ignored-filter');
    expect(idsOf(await list('NO_ANSWER'))).toHaveLength(3);
    expect(idsOf(await list('TRANSFER'))).toEqual(idsOf(await list('NO_ANSWER')));
    expect(await list('NO_ANSWER')).toContain(
      `"inquiryId":${inquiryId},"csPartnerCounselingStatus":"answered"`,
    );
  });

  test('renamed-id: an item has its id in a field of another name, in lists and look-ups', async () => {
    simulated.simulator.fail('renamed-id');
    const lookUp = await simulated.get({ path: `${ONE}/1015668177`, query: '' });
    for (const text of [await list('NO_ANSWER'), lookUp.text]) {
      expect(text).toContain('"counselingId":1015668177');
      expect(text).not.toContain('"inquiryId"');
    }
  });
});

test('a failing row spoils only the pages that show it', async () => {
  await handOver(4);
  const [first = '', second = ''] = idsOf((await page(1)).text);
  simulated.simulator.fail('server-error', { row: second });
  const statusOf = async (pageNum: number, size: number) => (await page(pageNum, size)).status;
  expect([await statusOf(1, 10), await statusOf(1, 2), await statusOf(2, 2)]).toEqual([500, 500, 200]);
  expect([await statusOf(1, 1), await statusOf(2, 1), await statusOf(3, 1)]).toEqual([200, 500, 200]);
  expect(idsOf((await page(1, 1)).text)).toEqual([first]);
});

test('the answer of a list or a look-up can be replaced, and an inquiry can be edited', async () => {
  const { inquiryId } = await simulated.simulator.handOver();
  const lookUp = async () => (await simulated.get({ path: `${ONE}/${inquiryId}`, query: '' })).text;
  simulated.simulator.show((inquiries, { of, fits }) => (of === 'look-up' ? inquiries.filter(fits) : []));
  expect(idsOf((await simulated.get()).text)).toEqual([]);
  expect(await lookUp()).toContain(inquiryId);
  simulated.simulator.show(undefined);
  await simulated.simulator.edit(inquiryId, (inquiry) => ({ ...inquiry, itemName: 'edited' }));
  expect((await simulated.get()).text).toContain('"itemName":"edited"');
  expect(await lookUp()).toContain('"itemName":"edited"');
});

test('a row can be hidden from the pages of a list whose totals count it', async () => {
  await handOver(2);
  simulated.simulator.show((inquiries, { fits }) =>
    inquiries.filter(fits).map((inquiry, at) => (at === 0 ? undefined : inquiry)),
  );
  const [first, second] = [await page(1), await page(2)].map(({ text }) => text);
  expect([first, second].map((text = '') => [idsOf(text).length, totalsOf(text)])).toEqual([
    [2, [2, 3]],
    [0, [2, 3]],
  ]);
});

describe('odd-shapes', () => {
  const shown = async () => {
    const { text } = await simulated.get();
    return text.replaceAll(/"transactionId":"[^"]*"/g, '');
  };

  test('every odd shape of the documents occurs', async () => {
    await handOver(25);
    simulated.simulator.fail('odd-shapes');
    const text = await shown();
    for (const shape of [
      /^\{"code":"200"/,
      /"inquiryId":\d/,
      /"inquiryId":"\d/,
      /"inquiryId":null/,
      /"vendorItemId":\d/,
      /"vendorItemId":"\d/,
      /"vendorItemId":\[\d+,"\d/,
      /"vendorItemId":null/,
      /"parentAnswerId":0/,
      /"parentAnswerId":[1-9]/,
      /"parentAnswerId":"/,
      /"parentAnswerId":null/,
      /"replies":null/,
      /"replies":\[null,/,
      /"replyAt":"[^"]{19}\.\d{6}-08:00"/,
      /"replyAt":"[^"]{19}\.\d{9}Z"/,
      /"replyAt":"[^"]{19}\.\d{3}Z"/,
      /"replyAt":"[^"]{19}\+09:00"/,
      /"replyAt":"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"/,
      /"replyAt":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}"/,
      /"inquiryStatus":"progressV2"/,
      /"partnerTransferStatus":"requestReply"/,
      /"channelType"/,
    ]) {
      expect(text).toMatch(shape);
    }
  });

  test('an inquiry keeps its shape from call to call; another seed draws others', async () => {
    await handOver(10);
    simulated.simulator.fail('odd-shapes');
    expect(await shown()).toBe(await shown());
    const before = await shown();
    const other = await startSimulated({ seed: 2 });
    other.simulator.fail('odd-shapes');
    const sameInquiry = /"inquiryId":"?1015668177"?,.*?"replies"/;
    expect(sameInquiry.exec((await other.get()).text)?.[0]).not.toBe(sameInquiry.exec(before)?.[0]);
    await other.simulator.stop();
  });

  test('a post that answers another post names one of two or none, never a third', async () => {
    await handOver(25);
    const inquiries = simulated.simulator.inquiries();
    for (const { inquiryId, posts } of inquiries)
      await simulated.simulator.answer(inquiryId, posts[0]?.answerId);
    simulated.simulator.fail('odd-shapes');
    const { text } = await simulated.get({ query: withQuery({ partnerCounselingStatus: 'ANSWER' }) });
    const vendorPost = /"parentAnswerId":"?(\w+)"?,[^}]*"answerType":"vendor"/g;
    const named = [...text.matchAll(vendorPost)].map(([, id]) => id);
    const parents = inquiries.map(({ posts }) => posts[0]?.answerId);
    expect(named.filter((id) => id !== '0' && id !== 'null' && !parents.includes(id))).toEqual([]);
    expect(named.some((id) => parents.includes(id))).toBe(true);
  });

  test('a look-up shows the same shape, and a list without items has null for its content', async () => {
    simulated.simulator.fail('odd-shapes');
    const lookUp = await simulated.get({ path: `${ONE}/1015668177`, query: '' });
    expect(lookUp.text).toMatch(/^\{"code":"200"/);
    const none = await simulated.get({ query: withQuery({ partnerCounselingStatus: 'ANSWER' }) });
    expect(none.text).toContain('"content":null');
  });
});

describe('answers that are late or lost', () => {
  test('slow: after 3 s the gateway gives up, unless the caller has asked for more time', async () => {
    simulated.simulator.fail('slow');
    expect((await simulated.get()).status).toBe(504);
    expect((await simulated.get({ headers: { 'X-EXTENDED-TIMEOUT': '8000' } })).status).toBe(200);
    expect(waits).toEqual([3000, 4000]);
  });

  test.each(['slow', 'lost-answer'] as const)('%s: the reply is still carried out', async (mode) => {
    const { inquiryId, posts } = await simulated.simulator.handOver();
    simulated.simulator.fail(mode, { times: 1, query: 'replies' });
    const { vendorId } = VENDOR;
    const parentAnswerId = posts[0]?.answerId;
    const body = { vendorId, inquiryId, content: '확인했습니다.', replyBy: 'cs-team', parentAnswerId };
    const status = await simulated.post(inquiryId, { body }).then(
      (answer) => answer.status,
      () => 'no answer',
    );
    expect(status).toBe(mode === 'slow' ? 504 : 'no answer');
    expect(simulated.simulator.inquiries().at(-1)).toMatchObject({ inquiryId, list: 'ANSWER' });
  });
});

describe('clock-skewed', () => {
  test('Coupang’s clock is ahead: a current signature is too old, and the Date header shows the difference (R6)', async () => {
    simulated.simulator.fail('clock-skewed');
    const { status, text, headers } = await simulated.get();
    expect(status).toBe(401);
    expect(text).toContain('Specified signature is expired.');
    expect(Date.parse(headers.get('date') ?? '')).toBe(simulated.clock.now + 7 * 60_000);
  });

  test('events at Coupang have its time, and other failures still work', async () => {
    simulated.simulator.fail('empty-page');
    simulated.simulator.fail('clock-skewed');
    const { posts } = await simulated.simulator.handOver();
    expect(posts[0]?.replyAt).toBe(simulated.clock.now + 7 * 60_000);
    expect((await simulated.get({ signedAgoMs: -7 * 60_000 })).text).toContain('"content":[]');
  });
});

test('wrong-date: only the Date header is wrong, and hides no other failure', async () => {
  simulated.simulator.fail('empty-page');
  simulated.simulator.fail('wrong-date');
  const { status, text, headers } = await simulated.get();
  expect([status, text]).toEqual([200, expect.stringContaining('"content":[]')]);
  expect(Date.parse(headers.get('date') ?? '')).toBe(simulated.clock.now + 30 * 60_000);
});

describe('how long a failure lasts', () => {
  test('lasts for so many calls, then the earlier failure is back, until recovery', async () => {
    simulated.simulator.fail('data-null');
    simulated.simulator.fail('unavailable', { times: 2 });
    const seen = [await simulated.get(), await simulated.get(), await simulated.get()];
    expect(seen.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(seen[2]?.text).toContain('"data":null');
    simulated.simulator.recover();
    expect((await simulated.get()).text).toContain('"pagination"');
  });

  test('applies only to calls whose URL contains the text', async () => {
    simulated.simulator.fail('unavailable', { query: 'TRANSFER' });
    expect((await simulated.get()).status).toBe(200);
    const query = withQuery({ partnerCounselingStatus: 'TRANSFER' });
    expect((await simulated.get({ query })).status).toBe(503);
  });
});
