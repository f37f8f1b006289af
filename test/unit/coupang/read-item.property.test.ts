import { describe, expect, test } from '@jest/globals';
import { fc } from '../../fixtures/fast-check.ts';
import { collectItems } from '../../../lib/coupang/collect-items.ts';
import { createItemReader, readItem } from '../../../lib/coupang/call-center/read-item.ts';
import { readEnvelope } from '../../../lib/coupang/read-envelope.ts';
import { readPage } from '../../../lib/coupang/read-rows.ts';

const ZONE = 'Asia/Taipei';
const id = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n });
const junk = fc.oneof(
  fc.anything({ withNullPrototype: true, withBigInt: false }),
  fc.constantFrom<unknown>(null, '', 0, -1, Infinity, '\u0000', [], {}, true, 'requestAnswer'),
);
const junkUnder = (...names: string[]) =>
  fc.record(Object.fromEntries(names.map((name) => [name, junk])), { requiredKeys: [] });

const junkReply = junkUnder(
  'answerId',
  'parentAnswerId',
  'partnerTransferStatus',
  'partnerTransferCompleteReason',
  'answerType',
  'needAnswer',
  'receptionistName',
  'receptionist',
  'replyAt',
  'content',
);
const junkItem = fc
  .tuple(
    junkUnder(
      'inquiryAt',
      'orderDate',
      'orderId',
      'itemName',
      'content',
      'receiptCategory',
      'vendorItemId',
      'buyerPhone',
    ),
    fc.oneof(junk, fc.array(fc.oneof(junk, junkReply), { maxLength: 5 })),
  )
  .map(([fields, replies]) => ({ ...fields, replies }));

const isObject = (text: string): boolean => {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
};

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
      const { inquiries, unusable } = collectItems(
        items,
        createItemReader(ZONE, () => 0),
        'NO_ANSWER',
      );
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

  test('accepts any text as a body, and takes a JSON object only as far as it is valid', () => {
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      junkUnder('code', 'message', 'transactionId', 'data').map((object) => JSON.stringify(object)),
    );
    fc.assert(
      fc.property(body, (text) => {
        const envelope = readEnvelope(text);
        expect(envelope !== undefined).toBe(isObject(text));
        if (!envelope) return;
        const { code = 0, message, transactionId = 'none' } = envelope;
        expect([Number.isInteger(code), typeof message]).toEqual([true, 'string']);
        expect(transactionId).toMatch(/^[\w-]{1,64}$/);
      }),
    );
  });

  test('keeps each digit of an id from the response to the inquiry, as a number or as text', () => {
    const ids = fc.record({ inquiry: id, order: id, answer: id, parent: id });
    fc.assert(
      fc.property(ids, fc.constantFrom('', '"'), ({ inquiry, order, answer, parent }, quote) => {
        const body = `{"code":200,"data":{"content":[{"inquiryId":${quote}${inquiry}${quote},"orderId":${quote}${order}${quote},
          "replies":[{"answerId":${quote}${answer}${quote},"parentAnswerId":${quote}${parent}${quote}}]}]}}`;
        const { inquiries } = collectItems(
          readPage(readEnvelope(body)?.data).items ?? [],
          createItemReader(ZONE, () => 0),
          'NO_ANSWER',
        );
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
