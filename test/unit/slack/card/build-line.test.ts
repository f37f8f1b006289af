import { withFields, type TicketFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import type { Act } from '../../../../lib/domain/ticket/act.ts';
import type { ReachedStep } from '../../../../lib/domain/ticket/step.ts';
import type { LineName, Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { buildLine } from '../../../../lib/slack/card/build-line.ts';
import { arbitraryLabel, arbitraryLine, arbitraryTicket, instant } from '../arbitrary-ticket.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from '../made-up-ticket.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';
import { textsOf } from '../texts-of.ts';
import { faultsOfMessage } from '../validate-blocks.ts';

const ko = madeUpVendor();
const en = madeUpVendor({ language: 'en' });
const DUE = '<!date^1795583820^{date_short_pretty} {time}|11/25(수) 14:17>';
const lineOf = (name: LineName, changes: TicketFields, vendor = ko) =>
  buildLine(madeUpTicket(changes), name, vendor, { now: DUE_AT });
const MENTIONING = {
  mentionOnNew: ['S0CONFIGURED'],
  offHours: { mention: ['S0CONFIGURED'] },
  mentions: Object.fromEntries(
    ['target', '6h', '3h', '1h', '15m', 'last-shift', 'overdue'].map((name) => [name, ['S0CONFIGURED']]),
  ),
};
const PUSH = '11/25(수) 14:17 마감 · 인조가죽 스커트 Khaki L · AA몰';

describe('a line of the thread', () => {
  test('R29: shows the text of an act that was given up, to copy, and that of a later act does not', () => {
    const history = [
      { name: 'act-2', at: NOW, deed: { did: 'not-done', press: 'press-1', by: 'U0CS' } } as const,
    ];
    const texts = (act: Partial<Act>) => textsOf(lineOf('act-2', { history, act: makeAct(act) }).blocks);
    const headline =
      '⚠️ Slack 처리 기능이 꺼져 <@U0CS>님의 처리를 쿠팡에 보내지 않았습니다. WING에서 처리하세요.';
    expect(texts({ progress: 'told' })).toEqual([headline, '> 지어낸 답변입니다.']);
    expect(texts({ progress: 'asked', id: 'press-2' })).toEqual([headline]);
    expect(texts({ progress: 'asked' })).toEqual([headline]);
  });

  test('shows no outcome for a closing of a ticket that is open again', () => {
    expect(textsOf(lineOf('closed-3', { outcome: 'answered' }).blocks)).toEqual(['☑️ 종료됨']);
  });

  test('R15: mentions the same people for a re-opening as a new card', () => {
    const vendor = madeUpVendor({ mentionOnNew: ['S0CS', 'U0CS'] });
    expect(textsOf(lineOf('reopened-4', {}, vendor).blocks)).toEqual([
      `🔁 목록에 다시 올라와 다시 열었습니다 · 마감 ${DUE}\n<!subteam^S0CS> <@U0CS>`,
    ]);
    expect(lineOf('reopened-4', {}).text).toBe(`[다시 올라옴] ${PUSH}`);
    expect(textsOf(lineOf('reopened-4', {}).blocks)).toEqual([
      `🔁 목록에 다시 올라와 다시 열었습니다 · 마감 ${DUE}`,
    ]);
  });

  test('mentions nobody for a late re-opening of a ticket that has closed since', () => {
    const vendor = madeUpVendor({ mentionOnNew: ['here'] });
    const line = lineOf('reopened-4', { state: 'closed', outcome: 'answered' }, vendor);
    expect(JSON.stringify(line)).not.toContain('<!here>');
  });

  test('R16: goes to the channel too for a breach, shows what is still possible, and mentions nobody', () => {
    const vendor = madeUpVendor({ mentionOnNew: ['here'] });
    const line = lineOf('breach', { state: 'closed', outcome: 'auto-closed' }, vendor);
    expect(line.broadcast).toBe(true);
    expect(line.text).toBe(`[자동 종료] ${PUSH}`);
    const [headline, about, wing] = textsOf(line.blocks);
    expect(headline).toBe(
      `⛔ 24시간 초과 · 쿠팡 자동 종료 (${DUE})\n` +
        '마감이 지나 쿠팡이 자동 종료했습니다. 필요하면 WING에서 답변하세요.\n' +
        '*상품* 인조가죽 스커트 Khaki L',
    );
    expect(about).toMatch(/^주문/);
    expect(wing).toMatch(/^문의번호 `1015668177` · 복사해 WING에서 검색하세요 \[WING에서 답변\]/);
    expect(JSON.stringify(line)).not.toMatch(/<@|<!(?!date)/);
  });

  test('R16: stays in the thread for a breach after `overdue` was announced', () => {
    const changes = { state: 'closed', outcome: 'auto-closed' } as const;
    const after = (posted: Record<string, string>) => lineOf('breach', { ...changes, posted }).broadcast;
    expect(after({ [`step/overdue/${DUE_AT}`]: '1795584600.000100' })).toBe(false);
    expect(after({ [`step/overdue/${DUE_AT}`]: 'passed' })).toBe(true);
    expect(after({ [`step/overdue/${DUE_AT - 1}`]: '1795584600.000100' })).toBe(true);
    expect(after({ [`step/1h/${DUE_AT}`]: '1795584600.000100' })).toBe(true);
  });

  test('R15, R16: goes to the channel for the breach of a ticket that asked again, even if an earlier breach was announced', () => {
    const changes = { state: 'closed', outcome: 'auto-closed' } as const;
    const after = (at: number, more: TicketFields = {}) =>
      lineOf('closed-9', { ...changes, history: [{ name: 'breach', at }], ...more }).broadcast;
    const { askedAt } = madeUpTicket().facts;
    expect(after(askedAt - 1)).toBe(true);
    expect(after(askedAt)).toBe(false);
    expect(after(askedAt - 1, { outcome: 'answered' })).toBe(false);
    expect(after(askedAt - 1, { posted: { [`step/overdue/${DUE_AT}`]: '1.1' } })).toBe(false);
  });

  test('shows the last warning of a breach, and whether somebody had claimed the ticket, without a mention', () => {
    const warned: ReachedStep = { name: '1h', deadline: DUE_AT, at: DUE_AT - 3_600_000, tells: 'team' };
    const changes: TicketFields = {
      state: 'closed',
      outcome: 'auto-closed',
      steps: [warned],
      claimedBy: 'U0CS',
    };
    const about = textsOf(lineOf('breach', changes).blocks).at(-2);
    expect(about).toMatch(/^담당 있음 · 마지막 알림 <!date\^1795580220\^\{time\}\|13:17> · 주문/);
  });

  test('S5: shows who answered for a closing, and a hostile login as text', () => {
    const changes = { state: 'closed', outcome: 'answered', answeredBy: '<!here>\n`cs01`' } as const;
    expect(textsOf(lineOf('closed-3', changes).blocks)).toEqual([
      '✅ 답변 완료 · 답변자 &lt;!here&gt; ˋcs01ˋ',
    ]);
    expect(textsOf(lineOf('closed-3', { ...changes, answeredBy: 'cs01' }, en).blocks)).toEqual([
      '✅ Answered · by cs01',
    ]);
  });

  test('R24: names its ticket in a list’s thread, without markup in the name', () => {
    const changes = { threadTs: '1.1', product: '<!here> `x`', inquiryId: '7' };
    const named = textsOf(lineOf('reopened-4', changes).blocks);
    expect(named.at(-1)).toBe('&lt;!here&gt; ˋxˋ · 문의번호 `7`');
    expect(textsOf(lineOf('closed-3', { ...changes, product: '' }, en).blocks).at(-1)).toBe('inquiry `7`');
    expect(textsOf(lineOf('breach', changes).blocks)).toHaveLength(3);
    expect(textsOf(lineOf('reopened-4', {}).blocks)).toHaveLength(1);
  });

  const anyLine = arbitraryTicket.chain((ticket) =>
    fc.record({ ticket: fc.constant(ticket), name: arbitraryLine(ticket), now: instant }),
  );
  const link = 'https://made-up.slack.com/archives/C0CS/p1?thread_ts=1.1&cid=C0CS';

  test('C6: is accepted by Slack like every escalation, and contains nothing hostile', () => {
    fc.assert(
      fc.property(
        anyLine,
        arbitraryLabel,
        fc.constantFrom('ko', 'en', 'zh-TW'),
        fc.boolean(),
        ({ ticket, name, now }, label, language, isLinked) => {
          const vendor = madeUpVendor({ label, language, ...MENTIONING });
          const about = { now, ...(isLinked && { link }) };
          const { broadcast: _, ...line } = buildLine(ticket, name, vendor, about);
          expect(faultsOfMessage(line)).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('R16: mentions nobody for a closed ticket, whatever steps were reached', () => {
    fc.assert(
      fc.property(anyLine, ({ ticket, name, now }) => {
        // Its text is quoted in a rich text, where nothing is a mention.
        const closed: Ticket = withFields(ticket, { state: 'closed', claimedBy: 'U0CLAIMER', text: '' });
        const line = buildLine(closed, name, madeUpVendor(MENTIONING), { now });
        expect(JSON.stringify(line)).not.toMatch(/<@|<!(?!date)/);
      }),
      { numRuns: 300 },
    );
  });

  test('has a push text without words of an agent or a buyer, of at most 80 characters', () => {
    fc.assert(
      fc.property(anyLine, fc.constantFrom('ko', 'en', 'zh-TW'), ({ ticket, name, now }, language) => {
        const vendor = madeUpVendor({ language });
        const { text } = buildLine(withFields(ticket, { text: 'SECRETWORD' }), name, vendor, { now });
        expect(text.length).toBeLessThanOrEqual(80);
        expect(text).not.toContain('SECRETWORD');
        const silent = withFields(ticket, {
          text: '',
          category: '',
          claimedBy: '',
          answeredBy: '',
          inquiryId: '1',
        });
        expect(buildLine(silent, name, vendor, { now }).text).toBe(text);
      }),
    );
  });
});
