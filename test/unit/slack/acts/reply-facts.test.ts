import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import {
  BOX_STATUSES,
  type Box,
  type OrderFacts,
  type ReturnRequest,
} from '../../../../lib/domain/order/order.ts';
import { buildReplyForm } from '../../../../lib/slack/acts/build-reply-form.ts';
import { readReplyFacts } from '../../../../lib/slack/acts/reply-facts.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { withoutFields } from '../../../fixtures/domain/make-ticket.ts';
import { hostileText } from '../arbitrary-ticket.ts';
import { madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { faultsOfView } from '../validate-blocks.ts';

const OPTION = '90000000000000001';
const ticket = madeUpTicket({ vendorItemId: OPTION });
const withoutOption = withoutFields(ticket, 'vendorItemId');
const taiwan = madeUpTicket({ market: 'TW', vendorItemId: OPTION });
const { form } = WORDING.ko.act;
const { orderView } = WORDING.ko;
const read = (found: Parameters<typeof readReplyFacts>[0], of = ticket) =>
  readReplyFacts(found, of, madeUpVendor());
const boxes = (...all: Partial<Box>[]): OrderFacts => ({
  is: 'boxes',
  boxes: all.map((box) => ({ items: [], ...box })),
});
const returns = (...all: Partial<ReturnRequest>[]): OrderFacts => ({
  is: 'cancelled',
  returns: all.map((request) => ({ items: [], ...request })),
});
const holding = (vendorItemId: string) => ({ items: [{ vendorItemId }] });
const DELIVERED: Partial<Box> = {
  boxId: '900719925474099312',
  status: 'FINAL_DELIVERY',
  carrier: '지어낸 택배',
  invoice: '000000000001',
  orderedAt: Date.UTC(2026, 10, 20),
  deliveredAt: Date.UTC(2026, 10, 24, 15, 30),
};

describe('A10: the facts of an order for a reply', () => {
  test('are status, carrier, invoice number and day of delivery, and nothing else', () => {
    expect(read(boxes(DELIVERED))).toEqual({
      facts: { status: '배송완료', carrier: '지어낸 택배', invoice: '000000000001', delivered: '2026-11-25' },
    });
  });

  test('are in the market’s language, whatever the team’s', () => {
    for (const language of ['ko', 'en', 'zh-TW'] as const) {
      const vendor = madeUpVendor({ language });
      expect(readReplyFacts(boxes(DELIVERED), ticket, vendor)).toMatchObject({
        facts: { status: '배송완료' },
      });
      expect(readReplyFacts(boxes(DELIVERED), taiwan, vendor)).toMatchObject({
        facts: { status: WORDING['zh-TW'].orderView.status.FINAL_DELIVERY, delivered: '2026-11-24' },
      });
    }
  });

  test('are those of the only box that holds the inquiry’s option', () => {
    const [mine, other] = [
      { invoice: '1', ...holding(OPTION) },
      { invoice: '2', ...holding('90000000000000002') },
    ];
    expect(read(boxes(other, mine))).toEqual({ facts: { invoice: '1' } });
    expect(read(boxes(mine, { invoice: '3', items: [{}] }))).toEqual({ facts: { invoice: '1' } });
  });

  test('are those of the only box, if the ticket has no option, or no item has a number', () => {
    expect(read(boxes({ invoice: '1', ...holding('1') }), withoutOption)).toEqual({
      facts: { invoice: '1' },
    });
    expect(read(boxes({ invoice: '1', items: [{ name: '지어낸 상품' }] }))).toEqual({
      facts: { invoice: '1' },
    });
  });

  test('are those of the box whose item is cancelled in part, not those of a box whose item is cancelled', () => {
    const cut = (cancelled: number) => ({ items: [{ vendorItemId: OPTION, count: 2, cancelled }] });
    const cancelled = { invoice: '1', ...cut(2) };
    expect(read(boxes(cancelled, { invoice: '2', ...cut(1) }))).toEqual({ facts: { invoice: '2' } });
    expect(read(boxes(cancelled))).toEqual({ noFacts: form.unclearBox });
    expect(read(boxes(cancelled), withoutOption)).toEqual({ noFacts: form.unclearBox });
  });

  test.each<[string, OrderFacts, typeof ticket]>([
    [
      'if several may hold a product without an option',
      boxes({ invoice: '1' }, { invoice: '2' }),
      withoutOption,
    ],
    ['if the only box holds another item', boxes({ invoice: '1', ...holding('1') }), ticket],
    [
      'if no box holds the option',
      boxes({ invoice: '1', ...holding('1') }, { invoice: '2', ...holding('2') }),
      ticket,
    ],
    [
      'if two boxes hold the option',
      boxes({ invoice: '1', ...holding(OPTION) }, { invoice: '2', ...holding(OPTION) }),
      ticket,
    ],
  ])('are none %s', (_which, found, of) => {
    expect(read(found, of)).toEqual({ noFacts: form.unclearBox });
  });

  test('leave out a text that is too long to be an invoice number, instead of a part of it', () => {
    expect(read(boxes({ invoice: '0'.repeat(61), carrier: ' 지어낸\n택배 ' }))).toEqual({
      facts: { carrier: '지어낸 택배' },
    });
    expect(read(boxes({ invoice: ' ' }))).toEqual({ noFacts: form.noFact });
  });

  test.each<[string, OrderFacts, ReturnType<typeof read>]>([
    ['a return', returns({ type: 'return' }), { facts: { status: '반품' } }],
    ['a cancellation', returns({ type: 'cancel' }, { type: 'cancel' }), { facts: { status: '취소' } }],
    [
      'a return of the option, beside a cancellation of another',
      returns({ type: 'cancel', ...holding('1') }, { type: 'return', ...holding(OPTION) }),
      { facts: { status: '반품' } },
    ],
    [
      'a return of another item alone',
      returns({ type: 'return', ...holding('1') }),
      { noFacts: form.cancelled },
    ],
    [
      'a return of all that was bought of the option',
      returns({ type: 'return', items: [{ vendorItemId: OPTION, cancelled: 2 }] }),
      { facts: { status: '반품' } },
    ],
    ['both', returns({ type: 'return' }, { type: 'cancel' }), { noFacts: form.cancelled }],
    ['an unknown type', returns({}), { noFacts: form.cancelled }],
    ['no return', returns(), { noFacts: form.cancelled }],
    ['returns that could not be read', { is: 'cancelled' }, { noFacts: form.cancelled }],
  ])(
    'of a cancelled or returned order are the status alone, if its returns say which: %s',
    (_which, found, is) => {
      expect(read(found)).toEqual(is);
    },
  );

  test.each<[Parameters<typeof read>[0], string]>([
    [boxes(), orderView.noBox],
    [boxes({}), form.noFact],
    [{ is: 'wrong-number' }, orderView.wrongNumber],
    [{ is: 'other-seller' }, orderView.otherSeller],
    [{ is: 'late' }, orderView.noFacts.late],
    [{ is: 'spent' }, orderView.noFacts.spent],
    [{ is: 'refused', refusal: { code: 'not-member' } }, WORDING.ko.act.refusal['not-member']],
  ])('are none, with the reason: %j', (found, why) => {
    expect(read(found)).toEqual({ noFacts: why });
  });

  test('become a valid form of any text, with room for the rest of its metadata', () => {
    const box = fc.record(
      {
        status: fc.constantFrom(...BOX_STATUSES),
        carrier: hostileText,
        invoice: hostileText,
        deliveredAt: fc.nat(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(box, fc.constantFrom('ko', 'en', 'zh-TW'), (any, language) => {
        const vendor = madeUpVendor({ language });
        const facts = readReplyFacts(boxes(any), ticket, vendor);
        const shown = { channel: 'C0CS', mark: 'made-up', text: '', keep: 'text-made-up', ...facts };
        const view = buildReplyForm(ticket, vendor, shown);
        expect(faultsOfView(view)).toEqual([]);
        expect(view.private_metadata?.length).toBeLessThan(2000);
      }),
      { numRuns: 200 },
    );
  });
});
