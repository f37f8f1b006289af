import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import {
  countActs,
  figuresBefore,
  figuresSince,
  inTimeShare,
  missesLeft,
  reportFigures,
  type ReportTime,
} from '../../../../lib/domain/report/report-figures.ts';
import { figuresBySource, scoreShare } from '../../../../lib/domain/report/source-figures.ts';
import type { Deed } from '../../../../lib/domain/ticket/act.ts';
import type { AttentionRow, ClosedRow, HistoryLine } from '../../../../lib/domain/ticket/ticket.ts';
import { dayAt } from '../../../../lib/domain/time/dates.ts';
import { DAY, HOUR, MINUTE, NOW, SECOND, ZONE } from '../../../fixtures/domain/made-up.ts';
import { makeClosedRow, makeMissedRow } from '../../../fixtures/domain/make-closed-row.ts';
import { makeRow, makeTicket, QUESTION } from '../../../fixtures/domain/make-ticket.ts';
import { type ReportContext, reportFacts } from '../../../../lib/domain/report/report-facts.ts';
import type { DueFigures, DueHandOver } from '../../../../lib/domain/report/due-reports.ts';

/** 2026-11-25 in Seoul. */
const TIME = dayAt(NOW, ZONE);
const NOTHING = {
  opened: 0,
  closed: { answered: 0, confirmed: 0, 'auto-closed': 0, withdrawn: 0, 'decided-by-coupang': 0, unknown: 0 },
  share: { inTime: 0, counted: 0 },
  worst: [],
};

let made = 0;
const closedRow = (overrides: Partial<ClosedRow> = {}): ClosedRow =>
  makeClosedRow({ inquiryId: String((made += 1)), openedAt: TIME.from - DAY, ...overrides });
const missedRow = (overrides: Partial<ClosedRow> = {}): ClosedRow =>
  makeMissedRow({ inquiryId: String((made += 1)), openedAt: TIME.from - DAY, ...overrides });
/** Answered this long after the request, on the reported day. */
const answeredAfter = (ms: number): ClosedRow => closedRow({ askedAt: NOW, answeredAt: NOW + ms });

describe('the figures of a day (S7)', () => {
  test('are zero for an empty day, without a time to answer', () => {
    expect(reportFigures([], [], TIME)).toEqual(NOTHING);
  });

  test("begin with its first millisecond and end before the next day's", () => {
    const at = (closedAt: number) => closedRow({ closedAt });
    const opened = (openedAt: number) => makeRow({ inquiryId: String((made += 1)), openedAt });
    const figures = reportFigures(
      [at(TIME.from - 1), at(TIME.from), at(TIME.until - 1), at(TIME.until)],
      [opened(TIME.from - 1), opened(TIME.from), opened(TIME.until - 1), opened(TIME.until)],
      TIME,
    );
    expect(figures).toMatchObject({ opened: 2, closed: { answered: 2 }, share: { inTime: 2, counted: 2 } });
  });

  test('count as opened each ticket first seen on the day once, whatever happened since', () => {
    const closedLater = closedRow({ openedAt: NOW, closedAt: TIME.until + HOUR });
    const closedAndListed = closedRow({ openedAt: NOW, outcome: 'unknown', kind: 'confirm' });
    const { inquiryId } = closedAndListed;
    const listed = [
      makeRow({ inquiryId, openedAt: NOW, closedAt: NOW }),
      makeRow({ inquiryId: String((made += 1)), openedAt: NOW }),
      // Another hand-over of the same inquiry is another ticket.
      makeRow({ inquiryId: String(made), answerId: '2', openedAt: NOW }),
      makeRow({ inquiryId: String((made += 1)), openedAt: NOW - DAY }),
    ];
    const { opened, closed } = reportFigures([closedLater, closedAndListed], listed, TIME);
    expect(opened).toBe(4);
    expect(closed).toEqual({ ...NOTHING.closed, unknown: 1 });
  });

  test('do not count a provisional ticket that was not announced', () => {
    const provisional = { answerId: 'after-1', openedAt: NOW, outcome: 'unknown' } as const;
    const gone = closedRow({ ...provisional, closedAt: NOW + 5 * MINUTE - 1 });
    const { fingerprint: _, ...unseen } = makeRow({ answerId: 'after-1', openedAt: NOW, shownVersion: 0 });
    expect(reportFigures([gone], [unseen], TIME)).toEqual(NOTHING);
    const announced = closedRow({ ...provisional, closedAt: NOW + 5 * MINUTE });
    const shown = { ...unseen, inquiryId: 'shown', shownVersion: 1 };
    expect(reportFigures([announced], [shown], TIME)).toMatchObject({ opened: 2, closed: { unknown: 1 } });
  });

  test('count closed tickets by outcome, and those without an outcome as unknown', () => {
    const { outcome: _, ...without } = closedRow();
    const { closed } = reportFigures(
      [
        closedRow(),
        closedRow({ inTime: false }),
        closedRow({ kind: 'confirm', outcome: 'confirmed' }),
        missedRow(),
        missedRow(),
        missedRow(),
        closedRow({ outcome: 'withdrawn' }),
        closedRow({ outcome: 'decided-by-coupang' }),
        closedRow({ outcome: 'unknown' }),
        without,
      ],
      [],
      TIME,
    );
    expect(closed).toEqual({
      answered: 2,
      confirmed: 1,
      'auto-closed': 3,
      withdrawn: 1,
      'decided-by-coupang': 1,
      unknown: 2,
    });
  });

  test.each([
    [[7], 7, 7],
    [[1, 2], 1, 2],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5, 9],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 6, 10],
    [[60, 5, 1, 2, 3], 3, 60],
  ])(
    'are the median and 90th percentile of %j minutes by nearest rank: %i and %i',
    (minutes, median, p90) => {
      const rows = minutes.map((count) => answeredAfter(count * MINUTE));
      const figures = reportFigures(rows, [], TIME);
      expect(figures).toMatchObject({ medianMs: median * MINUTE, p90Ms: p90 * MINUTE });
    },
  );

  test('use the 27th of thirty answers and the 63rd of seventy as 90th percentile', () => {
    for (const [count, rank] of [
      [30, 27],
      [70, 63],
    ] as const) {
      const rows = Array.from({ length: count }, (_, index) => answeredAfter((index + 1) * SECOND));
      expect(reportFigures(rows, [], TIME).p90Ms).toBe(rank * SECOND);
    }
  });

  test('use only the times of answers with known times, and never a negative one', () => {
    const { answeredAt: _, ...untimed } = closedRow();
    const rows = [
      answeredAfter(-5 * MINUTE),
      untimed,
      closedRow({ outcome: 'confirmed', askedAt: NOW, answeredAt: NOW + 9 * HOUR }),
      missedRow(),
    ];
    expect(reportFigures(rows, [], TIME)).toMatchObject({ medianMs: 0, p90Ms: 0 });
  });

  test('list the three categories with most misses, then with most answers, then by name', () => {
    const of = (category: string, missed: number, inTime: number): ClosedRow[] => [
      ...Array.from({ length: missed }, () => missedRow({ category })),
      ...Array.from({ length: inTime }, () => closedRow({ category })),
    ];
    const late = closedRow({ category: '교환', inTime: false });
    const rows = [
      ...of('배송', 1, 9),
      ...of('교환', 2, 0),
      late,
      ...of('환불', 0, 30),
      ...of('나', 1, 2),
      ...of('가', 1, 2),
    ];
    for (const inAnyOrder of [rows, rows.toReversed()])
      expect(reportFigures(inAnyOrder, [], TIME).worst).toEqual([
        { category: '교환', missed: 3, counted: 3 },
        { category: '배송', missed: 1, counted: 10 },
        { category: '가', missed: 1, counted: 3 },
      ]);
    // A ticket that wanted no answer, or whose outcome is unknown, is no miss.
    const others = [closedRow({ outcome: 'unknown', inTime: false }), missedRow({ kind: 'confirm' })];
    expect(reportFigures(others, [], TIME).worst).toEqual([]);
  });

  test('include misses without a category', () => {
    const { category: _, ...none } = missedRow();
    expect(reportFigures([none, closedRow()], [], TIME).worst).toEqual([
      { category: '', missed: 1, counted: 1 },
    ]);
  });

  test('count the thirty days until its end, half-open, in addition to the day (S8)', () => {
    const since = figuresSince(TIME.until);
    expect(TIME.until - since).toBe(30 * DAY);
    const rows = [
      closedRow({ closedAt: since - 1 }),
      closedRow({ closedAt: since }),
      missedRow({ closedAt: TIME.from - 1 }),
      missedRow({ closedAt: TIME.from }),
      closedRow({ closedAt: TIME.until - 1 }),
      closedRow({ closedAt: TIME.until }),
    ];
    expect(reportFigures(rows, [], TIME)).toMatchObject({ share: { inTime: 1, counted: 2 } });
    expect(scoreShare({ closed: rows, listed: [] }, CONTEXT, TIME.until)).toEqual({
      rolling: { inTime: 2, counted: 4 },
    });
  });
});

describe('the figures of the day before, for the trend (S7)', () => {
  const YESTERDAY = TIME.from - DAY;

  test('count the time of the same length before the day, half-open', () => {
    const answered = (closedAt: number, minutes: number) =>
      closedRow({ closedAt, askedAt: closedAt - minutes * MINUTE, answeredAt: closedAt });
    const rows = [
      answered(YESTERDAY - 1, 1),
      answered(YESTERDAY, 30),
      answered(TIME.from - 1, 20),
      missedRow({ closedAt: TIME.from - 1 }),
      answered(TIME.from, 5),
    ];
    expect(figuresBefore(rows, TIME)).toEqual({ share: { inTime: 2, counted: 3 }, medianMs: 20 * MINUTE });
    const week = { from: TIME.from, until: TIME.from + 7 * DAY };
    expect(figuresBefore(rows, week)?.share).toEqual({ inTime: 3, counted: 4 });
  });

  test('have no median if nothing was answered, and are absent if nothing was counted', () => {
    const missed = missedRow({ closedAt: YESTERDAY });
    expect(figuresBefore([missed], TIME)).toEqual({ share: { inTime: 0, counted: 1 } });
    expect(figuresBefore([closedRow({ closedAt: YESTERDAY, outcome: 'withdrawn' })], TIME)).toBeUndefined();
    expect(figuresBefore([], TIME)).toBeUndefined();
  });
});

const NOON = TIME.from + 12 * HOUR;
const NO_QUESTIONS = { opened: 0, inTime: 0, missed: 0, late: 0, open: 0 };

const due = (dueAt: number) => ({
  ...QUESTION,
  inquiryId: String((made += 1)),
  dueAt,
  askedAt: dueAt - DAY,
  openedAt: dueAt - DAY,
});
const openRow = (dueAt: number, more: Partial<AttentionRow> = {}): AttentionRow =>
  makeRow({ ...due(dueAt), ...more });
const answered = (dueAt: number, answeredAt: number, more: Partial<ClosedRow> = {}): ClosedRow =>
  makeClosedRow({
    ...due(dueAt),
    answeredAt,
    closedAt: answeredAt + MINUTE,
    inTime: answeredAt <= dueAt,
    ...more,
  });
/** Ended without a known answer. */
const ended = (outcome: ClosedRow['outcome'], dueAt: number, closedAt: number): ClosedRow => {
  const { answeredAt: _, inTime: __, ...row } = makeClosedRow({ ...due(dueAt), closedAt });
  return { ...row, ...(outcome && { outcome }) };
};
const figuresOf = (closed: ClosedRow[], listed: AttentionRow[] = [], time: ReportTime = TIME) =>
  figuresBySource({ closed, listed }, ['call-center', 'product'], time).product;

describe('the figures of questions in a report (S7)', () => {
  test('are zero without a question if the vendor reads the source', () => {
    expect(figuresOf([])).toEqual(NO_QUESTIONS);
  });

  test('are absent if the vendor does not read the source and had no question in the period', () => {
    const others = {
      closed: [makeClosedRow(), answered(NOON - DAY, NOON - DAY - HOUR)],
      listed: [openRow(NOON + DAY + HOUR)],
    };
    const read = ['call-center'] as const;
    const old = { ...others, listed: others.listed.map((row) => ({ ...row, openedAt: TIME.from - 1 })) };
    expect(figuresBySource(old, read, TIME)).toEqual({});
    expect(figuresBySource({ ...old, listed: [openRow(NOON)] }, read, TIME).product).toMatchObject({
      missed: 1,
    });
  });

  test.each<[string, number, ClosedRow[], AttentionRow[]]>([
    ['an open question', 1, [], [openRow(NOON)]],
    ['an open question whose deadline is the first instant of the day', 1, [], [openRow(TIME.from)]],
    ['an open question whose deadline is the last instant of the day', 1, [], [openRow(TIME.until - 1)]],
    ['no question whose deadline is another day', 0, [], [openRow(TIME.from - 1), openRow(TIME.until)]],
    ['a question that was answered late on the same day', 1, [answered(NOON, NOON + HOUR)], []],
    ['a question that was answered late on a later day', 1, [answered(NOON, TIME.until + DAY)], []],
    ['no question that was answered in time', 0, [answered(NOON, NOON - HOUR)], []],
    [
      'no question that was answered in time, and whose end was found later',
      0,
      [answered(NOON, NOON - 1, { closedAt: NOON + HOUR })],
      [],
    ],
    ['a question that the buyer deleted after the deadline', 1, [ended('deleted', NOON, NOON + HOUR)], []],
    ['no question that the buyer deleted before the deadline', 0, [ended('deleted', NOON, NOON - HOUR)], []],
    ['no question with an unknown end', 0, [ended('unknown', NOON, NOON + HOUR)], []],
    ['no question that was answered at an unknown time', 0, [ended('answered', NOON, NOON + HOUR)], []],
  ])('count as missed, on the day of the deadline, %s', (_what, missed, closed, listed) => {
    expect(figuresOf(closed, listed)).toMatchObject({ missed });
  });

  test('count a late answer on the day of the answer, and its miss on the day of the deadline', () => {
    const row = answered(TIME.until - HOUR, TIME.until + HOUR);
    const next = { from: TIME.until, until: TIME.until + DAY };
    const foundLater = answered(NOON, TIME.until - MINUTE, { closedAt: TIME.until + MINUTE });
    expect(figuresOf([foundLater])).toMatchObject({ late: 1 });
    expect(figuresOf([foundLater], [], next)).toMatchObject({ late: 0 });
    expect(figuresOf([row])).toMatchObject({ missed: 1, late: 0, inTime: 0 });
    expect(figuresOf([row], [], next)).toMatchObject({ missed: 0, late: 1, inTime: 0 });
  });

  test('count an answer without a known time as in time only if it was found before the deadline', () => {
    expect(figuresOf([ended('answered', NOON, NOON - HOUR)])).toMatchObject({ inTime: 1, late: 0 });
    expect(figuresOf([ended('answered', NOON, NOON + HOUR)])).toMatchObject({ inTime: 0, late: 0 });
  });

  test('have the median over answers in time and late', () => {
    const rows = [23 * HOUR, 20 * HOUR].map((left) => answered(NOON + left, NOON));
    rows.push(answered(NOON, NOON + HOUR));
    expect(figuresOf(rows)).toMatchObject({ inTime: 2, late: 1, medianMs: 4 * HOUR });
  });

  test('count a question as opened on the day of its first sight, and as open until it closes', () => {
    const row = openRow(NOON + DAY);
    const closed = answered(NOON + DAY, NOON + HOUR);
    const stale = { ...openRow(NOON + DAY), inquiryId: closed.inquiryId };
    const listed = { ...openRow(NOON + DAY), closedAt: NOON };
    expect(figuresOf([closed], [row, stale, listed])).toMatchObject({ opened: 2, open: 1, inTime: 1 });
  });

  test('do not count the questions that were past when the source was switched on', () => {
    const past = ended('unknown', NOON - HOUR, NOON);
    expect(figuresOf([{ ...past, openedAt: NOON }], [{ ...openRow(NOON - HOUR), closedAt: NOON }])).toEqual(
      NO_QUESTIONS,
    );
  });
});

describe('questions count in no figure of the hand-overs (S7, S8)', () => {
  const handOvers = [makeClosedRow({ closedAt: NOON }), makeMissedRow({ inquiryId: '2', closedAt: NOON })];
  const questions = [
    answered(NOON, NOON - HOUR),
    answered(NOON, NOON + HOUR),
    ended('left-unanswered', NOON - 29 * DAY, NOON),
    answered(NOON - DAY, NOON - DAY + HOUR),
    answered(NOON - DAY, NOON - DAY + 2 * HOUR),
  ];

  test('neither in the share, the outcomes, the categories, the times, nor in the thirty days', () => {
    const both = reportFigures([...handOvers, ...questions], [makeRow(), openRow(NOON)], TIME);
    expect(both).toEqual(reportFigures(handOvers, [makeRow()], TIME));
    expect(inTimeShare([...handOvers, ...questions])).toEqual({ inTime: 1, counted: 2 });
  });

  test('nor in those of the day before', () => {
    const before = handOvers.map((row) => ({ ...row, closedAt: NOON - DAY }));
    expect(figuresBefore([...before, ...questions], TIME)).toEqual(figuresBefore(before, TIME));
    expect(figuresBefore(questions, TIME)).toBeUndefined();
  });
});

test('the share in time counts the required answers, and the hand-overs that Coupang closed without an answer (S7)', () => {
  const { inTime: _, ...unknown } = makeClosedRow();
  const counted = [makeClosedRow(), makeClosedRow(), makeClosedRow({ inTime: false }), makeMissedRow()];
  const others = [
    makeClosedRow({ kind: 'confirm' }),
    makeClosedRow({ kind: 'confirm', outcome: 'confirmed' }),
    makeClosedRow({ outcome: 'withdrawn' }),
    makeClosedRow({ outcome: 'decided-by-coupang' }),
    makeClosedRow({ outcome: 'unknown' }),
    // It is unknown whether it was in time.
    unknown,
  ];
  expect(inTimeShare([...counted, ...others])).toEqual({ inTime: 2, counted: 4 });
  expect(inTimeShare(others)).toEqual({ inTime: 0, counted: 0 });
});

describe('the misses that are still allowed (S8)', () => {
  test.each([
    // 19 of 20 is just enough, and so is 38 of 40.
    [19, 20, 0.95, { left: 0 }],
    [38, 39, 0.95, { left: 1 }],
    // In floating point, 0.07 times 100 is more than 7.
    [7, 100, 0.07, { left: 0 }],
    [18, 20, 0.95, { needed: 20 }],
    [0, 0, 0.95, { left: 0 }],
    [5, 5, 1, { left: 0 }],
    [0, 0, 1, { left: 0 }],
    [4, 5, 1, { needed: 'never' }],
    [0, 7, 0, { left: 'any' }],
    [0, 0, 0, { left: 'any' }],
  ])('%i of %i in time by %d: %j', (inTime, counted, threshold, expected) => {
    expect(missesLeft({ inTime, counted }, threshold)).toEqual(expected);
  });

  test('are exact in whole numbers, for any share and threshold', () => {
    const share = fc
      .nat({ max: 3000 })
      .chain((counted) => fc.record({ counted: fc.constant(counted), inTime: fc.nat({ max: counted }) }));
    const perMille = fc.integer({ min: 1, max: 999 });
    fc.assert(
      fc.property(share, perMille, ({ inTime, counted }, least) => {
        const isEnough = (good: number, all: number): boolean => good * 1000 >= least * all;
        const result = missesLeft({ inTime, counted }, least / 1000);
        if ('left' in result) {
          const left = Number(result.left);
          expect(isEnough(inTime, counted + left)).toBe(true);
          expect(isEnough(inTime, counted + left + 1)).toBe(false);
        } else {
          const needed = Number(result.needed);
          expect(needed).toBeGreaterThan(0);
          expect(isEnough(inTime + needed, counted + needed)).toBe(true);
          expect(isEnough(inTime + needed - 1, counted + needed - 1)).toBe(false);
        }
      }),
      { numRuns: 5000 },
    );
  });
});

const FROM_NOW = { from: NOW, until: NOW + DAY };
const line = (did: Deed['did'], by: string, at = NOW, name?: string): HistoryLine => ({
  name: 'act-1',
  at,
  deed: { did, press: `${did} ${at}`, by, ...(name !== undefined && { name }) },
});
const counted = (...history: HistoryLine[]) => countActs([makeTicket({ history })], FROM_NOW);

test('A6: counts the claims, confirmations and replies of each person, most acts first', () => {
  const first = makeTicket({ history: [line('claimed', 'U0B'), line('replied', 'U0A', NOW, 'minji')] });
  const second = makeTicket({ history: [line('confirmed', 'U0A'), line('claimed', 'U0A')] });
  expect(countActs([first, second], FROM_NOW)).toEqual([
    { by: 'U0A', name: 'minji', claimed: 1, confirmed: 1, replied: 1 },
    { by: 'U0B', claimed: 1, confirmed: 0, replied: 0 },
  ]);
});

test('counts only the given time, and no other act', () => {
  expect(counted(line('claimed', 'U0A', NOW - 1), line('claimed', 'U0A', NOW + DAY))).toEqual([]);
  expect(counted(line('claimed', 'U0A', NOW + DAY - 1))).toMatchObject([{ claimed: 1 }]);
  const others = (['released', 'assigned', 'snoozed', 'asked-look-up'] as const).map((did) =>
    line(did, 'U0A'),
  );
  expect(counted(...others, { name: 'changed-2', at: NOW })).toEqual([]);
});

test('lists at most twenty people, in a fixed order', () => {
  const many = Array.from({ length: 25 }, (_, at) => line('claimed', `U0${String(at).padStart(2, '0')}`));
  const people = counted(...many.toReversed());
  expect(people.map(({ by }) => by)).toEqual(many.slice(0, 20).map(({ deed }) => deed?.by));
});

const HAND_OVER: DueHandOver = {
  about: 'hand-over',
  name: `hand-over/${NOW}`,
  endsAt: NOW,
  nextEndsAt: NOW + DAY,
};
const { from, until } = dayAt(NOW, ZONE);
const DAILY: DueFigures = { about: 'daily', name: `daily/${from}`, from, until, nextShiftAt: NOW + DAY };
const CONTEXT: ReportContext = {
  now: NOW,
  sources: ['call-center'],
  scoreSources: ['call-center', 'product'],
  holidaysUnknown: undefined,
  blindIn: () => [],
};
const lineFor = (inquiryId: string, dueAt: number) => ({
  source: 'call-center',
  inquiryId,
  answerId: '700000001',
  kind: 'reply',
  dueAt,
  product: '지어낸 상품 Khaki L',
});

describe('a hand-over (S7)', () => {
  test('R27: lists each ticket once: due before the next shift ends, or later with or without a person', () => {
    const open = [
      makeRow({ inquiryId: '4', dueAt: NOW + DAY + 1, claimedBy: 'U0MADEUP' }),
      makeRow({ inquiryId: '3', dueAt: NOW + DAY }),
      makeRow({ inquiryId: '1', dueAt: NOW - HOUR }),
      makeRow({ inquiryId: '2', dueAt: NOW + DAY - 1, claimedBy: 'U0MADEUP' }),
      makeRow({ inquiryId: '9', dueAt: NOW, closedAt: NOW }),
    ];
    const claimed = { ...lineFor('2', NOW + DAY - 1), claimedBy: 'U0MADEUP' };
    expect(reportFacts(HAND_OVER, { closed: [], listed: open }, CONTEXT)).toEqual({
      about: 'hand-over',
      endsAt: NOW,
      nextEndsAt: NOW + DAY,
      dueSoon: { count: 2, lines: [lineFor('1', NOW - HOUR), claimed] },
      unclaimed: { count: 1, lines: [lineFor('3', NOW + DAY)] },
      claimed: { count: 1, lines: [{ ...lineFor('4', NOW + DAY + 1), claimedBy: 'U0MADEUP' }] },
    });
  });

  test('lists all as due soon if no next shift is known', () => {
    const { nextEndsAt: _, ...last } = HAND_OVER;
    const facts = reportFacts(last, { closed: [], listed: [makeRow({ dueAt: NOW + 100 * DAY })] }, CONTEXT);
    expect(facts).toMatchObject({ dueSoon: { count: 1 } });
    expect(facts).not.toHaveProperty('nextEndsAt');
  });

  test('counts all and lists the first twenty by deadline, equal deadlines in a fixed order', () => {
    const open = Array.from({ length: 25 }, (_, index) =>
      makeRow({ inquiryId: String(100 + index), dueAt: NOW + (index < 22 ? 1 : 0) }),
    );
    const first = reportFacts(HAND_OVER, { closed: [], listed: open }, CONTEXT);
    const again = reportFacts(HAND_OVER, { closed: [], listed: open.toReversed() }, CONTEXT);
    expect(first).toEqual(again);
    const ids = [122, 123, 124, ...Array.from({ length: 17 }, (_, index) => 100 + index)];
    expect(first).toMatchObject({
      dueSoon: { count: 25, lines: ids.map((id) => ({ inquiryId: String(id) })) },
    });
  });
});

describe('a daily report (S7, S8)', () => {
  const closed = [makeClosedRow(), makeMissedRow({ inquiryId: '2' })];
  const listed = [
    makeRow({ inquiryId: '3', dueAt: NOW + DAY }),
    makeRow({ inquiryId: '4', dueAt: NOW + DAY - 1 }),
    makeRow({ inquiryId: '5', dueAt: NOW, closedAt: NOW }),
  ];

  test('contains its time, its figures, and what is open and due before the next shift begins', () => {
    expect(reportFacts(DAILY, { closed, listed }, CONTEXT)).toEqual({
      about: 'daily',
      from,
      until,
      ...reportFigures(closed, listed, { from, until }),
      rolling: { inTime: 1, counted: 2 },
      dueBeforeNextShift: { count: 1, lines: [lineFor('4', NOW + DAY - 1)] },
    });
  });

  test('contains the figures of the sources beside the hand-overs, if there are any', () => {
    const question = makeRow({ ...QUESTION, inquiryId: '7', dueAt: NOW - HOUR, openedAt: NOW - DAY });
    const rows = { closed, listed: [...listed, question] };
    const sources = ['call-center', 'product'] as const;
    expect(reportFacts(DAILY, rows, { ...CONTEXT, sources })).toMatchObject({
      bySource: { product: { opened: 0, missed: 1, open: 1 } },
      rolling: { inTime: 1, counted: 3 },
      rollingBySource: { 'call-center': { inTime: 1, counted: 2 }, product: { inTime: 0, counted: 1 } },
      dueBeforeNextShift: { lines: [{ inquiryId: '4' }, { inquiryId: '7', source: 'product' }] },
    });
    expect(reportFacts(DAILY, { closed, listed }, CONTEXT)).not.toHaveProperty('bySource');
  });

  test('S8: counts questions in the share of 30 days, unless the team leaves them out', () => {
    const asked = { ...QUESTION, openedAt: from - DAY, dueAt: from - HOUR, closedAt: from - HOUR };
    const questions = [
      makeClosedRow({ ...asked, inquiryId: '11', answeredAt: from - HOUR, inTime: true }),
      makeClosedRow({ ...asked, inquiryId: '12', closedAt: from, answeredAt: from, inTime: false }),
      makeClosedRow({ ...asked, inquiryId: '13', dueAt: from + 6 * DAY, outcome: 'deleted' }),
      makeClosedRow({ ...asked, inquiryId: '14', openedAt: from, outcome: 'unknown' }),
      makeClosedRow({ ...asked, inquiryId: '15', closedAt: until - 31 * DAY, answeredAt: until - 31 * DAY }),
    ];
    const rows = { closed: [...closed, ...questions], listed: [] };
    expect(scoreShare(rows, CONTEXT, until)).toEqual({
      rolling: { inTime: 2, counted: 4 },
      rollingBySource: { 'call-center': { inTime: 1, counted: 2 }, product: { inTime: 1, counted: 2 } },
    });
    const scoreSources = ['call-center'] as const;
    expect(scoreShare(rows, { ...CONTEXT, scoreSources }, until)).toEqual({
      rolling: { inTime: 1, counted: 2 },
    });
  });

  test('lists no ticket of a source that the vendor does not read', () => {
    const question = makeRow({ ...QUESTION, inquiryId: '7', dueAt: NOW - HOUR });
    const facts = reportFacts(DAILY, { closed, listed: [...listed, question] }, CONTEXT);
    expect(facts).toMatchObject({ dueBeforeNextShift: { count: 1 } });
  });

  test('only counts a ticket from a day after its deadline', () => {
    const rows = [NOW - DAY, NOW - DAY + 1].map((dueAt, index) =>
      makeRow({ ...QUESTION, inquiryId: `${index}`, dueAt }),
    );
    const context = { ...CONTEXT, sources: ['product'] as const };
    for (const report of [DAILY, { ...DAILY, handOver: HAND_OVER }, HAND_OVER]) {
      const facts = reportFacts(report, { closed: [], listed: rows }, context);
      const { count, lines } =
        facts.about === 'hand-over' ? facts.dueSoon : (facts.handOver?.dueSoon ?? facts.dueBeforeNextShift);
      expect([count, lines.map(({ inquiryId }) => inquiryId)]).toEqual([2, ['1']]);
    }
  });

  test('contains the figures of the day before, if there are any', () => {
    const yesterday = makeClosedRow({ inquiryId: '6', closedAt: from - 1 });
    const facts = reportFacts(DAILY, { closed: [...closed, yesterday], listed }, CONTEXT);
    expect(facts).toMatchObject({ before: { share: { inTime: 1, counted: 1 } } });
  });

  test('lists all open tickets if no next shift is known', () => {
    const { nextShiftAt: _, ...last } = DAILY;
    expect(reportFacts(last, { closed, listed }, CONTEXT)).toMatchObject({
      dueBeforeNextShift: { count: 2 },
    });
  });

  test.each([
    [
      'the score’s source on the day',
      'call-center',
      from,
      { unseen: { 'call-center': true }, unseenInShare: true },
    ],
    ['the score’s source 30 days before', 'call-center', until - 30 * DAY, { unseenInShare: true }],
    ['another source on the day', 'product', from, { unseen: { product: true }, unseenInShare: true }],
    ['another source of the score 30 days before', 'product', until - 30 * DAY, { unseenInShare: true }],
    ['any source earlier', 'call-center', until - 31 * DAY, {}],
  ] as const)('R17: says what nobody saw, after a blind time of %s', (_what, source, at, expected) => {
    const blindIn = (time: { from: number; until: number }) =>
      at >= time.from && at < time.until ? [source] : [];
    const facts = reportFacts(DAILY, { closed: [], listed: [] }, { ...CONTEXT, blindIn });
    const isNamed = ([name]: [string, unknown]) => name.startsWith('unseen');
    expect(Object.fromEntries(Object.entries(facts).filter(isNamed))).toEqual(expected);
  });

  test('contains the year without known holidays', () => {
    const context = { ...CONTEXT, holidaysUnknown: 2027 };
    const facts = reportFacts({ ...DAILY, about: 'weekly' }, { closed, listed }, context);
    expect(facts).toMatchObject({ about: 'weekly', holidaysUnknown: 2027 });
  });
});
