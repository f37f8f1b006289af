import { describe, expect, test } from '@jest/globals';
import { countBlindTime } from '../../../../lib/domain/blindness/blindness.ts';
import type { AttentionRow, ClosedRow } from '../../../../lib/domain/ticket/ticket.ts';
import { makeKey, makeRow } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, NOW } from '../../../fixtures/domain/made-up.ts';

/** A blind time of three hours. A hand-over from its middle is due a day later. */
const SINCE = NOW - 3 * HOUR;
const UNTIL = NOW;
const LONG_AGO = SINCE - 2 * DAY;

let ids = 0;
const open = (more: Partial<AttentionRow>): AttentionRow =>
  makeRow({ answerId: String((ids += 1)), askedAt: LONG_AGO, dueAt: LONG_AGO + DAY, ...more });
const closed = (more: Partial<ClosedRow>): ClosedRow => ({
  ...makeKey({ answerId: String((ids += 1)) }),
  kind: 'reply',
  steps: [],
  openedAt: LONG_AGO,
  askedAt: LONG_AGO,
  dueAt: LONG_AGO + DAY,
  closedAt: UNTIL,
  ...more,
});
const count = (rows: AttentionRow[], ended: ClosedRow[] = []) =>
  countBlindTime(rows, ended, [{ since: SINCE, until: UNTIL }]);

describe('R17: the hand-overs asked in a blind time', () => {
  test('begin after its start and up to its end, and are open or closed', () => {
    const rows = [open({ askedAt: SINCE }), open({ askedAt: SINCE + 1 }), open({ askedAt: UNTIL + 1 })];
    const ended = [closed({ askedAt: UNTIL }), closed({ askedAt: SINCE })];
    expect(count(rows, ended)).toMatchObject({ asked: 2 });
  });

  test('include a ticket in both lists once', () => {
    const row = open({ askedAt: UNTIL, closedAt: UNTIL });
    expect(count([row], [closed({ answerId: row.answerId, askedAt: UNTIL })])).toMatchObject({ asked: 1 });
  });
});

describe('R17: the hand-overs missed in a blind time', () => {
  const due = { dueAt: UNTIL };

  test.each<[string, Partial<ClosedRow>]>([
    ['closed automatically', { outcome: 'auto-closed' }],
    ['answered late', { outcome: 'answered', inTime: false }],
    ['given up, its end unknown', { outcome: 'unknown' }],
    [
      'asked in it and found ended in a way that nobody knows',
      { outcome: 'unknown', openedAt: UNTIL, askedAt: UNTIL },
    ],
  ])('include one %s', (_title, more) => {
    expect(count([], [closed({ ...due, ...more })])).toMatchObject({ missed: 1 });
  });

  test.each<[string, Partial<ClosedRow>]>([
    ['answered in time', { outcome: 'answered', inTime: true }],
    ['answered at a time that nobody knows', { outcome: 'answered' }],
    ['confirmed', { outcome: 'confirmed' }],
    ['withdrawn', { outcome: 'withdrawn' }],
    ['decided by Coupang', { outcome: 'decided-by-coupang' }],
    ['past at first sight', { outcome: 'unknown', openedAt: UNTIL }],
    ['closed automatically before it', { outcome: 'auto-closed', dueAt: SINCE }],
    ['closed automatically after it', { outcome: 'auto-closed', dueAt: UNTIL + 1 }],
  ])('exclude one %s', (_title, more) => {
    expect(count([], [closed({ ...due, ...more })])).toMatchObject({ missed: 0 });
  });

  test('include a ticket that is open past its deadline, but not if only its closed row lags', () => {
    expect(count([open(due), open({ ...due, closedAt: UNTIL })])).toMatchObject({ missed: 1 });
  });

  test('are decided by the closed row if a ticket is in both lists', () => {
    const row = open(due);
    const ended = closed({ ...due, answerId: row.answerId, outcome: 'answered', inTime: true });
    expect(count([row], [ended])).toMatchObject({ missed: 0 });
  });
});
