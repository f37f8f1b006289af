import { describe, expect, test } from '@jest/globals';
import type { ModalView } from '@slack/web-api';
import { fc } from '../../../fixtures/fast-check.ts';
import { anyCharacter } from '../../../fixtures/domain/any-text.ts';
import type { Act } from '../../../../lib/domain/ticket/act.ts';
import { type Finding, findFaults } from '../../../../lib/domain/act/guard.ts';
import { readReply } from '../../../../lib/domain/act/reply-content.ts';
import { buildReplyForm, sayBlocked } from '../../../../lib/slack/acts/build-reply-form.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { BLOCK_LIMITS } from '../../../../lib/slack/format/block-limits.ts';
import { arbitraryTicket, hostileText } from '../arbitrary-ticket.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { faultsOfView } from '../validate-blocks.ts';

const acting = madeUpVendor().acting;
const SHOWN = { channel: 'C0CS', mark: 'made-up', text: '' };
const fieldOf = ({ blocks }: ModalView) => blocks.find(({ type }) => type === 'input');

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
