import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { collectItems } from '../../../lib/coupang/collect-items.ts';
import { readEnvelope, readPage } from '../../../lib/coupang/read-envelope.ts';
import { readItem } from '../../../lib/coupang/read-item.ts';

const ZONE = 'Asia/Taipei';
const LIST = { window: { firstDate: '2026-01-09', lastDate: '2026-01-15' }, status: 'NO_ANSWER' } as const;
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

describe('I5: the door', () => {
  test('takes junk in every field and never throws, and the inquiryId decides alone whether it is usable', () => {
    fc.assert(
      fc.property(junkItem, id, (fields, inquiryId) => {
        const { item } = readItem({ ...fields, inquiryId: String(inquiryId) }, ZONE);
        expect(item).toMatchObject({ inquiry: { inquiryId: String(inquiryId) } });
        expect(readItem(fields, ZONE).item).toHaveProperty('unusable');
      }),
      { numRuns: 500 },
    );
  });

  test('takes anything at all as an item or as the data of a page', () => {
    fc.assert(
      fc.property(junk, (value) => {
        collectItems(readPage(value).items ?? [value], ZONE, LIST);
        collectItems(readPage({ content: value, pagination: value }).items ?? [], ZONE, LIST);
      }),
    );
  });

  test('takes any text as a body', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        readEnvelope(body);
      }),
    );
  });

  test('no id loses a digit on the way from the wire to the inquiry, as a number or as text', () => {
    fc.assert(
      fc.property(id, id, id, id, fc.constantFrom('', '"'), (inquiry, order, answer, parent, quote) => {
        const body = `{"code":200,"data":{"content":[{"inquiryId":${quote}${inquiry}${quote},"orderId":${quote}${order}${quote},
          "replies":[{"answerId":${quote}${answer}${quote},"parentAnswerId":${quote}${parent}${quote}}]}]}}`;
        const { inquiries } = collectItems(readPage(readEnvelope(body)?.data).items ?? [], ZONE, LIST);
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
