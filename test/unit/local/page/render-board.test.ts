import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import type { Board, OpenTicket, PastTicket, VendorReports } from '../../../../local/board/board.ts';
import {
  type Filter,
  fits,
  fitsEnded,
  readFilter,
  type Row,
  writeFilter,
} from '../../../../local/page/client/board/filter-tickets.ts';
import { createNewFinder } from '../../../../local/page/client/board/find-new.ts';
import { formatFromNow, formatLeft, formatShort } from '../../../../local/page/client/times.ts';
import { renderBoard } from '../../../../local/page/board/render-board.ts';
import { renderTools } from '../../../../local/page/board/render-tools.ts';
import { PAGE_TEXTS } from '../../../../local/page/texts.ts';
import { createView } from '../../../../local/page/view.ts';
import type { Person } from 'fake-slack';
import { makeKey, QUESTION } from '../../../fixtures/domain/make-ticket.ts';
import {
  CHANNEL,
  EMPTY_BOARD,
  HOSTILE,
  NOW,
  openInMemory,
  PAGE_VENDOR,
  skeletonOf,
  VENDOR,
} from './page-parts.ts';
import { DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import type { ReportFacts } from '../../../../lib/domain/notice/notice-facts.ts';
import { renderReports } from '../../../../local/page/board/render-reports.ts';
import { NONE_CLOSED } from '../../../fixtures/domain/make-notice.ts';
import { makeDailyReport } from './make-daily-report.ts';

const KO = createView('ko', [PAGE_VENDOR]);

describe('the fields of the board’s filters', () => {
  test('offer a choice of the inbox only if a vendor reads several', async () => {
    const render = async (sources: typeof PAGE_VENDOR.sources) =>
      String(await renderTools(createView('ko', [{ ...PAGE_VENDOR, sources }])));
    expect(await render(['call-center'])).not.toContain('filter-source');
    expect(await render(['call-center', 'product'])).toMatch(
      /id="filter-source".*value="call-center">고객센터 이관.*value="product">🛍️ 상품 문의/s,
    );
  });

  test('offer a filter by claim only if claims are possible', async () => {
    const render = async (people: Person[]) =>
      String(await renderTools(createView('ko', [PAGE_VENDOR], people)));
    expect(await render([])).not.toMatch(/담당|id="mine"/);
    expect(await render([{ id: 'U0HANA', name: '하나' }])).toMatch(/담당 있음.*담당 없음.*id="mine"/s);
  });
});

test.each([
  ['Asia/Seoul', '01/15 14:00'],
  ['Asia/Taipei', '01/15 13:00'],
  ['America/Los_Angeles', '01/14 21:00'],
])('a date on the board has one short form: in %s %s', (zone, shown) => {
  expect(formatShort(NOW, zone)).toBe(shown);
  expect(formatShort(NOW - 5 * HOUR, 'Asia/Seoul')).toBe('01/15 09:00');
  expect(formatShort(NOW + 10 * HOUR, 'Asia/Seoul')).toBe('01/16 00:00');
});

test.each([
  [24 * HOUR - 1000, 'in 1 day', '1일 후'],
  [23 * HOUR + 20 * MINUTE, 'in 23 hours', '23시간 후'],
  [HOUR - 2000, 'in 1 hour', '1시간 후'],
  [58 * MINUTE + 50_000, 'in 59 minutes', '59분 후'],
  [-(2 * HOUR - MINUTE), '2 hours ago', '2시간 전'],
])('a relative date is rounded to the nearest: %d ms', (ms, en, ko) => {
  expect(formatFromNow(ms, 'en')).toBe(en);
  expect(formatFromNow(ms, 'ko')).toBe(ko);
});

describe('the time left', () => {
  test.each([
    [23 * HOUR + 59 * MINUTE + 59_999, '24시간 0분', '24 h 0 min'],
    [16 * HOUR + 19 * MINUTE + 20_000, '16시간 19분', '16 h 19 min'],
    [58 * MINUTE + 12_345, '58분 12초', '58 min 12 s'],
    [-(3 * MINUTE + 4000), '3분 4초 지남', '3 min 4 s over'],
    [-26 * HOUR, '26시간 0분 지남', '26 h 0 min over'],
  ])('is a text for %d ms', (leftMs, ko, en) => {
    expect(formatLeft(leftMs, PAGE_TEXTS.ko.client)).toBe(ko);
    expect(formatLeft(leftMs, PAGE_TEXTS.en.client)).toBe(en);
  });
});

const shownTicket = (more: Partial<OpenTicket> = {}): OpenTicket => ({
  ...makeKey(VENDOR),
  label: 'AA몰',
  kind: 'reply',
  level: 'none',
  isUnverified: false,
  product: '지어낸 상품',
  dueAt: NOW + 2 * HOUR,
  isEstimate: false,
  ...more,
});
const pastTicket = (more: Partial<PastTicket> = {}): PastTicket => ({
  ...makeKey({ ...VENDOR, inquiryId: '3' }),
  label: 'AA몰',
  kind: 'confirm',
  dueAt: NOW - HOUR,
  isListed: true,
  ...more,
});
const boardOf = (...open: OpenTicket[]): Board => ({ ...EMPTY_BOARD, open, openCount: open.length });

describe('the board on the page', () => {
  const render = async (board: Board, view = KO) =>
    String(await renderBoard(board, await openInMemory(), view, NOW));

  test('S2, S6: shows the last warning beside the time left, the next one, and the claimer', async () => {
    const warned = shownTicket({
      level: 'warned',
      warned: '3h',
      next: { name: '1h', at: NOW + HOUR },
      claimedBy: 'U0HANA',
    });
    expect(await render(boardOf(warned))).toMatch(
      />🟡<.*담당 <\/span>@하나.*3시간 전 알림<.*다음 .*01\/15 15:00<.* 1시간 전 알림</s,
    );
    expect(await render(boardOf(shownTicket()))).not.toMatch(/class="(warned|next|claimed)"/);
    expect(await render(boardOf(shownTicket({ isUnverified: true })))).toContain('>⏳</span>');
  });

  test("shows the number to copy, and a link to the ticket's newest card", async () => {
    const channels = await openInMemory();
    const key = ticketId(shownTicket());
    const metadata = (name: string) => ({ event_type: 'coupang_ticket', event_payload: { key, name } });
    await channels.post({ channel: CHANNEL, text: '먼저', metadata: metadata('card') });
    const card = await channels.post({ channel: CHANNEL, text: '카드', metadata: metadata('card') });
    await channels.post({ channel: CHANNEL, text: '줄', metadata: metadata('breach') });
    const html = String(await renderBoard(boardOf(shownTicket()), channels, KO, NOW));
    expect(html).toContain('data-copy="1000000001"');
    expect(html).toContain(`href="#m-${card.ts}"`);
    expect(await render(boardOf(shownTicket()))).not.toContain('href="#m-');
  });

  test('names the shop only if there are several', async () => {
    expect(await render(boardOf(shownTicket()))).not.toContain('AA몰');
    const two = createView('ko', [PAGE_VENDOR, { ...PAGE_VENDOR, id: 'A00054321' }]);
    expect(await render(boardOf(shownTicket()), two)).toContain('AA몰');
  });

  test('counts the inboxes once a product question is open', async () => {
    const question = shownTicket({ ...QUESTION, inquiryId: '2' });
    expect(await render(boardOf(shownTicket(), question))).toMatch(
      /class="by-source">이관 1건 · 🛍️ 상품 문의 1건</,
    );
    expect(await render(boardOf(shownTicket()))).not.toContain('by-source');
  });

  test('names the product of a question with its option, or its number before the name is read', async () => {
    const question = { ...QUESTION, option: 'Khaki, L', orderIds: ['98294587072450', '98294587072451'] };
    const named = await render(boardOf(shownTicket(question)));
    expect(named).toContain('data-find="1000000001 98294587072450 98294587072451 지어낸 상품, Khaki, L"');
    expect(named).toContain('>지어낸 상품, Khaki, L</span>');
    const { product: _, ...unnamed } = shownTicket({ ...QUESTION, sellerProductId: '13801234501' });
    expect(await render(boardOf(unnamed))).toContain('>등록상품ID 13801234501</span>');
  });

  test('shows the outcomes of closed tickets, and a person whose login answered by name', async () => {
    const ended = { label: 'AA몰', kind: 'reply', outcome: 'answered', closedAt: NOW } as const;
    const first = { ...makeKey(VENDOR), ...ended, answeredBy: 'aamall' };
    const second = { ...makeKey({ ...VENDOR, inquiryId: '2' }), ...ended, outcome: 'auto-closed' } as const;
    const closed = [
      { ...first, tookMs: 134 * MINUTE, inTime: true },
      { ...second, inTime: false },
    ];
    expect(await render({ ...EMPTY_BOARD, closed })).toMatch(
      /답변 완료.*기한 내.*2시간 14분 소요.*답변자 aamall.*자동 종료.*기한 초과/s,
    );
    const team = { ...PAGE_VENDOR, acting: { people: { U0HANA: { wingId: 'aamall' } } } };
    expect(await render({ ...EMPTY_BOARD, closed })).toMatch(
      /rows-head.*<span>종료<\/span>.*<p class="due"><span class="hidden">종료 <\/span><time/s,
    );
    const known = { ...EMPTY_BOARD, closed: [{ ...first, handledBy: ['U0HANA'] }] };
    expect(await render(known, createView('ko', [team]))).toMatch(/<li data-people="U0HANA".*답변자 @하나/s);
  });

  test('C6: has the same elements and attributes for any product, user or login', async () => {
    const ended = {
      ...makeKey(VENDOR),
      label: 'AA몰',
      kind: 'reply',
      outcome: 'answered',
      closedAt: NOW,
    } as const;
    const shownWith = async (text: string) =>
      skeletonOf(
        await render({
          ...boardOf(shownTicket({ product: text, claimedBy: text })),
          closed: [{ ...ended, answeredBy: text }],
          past: [pastTicket({ product: text, orderId: text })],
        }),
      );
    const harmless = await shownWith('상품');
    expect(harmless.filter((tag) => tag.startsWith('??'))).toEqual([]);
    const piece = fc.oneof(fc.string(), fc.constantFrom('<b>', '"', "'", ' onclick=', '>', '<!--', HOSTILE));
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 5 }), async (pieces) => {
        expect(await shownWith(pieces.join(''))).toEqual(harmless);
      }),
      { numRuns: 100 },
    );
  });
});

/** Midnight in Seoul. */
const TODAY = Date.UTC(2026, 10, 24, 15);

const daily = (daysAgo: number, facts: Partial<ReportFacts> = {}): ReportFacts =>
  makeDailyReport(TODAY - daysAgo * DAY, facts);

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

  test('are the same in words and as a table', async () => {
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
  });

  test('begin with the three figures of the newest day, with their change since the day before', async () => {
    const before = { share: { inTime: 24, counted: 25 }, medianMs: 2 * HOUR };
    const html = await render([reportsOf(busy, { ...perfect, medianMs: HOUR, before })]);
    expect(html).toContain('<dt>24시간 내 답변</dt><dd>99.9% (999/1000) <small>3.9%p 상승</small></dd>');
    expect(html).toContain('<dt>답변 시간(중앙값)</dt><dd>1시간 <small>1시간 빨라짐</small></dd>');
    expect(html).toContain('<dt>마감 초과</dt><dd>1건 <small>변동 없음</small></dd>');
    expect(html).toContain('<p class="when">11/24 · 전일 대비</p>');
    const alone = await render([reportsOf(busy)]);
    expect(alone).toContain('<dt>24시간 내 답변</dt><dd>90% (9/10)</dd>');
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
  });
});

const row = (more: Partial<Row> = {}): Row => ({
  source: 'call-center',
  kind: 'reply',
  vendor: 'KR/A00012345',
  state: 'open',
  people: [],
  due: NOW + 2 * HOUR,
  found: '1000000001 98294587072450 Ivory 반팔티, M',
  ...more,
});
const shows = (filter: Filter, boardRow = row(), name = 'U0KIM') =>
  fits(boardRow, filter, { now: NOW, name });

describe('the filters in the browser', () => {
  test.each<[Filter, Partial<Row>, boolean]>([
    [{}, {}, true],
    [{ source: 'call-center' }, {}, true],
    [{ source: 'product' }, {}, false],
    [{ kind: 'reply' }, {}, true],
    [{ kind: 'confirm' }, {}, false],
    [{ vendor: 'KR/A00012345' }, {}, true],
    [{ vendor: 'TW/A00012345' }, {}, false],
    [{ state: 'open' }, {}, true],
    [{ state: 'unverified' }, {}, false],
    [{ state: 'claimed' }, {}, false],
    [{ state: 'unclaimed' }, {}, true],
    [{ state: 'claimed' }, { people: ['U0KIM'] }, true],
    [{ state: 'unclaimed' }, { people: ['U0KIM'] }, false],
    [{ hour: 'h3' }, {}, true],
    [{ hour: 'h1' }, {}, false],
    [{ hour: 'h1' }, { due: NOW + HOUR }, true],
    [{ hour: 'over' }, { due: NOW + 1 }, false],
    [{ hour: 'over' }, { due: NOW }, true],
    [{ hour: 'h6' }, { due: NOW + 6 * HOUR + MINUTE }, false],
    [{ hour: 'of-a-later-release' }, {}, true],
    [{ mine: '1' }, { people: ['U0KIM'] }, true],
    [{ mine: '1' }, { people: ['U0LEE'] }, false],
    [{ q: '0000001' }, {}, true],
    [{ q: '982945' }, {}, true],
    [{ q: ' ivory  반팔' }, {}, true],
    [{ q: 'ivory 긴팔' }, {}, false],
    [{ q: '반팔'.normalize('NFD') }, {}, true],
    [{ q: 'ivory', kind: 'confirm' }, {}, false],
  ])('%j with %j: %s', (filter, more, isShown) => {
    expect(shows(filter, row(more))).toBe(isShown);
  });

  test('do not show nobody’s tickets as mine before I have chosen a name', () => {
    expect(shows({ mine: '1' }, row(), '')).toBe(false);
  });

  test('do not hide ended tickets by state or hour', () => {
    const filter = { state: 'claimed', hour: 'over' };
    expect(fitsEnded(row(), filter, 'U0KIM')).toBe(true);
    expect(fitsEnded(row(), { ...filter, kind: 'confirm' }, 'U0KIM')).toBe(false);
    expect(fitsEnded(row(), { ...filter, source: 'product' }, 'U0KIM')).toBe(false);
  });

  test('show as mine the ended tickets that I claimed, answered or confirmed', () => {
    const ended = row({ people: ['U0LEE', 'U0KIM'] });
    const shown = ['U0KIM', 'U0LEE', 'U0PARK', ''].map((name) => fitsEnded(ended, { mine: '1' }, name));
    expect(shown).toEqual([true, true, false, false]);
  });

  test('are in the address, beside its other parameters', () => {
    const filter = { q: '반팔 M', kind: 'reply', mine: '1' };
    const search = writeFilter('?lang=en', filter);
    expect(readFilter(search)).toEqual(filter);
    expect(search).toMatch(/^\?lang=en&/);
    expect(writeFilter(search, {})).toBe('?lang=en');
    expect(writeFilter('?q=1', { q: '' })).toBe('');
    expect(readFilter('?q=&other=1')).toEqual({});
  });
});

describe('new tickets on the board', () => {
  test('are none at first, and each is new only once', () => {
    const findNew = createNewFinder();
    expect(findNew(['1', '2'])).toEqual([]);
    expect(findNew(['1', '2', '3'])).toEqual(['3']);
    expect(findNew(['1'])).toEqual([]);
    // Back after a reading that failed, or after a look-up.
    expect(findNew(['1', '2', '3', '4'])).toEqual(['4']);
  });

  test('include the first ticket of an empty board', () => {
    const findNew = createNewFinder();
    findNew([]);
    expect(findNew(['1'])).toEqual(['1']);
  });
});
