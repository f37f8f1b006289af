import { describe, expect, test } from '@jest/globals';
import type { Notice, NoticeKey } from '../../../../lib/domain/notice/notice.ts';
import type { ReportFacts } from '../../../../lib/domain/notice/notice-facts.ts';
import { NEW_VENDOR_STATE } from '../../../../lib/domain/reading/vendor-state.ts';
import { createBoardReader } from '../../../../local/board/board-reader.ts';
import type { VendorReports } from '../../../../local/board/board.ts';
import { renderReports } from '../../../../local/page/board/render-reports.ts';
import { createView } from '../../../../local/page/view.ts';
import { createReportReader } from '../../../../local/board/ended-reader.ts';
import { makePolicy } from '../../../fixtures/domain/make-ladder.ts';
import { makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { makeDailyReport, NONE_CLOSED } from './make-daily-report.ts';
import { HOSTILE, PAGE_VENDOR, skeletonOf, VENDOR } from './page-parts.ts';
import { HOUR, DAY } from '../../../fixtures/domain/made-up.ts';

/** 2026-11-25, 09:30 in Seoul. */
const NOW = Date.UTC(2026, 10, 25, 0, 30);
/** Midnight in Seoul. */
const TODAY = Date.UTC(2026, 10, 24, 15);

const daily = (daysAgo: number, facts: Partial<ReportFacts> = {}): ReportFacts =>
  makeDailyReport(TODAY - daysAgo * DAY, facts);

/** A store with these reports, and the names that were read. */
const makeStore = (...reports: ReportFacts[]) => {
  const stored = new Map<string, Notice>(
    reports.map((facts) => [`daily/${facts.from}`, makeNotice(`daily/${facts.from}`, facts)]),
  );
  const readNames: string[] = [];
  const read = async ({ notice }: NoticeKey) => {
    readNames.push(notice);
    return stored.get(notice);
  };
  return {
    asked: readNames,
    notices: { read },
    put: (facts: ReportFacts) => stored.set(`daily/${facts.from}`, makeNotice(`daily/${facts.from}`, facts)),
  };
};

describe('S7: the daily reports of the last days', () => {
  test('are those of the seven days before today in the market’s zone, oldest first', async () => {
    const { notices } = makeStore(...[0, 1, 3, 7, 8].map((daysAgo) => daily(daysAgo)));
    const days = await createReportReader(notices, VENDOR)(NOW);
    expect(days.map(({ from }) => (TODAY - from) / DAY)).toEqual([7, 3, 1]);
    // Half an hour before midnight yesterday's report is still the last one.
    const before = await createReportReader(notices, VENDOR)(TODAY - HOUR / 2);
    expect(before.map(({ from }) => (TODAY - from) / DAY)).toEqual([8, 7, 3]);
  });

  test('are searched by their names, each until it exists', async () => {
    const store = makeStore(daily(7), daily(2));
    const read = createReportReader(store.notices, VENDOR);
    await read(NOW);
    expect(store.asked.toSorted()).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((daysAgo) => `daily/${TODAY - daysAgo * DAY}`).toSorted(),
    );
    store.asked.length = 0;
    store.put(daily(1, { opened: 3 }));
    expect((await read(NOW)).map(({ opened }) => opened)).toEqual([0, 0, 3]);
    expect(store.asked).toHaveLength(5);
    store.asked.length = 0;
    expect(await read(NOW + DAY)).toHaveLength(2);
    expect(store.asked).toHaveLength(5);
  });
});

test('S7: the board holds the reports of every vendor', async () => {
  const store = makeStore(daily(1), daily(7));
  const vendors = [VENDOR, { ...VENDOR, vendorId: 'A00054321' }].map((vendor) => ({
    ...vendor,
    label: `${vendor.vendorId}몰`,
    ladder: makePolicy({ steps: [], lastShiftMs: 0, claimStaleMs: 0 }),
  }));
  const readBoard = createBoardReader({
    reader: {
      ticket: async () => undefined,
      brief: async () => ({ tickets: [], notices: [] }),
      closed: async () => [],
    },
    states: { read: async () => NEW_VENDOR_STATE },
    notices: store.notices,
    vendors,
    spans: { blindMs: HOUR, lateMs: HOUR },
    now: () => TODAY + HOUR / 2,
  });
  const { reports } = await readBoard();
  expect(reports.map(({ vendorId, label, days }) => [vendorId, label, days.length])).toEqual([
    ['A00012345', 'A00012345몰', 2],
    ['A00054321', 'A00054321몰', 2],
  ]);
});

const KO = createView('ko', [PAGE_VENDOR]);
const EN = createView('en', [PAGE_VENDOR]);

const busy = daily(2, {
  opened: 14,
  closed: { ...NONE_CLOSED, answered: 9, confirmed: 2, 'auto-closed': 1 },
  share: { inTime: 9, counted: 10 },
  medianMs: 2.5 * HOUR,
});
const perfect = daily(1, {
  closed: { ...NONE_CLOSED, answered: 6 },
  share: { inTime: 999, counted: 1000 },
  rolling: { inTime: 97, counted: 100 },
});
const reportsOf = (...days: ReportFacts[]): VendorReports => ({ ...VENDOR, label: 'AA몰', days });
const render = async (reports: VendorReports[], view = KO) => String(await renderReports(reports, view));

/** The heights of a chart's bars by day, from bottom to top, each with its kind. */
const bars = (html: string) =>
  [
    ...html.matchAll(/<rect data-outcome="([^"]+)" x="([\d.]+)" y="([\d.]+)" width="30" height="([\d.]+)"/g),
  ].map(([, of, x, y, height]) => ({ of, x: Number(x), y: Number(y), height: Number(height) }));

describe('S7: the reports on the page', () => {
  test('are a chart whose bars are as high as the closed tickets, stacked without a gap', async () => {
    const shown = bars(await render([reportsOf(busy, perfect)]));
    expect(shown.map(({ of }) => of)).toEqual(['answered', 'confirmed', 'auto-closed', 'answered']);
    const [answered, confirmed, missed, next] = shown;
    if (!answered || !confirmed || !missed || !next) throw new Error('there are four parts');
    expect(answered.height + confirmed.height + missed.height).toBeCloseTo(84);
    expect(answered.height / missed.height).toBeCloseTo(9);
    expect(next.height).toBeCloseTo(42);
    expect(confirmed.y + confirmed.height).toBeCloseTo(answered.y);
    expect(missed.y + missed.height).toBeCloseTo(confirmed.y);
    expect(new Set([answered.x, confirmed.x, missed.x]).size).toBe(1);
    expect(next.x).toBeGreaterThan(answered.x + 30);
  });

  test('have the figures of questions below those of the hand-overs, or say that there was none', async () => {
    const own = { opened: 12, inTime: 9, missed: 2, late: 1, open: 3 };
    const asked = { ...perfect, bySource: { product: own } };
    const html = await render([reportsOf(busy, asked)]);
    expect(html).toMatch(
      /<b>🛍️ 상품 문의<\/b> <span>11\/24<\/span> <span>신규 <strong>12건<\/strong><\/span>/,
    );
    const none = { product: { opened: 0, inTime: 0, missed: 0, late: 0, open: 0 } };
    const quiet = await render([reportsOf(busy, { ...perfect, bySource: none })]);
    expect(quiet).toContain('<b>🛍️ 상품 문의</b> <span>11/24</span> 해당 건 없음');
    expect(await render([reportsOf(busy, perfect)])).not.toContain('상품 문의');
  });

  test('are the same in words and as a table, in both languages', async () => {
    const html = await render([reportsOf(busy, perfect)]);
    expect(html).toMatch(/role="img" aria-labelledby="report-KR-A00012345-title report-KR-A00012345-text"/);
    expect(html).toContain(
      '<title id="report-KR-A00012345-title">최근 보고 2일의 종료 건수와 24시간 내 답변 비율</title>',
    );
    expect(html).toContain(
      '11/23: 종료 12건, 24시간 내 답변 90%. 11/24: 종료 6건, 24시간 내 답변 99.9%.</desc>',
    );
    expect(html).toMatch(/<th scope="col">11\/23<\/th><th scope="col">11\/24<\/th>/);
    expect(html).toContain('<tr><th scope="row">새 이관</th><td>14</td><td>0</td></tr>');
    expect(html).toContain('<tr><th scope="row">자동 종료</th><td>1</td><td>0</td></tr>');
    expect(html).toContain('<td>2시간 30분</td><td>–</td>');
    expect(html).toContain('<tr><th scope="row">마감 초과</th><td>1</td><td>1</td></tr>');
    expect(html).toContain('최근 30일 24시간 내 답변 97%');
    const english = await render([{ ...reportsOf(busy, perfect), label: 'AA' }], EN);
    expect(english).toContain('11/23: 12 closed, 90% answered within 24 hours.');
    expect(english).toContain('<tr><th scope="row">Auto-closed</th><td>1</td><td>0</td></tr>');
    expect(english).not.toMatch(/\p{Script=Hangul}/u);
  });

  test('begin with the three figures of the newest day, with their change since the day before', async () => {
    const before = { share: { inTime: 24, counted: 25 }, medianMs: 2 * HOUR };
    const html = await render([reportsOf(busy, { ...perfect, medianMs: HOUR, before })]);
    expect(html).toContain('<dt>24시간 내 답변</dt><dd>99.9% <small>3.9%p 상승</small></dd>');
    expect(html).toContain('<dt>답변 시간(중앙값)</dt><dd>1시간 <small>1시간 빨라짐</small></dd>');
    expect(html).toContain('<dt>마감 초과</dt><dd>1건 <small>변동 없음</small></dd>');
    expect(html).toContain('<p class="when">11/24 · 전일 대비</p>');
    const alone = await render([reportsOf(busy)]);
    expect(alone).toContain('<dt>24시간 내 답변</dt><dd>90%</dd>');
    expect(alone).toContain('<p class="when">11/23</p>');
  });

  test('S8: show the last 30 days below the threshold if they are', async () => {
    const rolling = { inTime: 947, counted: 1000 };
    expect(await render([reportsOf({ ...perfect, rolling })])).toContain('최근 30일 24시간 내 답변 94.7%');
  });

  test('show no share if nothing was counted, and no chart if nothing closed', async () => {
    const html = await render([reportsOf(daily(1))]);
    expect(html).not.toMatch(/<svg|class="legend"/);
    expect(html).toContain('<td>–</td>');
    const two = await render([reportsOf(daily(2), perfect)]);
    expect(two).toContain('11/23: 종료 0건. 11/24: 종료 6건');
    expect(bars(two)).toHaveLength(1);
    expect(html).not.toMatch(/NaN|Infinity|undefined|%</);
  });

  test('are shown for each shop that has any, by its name if there are several', async () => {
    const two = createView('ko', [PAGE_VENDOR, { ...PAGE_VENDOR, id: 'A00054321' }]);
    const other = { ...reportsOf(busy), vendorId: 'A00054321', label: HOSTILE };
    const html = await render([reportsOf(busy), other, reportsOf()], two);
    expect(html.match(/<svg/g)).toHaveLength(2);
    expect(html).toContain('<figcaption>AA몰</figcaption>');
    const harmless = await render([reportsOf(busy), { ...other, label: 'BB몰' }, reportsOf()], two);
    expect(skeletonOf(html)).toEqual(skeletonOf(harmless));
  });

  test('are announced as coming if there are none yet', async () => {
    expect(await render([reportsOf()])).toContain('하루가 끝나면');
    expect(await render([], EN)).toContain('When a day is over');
  });

  test('contain no style and no script of their own', async () => {
    expect(await render([reportsOf(busy)])).not.toMatch(/style=|<style|<script|\son[a-z]+=/);
  });
});
