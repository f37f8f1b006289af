import { describe, expect, test } from '@jest/globals';
import type { VendorConfig } from '../../../../lib/config/schema.ts';
import type { HandOverFacts, PeriodBefore, ReportFacts } from '../../../../lib/domain/notice/notice-facts.ts';
import type { Message } from '../../../../lib/slack/format/blocks.ts';
import { buildReport, sayOutcomes } from '../../../../lib/slack/notices/build-report.ts';
import { keyFigures } from '../../../../lib/slack/notices/key-figures.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { NONE_CLOSED } from '../../../fixtures/domain/make-notice.ts';
import { DAY, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { fc } from '../../../fixtures/fast-check.ts';
import { DUE_AT, madeUpVendor } from '../made-up-ticket.ts';
import { textsOf } from '../texts-of.ts';

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
const QUESTIONS: ReportFacts['bySource'] = {
  product: { opened: 12, inTime: 9, missed: 2, late: 1, open: 3, medianMs: 96 * MINUTE },
};
const ko = madeUpVendor();
const build = (reportFacts: ReportFacts, vendor: VendorConfig) =>
  buildReport(reportFacts, vendor, { members: [], now: 0, linkTo: () => undefined });

/** The lines of a message, with its title. */
const linesOf = ({ blocks }: Message): string[] => textsOf(blocks).flatMap((text) => text.split('\n'));

describe('a report (S7, S8)', () => {
  describe.each(['ko', 'en', 'zh-TW'] as const)('has at most ten lines, in %s', (language) => {
    const vendor = madeUpVendor({ language });
    const { more } = WORDING[language].notice;
    const listed = (count: number) => ({
      count,
      lines: facts.dueBeforeNextShift.lines.flatMap((line) => Array.from({ length: count }, () => line)),
    });
    const acts = Array.from({ length: 20 }, (_, index) => ({
      by: `U0${index}`,
      claimed: 9,
      confirmed: 9,
      replied: 9,
    }));
    const withWarning: ReportFacts = { ...facts, acts, holidaysUnknown: 2027 };

    test('with everything in it', () => {
      const full: ReportFacts = {
        ...withWarning,
        before: { share: { inTime: 7, counted: 7 }, medianMs: 90 * MINUTE },
        unseen: { 'call-center': true, product: true },
        unseenInShare: true,
        dueBeforeNextShift: listed(20),
      };
      const crowded = linesOf(build(full, vendor));
      expect(crowded).toHaveLength(10);
      expect(crowded[5]).toMatch(/19[^\d]*$/);
      const asked = linesOf(build({ ...full, bySource: QUESTIONS }, vendor));
      expect(asked).toHaveLength(10);
      expect(asked[4]).toBe(crowded[4]);
      expect(asked[7]).toContain(WORDING[language].report.of.product);
      expect(linesOf(build({ ...full, about: 'weekly' }, vendor))).toHaveLength(8);
      // With room, the three nearest tickets are named, and all are counted.
      const { holidaysUnknown: _, acts: __, ...plain } = full;
      const lines = linesOf(build(plain, vendor));
      expect(lines).toHaveLength(10);
      expect(lines[4]).toContain('20');
      const [first, second, third] = lines.slice(5, 8);
      expect(second).toBe(first);
      expect(third).toBe(`${first} · *${more(17)}*`);
    });

    test('with a hand-over, too, and counts the tickets that it does not name', () => {
      const handOver: HandOverFacts = {
        about: 'hand-over',
        endsAt: DUE_AT,
        nextEndsAt: DUE_AT + DAY,
        dueSoon: listed(2),
        unclaimed: listed(31),
        claimed: listed(42),
      };
      const full: ReportFacts = { ...withWarning, handOver };
      const crowded = linesOf(build(full, vendor));
      expect(crowded).toHaveLength(10);
      expect(crowded[1]).toMatch(/2.* · .*31.* · .*42/);
      expect(crowded[2]).toContain(` · *${more(74)}*`);
      const asked = linesOf(build({ ...full, bySource: QUESTIONS }, vendor));
      expect(asked).toHaveLength(10);
      expect(asked[1]).toBe(crowded[1]);
      const { holidaysUnknown: _, acts: __, ...plain } = full;
      const shown = linesOf(build(plain, vendor));
      expect(shown).toHaveLength(10);
      expect(shown[4]).toContain(` · *${more(72)}*`);
    });
  });

  test('R17: says beside the figures of a source and beside the share that unseen requests are not counted', () => {
    const linesWith = (unseen: Pick<ReportFacts, 'unseen' | 'unseenInShare'>) =>
      linesOf(build({ ...facts, bySource: QUESTIONS, ...unseen }, ko))
        .filter((line) => line.endsWith(' · 조회 중단 중에 접수되어 종료된 문의는 집계되지 않습니다'))
        .map((line) => line.split(' ').slice(0, 2).join(' '));
    expect(linesWith({})).toEqual([]);
    expect(linesWith({ unseen: { 'call-center': true } })).toEqual(['신규 12건']);
    expect(linesWith({ unseen: { product: true } })).toEqual(['*🛍️ 상품']);
    expect(linesWith({ unseenInShare: true })).toEqual(['*최근 30일']);
  });

  test('A6: has the acts of five people in one line, counts the others, and mentions nobody', () => {
    const counts = { claimed: 3, confirmed: 0, replied: 2 };
    const acts = [
      { by: 'U0CS', name: 'minji <!here>', ...counts },
      { by: 'U0LEE', ...counts, claimed: 0, confirmed: 1 },
    ];
    const notice = build({ ...facts, acts }, ko);
    expect(linesOf(notice)).toContain(
      '*담당자별 처리* @minji &lt;!here&gt; 담당 3, 답변 2 · @U0LEE 확인 1, 답변 2',
    );
    expect(JSON.stringify(notice.blocks)).not.toMatch(/<@|<!(?!date)/);
    expect(build({ ...facts, acts: [] }, ko)).toEqual(build(facts, ko));
  });

  test('C4: mentions nobody, since it comes at any time', () => {
    const [line] = facts.dueBeforeNextShift.lines;
    const lines = line ? [{ ...line, claimedBy: 'U0CLAIMER' }] : [];
    const notice = build({ ...facts, dueBeforeNextShift: { count: 1, lines } }, ko);
    expect(linesOf(notice)[5]).toMatch(/ · 담당 있음 · 문의번호 `1`$/);
    expect(JSON.stringify(notice.blocks)).not.toMatch(/<@|<!(?!date)/);
  });

  test('S8: does not mention a threshold of 0, which is always met', () => {
    const lines = linesOf(build(facts, madeUpVendor({ inTimeThreshold: 0 })));
    expect(lines).toContain('*최근 30일 24시간 내 답변* 96% (101/105)');
  });
});

const share = (inTime: number, counted: number) => ({ inTime, counted });
const trends = (now: PeriodBefore, before?: PeriodBefore) =>
  keyFigures({ ...now, ...(before && { before }) }, WORDING.ko).map(({ value, trend }) => [value, trend]);

describe('S7: the three figures of a report', () => {
  test('each have their change since the time before', () => {
    const now = { share: share(24, 25), medianMs: 134 * MINUTE };
    expect(trends(now, { share: share(93, 100), medianMs: 146 * MINUTE })).toEqual([
      ['96% (24/25)', '3%p 상승'],
      ['2시간 14분', '12분 빨라짐'],
      ['1건', '6건 감소'],
    ]);
    expect(trends(now, { share: share(25, 25), medianMs: 60 * MINUTE })).toEqual([
      ['96% (24/25)', '4%p 하락'],
      ['2시간 14분', '1시간 14분 늦어짐'],
      ['1건', '1건 증가'],
    ]);
  });

  test('change by the difference of the figures that the two reports show', () => {
    // 96.4 % and 92.6 % are shown as 96 % and 93 %.
    expect(trends({ share: share(964, 1000) }, { share: share(926, 1000) })[0]).toEqual([
      '96% (964/1000)',
      '3%p 상승',
    ]);
    expect(trends({ share: share(996, 1000) }, { share: share(96, 100) })[0]).toEqual([
      '99.6% (996/1000)',
      '3.6%p 상승',
    ]);
    const medianMs = 133.5 * MINUTE;
    expect(
      trends({ share: share(1, 1), medianMs }, { share: share(2, 2), medianMs: medianMs + MINUTE - 2 }),
    ).toEqual([
      ['100% (1/1)', '변동 없음'],
      ['2시간 14분', '변동 없음'],
      ['0건', '변동 없음'],
    ]);
  });

  test('have no change without the figures of the time before', () => {
    expect(trends({ share: share(9, 10), medianMs: MINUTE })).toEqual([
      ['90% (9/10)', undefined],
      ['1분', undefined],
      ['1건', undefined],
    ]);
    expect(trends({ share: share(9, 10), medianMs: MINUTE }, { share: share(0, 2) })[1]).toEqual([
      '1분',
      undefined,
    ]);
    expect(trends({ share: share(0, 0) }, { share: share(9, 10), medianMs: MINUTE })).toEqual([
      ['해당 건 없음', undefined],
      ['0건', '1건 감소'],
    ]);
  });
});

describe('the bar of outcomes', () => {
  test.each([
    [{ answered: 12, confirmed: 5, 'auto-closed': 1, withdrawn: 1 }, '🟩🟩🟩🟩🟩🟩🟩🟩🟥⬜'],
    [{ answered: 999, 'auto-closed': 1 }, '🟩🟩🟩🟩🟩🟩🟩🟩🟩🟥'],
    [{ answered: 1, 'auto-closed': 999 }, '🟩🟥🟥🟥🟥🟥🟥🟥🟥🟥'],
    [{ answered: 50, 'decided-by-coupang': 50 }, '🟩🟩🟩🟩🟩⬜⬜⬜⬜⬜'],
    [{ answered: 1, confirmed: 1, unknown: 1 }, '🟩🟩❔'],
    [{ 'auto-closed': 3 }, '🟥🟥🟥'],
    [{ answered: 200 }, '🟩🟩🟩🟩🟩🟩🟩🟩🟩🟩'],
  ])('of %j is %s', (closed, bar) => {
    expect(
      sayOutcomes({ ...NONE_CLOSED, ...closed }, WORDING.ko)
        .split(' · ')[0]
        ?.replace(/^종료 \d+건 /, ''),
    ).toBe(bar);
  });

  test('has a legend with the words and numbers, so that a miss does not look like a withdrawal', () => {
    const closed = { ...NONE_CLOSED, answered: 12, confirmed: 5, 'auto-closed': 1, withdrawn: 2 };
    expect(sayOutcomes(closed, WORDING.ko)).toMatch(
      /^종료 20건 🟩+🟥⬜ · 🟩\u00A0답변 완료 12, 확인 완료 5 · 🟥\u00A0자동 종료 1 · ⬜\u00A0이관 취소 2$/u,
    );
  });

  test('has a cell for each ticket or ten, and hides no outcome', () => {
    const count = fc.nat(10_000);
    fc.assert(
      fc.property(count, count, count, count, (answered, missed, withdrawn, unknown) => {
        const all = answered + missed + withdrawn + unknown;
        fc.pre(all > 0);
        const closed = { ...NONE_CLOSED, answered, 'auto-closed': missed, withdrawn, unknown };
        const [bar = ''] = sayOutcomes(closed, WORDING.ko).split(' · ');
        expect(bar.match(/🟩|🟥|⬜|❔/gu)).toHaveLength(Math.min(10, all));
        expect(['🟩', '🟥', '⬜', '❔'].map((symbol) => bar.includes(symbol))).toEqual(
          [answered, missed, withdrawn, unknown].map((each) => each > 0),
        );
      }),
    );
  });
});
