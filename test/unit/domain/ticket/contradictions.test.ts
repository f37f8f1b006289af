import { describe, expect, test } from '@jest/globals';
import { OPEN_STATUSES } from '../../../../lib/domain/reading/plan-readings.ts';
import type { Absences } from '../../../../lib/domain/reading/vendor-state.ts';
import { markContradicted, rememberAbsences } from '../../../../lib/domain/ticket/find-absent.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import type { AttentionRow } from '../../../../lib/domain/ticket/ticket.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makeReading, windowNumber } from '../../../fixtures/domain/make-reading.ts';
import { makeRow } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW, ZONE } from '../../../fixtures/domain/made-up.ts';

const row = (inquiryId: string, overrides: Partial<AttentionRow> = {}): AttentionRow =>
  makeRow({ inquiryId, inquiryAt: NOW - 3 * DAY, dueAt: NOW + HOUR, ...overrides });
const rows = [row('1'), row('2')];
const idOf = (inquiryId: string): string => ticketId(row(inquiryId));
const contradicting = { since: NOW - 20 * MINUTE, asks: 2 };

describe('markContradicted', () => {
  const both = { [idOf('1')]: contradicting, [idOf('2')]: contradicting };
  type Case = { rows?: AttentionRow[]; absences?: Absences; shown?: string[] };
  const isContradicted = ({ rows: own = rows, absences = both, shown = [] }: Case): boolean => {
    const inquiries = shown.map((inquiryId) => makeInquiry({ inquiryId }));
    const readings = OPEN_STATUSES.map((status) => makeReading({ status, inquiries }));
    const marked = markContradicted(readings, own, absences, { now: NOW, zone: ZONE });
    const causes = marked.map(({ complete, incompleteCause }) => [complete, incompleteCause]);
    expect([
      [
        [true, undefined],
        [true, undefined],
      ],
      [
        [false, 'contradicted'],
        [false, 'contradicted'],
      ],
    ]).toContainEqual(causes);
    return !marked.every(({ complete }) => complete);
  };

  test.each<[string, Case, boolean]>([
    ['two tickets', {}, true],
    ['one ticket', { absences: { [idOf('1')]: contradicting } }, false],
    ['one of two that is listed', { shown: ['2'] }, false],
    [
      'one that is not absent for 20 minutes',
      { absences: { ...both, [idOf('2')]: { since: contradicting.since + 1, asks: 2 } } },
      false,
    ],
    [
      'one whose last look-up alone says so',
      { absences: { ...both, [idOf('2')]: { ...contradicting, asks: 1 } } },
      false,
    ],
    ['one at its deadline', { rows: [row('1'), row('2', { dueAt: NOW })] }, false],
    ['one just before its deadline', { rows: [row('1'), row('2', { dueAt: NOW + 1 })] }, true],
    ['one that closed', { rows: [row('1'), row('2', { closedAt: NOW })] }, false],
    ['one that the index no longer holds', { rows: [row('1')] }, false],
    ['tickets of two windows', { rows: [row('1'), row('2', { inquiryAt: NOW - 10 * DAY })] }, false],
    ['a ticket that no window covers', { rows: [row('1'), row('2', { inquiryAt: NOW - 400 * DAY })] }, false],
  ])('R7: %s', (_what, input, expected) => {
    expect(isContradicted(input)).toBe(expected);
  });

  test('R7: marks only complete readings of that window', () => {
    const other = makeReading({ window: windowNumber(1) });
    const incomplete = makeReading({ complete: false, incompleteBecause: 'page 2 had no data' });
    expect(markContradicted([other, incomplete], rows, both, { now: NOW, zone: ZONE })).toEqual([
      other,
      incomplete,
    ]);
  });
});

describe('rememberAbsences', () => {
  const since = NOW - HOUR;
  const known: Absences = { [idOf('1')]: { since, asks: 1 } };
  type Case = {
    known?: Absences;
    rows?: AttentionRow[];
    absent?: AttentionRow[];
    seen?: string[];
    asks?: [string, boolean][];
  };
  const remember = ({
    known: before = known,
    rows: own = rows,
    absent = [],
    seen = [],
    asks = [],
  }: Case): Absences | undefined =>
    rememberAbsences(
      before,
      own,
      {
        absent: new Map(absent.map((absentRow) => [absentRow, 'unsure'])),
        seen: new Set(seen.map(idOf)),
        asks: new Map(asks.map(([id, stillAsks]) => [idOf(id), stillAsks])),
      },
      NOW,
    );

  test.each<[string, Case, Absences | undefined]>([
    ['keeps what a run did not read', {}, known],
    [
      'begins with the first run that misses a ticket',
      { known: {}, absent: [rows[0] ?? row('1')] },
      { [idOf('1')]: { since: NOW, asks: 0 } },
    ],
    ['keeps when it began', { absent: [rows[0] ?? row('1')] }, known],
    [
      'counts look-ups that say that it still asks',
      { asks: [['1', true]] },
      { [idOf('1')]: { since, asks: 2 } },
    ],
    [
      'counts two at most',
      { known: { [idOf('1')]: { since, asks: 2 } }, asks: [['1', true]] },
      { [idOf('1')]: { since, asks: 2 } },
    ],
    [
      'starts again after one that says otherwise',
      { asks: [['1', false]] },
      { [idOf('1')]: { since, asks: 0 } },
    ],
    ['forgets a ticket that is shown or closed', { seen: ['1'] }, undefined],
    ['forgets one at its deadline', { rows: [row('1', { dueAt: NOW })] }, undefined],
    ['forgets one that left the index', { rows: [] }, undefined],
    [
      'remembers nothing of a look-up before a step of a listed ticket',
      { known: {}, asks: [['1', true]] },
      undefined,
    ],
  ])('R9: %s', (_what, input, expected) => {
    expect(remember(input)).toEqual(expected);
  });

  test('R9: keeps the hundred oldest', () => {
    const many = Array.from({ length: 101 }, (_, index) => row(String(index + 1)));
    const before = Object.fromEntries(
      many.slice(1).map((otherRow, index) => [ticketId(otherRow), { since: since + index, asks: 0 }]),
    );
    const kept = remember({ known: before, rows: many, absent: many.slice(0, 1) });
    expect(Object.keys(kept ?? {})).toHaveLength(100);
    expect(kept).not.toHaveProperty([idOf('1')]);
  });
});
