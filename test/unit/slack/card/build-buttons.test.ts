import { describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../../../lib/config/parse-config.ts';
import { testVendor, testVendorRef } from '../../../../lib/config/test-vendor.ts';
import type { Act } from '../../../../lib/domain/ticket/act.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { buildCard } from '../../../../lib/slack/card/build-card.ts';
import type { Block } from '../../../../lib/slack/format/blocks.ts';
import written from '../../../../notifier.config.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { type TicketFields, withoutFields } from '../../../fixtures/domain/make-ticket.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';

const vendor = madeUpVendor();
const BEFORE = DUE_AT - MINUTE;
const cardOf = (
  fields: TicketFields,
  { now = BEFORE, acting = true, isEdit = false, claimStaleMs = Number.POSITIVE_INFINITY } = {},
) => buildCard(madeUpTicket(fields), vendor, { acting, now, isEdit, claimStaleMs });
const buttonsIn = (blocks: Block[]): string[] =>
  blocks.flatMap((block) => (block.type === 'actions' ? textsOf([block]) : []));
const act = (changes: Partial<Act> = {}): Act => ({
  id: 'press-1',
  by: 'U0CLAIMER',
  name: 'minji',
  channel: 'C0CS',
  do: 'reply',
  at: BEFORE,
  progress: 'asked',
  ...changes,
});

describe('A1: the buttons of a card', () => {
  const OTHERS = ['[담당하기]', '[결과 확인]', '[담당 지정 ▾]', '[주문 정보]'];
  const WAITING = ['[담당하기]', '[담당 지정 ▾]', '[주문 정보]'];
  const lookUp = (progress: Act['progress']) =>
    act({ do: 'look-up', progress: 'refused', sent: act({ progress }) });
  test.each<[string, TicketFields, string[]]>([
    ['a confirmation', { kind: 'confirm' }, ['[확인 처리]', ...OTHERS]],
    ['I4: an erased one that is answered in a form', { formLink: '' }, OTHERS],
    ['one without a post to answer', { answerId: 'after-0' }, OTHERS],
    ['a confirmation without a post', { answerId: 'after-0', kind: 'confirm' }, OTHERS],
    ['one whose reply is under way', { act: act() }, WAITING],
    ['one whose reply is sent', { act: act({ progress: 'sent' }) }, OTHERS],
    ['one whose accepted reply is read back', { act: act({ progress: 'sent', nextAt: DUE_AT }) }, WAITING],
    ['one whose sent reply is looked up', { act: lookUp('sent') }, OTHERS],
    ['one whose reply was given back and is looked up', { act: lookUp('told') }, ['[답변하기]', ...OTHERS]],
    ['one whose reply was refused', { act: act({ progress: 'refused' }) }, ['[답변하기]', ...OTHERS]],
    ['a closed one', { state: 'closed', outcome: 'answered' }, []],
  ])('%s', (_what, fields, buttons) => {
    expect(buttonsIn(cardOf(fields).blocks)).toEqual(buttons);
  });

  test('let a claimed ticket be snoozed until its deadline', () => {
    const claimed = { claimedBy: 'U0CS' };
    expect(JSON.stringify(cardOf(claimed).blocks)).toContain('"action_id":"snooze"');
    expect(JSON.stringify(cardOf(claimed, { now: DUE_AT }).blocks)).not.toContain('snooze');
  });

  test('show until when a ticket is snoozed, and in an edit by whom, while that lasts', () => {
    const until = DUE_AT - 2 * HOUR;
    const claimed = { claimedBy: 'U0CS', claimedAt: until - 3 * HOUR };
    const snoozed = { ...claimed, snoozed: { by: 'U0CS', until } };
    const snoozeLines = (
      fields: TicketFields,
      more: { now?: number; isEdit?: boolean; claimStaleMs?: number } = {},
    ) =>
      textsOf(cardOf(fields, { now: until - HOUR, ...more }).blocks).filter((text) => text.startsWith('🔕'));
    expect(snoozeLines(snoozed)).toEqual([expect.stringMatching(/^🔕 <!date\^.*\|12:17>까지 알림 미룸$/)]);
    expect(snoozeLines(snoozed, { isEdit: true })).toEqual([expect.stringMatching(/미룸 · <@U0CS>$/)]);
    expect(snoozeLines({ ...snoozed, snoozed: { by: 'U0CS', until: DUE_AT } })).toEqual([
      '🔕 마지막 알림 전까지 알림 미룸',
    ]);
    expect(snoozeLines(snoozed, { now: until })).toEqual([]);
    expect(snoozeLines({ ...snoozed, claimedBy: 'U0OTHER' })).toEqual([]);
    expect(snoozeLines({ snoozed: snoozed.snoozed })).toEqual([]);
    expect(snoozeLines(snoozed, { claimStaleMs: 3 * HOUR })).toHaveLength(1);
    // R23: it counts no longer than the claim.
    expect(snoozeLines(snoozed, { claimStaleMs: 2 * HOUR })).toEqual([]);
  });

  test('offer the order if its number is known, and a menu of positions if there are several', () => {
    const lastOf = (ticket: Ticket) => {
      const { blocks } = buildCard(ticket, vendor, { acting: true, now: BEFORE });
      const row = blocks.find(({ type }) => type === 'actions');
      return row && 'elements' in row ? row.elements.at(-1) : undefined;
    };
    const question = { source: 'product', kind: 'question', answerId: '0' } as const;
    const withOrders = (orderIds: string[]) =>
      withoutFields(madeUpTicket({ ...question, orderIds }), 'orderId');
    expect(lastOf(withOrders([]))).toMatchObject({ action_id: 'assign' });
    expect(lastOf(withOrders(['3000000000001']))).toMatchObject({ type: 'button', action_id: 'order' });
    expect(lastOf(withOrders(['3000000000001', '3000000000002']))).toMatchObject({
      type: 'static_select',
      action_id: 'order',
      placeholder: { text: '주문 정보' },
      options: [
        { value: '0', text: { text: '3000000000001' } },
        { value: '1', text: { text: '3000000000002' } },
      ],
    });
    const many = lastOf(withOrders(Array.from({ length: 120 }, (_, at) => String(3_000_000_000_000 + at))));
    expect(many && 'options' in many ? many.options?.length : 0).toBe(100);
  });

  test('are absent while acting is off, and the card does not ask for a claimer', () => {
    expect(buttonsIn(cardOf({}, { acting: false }).blocks)).toEqual([]);
    expect(JSON.stringify(cardOf({}, { acting: false }))).not.toContain('담당 없음');
  });

  test('O8: are absent on a test ticket', () => {
    const config = parseConfig(written, 'made-up.config.ts');
    const ref = testVendorRef('C0TRY', config);
    const made = testVendor(ref, config);
    expect(
      made && buttonsIn(buildCard(madeUpTicket({ ...ref }), made, { acting: true, now: BEFORE }).blocks),
    ).toEqual([]);
  });

  test('A5: send nothing after the deadline, and the card shows what is still possible', () => {
    const past = cardOf({}, { now: DUE_AT });
    expect(buttonsIn(past.blocks)).toEqual(OTHERS);
    expect(textsOf(past.blocks)).toContainEqual(
      expect.stringMatching(/^마감이 지나 여기서는 처리할 수 없습니다/),
    );
    expect(JSON.stringify(cardOf({}))).not.toContain('마감이 지나');
    const sent = cardOf({ act: act({ progress: 'sent' }) }, { now: DUE_AT }).blocks;
    expect(buttonsIn(sent)).toEqual(OTHERS);
    expect(textsOf(sent)).toContainEqual(expect.stringMatching(/^마감이 지나/));
  });
});

describe('A2, A3: the act in progress is shown on the card', () => {
  test('and a new message mentions nobody, but an edit may', () => {
    const { name: _, ...unnamed } = act();
    const actLine = (isEdit: boolean) =>
      textsOf(cardOf({ act: unnamed }, { isEdit }).blocks).find((text) => text.startsWith('📤'));
    expect([actLine(false), actLine(true)]).toEqual([
      '📤 답변 보내는 중',
      '📤 답변 보내는 중 · <@U0CLAIMER>',
    ]);
  });
});
