import { describe, expect, test } from '@jest/globals';
import type { HandOverFacts, OpenLine, ReportFacts } from '../../../../lib/domain/notice/notice.ts';
import type { Message } from '../../../../lib/slack/format/message.ts';
import { buildReport } from '../../../../lib/slack/notices/build-report.ts';
import type { VendorConfig } from '../../../../lib/config/schema.ts';
import { DUE_AT, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';
import { makeDailyReport } from '../../local/page/make-daily-report.ts';
import { faultsOfMessage } from '../validate-blocks.ts';
import { MINUTE, DAY } from '../../../fixtures/domain/made-up.ts';

/** Wednesday 2026-11-25 in Seoul. */
const FROM = Date.UTC(2026, 10, 24, 15, 0);
const facts: ReportFacts = {
  about: 'daily',
  from: FROM,
  until: FROM + DAY,
  opened: 12,
  closed: { answered: 8, confirmed: 2, 'auto-closed': 1, withdrawn: 0, 'decided-by-coupang': 0, unknown: 0 },
  share: { inTime: 8, counted: 9 },
  medianMs: 134 * MINUTE,
  p90Ms: 303 * MINUTE,
  worst: [
    { category: '교환 <!here>', missed: 1, counted: 4 },
    { category: '', missed: 1, counted: 1 },
  ],
  rolling: { inTime: 101, counted: 105 },
  dueBeforeNextShift: {
    count: 1,
    lines: [{ source: 'call-center', inquiryId: '1', answerId: '11', kind: 'reply', dueAt: DUE_AT + DAY }],
  },
};
const EMPTY = makeDailyReport(FROM);
const ko = madeUpVendor();
const en = madeUpVendor({ language: 'en' });
const build = (told: ReportFacts, vendor: VendorConfig) =>
  buildReport(told, vendor, { members: [], linkTo: () => undefined });

/** The rows of its table, `name | figure`. */
const rowsOf = (newer: NonNullable<Message['newer']>): string[] =>
  newer.flatMap((block) =>
    block.type === 'table'
      ? block.rows.map((row) =>
          row.flatMap((cell) => (cell.type === 'rich_text' ? textsOf([cell]) : cell.text)).join(' | '),
        )
      : [],
  );

test('S7: a report with a hand-over and the acts of a large team is within our limits', () => {
  const listed = {
    count: 99,
    lines: Array.from({ length: 20 }, (_, index) => ({
      source: 'call-center' as const,
      inquiryId: `${index}00000000`,
      answerId: '1',
      kind: 'reply' as const,
      dueAt: DUE_AT,
      product: '"인조가죽 스커트 Khaki L" '.repeat(10),
      claimedBy: 'U0123456789',
    })),
  };
  const handOver: HandOverFacts = {
    about: 'hand-over',
    endsAt: DUE_AT,
    nextEndsAt: DUE_AT + DAY,
    dueSoon: listed,
    unclaimed: listed,
    claimed: listed,
  };
  const name = 'minji.kim.customer.service';
  const acts = Array.from({ length: 20 }, (_, index) => ({
    by: `U${index}`,
    name,
    claimed: 10,
    confirmed: 10,
    replied: 10,
  }));
  const worst = ['교환', '환불', '배송'].map((category) => ({ category, missed: 10, counted: 40 }));
  expect(faultsOfMessage(build({ ...facts, worst, handOver, acts }, en))).toEqual([]);
});

test('S8: one answer is one answer', () => {
  const rolling = { inTime: 18, counted: 19 };
  expect(JSON.stringify(build({ ...EMPTY, rolling }, en).blocks)).toContain('back after 1 answer in time');
});

describe('a report (S7, S8)', () => {
  test('shows what came and how it ended, with bars, how fast, what was missed, the present state, and what is next', () => {
    const notice = build(facts, ko);
    expect(textsOf(notice.blocks)).toEqual([
      '📊 일일 보고 · 11/25(수)',
      '신규 12건 · 종료 11건\n' +
        '```\n' +
        '████████████████ 8  답변 완료\n' +
        '████             2  확인 완료\n' +
        '██               1  자동 종료\n' +
        '```',
      '*24시간 내 답변* 88.8% (8/9)\n' +
        '*답변 소요 시간* 중앙값 2시간 14분 · 답변의 90% 5시간 3분 이내\n' +
        '*놓친 건이 많은 분류* 교환 &lt;!here&gt; 4건 중 1건 · 분류 없음 1건 중 1건',
      '*최근 30일 24시간 내 답변* 96.1% (101/105)\n기준 95%: 1건까지 더 놓쳐도 기준을 지킵니다.',
      '*다음 근무 시작 전 마감 1건*\n' +
        '<!date^1795670220^{date_short_pretty} {time}|11/26(목) 14:17> · 미답변 · 문의번호 `1`',
      'AA몰',
    ]);
    expect(notice.text).toBe('[일일 보고] 11/25(수) · 24시간 내 답변 88.8% (8/9) · 종료 11건 · AA몰');
  });

  test('if nothing was counted it says so, and divides by nothing', () => {
    const notice = build(EMPTY, ko);
    expect(textsOf(notice.blocks)).toEqual([
      '📊 일일 보고 · 11/25(수)',
      '신규 0건 · 종료 0건',
      '*24시간 내 답변* 해당 건 없음',
      '*최근 30일 24시간 내 답변* 해당 건 없음',
      '*다음 근무 시작 전 마감 0건*',
      'AA몰',
    ]);
    expect(notice.text).toBe('[일일 보고] 11/25(수) · 종료 0건 · AA몰');
    expect(JSON.stringify([notice, build(EMPTY, en)])).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('A6: it tells who did how much, with the chart or without, and mentions nobody', () => {
    const counts = { claimed: 3, confirmed: 1, replied: 2 };
    const acts = [
      { by: 'U0CS', name: 'minji <!here>', ...counts },
      { by: 'U0LEE', ...counts },
    ];
    const notice = build({ ...facts, acts }, ko);
    const said =
      '*담당자별 처리*\n' +
      '@minji &lt;!here&gt; · 담당 3건 · 확인 1건 · 답변 2건\n' +
      '@U0LEE · 담당 3건 · 확인 1건 · 답변 2건';
    expect(textsOf(notice.blocks)).toContain(said);
    expect(JSON.stringify(notice.newer)).toContain('@U0LEE');
    expect(JSON.stringify(notice.blocks)).not.toMatch(/<@|<!(?!date)/);
    expect(build({ ...facts, acts: [] }, ko)).toEqual(build(facts, ko));
  });

  test('C4: it comes at any time, so it mentions nobody', () => {
    const [line] = facts.dueBeforeNextShift.lines;
    const lines = line ? [{ ...line, claimedBy: 'U0CLAIMER' }] : [];
    const notice = build({ ...facts, dueBeforeNextShift: { count: 1, lines } }, ko);
    expect(textsOf(notice.blocks)[4]).toMatch(/ · 담당 있음 · 문의번호 `1`$/);
    expect(JSON.stringify(notice.blocks)).not.toMatch(/<@|<!(?!date)/);
    expect(JSON.stringify(notice.newer)).not.toContain('U0CLAIMER');
  });

  test('R27: with a hand-over that falls together with it, it is one message that lists each ticket once', () => {
    const claimed: OpenLine = {
      source: 'call-center',
      inquiryId: '2',
      answerId: '12',
      kind: 'reply',
      dueAt: DUE_AT + DAY,
      claimedBy: 'U0CS',
    };
    const none = { count: 0, lines: [] };
    const handOver: HandOverFacts = {
      about: 'hand-over',
      endsAt: FROM + DAY,
      dueSoon: { count: 1, lines: [claimed] },
      unclaimed: none,
      claimed: none,
    };
    const told = { ...facts, dueBeforeNextShift: none, handOver };
    const notice = build(told, ko);
    const texts = textsOf(notice.blocks);
    expect(texts.slice(0, 4)).toEqual([
      '🔄 인수인계 · 11/26(목) 00:00 근무 종료 · 미처리 1건',
      '*다음 근무 안에 마감 1건*\n' +
        '<!date^1795670220^{date_short_pretty} {time}|11/26(목) 14:17> · 미답변 · 담당 있음 · 문의번호 `2`',
      '📊 *일일 보고* · 11/25(수)',
      expect.stringMatching(/^신규 12건 · 종료 11건\n/),
    ]);
    expect(texts.join()).not.toContain('다음 근무 시작 전');
    expect(notice.text).toMatch(/^\[인수인계\] 미처리 1건 · 다음 근무 안에 마감 1건 · /);
  });

  test('a week is named by its first and its last day', () => {
    const week = { ...facts, about: 'weekly', from: FROM - 2 * DAY, until: FROM + 5 * DAY } as const;
    expect(textsOf(build(week, ko).blocks)[0]).toBe('📊 주간 보고 · 11/23(월)–11/29(일)');
    expect(build(week, en).text).toBe(
      '[Weekly report] 11/23 (Mon)–11/29 (Sun) · in time 88.8% (8/9) · closed 11 · AA몰',
    );
  });

  test.each<[ReportFacts['rolling'], number, string, string]>([
    [
      { inTime: 95, counted: 100 },
      0.95,
      '기준 95%: 한 건이라도 더 놓치면 기준 아래로 내려갑니다.',
      'Threshold 95%: one more miss falls below it.',
    ],
    [
      { inTime: 90, counted: 100 },
      0.95,
      '기준 95% 미달: 100건을 연속으로 기한 내 답변하면 회복합니다.',
      'Below the threshold 95%: back after 100 answers in time without a miss.',
    ],
    [
      { inTime: 99, counted: 100 },
      1,
      '기준 100% 미달: 놓친 건이 30일을 지나야 회복합니다.',
      'Below the threshold 100%: back once the misses are more than 30 days old.',
    ],
  ])('S8: %j at %d', (rolling, inTimeThreshold, korean, english) => {
    const said = (language: 'ko' | 'en') =>
      textsOf(build({ ...facts, rolling }, madeUpVendor({ inTimeThreshold, language })).blocks)[3];
    expect(said('ko')?.split('\n')[1]).toBe(korean);
    expect(said('en')?.split('\n')[1]).toBe(english);
  });

  test('S8: a threshold of 0 is always met, so it is not mentioned', () => {
    const texts = textsOf(build(facts, madeUpVendor({ inTimeThreshold: 0 })).blocks);
    expect(texts[3]).toBe('*최근 30일 24시간 내 답변* 96.1% (101/105)');
  });

  test('it warns of missing holidays', () => {
    const texts = (vendor = ko) => textsOf(build({ ...facts, holidaysUnknown: 2028 }, vendor).blocks);
    expect(texts().at(-2)).toBe(
      '⚠️ 2028년 공휴일 정보가 없습니다. 설정의 holidays에 넣거나 프로그램을 업데이트하세요.',
    );
    expect(texts(en).at(-2)).toMatch(
      /^⚠️ The holidays of 2028 are not known\. List them under holidays in the configuration/,
    );
    expect(textsOf(build(facts, ko).blocks).join()).not.toContain('공휴일');
  });

  test('R22: with newer blocks it has a chart, and all figures in a table, at the right', () => {
    const newer = build(facts, ko).newer ?? [];
    expect(newer.map(({ type }) => type)).toEqual([
      'header',
      'section',
      'data_visualization',
      'table',
      'section',
      'section',
      'context',
    ]);
    expect(newer[2]).toMatchObject({
      title: '종료 11건',
      chart: {
        type: 'bar',
        series: [
          {
            data: [
              { label: '답변 완료', value: 8 },
              { label: '확인 완료', value: 2 },
              { label: '자동 종료', value: 1 },
            ],
          },
        ],
        axis_config: { categories: ['답변 완료', '확인 완료', '자동 종료'] },
      },
    });
    expect(newer[3]).toMatchObject({ column_settings: [{ is_wrapped: true }, { align: 'right' }] });
    expect(rowsOf(newer)).toEqual([
      '항목 | 값',
      '답변 완료 | 8',
      '확인 완료 | 2',
      '자동 종료 | 1',
      '24시간 내 답변 | 88.8% (8/9)',
      '답변 소요 시간 · 중앙값 | 2시간 14분',
      '답변 소요 시간 · 답변의 90% | 5시간 3분 이내',
      '놓친 건이 많은 분류 · 교환 <!here> | 4건 중 1건',
      '놓친 건이 많은 분류 · 분류 없음 | 1건 중 1건',
      '최근 30일 24시간 내 답변 | 96.1% (101/105)',
    ]);
    const { blocks } = build(facts, ko);
    expect(newer.slice(-2)).toEqual(blocks.slice(-2));
    expect(JSON.stringify(newer[4])).toContain('기준 95%: 1건까지 더 놓쳐도 기준을 지킵니다.');
  });

  test('R22: with newer blocks and nothing to count it has a table alone', () => {
    const newer = build(EMPTY, en).newer ?? [];
    expect(newer.map(({ type }) => type)).toEqual(['header', 'section', 'table', 'section', 'context']);
    expect(rowsOf(newer)).toEqual([
      'Figure | Value',
      'Answered within 24 hours | none to count',
      'Last 30 days, answered within 24 hours | none to count',
    ]);
  });

  test('R22: with lists that fill the message it has no newer blocks', () => {
    const line: OpenLine = {
      source: 'call-center',
      inquiryId: '1'.repeat(40),
      answerId: '1',
      kind: 'reply',
      dueAt: DUE_AT,
      product: 'x'.repeat(100),
    };
    const listed = { count: 24, lines: Array.from({ length: 24 }, () => line) };
    const handOver: HandOverFacts = {
      about: 'hand-over',
      endsAt: DUE_AT,
      unclaimed: listed,
      claimed: listed,
      dueSoon: listed,
    };
    expect(build({ ...facts, handOver }, ko).newer).toBeUndefined();
  });

  test('English means the same', () => {
    const texts = textsOf(build(facts, en).blocks);
    expect(texts[0]).toBe('📊 Daily report · 11/25 (Wed)');
    expect(texts[1]).toMatch(/^Opened 12 · closed 11\n```\n█{16} 8 {2}Answered\n/);
    expect(texts[2]).toMatch(
      /^\*Answered within 24 hours\* 88\.8% \(8\/9\)\n\*Time to answer\* median 2 h 14 min · 90% of answers within 5 h 3 min\n/,
    );
    expect(texts[3]).toMatch(
      /^\*Last 30 days, .*\nThreshold 95%: 1 more may be missed without falling below it\.$/,
    );
    expect(texts[4]).toMatch(/^\*Due before the next shift: 1\*\n/);
  });
});
