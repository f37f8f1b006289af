import { describe, expect, test } from '@jest/globals';
import { exampleOf } from 'fake-coupang/contract';
import { createItemReader, readItem } from '../../../lib/coupang/call-center/read-item.ts';
import { collectItems } from '../../../lib/coupang/collect-items.ts';
import { readEnvelope } from '../../../lib/coupang/read-envelope.ts';
import { readPage, UnreadRow } from '../../../lib/coupang/read-rows.ts';
import { HOUR_MS } from '../../../lib/domain/time/durations.ts';
import { fc } from '../../fixtures/fast-check.ts';

const ZONE = 'Asia/Seoul';
const WINDOW = { firstDate: '2026-01-09', lastDate: '2026-01-15' };

const readInquiry = (value: unknown) => {
  const { item, droppedFields } = readItem(value, ZONE);
  if (!('inquiry' in item)) throw new Error(`unusable: ${item.unusable.problem}`);
  return { inquiry: item.inquiry, droppedFields };
};
const readPost = (reply: unknown) => {
  const { inquiry, droppedFields } = readInquiry({ inquiryId: 1, replies: [reply] });
  return { post: inquiry.posts[0], droppedFields };
};

const collect = (items: unknown[], status: Parameters<typeof collectItems>[2] = 'NO_ANSWER') =>
  collectItems(
    items,
    createItemReader(ZONE, () => 0),
    status,
  );

test("the example of the contract is read completely, without the buyer's phone", () => {
  const page = readPage(readEnvelope(exampleOf('call-centre.list')?.answer.body ?? '')?.data);
  expect(page).toMatchObject({ totalPages: 1, totalElements: 1 });
  const time = (at: string): number => Date.parse(`2026-01-${at}+09:00`);
  expect(collect(page.items ?? [])).toEqual({
    unusable: [],
    droppedFields: [],
    inquiries: [
      {
        inquiryId: '1200000345',
        vendorItemId: '4000000077',
        inquiryAt: time('15T09:29:00'),
        orderId: '9223372036854775001',
        orderDate: time('10T12:00:00'),
        product: '가상 머그컵, 흰색, 1개',
        category: '배송>파손>교환',
        content: '상담이력',
        counselingStatus: 'answered',
        posts: [
          {
            answerId: '1200000346',
            by: 'csAgent',
            at: time('15T09:30:00'),
            text: '[판매자이관]\n◼문의내용: 손잡이가 깨져서 도착했다고 합니다.\n',
            transfer: 'answered',
            needAnswer: false,
            completeReason: 'NONE',
          },
          {
            answerId: '1200000347',
            by: 'vendor',
            login: 'seller01',
            at: time('15T10:10:00.120'),
            text: '안녕하세요, \n새 상품을 보내 드립니다.\n',
            transfer: 'unknown',
            needAnswer: false,
            completeReason: 'NONE',
          },
        ],
      },
    ],
  });
});

test('a name is cut after 500 characters, without splitting one', () => {
  const name = '😀'.repeat(250);
  expect(readInquiry({ inquiryId: 7, itemName: `${name}나`, receiptCategory: `${name}다` })).toMatchObject({
    inquiry: { product: name, category: name },
  });
  expect(readInquiry({ inquiryId: 7, itemName: `나${name}` })).toMatchObject({
    inquiry: { product: `나${'😀'.repeat(249)}` },
  });
});

describe('I5: every shape that Coupang has sent so far', () => {
  test.each([
    [1015668177, '1015668177'],
    ['1015668177', '1015668177'],
    ['9223372036854775807', '9223372036854775807'],
    [' 007 ', '7'],
  ])('inquiryId %j', (inquiryId, expected) => {
    expect(readInquiry({ inquiryId })).toEqual({
      inquiry: { inquiryId: expected, content: '', posts: [] },
      droppedFields: [],
    });
  });

  test.each([
    [undefined, 'inquiryId: is missing'],
    [null, 'inquiryId: is missing'],
    ['', 'inquiryId: is missing'],
    [0, 'inquiryId: is missing'],
    ...[-1, 1.5, 2 ** 53, '12a', '12345678901234567890', true, [1], {}].map(
      (bad) => [bad, 'inquiryId: is no whole number that can be trusted to the last digit'] as const,
    ),
  ])('R13: with inquiryId %j the item is unusable and identified by its hash', (inquiryId, problem) => {
    const value = { inquiryId, content: '비밀 이야기' };
    const { item, droppedFields } = readItem(value, ZONE);
    expect(item).toEqual({ unusable: { hash: expect.stringMatching(/^[0-9a-f]{64}$/), problem } });
    expect(droppedFields).toEqual([]);
    expect(readItem(structuredClone(value), ZONE)).toEqual({ item, droppedFields });
  });

  test.each([null, undefined, 'text', 7, [], [{}]])('R13: an item that is %j is unusable', (value) => {
    expect(readItem(value, ZONE).item).toMatchObject({ unusable: { problem: 'item: is no object' } });
  });

  test('a deeply nested item is unusable and does no harm', () => {
    const deep: unknown = JSON.parse(`{"content":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    expect(readItem(deep, ZONE).item).toMatchObject({ unusable: { problem: 'inquiryId: is missing' } });
  });

  test.each([null, undefined, []])('replies that are %j are no posts', (replies) => {
    expect(readInquiry({ inquiryId: 1, replies })).toMatchObject({
      inquiry: { posts: [] },
      droppedFields: [],
    });
  });

  test('a bad reply affects only itself', () => {
    const { inquiry, droppedFields } = readInquiry({ inquiryId: 1, replies: [null, 'x', { answerId: 5 }] });
    expect(inquiry.posts).toMatchObject([{ answerId: '5' }]);
    expect(droppedFields).toEqual(['replies[]: is no object', 'replies[]: is no object']);
    expect(readInquiry({ inquiryId: 1, replies: 'none' }).droppedFields).toEqual(['replies: is no list']);
  });

  test.each([0, '0', null, undefined, ''])('parentAnswerId %j counts as absent', (parentAnswerId) => {
    const { post, droppedFields } = readPost({ parentAnswerId });
    expect(post).not.toHaveProperty('parentAnswerId');
    expect(droppedFields).toEqual([]);
  });

  test.each([
    ['aamall', 'aamall'],
    [' aa.mall-01 ', 'aa.mall-01'],
    [10000058, '10000058'],
    ['지어낸 담당', '지어낸 담당'],
    ['A&amp;B', 'A&B'],
    ['kim 010-0000-1234', 'kim ***'],
    ['x'.repeat(50), 'x'.repeat(50)],
  ])('S5: the login %j wrote the answer', (receptionist, login) => {
    expect(readPost({ answerType: 'vendor', receptionist })).toMatchObject({
      post: { by: 'vendor', login },
      droppedFields: [],
    });
  });

  test.each([
    undefined,
    null,
    '',
    ' ',
    1.5,
    2 ** 53,
    true,
    {},
    [['aamall']],
    'x'.repeat(51),
    'two\nlines',
    'un\u200bseen',
    '\u202eturned',
    'a\u2028b',
    '010-0000-1234',
    '01000001234',
    'someone@example.com',
    '010-0000-1234 someone@example.com',
  ])('S5: %j gives no login, and is no fault; no mail and no phone is kept', (receptionist) => {
    const { post, droppedFields } = readPost({ answerType: 'vendor', receptionist });
    expect(post).not.toHaveProperty('login');
    expect(droppedFields).toEqual([]);
  });

  test.each([
    { answerType: 'csAgent', content: '답변 부탁' },
    { answerType: 'vendor', content: '[쿠팡 시스템] 24시간 초과' },
    { answerType: 'robot' },
  ])('S5: drops the author of %j, since no vendor wrote it', (reply) => {
    expect(readPost({ ...reply, receptionist: '10000058' }).post).not.toHaveProperty('login');
  });

  test.each([
    ['parentAnswerId', 17, { parentAnswerId: '17' }],
    ['parentAnswerId', '17', { parentAnswerId: '17' }],
    ['partnerTransferStatus', 'none', { transfer: 'none' }],
    ['partnerTransferStatus', 'requestAnswer', { transfer: 'requestAnswer' }],
    ['partnerTransferStatus', 'answered', { transfer: 'answered' }],
    ['partnerTransferStatus', null, { transfer: 'unknown' }],
    ['partnerTransferStatus', undefined, { transfer: 'unknown' }],
    ['partnerTransferStatus', 'somethingNew', { transfer: 'unknown' }],
    ['partnerTransferStatus', 7, { transfer: 'unknown' }],
    ['partnerTransferCompleteReason', 'NONE', { completeReason: 'NONE' }],
    ['partnerTransferCompleteReason', 'DISPUTE_PROCESS', { completeReason: 'DISPUTE_PROCESS' }],
    [
      'partnerTransferCompleteReason',
      'DISPUTE_PROCESS_COMPLETE',
      { completeReason: 'DISPUTE_PROCESS_COMPLETE' },
    ],
    ['partnerTransferCompleteReason', 'CANCEL', { completeReason: 'CANCEL' }],
    ['partnerTransferCompleteReason', null, { completeReason: 'NONE' }],
    ['partnerTransferCompleteReason', 'somethingNew', { completeReason: 'unknown' }],
    ['needAnswer', true, { needAnswer: true }],
    ['needAnswer', false, { needAnswer: false }],
    ['needAnswer', 'true', { needAnswer: true }],
    ['needAnswer', 'false', { needAnswer: false }],
    ['needAnswer', null, { needAnswer: false }],
    ['needAnswer', undefined, { needAnswer: false }],
  ])('%s %j makes the post %j', (field, value, post) => {
    expect(readPost({ [field]: value })).toMatchObject({ post, droppedFields: [] });
  });

  test.each([
    ['csAgent', '답변 부탁', 'csAgent'],
    ['vendor', '확인했습니다', 'vendor'],
    ['vendor', '[쿠팡 시스템] 24시간 초과', 'system'],
    ['csAgent', ' \r\n[쿠팡 시스템] 자동 답변', 'system'],
    [null, '[쿠팡 시스템]', 'system'],
    ['vendor', '참고: [쿠팡 시스템] 안내', 'vendor'],
    ['robot', 'x', 'unknown'],
    [null, 'x', 'unknown'],
  ])('answerType %j with «%s» is a post of %s', (answerType, content, by) => {
    expect(readPost({ answerType, content }).post).toMatchObject({ by });
  });

  test.each([
    [3285906659, '3285906659'],
    ['3285906659', '3285906659'],
    [[3285906659], '3285906659'],
    [['3285906659'], '3285906659'],
    [[0, 3285906659], '3285906659'],
    [[3285906659, 1], undefined],
    [['1', '2'], undefined],
    [[], undefined],
    [null, undefined],
    [undefined, undefined],
    [0, undefined],
  ])('vendorItemId or orderId %j names the option or the order %j', (value, id) => {
    const { inquiry, droppedFields } = readInquiry({ inquiryId: 1, vendorItemId: value, orderId: value });
    expect([inquiry.vendorItemId, inquiry.orderId, droppedFields]).toEqual([id, id, []]);
  });

  test.each([{}, '9'.repeat(400)])('vendorItemId %j is dropped', (vendorItemId) => {
    const { inquiry, droppedFields } = readInquiry({ inquiryId: 1, vendorItemId });
    expect(inquiry).not.toHaveProperty('vendorItemId');
    expect(droppedFields).toEqual(['vendorItemId: is no whole number that can be trusted to the last digit']);
  });

  test('unknown statuses and unknown fields are ignored', () => {
    const { inquiry, droppedFields } = readInquiry({ inquiryId: 1, inquiryStatus: 'paused', brandNew: [1] });
    expect({ inquiry, droppedFields }).toEqual(readInquiry({ inquiryId: 1 }));
  });

  test.each([
    ['requestAnswer', { counselingStatus: 'requestAnswer' }, []],
    ['answered', { counselingStatus: 'answered' }, []],
    ['none', { counselingStatus: 'none' }, []],
    [null, {}, []],
    ['paused', {}, ['csPartnerCounselingStatus: is no known word']],
    [5, {}, ['csPartnerCounselingStatus: is no known word']],
  ])('csPartnerCounselingStatus %j', (csPartnerCounselingStatus, expected, droppedFields) => {
    expect(readInquiry({ inquiryId: 1, csPartnerCounselingStatus })).toEqual({
      inquiry: { inquiryId: '1', content: '', posts: [], ...expected },
      droppedFields,
    });
  });

  test('drops each bad optional field and reports it without its value, and keeps the ticket', () => {
    const { inquiry, droppedFields } = readInquiry({
      inquiryId: 1,
      inquiryAt: '어제 010-1234-5678',
      itemName: 7,
      receiptCategory: {},
      orderId: '1000001*******6',
      orderDate: 1736918233973,
      content: ['x'],
      replies: [{ answerId: 'abc', replyAt: 'soon', needAnswer: 'maybe', content: 1, receptionistName: 2 }],
    });
    expect(inquiry).toEqual({
      inquiryId: '1',
      content: '',
      posts: [{ by: 'unknown', text: '', transfer: 'unknown', needAnswer: false, completeReason: 'NONE' }],
    });
    expect(droppedFields).toEqual([
      'inquiryAt: is no time stamp',
      'itemName: is no text',
      'receiptCategory: is no text',
      'orderId: is no whole number that can be trusted to the last digit',
      'orderDate: is no text',
      'content: is no text',
      'replies[].answerId: is no whole number that can be trusted to the last digit',
      'replies[].replyAt: is no time stamp',
      'replies[].content: is no text',
      'replies[].needAnswer: is neither true nor false',
    ]);
  });

  test('cuts a text over 20,000 characters in each field, and marks the post and the inquiry', () => {
    const long = '가나다라 '.repeat(12_000);
    const { inquiry } = readInquiry({
      inquiryId: 1,
      itemName: long,
      receiptCategory: long,
      content: long,
      replies: [{ content: long }, { content: '짧은 글' }],
    });
    expect(inquiry.isCut).toBe(true);
    expect(inquiry.posts.map(({ isCut }) => isCut)).toEqual([true, undefined]);
    for (const text of [inquiry.product, inquiry.category, inquiry.content, inquiry.posts[0]?.text])
      expect(text?.length).toBeLessThan(20_000);
  });

  test('masks free text in every field that has any', () => {
    const personal = '홍길동 010-1234-5678 buyer@example.com';
    const { inquiry } = readInquiry({
      inquiryId: 1,
      content: personal,
      itemName: personal,
      receiptCategory: personal,
      buyerPhone: '010-1234-5678',
      buyerEmail: 'buyer@example.com',
      replies: [{ content: personal, receptionistName: personal }],
    });
    expect(JSON.stringify(inquiry)).not.toMatch(/1234|5678|example/);
    expect(inquiry.content).toBe('*** *** ***');
  });
});

describe('R7: items from several pages and passes', () => {
  test('an inquiry that came twice counts once, in its last form, and a bad item does not end the page', () => {
    const { inquiries, unusable, droppedFields } = collect([
      { inquiryId: 1, content: 'old', orderId: 'x' },
      { content: 'no id' },
      { inquiryId: 2, orderId: 'x' },
      { content: 'no id' },
      { inquiryId: '1', content: 'new' },
    ]);
    expect(inquiries.map(({ inquiryId, content }) => [inquiryId, content])).toEqual([
      ['1', 'new'],
      ['2', ''],
    ]);
    expect(unusable).toHaveLength(1);
    expect(droppedFields).toHaveLength(1);
  });
});

test.each(['9999-12-31T23:59:59Z', '0001-01-01T00:00:00+09:00', '2009-12-31T23:59:59Z'])(
  'a time outside the years of this service, %s, is invalid',
  (replyAt) => {
    const { post, droppedFields } = readPost({ answerId: 2, answerType: 'csAgent', replyAt });
    expect(post).not.toHaveProperty('at');
    expect(droppedFields).toEqual(['replies[].replyAt: is no time stamp']);
  },
);

describe('R13: rows that Coupang does not show even alone', () => {
  const unreadIn = (dates: typeof WINDOW, status: Parameters<typeof collectItems>[2], ...rows: number[]) =>
    collect([{ inquiryId: 1 }, ...rows.map((at) => new UnreadRow(at, dates))], status);
  const oneDay = { firstDate: '2026-01-12', lastDate: '2026-01-12' };

  test('the rows of one list become a single item, the same in every poll, with their number and where to look', () => {
    const { inquiries, unusable } = unreadIn(WINDOW, 'NO_ANSWER', 30, 41);
    expect(inquiries).toHaveLength(1);
    expect(unusable).toEqual([
      {
        hash: expect.stringMatching(/^[\da-f]{64}$/),
        problem: 'item: cannot be read even alone; look in WING at the inquiries of 2026-01-09 to 2026-01-15',
        unread: 2,
      },
    ]);
    expect(unreadIn(WINDOW, 'NO_ANSWER', 7).unusable).toEqual([{ ...unusable[0], unread: 1 }]);
    expect(unreadIn(oneDay, 'NO_ANSWER', 7).unusable[0]?.problem).toMatch(/of 2026-01-12$/);
  });

  test('the rows of another list become another item', () => {
    const hashes = [
      unreadIn(WINDOW, 'NO_ANSWER', 0),
      unreadIn(WINDOW, 'TRANSFER', 0),
      unreadIn({ firstDate: '2026-01-02', lastDate: '2026-01-08' }, 'NO_ANSWER', 0),
      unreadIn(oneDay, 'NO_ANSWER', 0),
    ].map(({ unusable }) => unusable[0]?.hash);
    expect(new Set(hashes).size).toBe(4);
  });

  test('the rows of a week keep their item while the recent week moves on within it', () => {
    const moved = { firstDate: '2026-01-10', lastDate: '2026-01-16' };
    expect(unreadIn(moved, 'NO_ANSWER', 3).unusable[0]?.hash).toBe(
      unreadIn(WINDOW, 'NO_ANSWER', 4).unusable[0]?.hash,
    );
  });
});

const listed = () => ({
  inquiryId: 1,
  itemName: '지어낸 상품',
  content: '연락처 010-1234-5678',
  replies: [
    { answerId: 2, answerType: 'csAgent', content: 'made up', partnerTransferStatus: 'requestAnswer' },
  ],
});

describe('reading items again', () => {
  test('parses an unchanged item once', () => {
    const read = createItemReader(ZONE, () => 0);
    expect(read(listed())).toBe(read(listed()));
    expect(read(listed())).toEqual(readItem(listed(), ZONE));
  });

  test.each<[string, object]>([
    ['its text', { content: '연락처 010-1234-5679' }],
    ['a flag of a post', { replies: [{ ...listed().replies[0], partnerTransferStatus: 'answered' }] }],
    ['a new post', { replies: [...listed().replies, { answerId: 3 }] }],
    ['a field that is gone', { itemName: undefined }],
  ])('parses a changed item again: %s', (_what, change) => {
    const read = createItemReader(ZONE, () => 0);
    const changed = { ...listed(), ...change };
    read(listed());
    expect(read(changed)).toEqual(readItem(changed, ZONE));
  });

  test('also caches an item without an inquiryId', () => {
    const read = createItemReader(ZONE, () => 0);
    expect(read({ content: 'made up' })).toEqual(readItem({ content: 'made up' }, ZONE));
    expect(read({ content: 'made up' })).toBe(read({ content: 'made up' }));
  });

  test('parses an item that is nested too deeply each time, so that it is not confused with another', () => {
    const read = createItemReader(ZONE, () => 0);
    const nested = (inquiryId: number): unknown =>
      JSON.parse(`{"inquiryId":${inquiryId},"more":${'['.repeat(20_000)}${']'.repeat(20_000)}}`);
    expect(read(nested(1))).toMatchObject({ item: { inquiry: { inquiryId: '1' } } });
    expect(read(nested(2))).toMatchObject({ item: { inquiry: { inquiryId: '2' } } });
  });

  test('keeps no more than two lists, however many vendors are read', () => {
    const read = createItemReader(ZONE, () => 0);
    const first = read(listed());
    for (let id = 10; id < 3_600; id += 1) read({ inquiryId: id });
    expect(read(listed())).toBe(first);
    for (let id = 4_000; id < 12_000; id += 1) read({ inquiryId: id });
    expect(read(listed())).not.toBe(first);
  });

  test('keeps items that are listed continuously, and forgets absent ones after eight hours at most', () => {
    let now = 0;
    const read = createItemReader(ZONE, () => now);
    const other = { inquiryId: 5 };
    const [kept, gone] = [read(listed()), read(other)];
    now += 4 * HOUR_MS;
    const fresh = read({ inquiryId: 6 });
    expect(read(listed())).toBe(kept);
    expect(read(listed())).toBe(kept);
    expect(read({ inquiryId: 6 })).toBe(fresh);
    now += 4 * HOUR_MS;
    expect(read(listed())).toBe(kept);
    expect(read(other)).not.toBe(gone);
  });
});

const id = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n });
const junk = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: false }),
  fc.constantFrom<unknown>(null, '', 0, -1, Infinity, '\u0000', [], {}, true, 'requestAnswer'),
);
const junkUnder = (names: string) =>
  fc.record(Object.fromEntries(names.split(/\s+/).map((name) => [name, junk])), { requiredKeys: [] });

const junkReply = junkUnder(
  `answerId parentAnswerId partnerTransferStatus partnerTransferCompleteReason answerType needAnswer receptionistName
   receptionist replyAt content`,
);
const junkItem = fc
  .tuple(
    junkUnder('inquiryAt orderDate orderId itemName content receiptCategory vendorItemId buyerPhone'),
    fc.oneof(junk, fc.array(fc.oneof(junk, junkReply), { maxLength: 5 })),
  )
  .map(([fields, replies]) => ({ ...fields, replies }));

describe('I5: reading items', () => {
  test('accepts junk in every field without throwing, and only the inquiryId decides whether it is usable', () => {
    fc.assert(
      fc.property(junkItem, id, (fields, inquiryId) => {
        const { item } = readItem({ ...fields, inquiryId: String(inquiryId) }, ZONE);
        expect(item).toMatchObject({ inquiry: { inquiryId: String(inquiryId) } });
        expect(readItem(fields, ZONE).item).toHaveProperty('unusable');
      }),
      { numRuns: 500 },
    );
  });

  test('turns any value as an item or as page data into an inquiry with an id, or a problem', () => {
    const checkItems = (items: unknown[]): void => {
      const { inquiries, unusable } = collect(items);
      expect(inquiries.length + unusable.length).toBeGreaterThanOrEqual(Math.min(1, items.length));
      for (const { inquiryId } of inquiries) expect(inquiryId).toMatch(/^[1-9]\d{0,18}$/);
      for (const { hash, problem } of unusable)
        expect([hash, problem]).toEqual([
          expect.stringMatching(/^[\da-f]{64}$/),
          expect.stringMatching(/^(item|inquiryId): is /),
        ]);
    };
    fc.assert(
      fc.property(junk, id, (value, inquiryId) => {
        checkItems(readPage(value).items ?? [value]);
        checkItems(readPage({ content: value, pagination: value }).items ?? []);
        checkItems([value, { inquiryId: String(inquiryId), content: value }]);
      }),
    );
  });

  test('keeps each digit of an id from the response to the inquiry, as a number or as text', () => {
    const ids = fc.record({ inquiry: id, order: id, answer: id, parent: id });
    fc.assert(
      fc.property(ids, fc.constantFrom('', '"'), ({ inquiry, order, answer, parent }, quote) => {
        const body = `{"code":200,"data":{"content":[{"inquiryId":${quote}${inquiry}${quote},"orderId":${quote}${order}${quote},
          "replies":[{"answerId":${quote}${answer}${quote},"parentAnswerId":${quote}${parent}${quote}}]}]}}`;
        const { inquiries } = collect(readPage(readEnvelope(body)?.data).items ?? []);
        expect(inquiries).toMatchObject([
          {
            inquiryId: String(inquiry),
            orderId: String(order),
            posts: [{ answerId: String(answer), parentAnswerId: String(parent) }],
          },
        ]);
      }),
    );
  });
});
