import { describe, expect, test } from '@jest/globals';
import { lookAtLadder } from '../../../../lib/domain/ladder/ladder.ts';
import { reopenTicket } from '../../../../lib/domain/ticket/ticket-changes.ts';
import {
  askedAt,
  LEAD_MS,
  lookFrom,
  lookOnce,
  makePolicy,
  makeWeekdays,
  seoul,
  sentSteps,
  makeCalendar,
} from '../../../fixtures/domain/make-ladder.ts';
import { makeClosedTicket, makeTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, DAY, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

const policy = makePolicy();
const ladder = { policy };
const dueAt = HANDED_OVER_AT + DAY;
const lookAt = (now: number, changes = {}, more = {}) =>
  lookAtLadder(makeTicket(changes), makePolicy(more), undefined, { now, leadMs: LEAD_MS });

test('C4: a step announced just before midnight still mentions a team that works through it', () => {
  const day = ['00:00-24:00'];
  const hours = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: ['00:00-06:00'] };
  const calendar = makeCalendar(hours);
  const quietFrom = (requestedAt: string, at: string) =>
    lookOnce(askedAt(requestedAt), seoul(at), { policy, calendar }).ticket.facts.steps.at(-1)?.quietFrom;
  // A Wednesday: somebody works for longer than any deadline.
  expect(quietFrom('2026-11-25T01:01', '2026-11-25T23:59')).toBe(seoul('2026-11-27T00:00'));
  expect(quietFrom('2026-11-28T01:01', '2026-11-28T23:59')).toBe(seoul('2026-11-29T06:00'));
});

describe('the steps before a deadline (S2, R23)', () => {
  test('fire once each, early by their lead and not earlier', () => {
    for (const [name, before] of [
      ['6h', 6 * HOUR],
      ['3h', 3 * HOUR],
      ['1h', HOUR],
      ['15m', 15 * MINUTE],
    ] as const) {
      const from = dueAt - before - LEAD_MS;
      const only = { steps: [name] };
      expect(lookAt(from - 1, {}, only).fires).toBeUndefined();
      expect(lookAt(from, {}, only).fires).toEqual({ name, deadline: dueAt });
      const reached = { name, deadline: dueAt, at: from, tells: 'team' as const };
      expect(lookAt(from, { steps: [reached] }, only).fires).toBeUndefined();
    }
  });

  test('R23: let no target overtake a coming step by the lead of a fast clock', () => {
    const now = dueAt - 3 * HOUR - 10 * MINUTE;
    const target = { name: 'target' as const, deadline: dueAt, at: now, tells: 'team' as const };
    const only = makePolicy({ steps: ['3h'] });
    const look = lookAtLadder(makeTicket({ steps: [target] }), only, undefined, {
      now,
      leadMs: 20 * MINUTE,
    });
    expect(look.fires).toEqual({ name: '3h', deadline: dueAt });
  });

  test('are only those that the team configured, in any order', () => {
    const announcedWith = (steps: Parameters<typeof makePolicy>[0]) =>
      sentSteps(lookFrom(makeTicket(), NOW, dueAt, { policy: makePolicy(steps) }).facts);
    expect(announcedWith({ steps: ['15m', '6h'] })).toEqual(['6h', '15m']);
    expect(announcedWith({ steps: [] })).toEqual([]);
    expect(announcedWith({ steps: ['1h', '3h', '15m', '6h', '1h'] })).toEqual(['6h', '3h', '1h', '15m']);
  });

  test('R23: are marked passed for a ticket first seen late, except the nearest step', () => {
    const now = dueAt - 50 * MINUTE;
    const { change, ticket } = lookOnce(makeTicket({ openedAt: now }), now, {
      policy: makePolicy({ steps: ['6h', '3h', '1h', '15m'] }),
    });
    expect(ticket.facts.steps).toEqual([
      { name: '6h', deadline: dueAt, at: now, passed: true },
      { name: '3h', deadline: dueAt, at: now, passed: true },
      { name: '1h', deadline: dueAt, at: now, tells: 'team' },
    ]);
    expect(change?.facts.history).toEqual([{ name: `step/1h/${dueAt}`, at: now }]);
    expect(change?.event).toBe('TicketWarned');
  });

  test('do not fire at the deadline or after it', () => {
    expect(lookAt(dueAt - 1).fires?.name).toBe('1h');
    expect(lookAt(dueAt).fires).toBeUndefined();
    expect(lookAt(dueAt + 10 * MINUTE - 1)).toEqual({ passed: [], lookAgainAt: dueAt + 10 * MINUTE });
  });

  test('start a new ladder for a deadline that moves, and the old ladder ends', () => {
    const warned = lookFrom(makeTicket(), NOW, dueAt - 30 * MINUTE, ladder);
    const moved = withFields(warned, { askedAt: HANDED_OVER_AT + 5 * HOUR, dueAt: dueAt + 5 * HOUR });
    const warnedAgain = lookFrom(moved, dueAt - 29 * MINUTE, moved.facts.dueAt + HOUR, ladder);
    expect(warnedAgain.facts.steps.map(({ name, deadline }) => [name, deadline - dueAt])).toEqual([
      ['3h', 0],
      ['1h', 0],
      ['3h', 5 * HOUR],
      ['1h', 5 * HOUR],
      ['overdue', 5 * HOUR],
    ]);
  });

  test('do the same for a deadline that moves earlier', () => {
    const warned = lookFrom(makeTicket(), NOW, dueAt - 2 * HOUR, ladder);
    const sooner = withFields(warned, { askedAt: HANDED_OVER_AT - HOUR, dueAt: dueAt - HOUR });
    expect(lookOnce(sooner, dueAt - 2 * HOUR, ladder).ticket.facts.steps.slice(1)).toMatchObject([
      { name: '3h', passed: true },
      { name: '1h', deadline: dueAt - HOUR, tells: 'team' },
    ]);
  });

  test('include a step that a new configuration adds before the deadline, but not behind an announced step', () => {
    const warned = lookFrom(makeTicket(), NOW, dueAt - 2 * HOUR, ladder);
    const more = { policy: makePolicy({ steps: ['6h', '3h', '15m'] }) };
    expect(lookOnce(warned, dueAt - 2 * HOUR, more).change).toBeUndefined();
    expect(sentSteps(lookFrom(warned, dueAt - 2 * HOUR, dueAt, more).facts)).toEqual(['3h', '15m']);
  });

  test('do not fire before the announced steps after a clock jumped back', () => {
    const warned = lookFrom(makeTicket(), dueAt - 59 * MINUTE, dueAt - 59 * MINUTE, ladder);
    expect(lookFrom(warned, dueAt - 5 * HOUR, dueAt - 1, ladder).facts.steps).toBe(warned.facts.steps);
    const overdue = lookOnce(makeTicket(), dueAt + HOUR, ladder).ticket;
    expect(lookOnce(overdue, dueAt - HOUR, ladder).change).toBeUndefined();
  });
});

describe('overdue (R16)', () => {
  const at = dueAt + 10 * MINUTE;

  test('is never early', () => {
    expect(lookAt(at - 1).fires).toBeUndefined();
    expect(lookAt(at).fires).toEqual({ name: 'overdue', deadline: dueAt });
  });

  test('is announced by the next run if it was withheld', () => {
    const time = { now: at + MINUTE, leadMs: LEAD_MS };
    const look = lookAtLadder(makeTicket(), makePolicy(), undefined, { ...time, withholdsOverdue: true });
    expect(look).toEqual({ passed: [], lookAgainAt: time.now });
    expect(lookAtLadder(makeTicket(), makePolicy(), undefined, time).fires?.name).toBe('overdue');
  });

  test('withholds no other step', () => {
    const time = { now: dueAt - HOUR, leadMs: LEAD_MS, withholdsOverdue: true };
    const look = lookAtLadder(makeTicket(), makePolicy(), undefined, time);
    expect(look).toMatchObject({ fires: { name: '1h' }, lookAgainAt: at });
  });

  test('is the only step of a ticket first seen past its deadline', () => {
    expect(lookAt(at + 5 * HOUR)).toMatchObject({ fires: { name: 'overdue' }, passed: [] });
  });

  test('R14: is never announced for an absent ticket, which gets warnings', () => {
    const unverified = makeTicket({ state: 'unverified' });
    expect(sentSteps(lookFrom(unverified, NOW, at + HOUR, ladder).facts)).toEqual(['3h', '1h']);
    expect(
      sentSteps(lookFrom(withFields(unverified, { state: 'open' }), at + HOUR, at + HOUR, ladder).facts),
    ).toEqual(['overdue']);
  });
});

describe('a closed ticket', () => {
  test('has no ladder, even if steps are due', () => {
    const closed = makeClosedTicket();
    for (const now of [dueAt - HOUR, dueAt + HOUR])
      expect(lookOnce(closed, now, ladder)).toMatchObject({ change: undefined, look: { passed: [] } });
  });

  test('R15: continues its ladder after re-opening', () => {
    const warned = lookFrom(makeTicket(), NOW, dueAt - 2 * HOUR, ladder);
    const { facts } = reopenTicket(makeClosedTicket(), warned.facts, dueAt - 90 * MINUTE);
    const reopened = withFields(makeClosedTicket(), { ...facts });
    expect(sentSteps(lookFrom(reopened, dueAt - 90 * MINUTE, dueAt, ladder).facts)).toEqual(['3h', '1h']);
  });
});

describe("the team's target (S3)", () => {
  const office = makeWeekdays(['09:00-12:00', '13:00-18:00']);
  const withTarget = { policy: makePolicy({ targetMs: 4 * HOUR }), calendar: office };

  test('is counted in business time, past a break', () => {
    const ticket = askedAt('2026-11-25T10:00');
    const from = seoul('2026-11-25T15:00') - LEAD_MS;
    expect(lookOnce(ticket, from - 1, withTarget).look).toMatchObject({ passed: [], lookAgainAt: from });
    expect(lookOnce(ticket, from, withTarget).look.fires).toEqual({
      name: 'target',
      deadline: ticket.facts.dueAt,
    });
  });

  test('is skipped for a step that is nearer to the deadline, and comes after other steps', () => {
    // Due 16:30 the next day: the target is at 11:30 of that day, 6h at 10:30.
    const ticket = askedAt('2026-11-25T16:30');
    const all = { ...withTarget, policy: makePolicy({ steps: ['6h', '3h'], targetMs: 4 * HOUR }) };
    expect(sentSteps(lookFrom(ticket, ticket.facts.askedAt, ticket.facts.dueAt, all).facts)).toEqual([
      '6h',
      'target',
      '3h',
    ]);
    const { look } = lookOnce(ticket, seoul('2026-11-26T14:00'), all);
    expect(look.fires?.name).toBe('3h');
    expect(look.passed.map(({ name }) => name)).toEqual(['6h', 'target']);
  });

  test('gives way to a step before the deadline at the same time', () => {
    // Due 15:00 the next day: target and 3h are both at 12:00.
    const ticket = askedAt('2026-11-25T15:00');
    const warned = lookFrom(ticket, ticket.facts.askedAt, ticket.facts.dueAt, {
      ...withTarget,
      policy: makePolicy({ targetMs: 6 * HOUR }),
    });
    expect(warned.facts.steps.slice(0, 2)).toMatchObject([{ name: 'target', passed: true }, { name: '3h' }]);
  });

  test('does not fire if it is configured later for the time of an announced step', () => {
    const ticket = askedAt('2026-11-25T15:00');
    const warned = lookFrom(ticket, ticket.facts.askedAt, seoul('2026-11-26T12:00'), {
      policy,
      calendar: office,
    });
    expect(sentSteps(warned.facts)).toEqual(['3h']);
    const late = { policy: makePolicy({ targetMs: 6 * HOUR }), calendar: office };
    expect(lookOnce(warned, seoul('2026-11-26T12:01'), late).change).toBeUndefined();
  });

  test('is absent at or after the deadline; without hours every hour counts', () => {
    const ticket = askedAt('2026-11-25T14:00');
    const exact = { calendar: office, policy: makePolicy({ steps: [], targetMs: 8 * HOUR }) };
    expect(sentSteps(lookFrom(ticket, ticket.facts.askedAt, ticket.facts.dueAt, exact).facts)).toEqual([]);
    const within = { calendar: office, policy: makePolicy({ steps: [], targetMs: 8 * HOUR - 1 }) };
    expect(sentSteps(lookFrom(ticket, ticket.facts.askedAt, ticket.facts.dueAt, within).facts)).toEqual([
      'target',
    ]);
    expect(
      sentSteps(
        lookFrom(ticket, ticket.facts.askedAt, ticket.facts.dueAt, { policy: withTarget.policy }).facts,
      ),
    ).toEqual(['target', '3h', '1h']);
  });

  test('overtakes no step before its new time if it is set to a later time after it was announced', () => {
    const ticket = askedAt('2026-11-25T16:30');
    const warned = lookFrom(ticket, ticket.facts.askedAt, seoul('2026-11-25T18:00'), {
      policy: makePolicy({ steps: ['6h'], targetMs: HOUR }),
      calendar: office,
    });
    const later = { policy: makePolicy({ steps: ['6h'], targetMs: 5 * HOUR }), calendar: office };
    expect(sentSteps(lookFrom(warned, seoul('2026-11-25T18:01'), ticket.facts.dueAt, later).facts)).toEqual([
      'target',
      '6h',
    ]);
  });

  test('does not overtake `overdue` if it is announced with a long lead right before the deadline', () => {
    const ticket = askedAt('2026-11-25T15:00');
    const rarely = {
      policy: makePolicy({ steps: [], targetMs: 7 * HOUR }),
      calendar: office,
      leadMs: 2 * HOUR,
    };
    const warned = lookOnce(ticket, ticket.facts.dueAt - MINUTE, rarely).ticket;
    expect(sentSteps(warned.facts)).toEqual(['target']);
    expect(lookOnce(warned, ticket.facts.dueAt + 10 * MINUTE, rarely).look.fires?.name).toBe('overdue');
  });

  test('still counts as announced after it was removed from the configuration', () => {
    const ticket = askedAt('2026-11-25T16:30');
    const warned = lookFrom(ticket, ticket.facts.askedAt, seoul('2026-11-26T11:30'), withTarget);
    expect(sentSteps(warned.facts)).toEqual(['target']);
    const late = { policy: makePolicy({ steps: ['6h', '3h'] }), calendar: office };
    expect(sentSteps(lookFrom(warned, seoul('2026-11-26T11:31'), ticket.facts.dueAt, late).facts)).toEqual([
      'target',
      '3h',
    ]);
  });
});

describe('the next check of a ladder', () => {
  test('is at the soonest coming step, less the lead', () => {
    expect(lookAt(NOW).lookAgainAt).toBe(dueAt - 3 * HOUR - LEAD_MS);
    expect(lookAt(dueAt - 2 * HOUR).lookAgainAt).toBe(dueAt - HOUR - LEAD_MS);
    // Exactly at a step's time, the next look is for the step after it.
    expect(lookAt(dueAt - 3 * HOUR - LEAD_MS).lookAgainAt).toBe(dueAt - HOUR - LEAD_MS);
    expect(lookAt(dueAt - HOUR).lookAgainAt).toBe(dueAt + 10 * MINUTE);
  });

  test('is an hour from now if nothing is coming', () => {
    const now = dueAt + HOUR;
    expect(lookAt(now, { state: 'closed' }).lookAgainAt).toBe(now + HOUR);
    expect(lookAt(now, { state: 'unverified' }).lookAgainAt).toBe(now + HOUR);
    expect(lookAt(now).lookAgainAt).toBe(now + HOUR);
  });

  test('is at the last shift if that comes first', () => {
    const ticket = askedAt('2026-11-25T09:20');
    const calendar = makeWeekdays(['09:00-18:00']);
    const at = seoul('2026-11-25T17:00') - LEAD_MS;
    expect(lookOnce(ticket, ticket.facts.openedAt, { policy, calendar }).look.lookAgainAt).toBe(at);
    expect(lookOnce(ticket, at - 1, { policy, calendar }).look.lastShift).toBeUndefined();
    expect(lookOnce(ticket, at, { policy, calendar }).look.lastShift).toBeDefined();
  });
});
