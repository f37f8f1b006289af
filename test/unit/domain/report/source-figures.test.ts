import { describe, expect, test } from '@jest/globals';
import {
  figuresBefore,
  inTimeShare,
  type ReportTime,
  reportFigures,
} from '../../../../lib/domain/report/report-figures.ts';
import { figuresBySource } from '../../../../lib/domain/report/source-figures.ts';
import type { AttentionRow, ClosedRow } from '../../../../lib/domain/ticket/ticket.ts';
import { dayAt } from '../../../../lib/domain/time/dates.ts';
import { makeClosedRow, makeMissedRow } from '../../../fixtures/domain/make-closed-row.ts';
import { makeRow, QUESTION } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW, ZONE } from '../../../fixtures/domain/made-up.ts';

/** 2026-11-25 in Seoul. */
const TIME = dayAt(NOW, ZONE);
const NOON = TIME.from + 12 * HOUR;
const NOTHING = { opened: 0, inTime: 0, missed: 0, late: 0, open: 0 };

let made = 0;
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
    expect(figuresBySource({ closed: [], listed: [] }, ['call-center', 'product'], TIME)).toEqual({
      product: NOTHING,
    });
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
    const rows = [
      answered(NOON + 23 * HOUR, NOON),
      answered(NOON + 20 * HOUR, NOON),
      answered(NOON, NOON + HOUR),
    ];
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
      NOTHING,
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
