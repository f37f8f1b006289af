import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { collectItems } from '../../../../lib/coupang/collect-items.ts';
import { readQuestion } from '../../../../lib/coupang/product/read-question.ts';
import { readEnvelope } from '../../../../lib/coupang/read-envelope.ts';
import { readPage } from '../../../../lib/coupang/read-rows.ts';
import { dateAt } from '../../../../lib/domain/time/dates.ts';
import { comment, question } from './made-up-questions.ts';

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

  test.each([
    ['2026-01-14T07:30:00.973885-08:00', '2026-01-14T15:30:00.973Z', '2026-01-15'],
    ['2026-01-14T06:59:59.999999-08:00', '2026-01-14T14:59:59.999Z', '2026-01-14'],
    ['2026-01-14T23:30:00', '2026-01-14T14:30:00Z', '2026-01-14'],
    ['2026-01-15 00:00:00', '2026-01-14T15:00:00Z', '2026-01-15'],
  ])('asked at %s belongs to the date of the market', (inquiryAt, instant, date) => {
    const { inquiry } = readWith({ inquiryAt });
    expect(inquiry.inquiryAt).toBe(Date.parse(instant));
    expect(dateAt(inquiry.inquiryAt ?? 0, ZONE)).toBe(date);
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
const FIELDS = [
  'productId',
  'sellerProductId',
  'vendorItemId',
  'content',
  'inquiryAt',
  'orderIds',
  'commentDtoList',
];
const COMMENT_FIELDS = ['inquiryCommentId', 'inquiryId', 'content', 'inquiryCommentAt'];
const junkUnder = (names: string[]) =>
  fc.record(Object.fromEntries(names.map((name) => [name, junk])), { requiredKeys: [] });

describe('hostile rows', () => {
  test('I5: junk in every field throws nothing, and only the inquiryId decides whether a row is usable', () => {
    const row = fc
      .tuple(
        junkUnder(FIELDS),
        fc.oneof(junk, fc.array(fc.oneof(junk, junkUnder(COMMENT_FIELDS)), { maxLength: 4 })),
      )
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
