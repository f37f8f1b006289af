import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { LineName, Ticket } from '../../../lib/domain/ticket.ts';
import { buildLine } from '../../../lib/slack/build-line.ts';
import { arbitraryLabel, arbitraryTicket } from './arbitrary-ticket.ts';
import { DUE_AT, madeUpTicket, madeUpVendor } from './made-up-ticket.ts';
import { textsOf } from './texts-of.ts';
import { faultsOfMessage } from './validate-blocks.ts';

const ko = madeUpVendor();
const en = madeUpVendor({ language: 'en' });
const DUE = '<!date^1795583820^{date_short_pretty} {time}|11/25(수) 14:17>';
const lineOf = (name: LineName, changes: Partial<Ticket>, vendor = ko) =>
  buildLine(madeUpTicket(changes), { name, at: DUE_AT }, vendor);
const PUSH = '11/25(수) 14:17 마감 · 인조가죽 스커트 Khaki L · AA몰';

describe('a line of the thread', () => {
  test('a changed request is quoted as it is now; its push has none of it', () => {
    const line = lineOf('changed-2', { text: '사진도\n보내 주세요' });
    expect(textsOf(line.blocks)).toEqual(['✏️ 상담사 요청이 바뀌었습니다\n> 사진도\n> 보내 주세요']);
    expect(line.text).toBe(`[요청 변경] ${PUSH}`);
    expect(line.broadcast).toBe(false);
  });

  test('a closing tells its outcome', () => {
    const changes = { state: 'closed', outcome: 'answered', inTime: true } as const;
    const line = lineOf('closed-3', { ...changes, answeredAt: DUE_AT - 24 * 3_600_000 + 134 * 60_000 });
    expect(textsOf(line.blocks)).toEqual(['✅ 답변 완료 · 2시간 14분 · 기한 내']);
    expect(line.text).toBe(`[답변 완료] ${PUSH}`);
    expect(line.broadcast).toBe(false);
  });

  test('a closing of a ticket that is open again claims no outcome', () => {
    expect(textsOf(lineOf('closed-3', { outcome: 'answered' }).blocks)).toEqual(['☑️ 종료됨']);
  });

  test('R15: a re-opening mentions whom a new card mentions', () => {
    const vendor = madeUpVendor({ mentionOnNew: ['S0CS', 'U0CS'] });
    expect(textsOf(lineOf('reopened-4', {}, vendor).blocks)).toEqual([
      `🔁 목록에 다시 올라옴 · 다시 열었습니다 · 마감 ${DUE}\n<!subteam^S0CS> <@U0CS>`,
    ]);
    expect(lineOf('reopened-4', {}).text).toBe(`[다시 올라옴] ${PUSH}`);
    expect(textsOf(lineOf('reopened-4', {}).blocks)).toEqual([
      `🔁 목록에 다시 올라옴 · 다시 열었습니다 · 마감 ${DUE}`,
    ]);
  });

  test('a late re-opening line of a ticket closed by then mentions nobody', () => {
    const vendor = madeUpVendor({ mentionOnNew: ['here'] });
    const line = lineOf('reopened-4', { state: 'closed', outcome: 'answered' }, vendor);
    expect(JSON.stringify(line)).not.toContain('<!here>');
  });

  test('R16: a breach goes to the channel too, says what is still possible, and mentions nobody', () => {
    const vendor = madeUpVendor({ mentionOnNew: ['here'] });
    const line = lineOf('breach', { state: 'closed', outcome: 'auto-closed' }, vendor);
    expect(line.broadcast).toBe(true);
    expect(line.text).toBe(`[자동 종료] ${PUSH}`);
    const [said, about] = textsOf(line.blocks);
    expect(said).toBe(
      '⛔ 24시간 초과 · 쿠팡 자동 종료 (11/25 14:17)\n' +
        '여기서는 더 이상 답변할 수 없습니다. 필요하면 WING에서 직접 답변하세요.\n' +
        '*상품* 인조가죽 스커트 Khaki L',
    );
    expect(about).toMatch(/^담당 없음 · 문의번호 `1015668177`/);
    expect(JSON.stringify(line)).not.toMatch(/<@|<!(?!date)/);
  });

  test('R24: in a digest’s thread it names its ticket, and nothing of it is markup', () => {
    const changes = { threadTs: '1.1', product: '<!here> `x`', inquiryId: '7' };
    const named = textsOf(lineOf('reopened-4', changes).blocks);
    expect(named.at(-1)).toBe('&lt;!here&gt; ˋxˋ · 문의번호 `7`');
    expect(textsOf(lineOf('closed-3', { ...changes, product: '' }, en).blocks).at(-1)).toBe('inquiry `7`');
    expect(textsOf(lineOf('breach', changes).blocks)).toHaveLength(2);
    expect(textsOf(lineOf('reopened-4', {}).blocks)).toHaveLength(1);
  });

  test('English means the same', () => {
    expect(textsOf(lineOf('changed-2', { text: 'a' }, en).blocks)).toEqual([
      '✏️ The agent’s request has changed\n> a',
    ]);
    expect(textsOf(lineOf('breach', { state: 'closed', outcome: 'auto-closed' }, en).blocks)[0]).toMatch(
      /^⛔ Over 24 hours · closed by Coupang \(11\/25 14:17\)\nIt can no longer be answered here\./,
    );
  });

  test('C6: Slack takes every line, and nothing hostile survives in one', () => {
    const names = fc.constantFrom<LineName>('changed-2', 'closed-3', 'reopened-4', 'breach');
    fc.assert(
      fc.property(
        arbitraryTicket,
        arbitraryLabel,
        names,
        fc.constantFrom('ko', 'en'),
        (ticket, label, name, language) => {
          const vendor = madeUpVendor({ label, language, mentionOnNew: ['S0CONFIGURED'] });
          expect(faultsOfMessage(buildLine(ticket, { name, at: DUE_AT }, vendor))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
