import { describe, expect, test } from '@jest/globals';
import type { HandOverFacts, ReportFacts } from '../../../../lib/domain/notice/notice-facts.ts';
import { buildReport } from '../../../../lib/slack/notices/build-report.ts';
import type { VendorConfig } from '../../../../lib/config/schema.ts';
import { DUE_AT, madeUpVendor } from '../made-up-ticket.ts';
import type { Message } from '../../../../lib/slack/format/blocks.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { textsOf } from '../texts-of.ts';
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
const QUESTIONS: ReportFacts['bySource'] = {
  product: { opened: 12, inTime: 9, missed: 2, late: 1, open: 3, medianMs: 96 * MINUTE },
};
const ko = madeUpVendor();
const en = madeUpVendor({ language: 'en' });
const build = (reportFacts: ReportFacts, vendor: VendorConfig) =>
  buildReport(reportFacts, vendor, { members: [], now: 0, linkTo: () => undefined });

test('S7: a report with a hand-over and the acts of a large team stays within the limits', () => {
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

/** The lines of a message, with its title. */
const linesOf = ({ blocks }: Message): string[] => textsOf(blocks).flatMap((text) => text.split('\n'));

describe('a report (S7, S8)', () => {
  test('C6: escapes a hostile category', () => {
    expect(linesOf(build(facts, ko)).join('\n')).toContain('교환 &lt;!here&gt; 4건 중 1건');
  });

  test.each(['ko', 'en', 'zh-TW'] as const)(
    'has at most ten lines with everything in it, in %s',
    (language) => {
      const [line] = facts.dueBeforeNextShift.lines;
      const acts = Array.from({ length: 20 }, (_, index) => ({
        by: `U0${index}`,
        claimed: 9,
        confirmed: 9,
        replied: 9,
      }));
      const full: ReportFacts = {
        ...facts,
        before: { share: { inTime: 7, counted: 7 }, medianMs: 90 * MINUTE },
        acts,
        holidaysUnknown: 2027,
        unseen: { 'call-center': true, product: true },
        unseenInShare: true,
        dueBeforeNextShift: { count: 20, lines: line ? Array.from({ length: 20 }, () => line) : [] },
      };
      const vendor = madeUpVendor({ language });
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
      expect(third).toBe(`${first} · *${WORDING[language].notice.more(17)}*`);
    },
  );

  test.each(['ko', 'en', 'zh-TW'] as const)(
    'has at most ten lines with a hand-over, too, and counts the tickets that it does not name, in %s',
    (language) => {
      const [line] = facts.dueBeforeNextShift.lines;
      const lines = line ? [line, line] : [];
      const handOver: HandOverFacts = {
        about: 'hand-over',
        endsAt: DUE_AT,
        nextEndsAt: DUE_AT + DAY,
        dueSoon: { count: 2, lines },
        unclaimed: { count: 31, lines },
        claimed: { count: 42, lines },
      };
      const acts = [{ by: 'U0CS', claimed: 1, confirmed: 0, replied: 0 }];
      const full: ReportFacts = { ...facts, acts, holidaysUnknown: 2027, handOver };
      const vendor = madeUpVendor({ language });
      const { more } = WORDING[language].notice;
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
    },
  );

  test('S7: has the figures of questions in one line below those of the hand-overs, or that there was none', () => {
    const lines = linesOf(build({ ...facts, bySource: QUESTIONS }, ko));
    expect(lines).toContain(
      '*🛍️ 상품 문의* · 신규 12건 · 24시간 내 답변 9건 · 마감 초과 2건 · 초과 후 답변 1건 · 미답변 3건 · 답변 시간(중앙값) 1시간 36분',
    );
    expect(lines[1]).toMatch(/^\*이관\* · /);
    const none = { product: { opened: 0, inTime: 0, missed: 0, late: 0, open: 0 } };
    expect(linesOf(build({ ...facts, bySource: none }, ko))).toContain('*🛍️ 상품 문의* · 해당 건 없음');
    expect(linesOf(build(facts, ko)).join('\n')).not.toMatch(/이관\*|상품 문의/);
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
    const seven = ['1', '2', '3', '4', '5', '6', '7'].map((by) => ({ by, ...counts }));
    const [line] = linesOf(build({ ...facts, acts: seven }, ko)).filter((each) => each.includes('담당자별'));
    expect(line).toMatch(/ · @5 담당 3, 답변 2 · 외 2명$/);
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

  test('S8: shows a share below the threshold below it', () => {
    const lines = linesOf(build({ ...facts, rolling: { inTime: 947, counted: 1000 } }, ko));
    expect(lines.join()).toContain('*최근 30일 24시간 내 답변* 94.7% (947/1000) · 기준 95% 미달');
  });
});
