import { describe, expect, test } from '@jest/globals';
import { figuresBefore, figuresSince, reportFigures } from '../../../../lib/domain/report/report-figures.ts';
import { dayAt } from '../../../../lib/domain/time/dates.ts';
import type { ClosedRow } from '../../../../lib/domain/ticket/ticket.ts';
import { makeClosedRow, makeMissedRow } from '../../../fixtures/domain/make-closed-row.ts';
import { makeRow } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW, SECOND, ZONE } from '../../../fixtures/domain/made-up.ts';

/** 2026-11-25 in Seoul. */
const TIME = dayAt(NOW, ZONE);
const NOTHING = {
  opened: 0,
  closed: { answered: 0, confirmed: 0, 'auto-closed': 0, withdrawn: 0, 'decided-by-coupang': 0, unknown: 0 },
  share: { inTime: 0, counted: 0 },
  worst: [],
  rolling: { inTime: 0, counted: 0 },
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
    [[1, 2, 3], 2, 3],
    [[1, 2, 3, 4], 2, 4],
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
    expect(reportFigures(rows, [], TIME)).toMatchObject({
      share: { inTime: 1, counted: 2 },
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
    expect(figuresBefore(rows, TIME)).toEqual({
      share: { inTime: 2, counted: 3 },
      medianMs: 20 * MINUTE,
    });
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
