import { describe, expect, test } from '@jest/globals';
import { type ReportContext, reportFacts } from '../../../../lib/domain/report/report-facts.ts';
import type { DueFigures, DueHandOver } from '../../../../lib/domain/report/due-reports.ts';
import { reportFigures } from '../../../../lib/domain/report/report-figures.ts';
import { dayAt } from '../../../../lib/domain/time/dates.ts';
import { makeClosedRow, makeMissedRow } from '../../../fixtures/domain/make-closed-row.ts';
import { makeRow, QUESTION } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, NOW, ZONE } from '../../../fixtures/domain/made-up.ts';

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
  holidaysUnknown: undefined,
  blindIn: () => [],
};
const line = (inquiryId: string, dueAt: number) => ({
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
    const claimed = { ...line('2', NOW + DAY - 1), claimedBy: 'U0MADEUP' };
    expect(reportFacts(HAND_OVER, { closed: [], listed: open }, CONTEXT)).toEqual({
      about: 'hand-over',
      endsAt: NOW,
      nextEndsAt: NOW + DAY,
      dueSoon: { count: 2, lines: [line('1', NOW - HOUR), claimed] },
      unclaimed: { count: 1, lines: [line('3', NOW + DAY)] },
      claimed: { count: 1, lines: [{ ...line('4', NOW + DAY + 1), claimedBy: 'U0MADEUP' }] },
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
      dueBeforeNextShift: { count: 1, lines: [line('4', NOW + DAY - 1)] },
    });
  });

  test('contains the figures of the sources beside the hand-overs, if there are any', () => {
    const question = makeRow({ ...QUESTION, inquiryId: '7', dueAt: NOW - HOUR, openedAt: NOW - DAY });
    const rows = { closed, listed: [...listed, question] };
    const sources = ['call-center', 'product'] as const;
    expect(reportFacts(DAILY, rows, { ...CONTEXT, sources })).toMatchObject({
      bySource: { product: { opened: 0, missed: 1, open: 1 } },
      dueBeforeNextShift: { lines: [{ inquiryId: '4' }, { inquiryId: '7', source: 'product' }] },
    });
    expect(reportFacts(DAILY, { closed, listed }, CONTEXT)).not.toHaveProperty('bySource');
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
    for (const due of [DAILY, { ...DAILY, handOver: HAND_OVER }, HAND_OVER]) {
      const facts = reportFacts(due, { closed: [], listed: rows }, context);
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
    ['another source on the day', 'product', from, { unseen: { product: true } }],
    ['another source 30 days before', 'product', until - 30 * DAY, {}],
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
