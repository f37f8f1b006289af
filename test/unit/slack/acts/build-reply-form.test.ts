import { describe, expect, test } from '@jest/globals';
import type { ModalView } from '@slack/web-api';
import { fc } from '../../../fixtures/fast-check.ts';
import { anyCharacter } from '../../../fixtures/domain/any-text.ts';
import type { Act } from '../../../../lib/domain/ticket/act.ts';
import { type Finding, findFaults } from '../../../../lib/domain/act/guard.ts';
import { fillTemplate, readReply } from '../../../../lib/domain/act/reply-content.ts';
import { buildReplyForm, sayBlocked } from '../../../../lib/slack/acts/build-reply-form.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { BLOCK_LIMITS } from '../../../../lib/slack/format/block-limits.ts';
import { arbitraryTicket, hostileText } from '../arbitrary-ticket.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { withFields, withoutFields } from '../../../fixtures/domain/make-ticket.ts';
import { madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { faultsOfView } from '../validate-blocks.ts';

const acting = madeUpVendor().acting;
const SHOWN = { channel: 'C0CS', mark: 'made-up', text: '' };
const fieldOf = ({ blocks }: ReturnType<typeof buildReplyForm>) =>
  blocks.find((block) => block.type === 'input');

describe('A3: the form of a reply', () => {
  test('shows in a preview the whole reply and the findings of the guard, and keeps the field', () => {
    const findings: Finding[] = [{ rule: 'link', does: 'warn', found: '<https://a.example>' }];
    const preview = { content: '답변입니다.\nAA몰', findings };
    const form = buildReplyForm(madeUpTicket(), madeUpVendor(), { ...SHOWN, text: '답변입니다.', preview });
    expect(form.submit?.text).toBe('보내기');
    expect(JSON.stringify(form.blocks)).toContain('링크가 있습니다. (“&lt;https://a.example&gt;”)');
    expect(fieldOf(form)).toMatchObject({ element: { initial_value: '답변입니다.' } });
  });

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

  test('are offered beside the templates, with a hint, if the ticket has an order and the reply is not public', () => {
    expect(formOf({}, ordered, ['{invoice}']).blocks).toContainEqual({
      type: 'actions',
      elements: [
        expect.objectContaining({ action_id: 'template' }),
        expect.objectContaining({ type: 'button', action_id: 'facts' }),
      ],
    });
    expect(shows(formOf(), words.factsHint)).toBe(true);
    const question = madeUpTicket({ source: 'product', kind: 'question', orderIds: ['3000000000001'] });
    const preview = { content: '답변입니다.', findings: [] };
    for (const form of [
      formOf({}, withoutFields(ordered, 'orderId', 'orderIds')),
      formOf({}, question),
      formOf({ preview }),
    ]) {
      expect(shows(form, '"facts"')).toBe(false);
      expect(shows(form, words.factsHint)).toBe(false);
    }
  });

  test('are explained only if a template needs them', () => {
    expect(shows(formOf({}, ordered, ['{product}']), words.factPlaces)).toBe(false);
    expect(shows(formOf({}, ordered, ['{product}', '{status}']), words.factPlaces)).toBe(true);
    expect(shows(formOf({}, withoutFields(ordered, 'orderId'), ['{status}']), words.factPlaces)).toBe(false);
  });

  test('are explained as filled in by the preview once the form has them, whatever the templates', () => {
    const filled = words.factsFilled('{invoice}, {status}');
    const some = { invoice: '000000000000', status: '배송 완료' };
    for (const templates of [[], ['{product}'], ['{ Invoice }']]) {
      const form = formOf({ facts: some }, ordered, templates);
      expect(shows(form, filled)).toBe(true);
      expect(shows(form, words.factPlaces)).toBe(false);
    }
    expect(shows(formOf({}, ordered, ['{ Invoice }']), words.factPlaces)).toBe(true);
  });

  test('are to be asked for after a template is chosen', () => {
    expect(shows(formOf({}, ordered, ['{invoice}']), words.templateFirst)).toBe(true);
    expect(shows(formOf(), words.templateFirst)).toBe(false);
  });

  test('are shown in a line, or why there are none', () => {
    const form = formOf({ facts });
    expect(shows(form, '배송 완료 · 지어낸 택배 · `000000000000` · 배송 완료일 2026-11-25')).toBe(true);
    expect(shows(form, words.factsHint)).toBe(false);
    expect(JSON.parse(form.private_metadata ?? '')).toMatchObject({ facts });
    const without = formOf({ noFacts: '지어낸 이유' });
    expect(shows(without, '지어낸 이유')).toBe(true);
    expect(shows(without, '"facts"')).toBe(true);
  });

  test('stay in the preview', () => {
    const form = formOf({ facts, preview: { content: '답변입니다.', findings: [] } });
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
      const text = fillTemplate(template, ordered, 'Asia/Seoul');
      const filled = fieldOf(formOf({ text }, ordered, ['다른 서식', template]));
      expect(fieldOf(formOf({ facts, keep: filled?.block_id }, ordered, ['다른 서식', template]))).toEqual(
        filled,
      );
      const again = fieldOf(formOf({ text, field: filled?.block_id }, ordered, [template]));
      expect(again?.block_id).not.toBe(filled?.block_id);
      expect(fieldOf(formOf({ facts, keep: again?.block_id }, ordered, [template]))).toEqual(again);
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

describe('any text becomes a valid form, or an error in words', () => {
  const text = fc.oneof(hostileText, fc.string({ unit: anyCharacter, maxLength: 1200 }));
  const names = fc.array(
    hostileText.map((name) => name.slice(0, 75)).filter((name) => name !== ''),
    { maxLength: 100 },
  );

  test('in the form, with any template', () => {
    fc.assert(
      fc.property(
        arbitraryTicket,
        text,
        names,
        fc.constantFrom('ko', 'en', 'zh-TW'),
        (any, typed, templates, language) => {
          const ticket = withFields(any, { inquiryId: '1015668177' });
          const offered = templates.map((name) => ({
            source: ticket.key.source,
            name,
            text: '지어낸 답변',
          }));
          const vendor = madeUpVendor({ language, acting: { ...acting, templates: offered } });
          expect(faultsOfView(buildReplyForm(ticket, vendor, { ...SHOWN, text: typed }))).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('in the preview, or the reason why there is none', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('ko', 'en', 'zh-TW'), (typed, language) => {
        const vendor = madeUpVendor({ language });
        const reply = readReply(typed);
        if ('refusal' in reply) return;
        const { content } = reply;
        const findings = findFaults(typed);
        const preview = { content, findings };
        expect(
          faultsOfView(buildReplyForm(madeUpTicket(), vendor, { ...SHOWN, text: typed, preview })),
        ).toEqual([]);
        const message = sayBlocked(findings, vendor);
        expect(message.isWellFormed()).toBe(true);
        expect(message.length).toBeLessThan(BLOCK_LIMITS.inputHint);
      }),
      { numRuns: 300 },
    );
  });
});
