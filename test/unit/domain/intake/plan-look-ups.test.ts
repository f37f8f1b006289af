import { describe, expect, test } from '@jest/globals';
import { needsLookUp, planLookUps, resumesAt } from '../../../../lib/domain/intake/plan-look-ups.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import type { AttentionRow } from '../../../../lib/domain/ticket/ticket.ts';
import { makeRow, makeTicket, type TicketFields } from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';

const NOW = HANDED_OVER_AT + 3 * HOUR;
const DUE = HANDED_OVER_AT + DAY;
const missing = (...rows: AttentionRow[]) => new Map(rows.map((row) => [row, 'missing' as const]));
const unsure = (row: AttentionRow) => new Map([[row, 'unsure' as const]]);

describe('planLookUps', () => {
  test('R15: plans look-ups before a step first, then those of open tickets, then of closed ones, then only writes; each by deadline', () => {
    const row = (inquiryId: string, overrides: Partial<AttentionRow> = {}) =>
      makeRow({ inquiryId, dueAt: DUE, ...overrides });
    const writeOnly = row('1', { lookUpAt: NOW + 1 });
    const repeated = row('2', { lookUpAt: NOW, dueAt: DUE + MINUTE });
    const late = row('3', { dueAt: DUE + HOUR });
    const soon = row('4');
    const near = row('5', { dueAt: DUE + 2 * HOUR, nextStepAt: NOW + 9 * MINUTE });
    const listed = row('6', { closedAt: NOW - HOUR, lookUpAt: NOW, dueAt: DUE - HOUR });
    const rows = [writeOnly, repeated, late, soon, near, listed];
    const absences = missing(writeOnly, repeated, late, soon);
    const plan = planLookUps(rows, absences, new Set([ticketId(listed)]), NOW);
    expect(plan.map(({ row: { inquiryId }, due }) => [inquiryId, due])).toEqual([
      ['5', undefined],
      ['4', 'first'],
      ['2', 'repeated'],
      ['3', 'first'],
      ['6', 'repeated'],
      ['1', undefined],
    ]);
  });

  const { fingerprint: _, ...unverified } = makeRow({ dueAt: DUE, lookUpAt: NOW + 1 });
  const { fingerprint: __, ...forgotten } = makeRow({ closedAt: NOW - HOUR, lookUpAt: NOW });
  const closed = makeRow({ closedAt: NOW - HOUR });
  test.each<[string, AttentionRow, 'missing' | 'unsure' | 'shown' | 'unread', unknown]>([
    ['a listed ticket far from a step', makeRow({ dueAt: DUE }), 'shown', []],
    ['a listed ticket with notes of an absence', makeRow({ dueAt: DUE, lookUpAt: NOW }), 'shown', []],
    ['an absent ticket', makeRow({ dueAt: DUE }), 'missing', ['missing', 'first']],
    ['one that incomplete readings did not show', makeRow({ dueAt: DUE }), 'unsure', ['unsure', 'first']],
    ['one that waits', makeRow({ dueAt: DUE, lookUpAt: NOW + 1 }), 'unsure', []],
    [
      'one that waits until it is unverified',
      makeRow({ dueAt: DUE, lookUpAt: NOW + 1 }),
      'missing',
      ['missing'],
    ],
    ['an unverified one that waits', unverified, 'missing', []],
    ['a closed one whose listing has ended', closed, 'missing', ['missing']],
    ['an older copy before its time', makeRow({ ...closed, lookUpAt: NOW + 1 }), 'shown', []],
    ['an older copy at its time', makeRow({ ...closed, lookUpAt: NOW }), 'shown', ['not-absent', 'repeated']],
    ['an older copy that this run did not show', makeRow({ ...closed, lookUpAt: NOW }), 'unread', []],
    ['a closed one without a listing', forgotten, 'shown', []],
    ['a closed one with a near step', makeRow({ ...closed, nextStepAt: NOW }), 'shown', []],
  ])('plans for %s', (_what, row, seen, expected) => {
    const absences = seen === 'missing' ? missing(row) : seen === 'unsure' ? unsure(row) : new Map();
    const shown = new Set(seen === 'shown' ? [ticketId(row)] : []);
    const plan = planLookUps([row], absences, shown, NOW);
    expect(plan.flatMap(({ absence, due }) => (due ? [absence, due] : [absence]))).toEqual(expected);
  });

  test.each<[string, Partial<AttentionRow>, number, boolean]>([
    ['a step in ten minutes', { nextStepAt: NOW + 10 * MINUTE }, NOW, false],
    ['a step in less', { nextStepAt: NOW + 10 * MINUTE - 1 }, NOW, true],
    ['a step that is over and did not come', { nextStepAt: NOW - HOUR }, NOW, true],
    ['no known step at the deadline', {}, DUE, false],
    ['no known step, and overdue in less than ten minutes', {}, DUE + 1, true],
    ['no known step, after overdue', {}, DUE + 10 * MINUTE, false],
  ])('checks whether a step is near: %s', (_what, overrides, now, expected) => {
    const row = makeRow({ dueAt: DUE, ...overrides });
    const [plan] = planLookUps([row], new Map(), new Set([ticketId(row)]), now);
    expect(plan?.isNearStep ?? false).toBe(expected);
  });

  test('plans a single look-up for a ticket that is absent and near a step', () => {
    const row = makeRow({ dueAt: DUE, nextStepAt: NOW });
    expect(planLookUps([row], unsure(row), new Set(), NOW)).toEqual([
      { row, absence: 'unsure', isNearStep: true, due: 'first' },
    ]);
  });
});

test('R15: a disagreement that comes back within an hour continues its schedule', () => {
  const notes = { lookUps: 4, lookedUpAt: NOW, agreedAt: NOW };
  expect([HOUR - 1, HOUR].map((ms) => resumesAt(notes, NOW + ms))).toEqual([NOW + HOUR, 0]);
});

describe('needsLookUp', () => {
  const step = NOW + 5 * MINUTE;
  const began = step - 10 * MINUTE;
  const overdue = { name: 'overdue', deadline: DUE, at: DUE } as const;
  test.each<[string, TicketFields, number, boolean]>([
    ['a near step', { nextStepAt: step }, NOW, true],
    ['a far step', { nextStepAt: NOW + 10 * MINUTE }, NOW, false],
    ['no known step', {}, NOW, false],
    ['a look-up since the ten minutes began', { nextStepAt: step, lookedUpAt: began }, NOW, false],
    ['a look-up before them', { nextStepAt: step, lookedUpAt: began - 1 }, NOW, true],
    ['a near overdue', {}, DUE + MINUTE, true],
    ['a near overdue after a look-up', { lookedUpAt: DUE }, DUE + MINUTE, false],
    ['an overdue that is withheld', { nextStepAt: DUE + HOUR }, DUE + HOUR, true],
    ['after overdue', { steps: [overdue], nextStepAt: NOW }, DUE + HOUR, false],
    [
      'after overdue, a claim that ends',
      { steps: [overdue], claimedBy: 'U0KIM', nextStepAt: DUE + HOUR },
      DUE + HOUR,
      true,
    ],
    [
      'overdue of an earlier deadline',
      { steps: [{ ...overdue, deadline: DUE - DAY }], nextStepAt: step },
      NOW,
      true,
    ],
    ['unverified, before its deadline', { state: 'unverified', nextStepAt: step }, NOW, true],
    ['unverified, before overdue', { state: 'unverified', nextStepAt: DUE }, DUE, true],
    [
      'not announced yet',
      { provisional: { seenAt: NOW - MINUTE, announceAt: NOW + MINUTE }, nextStepAt: NOW + MINUTE },
      NOW,
      false,
    ],
    ['closed', { state: 'closed', outcome: 'answered', closedAt: NOW, nextStepAt: step }, NOW, false],
  ])('decides about a warning: %s', (_what, fields, now, expected) => {
    expect(needsLookUp(makeTicket({ dueAt: DUE, ...fields }), now)).toBe(expected);
  });
});
