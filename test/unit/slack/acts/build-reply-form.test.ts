import { describe, expect, test } from '@jest/globals';
import type { ModalView } from '@slack/web-api';
import { GUARD_RULES } from '../../../../lib/domain/act/guard-rules.ts';
import type { Finding } from '../../../../lib/domain/act/guard.ts';
import { fillTemplate } from '../../../../lib/domain/act/reply-content.ts';
import type { Box, OrderFacts, ReturnRequest } from '../../../../lib/domain/order/order.ts';
import type { Act } from '../../../../lib/domain/ticket/act.ts';
import { buildReplyForm, sayBlocked } from '../../../../lib/slack/acts/build-reply-form.ts';
import { readReplyFacts } from '../../../../lib/slack/acts/reply-facts.ts';
import { BLOCK_LIMITS } from '../../../../lib/slack/format/block-limits.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { withFields, withoutFields } from '../../../fixtures/domain/make-ticket.ts';
import { madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { faultsOfView } from '../validate-blocks.ts';

const acting = madeUpVendor().acting;
const SHOWN = { channel: 'C0CS', mark: 'made-up', text: '' };
const fieldOf = ({ blocks }: ReturnType<typeof buildReplyForm>) =>
  blocks.find((block) => block.type === 'input');

describe('A3: the form of a reply', () => {
  test.each<[string, Partial<Act>, boolean]>([
    ['Coupang accepted the last reply and does not show it', { progress: 'told', sendingAt: 1 }, true],
    ['the last reply was certainly not sent', { progress: 'told' }, false],
    [
      'that one is being looked up',
      { progress: 'asked', do: 'look-up', sent: makeAct({ progress: 'told', sendingAt: 1 }) },
      true,
    ],
    ['Coupang may have accepted a reply before the last', { progress: 'told', mayArrive: true }, true],
    ['a confirmation may have arrived', { progress: 'told', do: 'confirm', sendingAt: 1 }, false],
  ])('R29: warns that it may arrive twice only if %s: %j', (_when, act, warns) => {
    const ticket = withFields(madeUpTicket(), { act: makeAct(act) });
    const preview = { content: '답변입니다.', findings: [] };
    for (const shown of [SHOWN, { ...SHOWN, preview }]) {
      const { blocks } = buildReplyForm(ticket, madeUpVendor(), shown);
      expect(JSON.stringify(blocks).includes(WORDING.ko.act.form.mayArriveTwice)).toBe(warns);
    }
  });

  test('A4: puts another text into another block, since Slack keeps what was typed into a block of the same id', () => {
    const idOf = (text: string) =>
      JSON.stringify(fieldOf(buildReplyForm(madeUpTicket(), madeUpVendor(), { ...SHOWN, text })));
    expect(idOf('하나')).not.toBe(idOf('둘').replace('둘', '하나'));
  });
});

describe('A10: the facts of the order in the form of a reply', () => {
  const facts = {
    status: '배송 완료',
    carrier: '지어낸 택배',
    invoice: '000000000000',
    delivered: '2026-11-25',
  };
  const ordered = madeUpTicket({ orderId: '3000000000001' });
  const words = WORDING.ko.act.form;
  const formOf = (changes: object = {}, ticket = ordered, templates: string[] = []) =>
    buildReplyForm(
      ticket,
      madeUpVendor({
        acting: {
          ...acting,
          templates: templates.map((text) => ({ name: '송장', source: 'call-center', text })),
        },
      }),
      { ...SHOWN, ...changes },
    );
  const shows = (form: ModalView, text: string) => JSON.stringify(form.blocks).includes(text);

  test('are being read, in one line', () => {
    expect(shows(formOf({ isLoading: true, text: '{invoice}' }), words.loading)).toBe(true);
    expect(shows(formOf(), words.loading)).toBe(false);
  });

  test('are marked as places without a value, in one line with the reason', () => {
    const text = '{택배사} {invoice} {invoice} {product}';
    const lineOf = (changes: object) =>
      formOf({ text, ...changes })
        .blocks.filter(({ type }) => type === 'context')
        .map((block) => JSON.stringify(block))
        .filter((line) => line.includes('⚠️'));
    expect(lineOf({ noFacts: '지어낸 이유' })).toEqual([
      expect.stringContaining('⚠️ {택배사}, {invoice} · 지어낸 이유'),
    ]);
    expect(lineOf({})).toEqual([expect.stringContaining(`{invoice} · ${words.noOrder}`)]);
    expect(lineOf({ text: '{invoice}', facts: { status: '배송중' } })).toEqual([
      expect.stringContaining(`⚠️ {invoice} · ${words.noValue}`),
    ]);
    expect(lineOf({ text: '답변입니다.', facts })).toEqual([]);
  });

  test('are filled in by the preview if they came to a typed text', () => {
    expect(shows(formOf({ facts, keep: 'text-made-up' }), words.inPreview)).toBe(true);
    expect(shows(formOf({ facts }), words.inPreview)).toBe(false);
  });

  test('stay in the form and in its preview', () => {
    const preview = { content: '답변입니다.', findings: [] };
    for (const form of [formOf({ facts }), formOf({ facts, preview })])
      expect(JSON.parse(form.private_metadata ?? '')).toMatchObject({ facts });
  });

  test('arrive in the block of the text without an initial value, so that Slack keeps what is typed', () => {
    const opened = fieldOf(formOf());
    expect(fieldOf(formOf({ facts, keep: opened?.block_id }))).toEqual(opened);
    const typed = fieldOf(formOf({ facts, keep: 'text-made-up' }));
    expect(typed).toMatchObject({ block_id: 'text-made-up', element: { action_id: 'text' } });
    expect(typed?.element).not.toHaveProperty('initial_value');
  });

  test.each(['{invoice} 번호로 보냈습니다.', '주문 {order}을 보냈습니다.'])(
    'arrive without removing the unedited template %s',
    (template) => {
      const shownIn = (changes: object) => fieldOf(formOf(changes, ordered, ['다른 서식', template]));
      const text = fillTemplate(template, ordered, 'Asia/Seoul');
      const filled = shownIn({ text });
      expect(shownIn({ facts, keep: filled?.block_id })).toEqual(filled);
      const again = shownIn({ text, field: filled?.block_id });
      expect(again?.block_id).not.toBe(filled?.block_id);
      expect(shownIn({ facts, keep: again?.block_id })).toEqual(again);
    },
  );

  test('arrive once more without removing a template that was filled in with them', () => {
    const template = '{invoice} 번호로 보냈습니다.';
    const text = fillTemplate(template, ordered, 'Asia/Seoul', facts);
    const filled = fieldOf(formOf({ text, facts }, ordered, [template]));
    expect(fieldOf(formOf({ facts, keep: filled?.block_id }, ordered, [template]))).toEqual(filled);
  });

  test('arrive without removing a refused reply that its author got back', () => {
    const text = '거절된 답변입니다.';
    const refused = withFields(ordered, { act: makeAct({ do: 'reply', text, progress: 'told' }) });
    const filled = fieldOf(formOf({ text }, refused));
    expect(fieldOf(formOf({ facts, keep: filled?.block_id }, refused))).toEqual(filled);
  });
});

test.each(['ko', 'en', 'zh-TW'] as const)(
  'C6: the longest texts and names become a valid form, preview and error, in %s',
  (language) => {
    const long = '<!here> "&" `x`\n'.repeat(400);
    const names = Array.from({ length: 100 }, (_, index) => `${index}${long}`.slice(0, 75));
    const templates = names.map((name) => ({ source: 'call-center' as const, name, text: '지어낸 답변' }));
    const vendor = madeUpVendor({ language, acting: { ...acting, templates } });
    const ticket = madeUpTicket({ product: long, text: long, category: long });
    const content = long.slice(0, 1000);
    const findings = GUARD_RULES.map((rule): Finding => ({ rule, does: 'warn', found: long.slice(0, 100) }));
    for (const text of ['', content])
      expect(faultsOfView(buildReplyForm(ticket, vendor, { ...SHOWN, text }))).toEqual([]);
    const preview = { content, findings };
    expect(faultsOfView(buildReplyForm(ticket, vendor, { ...SHOWN, text: content, preview }))).toEqual([]);
    expect(sayBlocked(findings, vendor).length).toBeLessThan(BLOCK_LIMITS.inputHint);
  },
);

describe('A10: the facts of an order for a reply', () => {
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

  const OTHER = '90000000000000002';
  const box = (invoice: string, option?: string) => ({
    invoice,
    ...(option ? holding(option) : { items: [{}] }),
  });
  const part = (invoice: string, cancelled: number) => ({
    invoice,
    items: [{ vendorItemId: OPTION, count: 2, cancelled }],
  });
  test.each<[string, typeof ticket, Partial<Box>[], string | undefined]>([
    ['the only one that holds the option', ticket, [box('2', OTHER), box('1', OPTION)], '1'],
    ['that one, beside one of unknown items', ticket, [box('1', OPTION), box('3')], '1'],
    ['the only one, if the ticket has no option', withoutOption, [box('1', OTHER)], '1'],
    ['the only one, if no item has a number', ticket, [box('1')], '1'],
    ['the one whose item is cancelled in part', ticket, [part('1', 2), part('2', 1)], '2'],
    ['none, if the item is cancelled', ticket, [part('1', 2)], undefined],
    ['none, if the item is cancelled and the ticket has no option', withoutOption, [part('1', 2)], undefined],
    ['none, if several may hold a product without an option', withoutOption, [box('1'), box('2')], undefined],
    ['none, if the only one holds another item', ticket, [box('1', OTHER)], undefined],
    ['none, if none holds the option', ticket, [box('1', OTHER), box('2', OTHER)], undefined],
    ['none, if two hold the option', ticket, [box('1', OPTION), box('2', OPTION)], undefined],
  ])('are those of a box: %s', (_which, of, all, invoice) => {
    expect(read(boxes(...all), of)).toEqual(
      invoice === undefined ? { noFacts: form.unclearBox } : { facts: { invoice } },
    );
  });

  test('leave out a text that is too long to be an invoice number, instead of a part of it', () => {
    expect(read(boxes({ invoice: '0'.repeat(61), carrier: ' 지어낸\n택배 ' }))).toEqual({
      facts: { carrier: '지어낸 택배' },
    });
    expect(read(boxes({ invoice: ' ' }))).toEqual({ noFacts: form.noFact });
  });

  test.each<[string, OrderFacts, string | undefined]>([
    ['a return', returns({ type: 'return' }), '반품'],
    ['a cancellation', returns({ type: 'cancel' }, { type: 'cancel' }), '취소'],
    [
      'a return of the option, beside a cancellation of another',
      returns({ type: 'cancel', ...holding(OTHER) }, { type: 'return', ...holding(OPTION) }),
      '반품',
    ],
    ['a return of another item alone', returns({ type: 'return', ...holding(OTHER) }), undefined],
    [
      'a return of all that was bought',
      returns({ type: 'return', items: [{ vendorItemId: OPTION, cancelled: 2 }] }),
      '반품',
    ],
    ['both', returns({ type: 'return' }, { type: 'cancel' }), undefined],
    ['an unknown type', returns({}), undefined],
    ['no return', returns(), undefined],
    ['returns that could not be read', { is: 'cancelled' }, undefined],
  ])(
    'of a cancelled or returned order are the status alone, if its returns say which: %s',
    (_which, found, status) => {
      expect(read(found)).toEqual(status === undefined ? { noFacts: form.cancelled } : { facts: { status } });
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

  test('of the longest and most hostile texts become a valid form, with room for the rest of its metadata', () => {
    const long = '<!here> "&" `x`\n'.repeat(400);
    const facts = read(boxes({ ...DELIVERED, carrier: long, invoice: long.slice(0, 60) }));
    const shown = { channel: 'C0CS', mark: 'made-up', text: '', keep: 'text-made-up', ...facts };
    const view = buildReplyForm(ticket, madeUpVendor(), shown);
    expect(faultsOfView(view)).toEqual([]);
    expect(view.private_metadata?.length).toBeLessThan(2000);
  });
});
