import { describe, expect, test } from '@jest/globals';
import {
  type Box,
  type Exchange,
  EXCHANGE_STATUSES,
  type OrderFacts,
  type ReturnRequest,
} from '../../../../lib/domain/order/order.ts';
import { BLIND_CAUSES } from '../../../../lib/domain/reading/vendor-state.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { buildOrderView } from '../../../../lib/slack/acts/build-order-view.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import type { Contact, NoFacts } from '../../../../lib/workflows/ports/slack.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { faultsOfView } from '../validate-blocks.ts';

const SHOWN_TO = { by: 'U0CS', channel: 'C0CS', order: 0, part: 'order' as const };
const linkTo = ({ channel = '', ts = '' }: { channel?: string; ts?: string }) =>
  `https://made-up.slack.com/archives/${channel}/p${ts}`;

const fill = (facts: OrderFacts | NoFacts, ticket: Ticket = madeUpTicket(), contacts?: Contact[]) =>
  buildOrderView(ticket, madeUpVendor(), SHOWN_TO, {
    orderId: '12000012345678',
    facts,
    linkTo,
    ...(contacts && { contacts }),
  });

type View = ReturnType<typeof fill>;

/** Every text of the view, in sequence. */
const textsOf = (part: unknown): string[] => {
  if (typeof part !== 'object' || part === null) return [];
  if ('text' in part && typeof part.text === 'string') return [part.text];
  return Object.values(part).flatMap(textsOf);
};
const wordsOf = ({ blocks }: View): string => textsOf(blocks).join('');
const headersOf = ({ blocks }: View): string[] =>
  blocks.flatMap((block) => (block.type === 'header' ? [block.text.text] : []));
const actionsOf = ({ blocks }: View): (string | undefined)[] =>
  blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.map((element) => ('action_id' in element ? element.action_id : undefined))
      : [],
  );

const boxOf = (changes: Partial<Box> = {}): Box => ({
  status: 'DELIVERING',
  items: [{ name: '지어낸 상품', count: 1 }],
  ...changes,
});

describe('A10: the view of an order', () => {
  test('keeps ticket, channel, person and position for a press in it, and no order number', () => {
    const { private_metadata: metadata = '', callback_id: id } = buildOrderView(
      madeUpTicket({ orderIds: ['13000012345678'] }),
      madeUpVendor(),
      { ...SHOWN_TO, order: 1 },
    );
    expect(id).toBe('order');
    expect(JSON.parse(metadata)).toEqual({
      ticket: 'KR/A00012345/call-center/1015668177/900719925474099312',
      channel: 'C0CS',
      by: 'U0CS',
      order: 1,
      part: 'order',
    });
    expect(metadata).not.toContain('12000012345678');
  });

  test('shows in the first view the number of the pressed order, and no other one', () => {
    const ticket = madeUpTicket({ orderIds: ['13000012345678'] });
    const words = wordsOf(buildOrderView(ticket, madeUpVendor(), { ...SHOWN_TO, order: 1 }));
    expect(words).toContain('13000012345678');
    expect(words).not.toContain('12000012345678');
    expect(words).toContain('20초');
  });

  test('shows each box, first the one with the item of the inquiry, and marks that item', () => {
    const view = fill(
      {
        is: 'boxes',
        boxes: [
          boxOf({ status: 'INSTRUCT' }),
          boxOf({ status: 'DEPARTURE', items: [{ name: '하나' }, { vendorItemId: '9', name: '둘' }] }),
        ],
      },
      madeUpTicket({ vendorItemId: '9' }),
    );
    expect(headersOf(view)).toEqual(['묶음배송 1/2 · 배송지시', '묶음배송 2/2 · 상품준비중']);
    expect(wordsOf(view)).toMatch(/• 둘 · 문의 상품\s+• 하나/);
  });

  test('marks no item if the order has only one', () => {
    const items = [{ vendorItemId: '9', name: '하나' }];
    const facts: OrderFacts = { is: 'boxes', boxes: [boxOf({ items })] };
    expect(wordsOf(fill(facts, madeUpTicket({ vendorItemId: '9' })))).not.toContain('문의 상품');
  });

  test.each<[string, Partial<ReturnRequest>, string | undefined]>([
    ['is at the seller', { status: 'VENDOR_WAREHOUSE_CONFIRM' }, '입고 완료'],
    ['was only requested', { status: 'RETURNS_UNCHECKED' }, '입고 전'],
    ['was completed', { status: 'RETURNS_COMPLETED', isRefundedFirst: false }, '입고 완료'],
    [
      'was completed after an early refund',
      { status: 'RETURNS_COMPLETED', isRefundedFirst: true },
      '입고 알 수 없음',
    ],
    ['was completed, maybe after an early refund', { status: 'RETURNS_COMPLETED' }, '입고 알 수 없음'],
    ['is being checked by Coupang', { status: 'REQUEST_COUPANG_CHECK' }, '입고 알 수 없음'],
    ['was cancelled before the delivery', { type: 'cancel', status: 'RETURNS_COMPLETED' }, undefined],
    ['was stopped before it left', { status: 'RELEASE_STOP_UNCHECKED' }, undefined],
  ])('says whether goods were received that a return %s: %j', (_what, changes, expected) => {
    const view = fill({ is: 'cancelled', returns: [{ type: 'return', items: [], ...changes }] });
    if (expected === undefined) expect(wordsOf(view)).not.toContain('입고 ');
    else expect(wordsOf(view)).toContain(expected);
  });

  test.each(EXCHANGE_STATUSES)(
    'does not guess whether the old item of an exchange in %s came back',
    (status) => {
      const shows = (exchange: Partial<Exchange>): string =>
        wordsOf(fill({ is: 'exchanges', exchanges: [{ items: [], ...exchange }], from: DUE_AT, to: DUE_AT }));
      const isPending = status === 'RECEIPT' || status === 'PROGRESS';
      expect(shows({ status }).includes('회수 전')).toBe(isPending);
      expect(shows({ status, collectedAt: DUE_AT })).toContain('회수');
      expect(shows({})).not.toContain('회수');
    },
  );

  test.each(BLIND_CAUSES)('names the key for %s only if Coupang refused it', (cause) => {
    const isOfKey = cause === 'credentials' || cause === 'wrong-market';
    for (const is of ['failed', 'stopped'] as const)
      expect(wordsOf(fill({ is, cause })).includes(WORDING.ko.blindCause.credentials.name)).toBe(isOfKey);
  });

  test('says that the order may be cancelled or returned also after a wrong path', () => {
    expect(wordsOf(fill({ is: 'failed', cause: 'wrong-path' }))).toContain(
      '취소 또는 반품된 주문일 수 있으니',
    );
  });

  test('of exchanges offers to ask again while something is missing, and no other exchanges', () => {
    const shownTo = { ...SHOWN_TO, part: 'exchanges' as const };
    const reasons: NoFacts[] = [
      { is: 'spent' },
      { is: 'late' },
      { is: 'stopped', cause: 'throttled' },
      { is: 'failed', cause: 'coupang-down' },
    ];
    for (const facts of reasons) {
      const content = { orderId: '1', facts, linkTo, contacts: [] };
      const offered = actionsOf(buildOrderView(madeUpTicket(), madeUpVendor(), shownTo, content));
      expect(offered).toEqual(['open-wing', 'again']);
    }
  });
});

test.each([
  [20, false],
  [21, true],
])('A10: with %i earlier contacts, the view says that older ones are not shown: %s', (count, says) => {
  const contacts = Array.from({ length: count }, (_, at): Contact => ({
    key: madeUpTicket({ inquiryId: `${at}` }).key,
    of: 'option',
    askedAt: DUE_AT - at,
    text: '',
    kind: 'reply',
    state: 'open',
  }));
  const words = wordsOf(fill({ is: 'late' }, madeUpTicket(), contacts));
  expect(words).toContain('다른 문의 20건');
  expect(words.includes('오래된 문의는 표시하지 않습니다')).toBe(says);
});

test('A10: thirty boxes of fifty items and thirty contacts are cut within the limits of Slack, with a count of the rest', () => {
  const boxes = Array.from({ length: 30 }, () =>
    boxOf({
      invoice: '1'.repeat(200),
      carrier: '<'.repeat(200),
      items: Array.from({ length: 50 }, () => ({ name: '가&<'.repeat(300), count: 99, cancelled: 9 })),
    }),
  );
  const contacts = Array.from({ length: 30 }, (_, at): Contact => ({
    key: madeUpTicket({ inquiryId: `${at}` }).key,
    of: 'option',
    askedAt: DUE_AT - at,
    text: '<가>'.repeat(2000),
    kind: 'reply',
    state: 'open',
  }));
  const view = fill({ is: 'boxes', boxes }, madeUpTicket(), contacts);
  expect(faultsOfView(view)).toEqual([]);
  expect(wordsOf(view)).toContain('외 10개');
  expect(wordsOf(view)).toContain('외 40개');
  expect(wordsOf(view)).toContain('다른 문의 20건');
  // Source: docs.slack.dev, error view_too_large.
  expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(250_000);
});
