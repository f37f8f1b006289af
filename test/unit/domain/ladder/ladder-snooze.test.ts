import { describe, expect, test } from '@jest/globals';
import { BEFORE_DUE_MS } from '../../../../lib/domain/ticket/step.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { lookFrom, lookOnce, makePolicy, makeWeekdays, seoul } from '../../../fixtures/domain/make-ladder.ts';
import { makeTicket, type TicketFields } from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, DAY, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

const dueAt = HANDED_OVER_AT + DAY;
const BY = 'U0MADEUP';
const claimedAt = dueAt - 8 * HOUR;
const policy = makePolicy({ steps: ['6h', '3h', '1h'], claimStaleMs: 9 * HOUR });
const ladder = { policy };
const snoozed = (until: number, more: TicketFields = {}): Ticket =>
  makeTicket({ claimedBy: BY, claimedAt, snoozed: { by: BY, until }, ...more });
const stepsOf = ({ facts: { steps } }: Ticket) =>
  steps.map(({ name, at, passed, tells }) => [name, (at - dueAt) / MINUTE, passed ? 'passed' : tells]);
const until = (end: number, ticket: Ticket, more = ladder) => stepsOf(lookFrom(ticket, NOW, end, more));

describe('a snooze (A1)', () => {
  test('puts a warning off until it ends, and checks again then', () => {
    const end = dueAt - 5 * HOUR;
    const ticket = snoozed(end);
    expect(until(end - 1, ticket)).toEqual([]);
    expect(lookOnce(ticket, end - HOUR, ladder).look.lookAgainAt).toBe(end);
    expect(until(end, ticket)).toEqual([['6h', -5 * 60, 'claimer']]);
  });

  test('never puts off the last warnings, which come in time, and passes over the others', () => {
    expect(until(dueAt + 0.5 * HOUR, snoozed(dueAt))).toEqual([
      ['6h', -61, 'passed'],
      ['3h', -61, 'passed'],
      ['1h', -61, 'claimer'],
      ['overdue', 10, 'claimer'],
    ]);
  });

  test.each([[['3h']], [['6h', '3h']], [['1h', '15m']]] as const)(
    'with the ladder %j, the last step and each step in the last hour come in time',
    (steps) => {
      const reached = lookFrom(snoozed(dueAt), NOW, dueAt, { policy: { ...policy, steps } }).facts.steps;
      const last = steps.filter((name) => name !== '6h');
      const inTime = reached.filter(({ tells }) => tells);
      expect(inTime.map(({ name }) => name)).toEqual(last);
      expect(inTime.map(({ at }) => at)).toEqual(last.map((name) => dueAt - BEFORE_DUE_MS[name] - MINUTE));
    },
  );

  test('puts off nothing that no last warning follows', () => {
    const target = { targetMs: DAY - 2 * HOUR, steps: [] };
    expect(until(dueAt - 1, snoozed(dueAt), { policy: { ...policy, ...target } })).toEqual([
      ['target', expect.any(Number), 'claimer'],
    ]);
    const late = { targetMs: DAY - 30 * MINUTE, steps: ['1h' as const] };
    expect(
      until(dueAt - 1, snoozed(dueAt), { policy: { ...policy, ...late } }).map(([name]) => name),
    ).toEqual(['1h', 'target']);
  });

  test('announces the later of two due warnings after a last warning, and passes over the last warning', () => {
    const late = { policy: { ...policy, targetMs: DAY - 30 * MINUTE, steps: ['1h' as const] } };
    const { ticket } = lookOnce(snoozed(dueAt), dueAt - 20 * MINUTE, late);
    expect(stepsOf(ticket)).toEqual([
      ['1h', -20, 'passed'],
      ['target', -20, 'claimer'],
    ]);
  });

  test('puts off the target of the team', () => {
    const target = { policy: { ...policy, targetMs: 17 * HOUR } };
    const [first] = until(dueAt - 6.5 * HOUR, makeTicket({ claimedBy: BY, claimedAt }), target);
    expect(first).toEqual(['target', expect.any(Number), 'claimer']);
    expect(until(dueAt - 6.5 * HOUR, snoozed(dueAt - 6.2 * HOUR), target)).toEqual([]);
  });

  test('ends with a claim that goes stale, and then the team is notified', () => {
    const stale = { policy: { ...policy, claimStaleMs: 3 * HOUR } };
    expect(until(dueAt - 4 * HOUR, snoozed(dueAt), stale)).toEqual([['6h', -5 * 60, 'team']]);
  });

  test.each<[string, TicketFields]>([
    ['another has claimed it since', { claimedBy: 'U0OTHER' }],
    ['it was released', { claimedBy: '' }],
  ])('has no effect once %s', (_what, { claimedBy }) => {
    const { facts, ...rest } = snoozed(dueAt);
    const { claimedBy: _, claimedAt: __, ...released } = facts;
    const ticket = claimedBy === '' ? { ...rest, facts: released } : snoozed(dueAt, { claimedBy: 'U0OTHER' });
    expect(until(dueAt - 6 * HOUR, ticket)).toEqual([['6h', -361, claimedBy === '' ? 'team' : 'claimer']]);
  });

  test('does not affect the last shift and `off-hours`', () => {
    const calendar = makeWeekdays(['09:00-18:00']);
    const requestedAt = seoul('2026-11-27T18:30');
    const friday = snoozed(requestedAt + DAY, {
      askedAt: requestedAt,
      openedAt: requestedAt,
      dueAt: requestedAt + DAY,
      claimedAt: requestedAt,
    });
    const night = lookOnce(friday, requestedAt + MINUTE, { policy, calendar });
    expect(night.ticket.facts.steps.map(({ name }) => name)).toEqual(['off-hours']);
    const noon = seoul('2026-11-25T12:00');
    const shift = snoozed(noon + DAY, { askedAt: noon, openedAt: noon, dueAt: noon + DAY, claimedAt: noon });
    const { look } = lookOnce(shift, seoul('2026-11-25T17:00'), {
      policy: { ...policy, lastShiftMs: 4 * HOUR },
      calendar,
    });
    expect(look.lastShift).toMatchObject({ endsAt: seoul('2026-11-25T18:00') });
  });
});
