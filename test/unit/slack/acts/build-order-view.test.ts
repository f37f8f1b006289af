import { describe, expect, test } from '@jest/globals';
import { BLIND_CAUSES } from '../../../../lib/domain/reading/vendor-state.ts';
import {
  type Box,
  BOX_STATUSES,
  type Exchange,
  EXCHANGE_STATUSES,
  FAULTS,
  type OrderFacts,
  RETURN_STATUSES,
  type ReturnRequest,
} from '../../../../lib/domain/order/order.ts';
import { OUTCOMES, type Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { buildOrderView } from '../../../../lib/slack/acts/build-order-view.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import type { Contact, NoFacts, OrderContent } from '../../../../lib/workflows/ports/slack.ts';
import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { fc } from '../../../fixtures/fast-check.ts';
import { arbitraryTicket, hostileText, instant } from '../arbitrary-ticket.ts';
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

  test('begins with the status, then shows the invoice number alone in code, to copy', () => {
    const view = fill({ is: 'boxes', boxes: [boxOf({ carrier: '가나택배', invoice: '612345678901' })] });
    expect(view.blocks[0]).toMatchObject({ type: 'header', text: { text: '배송중' } });
    expect(JSON.stringify(view.blocks[1])).toContain(
      '{"type":"text","text":"612345678901","style":{"code":true}}',
    );
    expect(JSON.stringify(view)).not.toMatch(/"url":"(?!https:\/\/wing\.coupang\.com\/")/);
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

  test.each(['bad-request', 'wrong-path'] as const)(
    'says for %s that the order may be cancelled or returned',
    (cause) => {
      expect(wordsOf(fill({ is: 'failed', cause }))).toContain('취소 또는 반품된 주문일 수 있으니');
    },
  );

  test('says for a failure of the table that this program could not read, not that polls stopped', () => {
    const { orderView, blindCause } = WORDING.ko;
    const words = wordsOf(fill({ is: 'failed', cause: 'not-polling' }));
    expect(words).toContain(orderView.cause.ours);
    expect(words).not.toContain(blindCause['not-polling'].name);
  });

  test('quotes the reason of a return without any markup', () => {
    const reason = '*굵게* <!channel> https://a.example';
    const { blocks } = fill({ is: 'cancelled', returns: [{ reason, items: [] }] });
    expect(JSON.stringify(blocks)).toContain(
      `{"type":"rich_text_quote","elements":[{"type":"text","text":"${reason}"}]}`,
    );
  });

  test('offers exchanges only in Korea, once Coupang was asked, and not if they could not be shown', () => {
    const offers = (view: View) => actionsOf(view).includes('exchanges');
    const boxes: OrderFacts = { is: 'boxes', boxes: [boxOf()] };
    expect(offers(fill(boxes))).toBe(true);
    expect(offers(fill({ is: 'cancelled', returns: [] }))).toBe(true);
    expect(offers(fill({ is: 'failed', cause: 'coupang-down' }))).toBe(true);
    expect(offers(fill({ is: 'wrong-number' }))).toBe(false);
    expect(offers(fill({ is: 'refused', refusal: { code: 'not-member' } }))).toBe(false);
    expect(offers(fill(boxes, madeUpTicket({ market: 'TW' })))).toBe(false);
    expect(offers(buildOrderView(madeUpTicket(), madeUpVendor(), SHOWN_TO))).toBe(false);
    const content = { orderId: '1', facts: { is: 'late' as const }, linkTo };
    expect(
      offers(buildOrderView(madeUpTicket(), madeUpVendor(), { ...SHOWN_TO, part: 'exchanges' }, content)),
    ).toBe(false);
  });

  test('offers to ask again while it waits and while something is missing', () => {
    const offers = (view: View) => actionsOf(view).includes('again');
    const exchanges = { ...SHOWN_TO, part: 'exchanges' as const };
    const boxes: OrderFacts = { is: 'boxes', boxes: [boxOf()] };
    const reasons: NoFacts[] = [
      { is: 'spent' },
      { is: 'late' },
      { is: 'stopped', cause: 'throttled' },
      { is: 'failed', cause: 'coupang-down' },
    ];
    for (const shownTo of [SHOWN_TO, exchanges]) {
      expect(offers(buildOrderView(madeUpTicket(), madeUpVendor(), shownTo))).toBe(true);
      for (const facts of reasons) {
        const content = { orderId: '1', facts, linkTo, contacts: [] };
        expect(offers(buildOrderView(madeUpTicket(), madeUpVendor(), shownTo, content))).toBe(true);
      }
    }
    expect(offers(fill(boxes, madeUpTicket(), []))).toBe(false);
    expect(offers(fill(boxes))).toBe(true);
    expect(offers(fill({ is: 'cancelled' }, madeUpTicket(), []))).toBe(true);
    expect(offers(fill({ is: 'cancelled', returns: [] }, madeUpTicket(), []))).toBe(false);
    expect(offers(fill({ is: 'wrong-number' }, madeUpTicket(), []))).toBe(false);
    expect(offers(fill({ is: 'no-order' }))).toBe(false);
    expect(offers(fill({ is: 'refused', refusal: { code: 'not-member' } }))).toBe(false);
    const none = { is: 'exchanges' as const, exchanges: [], from: DUE_AT, to: DUE_AT };
    const content = { orderId: '1', facts: none, linkTo };
    expect(offers(buildOrderView(madeUpTicket(), madeUpVendor(), exchanges, content))).toBe(false);
  });

  test('shows a person without the right nothing but the reason', () => {
    const facts = { is: 'refused' as const, refusal: { code: 'not-member' as const } };
    const view = buildOrderView(madeUpTicket(), madeUpVendor(), SHOWN_TO, { orderId: '', facts, linkTo });
    expect(view.blocks.map(({ type }) => type)).toEqual(['section', 'actions']);
    expect(JSON.stringify(view)).not.toMatch(/12000012345678|인조가죽/);
  });

  test('shows earlier contact also without facts, but not to a person without rights', () => {
    expect(wordsOf(fill({ is: 'late' }, madeUpTicket(), []))).toContain('다른 문의 없음');
    expect(wordsOf(fill({ is: 'late' }))).toContain('다른 문의');
    expect(wordsOf(fill({ is: 'refused', refusal: { code: 'not-member' } }))).not.toContain('다른 문의');
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

describe('A10: any answer of Coupang becomes a valid view', () => {
  const id = fc.oneof(fc.constant('9'), hostileText);
  const item = fc.record(
    {
      vendorItemId: id,
      name: hostileText,
      count: fc.nat(999),
      cancelled: fc.nat(999),
    },
    { requiredKeys: [] },
  );
  const items = fc.array(item, { maxLength: 12 });
  const box = fc.record(
    {
      boxId: id,
      status: fc.constantFrom(...BOX_STATUSES),
      orderedAt: instant,
      paidAt: instant,
      inTransitAt: instant,
      deliveredAt: instant,
      carrier: hostileText,
      invoice: hostileText,
      items,
    },
    { requiredKeys: ['items'] },
  );
  const request = fc.record(
    {
      type: fc.constantFrom('return' as const, 'cancel' as const),
      status: fc.constantFrom(...RETURN_STATUSES),
      since: instant,
      reason: hostileText,
      fault: fc.constantFrom(...FAULTS),
      isRefundedFirst: fc.boolean(),
      items,
    },
    { requiredKeys: ['items'] },
  );
  const exchange = fc.record(
    {
      status: fc.constantFrom(...EXCHANGE_STATUSES),
      since: instant,
      fault: fc.constantFrom(...FAULTS),
      collectedAt: instant,
      items,
    },
    { requiredKeys: ['items'] },
  );
  const facts: fc.Arbitrary<OrderContent['facts']> = fc.oneof(
    fc.array(box, { maxLength: 30 }).map((boxes) => ({ is: 'boxes' as const, boxes })),
    fc.array(request, { maxLength: 30 }).map((returns) => ({ is: 'cancelled' as const, returns })),
    fc
      .array(exchange, { maxLength: 30 })
      .map((exchanges) => ({ is: 'exchanges' as const, exchanges, from: DUE_AT, to: DUE_AT })),
    fc
      .constantFrom('stopped' as const, 'failed' as const)
      .chain((is) => fc.constantFrom(...BLIND_CAUSES).map((cause) => ({ is, cause }))),
    fc.constantFrom('spent' as const, 'late' as const, 'no-order' as const).map((is) => ({ is })),
  );
  const contact = arbitraryTicket.map((ticket): Contact => {
    const { kind, state, askedAt, text } = ticket.facts;
    const { key } = withFields(ticket, { inquiryId: '1015668177' });
    return {
      key,
      of: 'order',
      askedAt,
      text,
      kind,
      state,
      outcome: OUTCOMES[text.length % OUTCOMES.length] ?? 'unknown',
      ...(text.length % 2 === 0 && { card: { channel: 'C0CS', ts: '1.2' } }),
    };
  });

  test('within the limits of Slack, and without foreign markup', () => {
    fc.assert(
      fc.property(
        arbitraryTicket,
        facts,
        fc.option(fc.array(contact, { maxLength: 20 }), { nil: undefined }),
        fc.constantFrom('ko', 'en', 'zh-TW'),
        (any, some, contacts, language) => {
          const ticket = withFields(any, { inquiryId: '1015668177' });
          const part = some.is === 'exchanges' ? ('exchanges' as const) : ('order' as const);
          const shown = { ...SHOWN_TO, part };
          const content = { orderId: '1', facts: some, linkTo, ...(contacts && { contacts }) };
          const vendor = madeUpVendor({ language });
          expect(faultsOfView(buildOrderView(ticket, vendor, shown))).toEqual([]);
          expect(faultsOfView(buildOrderView(ticket, vendor, shown, content))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('with thirty boxes of fifty items and thirty contacts, cut with a count of the rest', () => {
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
});
