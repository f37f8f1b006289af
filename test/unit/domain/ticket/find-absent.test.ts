import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { dateAt } from '../../../../lib/domain/time/dates.ts';
import { findAbsent, markContradicted, mayBeListed } from '../../../../lib/domain/ticket/find-absent.ts';
import { SOURCES } from '../../../../lib/domain/sources.ts';
import type { Reading } from '../../../../lib/domain/reading/reading.ts';
import type { AttentionRow } from '../../../../lib/domain/ticket/ticket.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import { makeReading, windowNumber } from '../../../fixtures/domain/make-reading.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makeRow } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW, ZONE } from '../../../fixtures/domain/made-up.ts';

const OPEN_LISTS = SOURCES['call-center'].openLists;
/** Complete readings of both statuses for these windows. */
const readings = (numbers: number[], overrides: Partial<Reading> = {}): Reading[] =>
  numbers.flatMap((number) =>
    OPEN_LISTS.map((status) => makeReading({ window: windowNumber(number), status, ...overrides })),
  );
/** A row that last changed an hour ago. */
const row = (overrides: Partial<AttentionRow> = {}): AttentionRow =>
  makeRow({ inquiryAt: NOW - 3 * DAY, changedAt: NOW - 3_600_000, ...overrides });
type Input = Partial<Parameters<typeof findAbsent>[1]> & { rows?: AttentionRow[] };
const find = ({ rows = [row()], ...sight }: Input) =>
  findAbsent(rows, {
    shown: new Set(),
    readings: readings([0]),
    lists: OPEN_LISTS,
    now: NOW,
    zone: ZONE,
    ...sight,
  });
const isAbsent = (input: Input): boolean => find(input).size > 0;

test('R9, R15: watches open tickets, and closed tickets as long as they are listed', () => {
  const { fingerprint, ...unlisted } = row();
  expect([row(), unlisted].map(mayBeListed)).toEqual([true, true]);
  const closedAt = NOW;
  expect([row({ closedAt }), { ...unlisted, closedAt }].map(mayBeListed)).toEqual([true, false]);
});

describe('findAbsent', () => {
  test('R9: marks a ticket as missing that neither complete reading of its window showed', () => {
    expect([...find({})]).toEqual([[row(), 'missing']]);
  });

  test.each(OPEN_LISTS)('R9: needs both statuses: not without %s', (missing) => {
    expect(isAbsent({ readings: readings([0]).filter(({ status }) => status !== missing) })).toBe(false);
  });

  test.each(OPEN_LISTS)(
    'R7: marks as unsure, not missing, what an incomplete reading of %s does not show',
    (status) => {
      const broken = readings([0]).map((listReading) => ({
        ...listReading,
        complete: listReading.status !== status,
      }));
      expect([...find({ readings: broken })]).toEqual([[row(), 'unsure']]);
      const closed = row({ closedAt: NOW - DAY });
      expect(isAbsent({ rows: [closed], readings: broken })).toBe(false);
      expect(isAbsent({ rows: [closed] })).toBe(true);
    },
  );

  test('R9: marks as unsure, not missing, what a reading with an unusable row does not show', () => {
    const [first, ...rest] = readings([0], { unusable: [] });
    const unusable = [{ hash: 'made-up', problem: 'made-up' }];
    const hidden = first ? [{ ...first, unusable }, ...rest] : [];
    expect([...find({ readings: hidden })]).toEqual([[row(), 'unsure']]);
  });

  test('R31: ignores a reading that leaves out the rows of the date, as an earlier run read them', () => {
    const leavesOut = (date: number) => readings([0], { readBefore: [dateAt(date, ZONE)] });
    expect(isAbsent({ readings: leavesOut(NOW - 3 * DAY) })).toBe(false);
    expect([...find({ readings: leavesOut(NOW - 2 * DAY) })]).toEqual([[row(), 'missing']]);
  });

  test.each([
    ['on the first date of its window', 6, [0, 1]],
    ['on the last date of its window', 7, [0, 1]],
  ])("R9: also needs the neighbour's readings for an inquiryAt %s", (_where, days, both) => {
    const edge = [row({ inquiryAt: NOW - days * DAY })];
    expect(isAbsent({ rows: edge, readings: readings(both) })).toBe(true);
    for (const number of both) expect(isAbsent({ rows: edge, readings: readings([number]) })).toBe(false);
  });

  test.each([
    ['too old', { inquiryAt: NOW - 400 * DAY }],
    ['undated', {}],
  ])('R9: marks a ticket outside all windows (%s) after an hour', (_why, dated) => {
    const { inquiryAt, ...undated } = row();
    const hourly = [{ ...undated, ...dated, changedAt: NOW - HOUR }];
    expect(isAbsent({ rows: hourly })).toBe(true);
    expect(isAbsent({ rows: [{ ...undated, ...dated, changedAt: NOW - HOUR + 1 }] })).toBe(false);
    expect(isAbsent({ rows: hourly, readings: [] })).toBe(false);
    expect(isAbsent({ rows: hourly, readings: readings([0], { complete: false }) })).toBe(false);
  });

  const { fingerprint, ...forgotten } = row({ closedAt: NOW - DAY });
  test.each<[string, Input, boolean]>([
    ['with a listing', { shown: new Set([ticketId(row())]) }, false],
    ['after readings of another window alone', { readings: readings([1]) }, false],
    ['after no reading', { readings: [] }, false],
    ['that changed when the readings began', { rows: [row({ changedAt: NOW })] }, false],
    ['that changed just before the readings began', { rows: [row({ changedAt: NOW - 1 })] }, true],
    ['that is closed and no longer listed', { rows: [forgotten] }, false],
    ['that is closed and still listed', { rows: [{ ...forgotten, fingerprint: 'made-up' }] }, true],
  ])('R9, R15: checks whether a ticket is absent: one %s', (_what, input, is) => {
    expect(isAbsent(input)).toBe(is);
  });

  test('R9: never marks a listed ticket or a ticket with unread windows, for any readings', () => {
    const reading = fc
      .record({
        window: fc.nat({ max: 3 }).map((number) => windowNumber(number)),
        status: fc.constantFrom(...OPEN_LISTS),
        complete: fc.boolean(),
        beganAt: fc.integer({ min: NOW - 10, max: NOW + 10 }),
      })
      .map((fields) => makeReading(fields));
    const ticket = fc
      .record({
        inquiryId: fc.constantFrom('1', '2', '3'),
        inquiryAt: fc.nat({ max: 27 }).map((days) => NOW - days * DAY),
        changedAt: fc.integer({ min: NOW - 10, max: NOW + 10 }),
      })
      .map((fields) => row(fields));
    fc.assert(
      fc.property(
        fc.array(reading, { maxLength: 16 }),
        fc.array(ticket, { maxLength: 5 }),
        fc.subarray(['1', '2', '3']),
        (read, tickets, shownIds) => {
          const shown = new Set(shownIds.map((inquiryId) => ticketId(row({ inquiryId }))));
          const found = find({ rows: tickets, readings: read, shown });
          for (const absent of tickets.filter((own) => found.has(own))) {
            const absence = found.get(absent);
            expect(shown.has(ticketId(absent))).toBe(false);
            const date = dateAt(absent.inquiryAt ?? 0, ZONE);
            for (const status of OPEN_LISTS) {
              const whole = read.filter(
                ({ window, ...listReading }) =>
                  listReading.status === status &&
                  (listReading.complete || absence === 'unsure') &&
                  window.firstDate <= date &&
                  date <= window.lastDate,
              );
              expect(whole.some(({ beganAt }) => beganAt > absent.changedAt)).toBe(true);
            }
          }
        },
      ),
    );
  });
});

describe('R9: look-ups contradict the readings of a window', () => {
  const at = (inquiryId: string, more: Partial<AttentionRow> = {}): AttentionRow =>
    row({ inquiryId, dueAt: NOW + HOUR, ...more });
  const against = (inquiryId: string, more: Partial<AttentionRow> = {}) =>
    at(inquiryId, { contradictsAt: NOW, ...more });
  /** Open tickets that contradict nothing. */
  const calm = (count: number) => Array.from({ length: count }, (_, index) => at(`calm-${index}`));
  const two = [against('1'), against('2')];

  test.each<[string, AttentionRow[], boolean]>([
    ['two tickets', two, true],
    ['one ticket', [against('1'), ...calm(3)], false],
    ['a tenth of the open tickets', [...two, ...calm(18)], true],
    ['less than a tenth of the open tickets', [...two, ...calm(19)], false],
    [
      'a tenth, beside provisional, closed and overdue ones',
      [
        ...two,
        ...calm(18),
        at('3', { answerId: 'after-1' }),
        at('4', { closedAt: NOW }),
        at('5', { dueAt: NOW }),
      ],
      true,
    ],
    ['a ticket past its deadline', [against('1'), against('2', { dueAt: NOW })], false],
    ['a closed ticket', [against('1'), against('2', { closedAt: NOW })], false],
    ['a provisional ticket', [against('1'), against('2', { answerId: 'after-7' })], false],
    [
      'a ticket that does so a minute from now',
      [against('1'), against('2', { contradictsAt: NOW + MINUTE })],
      false,
    ],
    ['a ticket of another window', [against('1'), against('2', { inquiryAt: NOW - 10 * DAY })], false],
    ['a ticket whose inquiry is listed again', [against('1'), against('listed')], false],
  ])('%s: as the table says', (_what, rows, isContradicted) => {
    const inquiries = [makeInquiry({ inquiryId: 'listed' })];
    const lists = readings([0], { inquiries });
    const marked = markContradicted(lists, rows, { now: NOW, zone: ZONE });
    expect(marked.map(({ complete }) => complete)).toEqual(lists.map(() => !isContradicted));
    if (isContradicted) expect(marked[0]).toMatchObject({ incompleteCause: 'contradicted' });
  });

  test('and leave the other windows complete', () => {
    const marked = markContradicted(readings([0, 1]), two, { now: NOW, zone: ZONE });
    expect(marked.map(({ complete }) => complete)).toEqual([false, false, true, true]);
  });
});
