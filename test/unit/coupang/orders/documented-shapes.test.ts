import { describe, expect, test } from '@jest/globals';
import { parseLossless } from '../../../../lib/coupang/read-envelope.ts';
import { DOCUMENTED_SHAPES } from './documented-shapes.ts';
import { againstOrders, callOf, type Fixture, FIXTURES, rowsOf, textOf } from './made-up-orders.ts';

const FACTS: Record<Fixture, unknown> = {
  'order-v5': {
    is: 'boxes',
    boxes: [
      {
        boxId: '642538975550001421',
        status: 'FINAL_DELIVERY',
        orderedAt: Date.parse('2026-01-10T09:00:00.123+09:00'),
        paidAt: Date.parse('2026-01-10T09:01:00.123+09:00'),
        inTransitAt: Date.parse('2026-01-11T18:30:00.123+09:00'),
        deliveredAt: Date.parse('2026-01-12T14:05:00.123+09:00'),
        carrier: '가나 직송',
        invoice: '340010913442',
        items: [{ vendorItemId: '3242596358', name: '가나 울 스웨터, 빨강, M', count: 2, cancelled: 0 }],
      },
      {
        boxId: '642538975550001422',
        status: 'DELIVERING',
        orderedAt: Date.parse('2026-01-10T09:00:00.123+09:00'),
        paidAt: Date.parse('2026-01-10T09:01:00.123+09:00'),
        inTransitAt: Date.parse('2026-01-11T18:30:00.123+09:00'),
        carrier: '가나 직송',
        invoice: '340010913442',
        items: [
          { vendorItemId: '3242596359', name: '가나 울 스웨터, 파랑, M', count: 3, cancelled: 1 },
          { vendorItemId: '9007199254740993123', name: '가나 양말', count: 1, cancelled: 1 },
        ],
      },
    ],
  },
  'order-v4': {
    is: 'boxes',
    boxes: [
      {
        boxId: '642538975550001421',
        status: 'FINAL_DELIVERY',
        orderedAt: Date.parse('2026-01-10T09:00:00+09:00'),
        paidAt: Date.parse('2026-01-10T09:01:00+09:00'),
        inTransitAt: Date.parse('2026-01-11T18:30:00+09:00'),
        deliveredAt: Date.parse('2026-01-12T14:05:00+09:00'),
        carrier: '가나 직송',
        invoice: '340010913442',
        items: [{ vendorItemId: '3242596358', name: '가나 울 스웨터, 빨강, M', count: 2, cancelled: 0 }],
      },
    ],
  },
  'returns-v6': [
    {
      receiptId: '50000000001',
      type: 'return',
      status: 'RETURNS_UNCHECKED',
      since: Date.parse('2026-01-13T12:17:37+09:00'),
      reason: '사이즈가 안맞아요 …',
      fault: 'CUSTOMER',
      isRefundedFirst: true,
      items: [{ vendorItemId: '3242596358', name: '가나 울 스웨터, 빨강, M', cancelled: 1 }],
    },
  ],
  'exchanges-v4': [
    {
      exchangeId: '101268974',
      status: 'PROGRESS',
      since: Date.parse('2026-01-14T00:19:24+09:00'),
      fault: 'VENDOR',
      collectedAt: Date.parse('2026-01-15T13:10:09+09:00'),
      items: [{ name: '가나 울 스웨터, 빨강, M', count: 1 }],
    },
  ],
};

const without = (name: string, { [name]: _, ...rest }: Record<string, unknown>): Record<string, unknown> =>
  rest;

describe.each(FIXTURES)('the made-up answer %s', (fixture) => {
  const shape = DOCUMENTED_SHAPES[fixture];
  const answer = parseLossless(textOf(fixture));
  const [row = {}] = rowsOf(fixture);

  test('has the documented shape', () => {
    expect(shape.safeParse(answer).error?.issues ?? []).toEqual([]);
  });

  test.each([
    ['an unknown field', { ...row, unknownField: 1 }],
    ['a missing field', without('orderId', row)],
    ['another type', { ...row, orderId: true }],
  ])('no longer has it with %s', (_, changed) => {
    expect(shape.safeParse({ code: 200, message: 'OK', data: [changed] }).success).toBe(false);
  });

  test('becomes the facts that a view shows, with each digit, and nothing is left out', async () => {
    const { client, log } = againstOrders([{ body: textOf(fixture) }]);
    expect(await callOf(client, fixture)).toEqual(FACTS[fixture]);
    expect(log.lines).toEqual([]);
  });
});
