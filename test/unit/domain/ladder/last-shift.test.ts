import { describe, expect, test } from '@jest/globals';
import type { Calendar } from '../../../../lib/domain/time/calendar.ts';
import { findLastShift, hasNightAlert, nightSteps } from '../../../../lib/domain/ladder/last-shift.ts';
import { DAY, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';
import {
  askedAt,
  lookFrom,
  lookOnce,
  makeCalendar,
  makePolicy,
  makeWeekdays,
  sentSteps,
  seoul,
} from '../../../fixtures/domain/make-ladder.ts';
import { makeClosedTicket, makeTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';

const policy = makePolicy();
const office = makeWeekdays(['09:00-18:00']);
const holiday = makeWeekdays(['09:00-18:00'], ['2026-11-26']);

/** When `last-shift` comes, and for which shift. Looks begin at first sight. */
const findFrom = (time: string, calendar = office, overrides = {}) => {
  const ticket = askedAt(time, overrides);
  return findLastShift(ticket, policy, calendar, ticket.facts.openedAt);
};

describe('the last shift before a deadline (S4)', () => {
  const withLunch = makeWeekdays(['09:00-12:00', '13:00-18:00']);
  const shortWednesday = makeCalendar({ tue: ['09:00-18:00'], wed: ['09:00-17:00'] });
  const always = makeCalendar({ wed: ['00:00-24:00'], thu: ['00:00-24:00'] });
  const unknown = { ...office, nextShift: () => undefined };

  test.each<[string, string, Calendar, [string, string?]]>([
    ['on the day before', '2026-11-25T09:20', office, ['2026-11-25T18:00', '2026-11-26T09:00']],
    ['before a weekend', '2026-11-27T03:10', office, ['2026-11-27T18:00', '2026-11-30T09:00']],
    ['before a holiday', '2026-11-25T14:17', holiday, ['2026-11-25T18:00', '2026-11-27T09:00']],
    ['with a break', '2026-11-25T10:59', withLunch, ['2026-11-25T18:00', '2026-11-26T09:00']],
    ['a minute short of enough', '2026-11-25T10:59', office, ['2026-11-25T18:00', '2026-11-26T09:00']],
    ['the second of two', '2026-11-24T17:30', shortWednesday, ['2026-11-25T17:00', '2026-12-01T09:00']],
    ['ending with the deadline', '2026-11-24T18:00', office, ['2026-11-25T18:00', '2026-11-26T09:00']],
    ['beside the next one', '2026-11-25T01:00', always, ['2026-11-26T00:00', '2026-11-26T00:00']],
    ['without a known next one', '2026-11-25T09:20', unknown, ['2026-11-25T18:00']],
  ])('comes an hour before the end of a shift %s', (_what, asked, calendar, [endsAt, nextShiftAt]) => {
    const next = nextShiftAt === undefined ? {} : { nextShiftAt: seoul(nextShiftAt) };
    const shift = { endsAt: seoul(endsAt), ...next };
    expect(findFrom(asked, calendar)).toEqual({ at: seoul(endsAt) - HOUR, shift });
  });

  test('is not reached with enough business time after each shift', () => {
    for (const asked of ['2026-11-25T11:00', '2026-11-25T14:17', '2026-11-24T17:30'])
      expect(findFrom(asked)).toBeUndefined();
  });

  test('a lunch break does not count as business time, to the millisecond', () => {
    // 09:00 to 12:00 are three hours of work. The break until 12:30 adds nothing.
    const ticket = askedAt('2026-11-25T12:30');
    const find = (lastShiftMs: number) =>
      findLastShift(ticket, makePolicy({ lastShiftMs }), withLunch, ticket.facts.openedAt)?.at;
    expect(find(3 * HOUR)).toBeUndefined();
    expect(find(3 * HOUR + 1)).toBe(seoul('2026-11-25T17:00'));
  });

  test('also comes in a break of the shift', () => {
    const split = makeWeekdays(['09:00-16:30', '17:30-18:00']);
    const ticket = askedAt('2026-11-25T09:20');
    expect(lookOnce(ticket, seoul('2026-11-25T17:10'), { policy, calendar: split }).look.lastShift).toEqual({
      endsAt: seoul('2026-11-25T18:00'),
      nextShiftAt: seoul('2026-11-26T09:00'),
    });
  });

  test("comes at once if the ticket is first seen in the shift's last hour, and not for that shift if it is seen later", () => {
    const late = (openedAt: number) => {
      const ticket = askedAt('2026-11-27T03:10', { openedAt });
      return lookOnce(ticket, openedAt, { policy, calendar: office }).look.lastShift?.endsAt;
    };
    expect(late(seoul('2026-11-27T17:59'))).toBe(seoul('2026-11-27T18:00'));
    expect(late(seoul('2026-11-27T18:00'))).toBeUndefined();
    // Nor does it come when the clock jumps back into the shift.
    const evening = askedAt('2026-11-27T03:10', { openedAt: seoul('2026-11-27T18:30') });
    expect(findLastShift(evening, policy, office, seoul('2026-11-27T17:30'))).toBeUndefined();
  });

  test('is skipped for a shift without a check, and comes for a later shift that also ends before the deadline', () => {
    const twice = makeCalendar({ wed: ['09:00-18:00'], thu: ['07:00-08:00'] });
    const ticket = askedAt('2026-11-25T09:20');
    const ladder = { policy, calendar: twice };
    expect(lookOnce(ticket, seoul('2026-11-25T17:59'), ladder).look.lastShift?.endsAt).toBe(
      seoul('2026-11-25T18:00'),
    );
    expect(lookOnce(ticket, seoul('2026-11-26T07:30'), ladder).look.lastShift?.endsAt).toBe(
      seoul('2026-11-26T08:00'),
    );
  });

  test('does not come without hours, without `lastShiftMinutes`, or a second time', () => {
    const ticket = askedAt('2026-11-25T09:20');
    expect(findLastShift(ticket, policy, undefined, ticket.facts.openedAt)).toBeUndefined();
    const none = makePolicy({ lastShiftMs: 0 });
    expect(findLastShift(ticket, none, office, ticket.facts.openedAt)).toBeUndefined();
    const announced = {
      name: 'last-shift',
      deadline: ticket.facts.dueAt,
      at: ticket.facts.openedAt,
    } as const;
    expect(findFrom('2026-11-25T09:20', office, { steps: [announced] })).toBeUndefined();
    const earlier = { ...announced, deadline: announced.deadline - MINUTE };
    expect(findFrom('2026-11-25T09:20', office, { steps: [earlier] })).toBeDefined();
  });
});

describe('off-hours (S4)', () => {
  const friday = '2026-11-27T18:30';

  test('handed over Fri 18:30, due Sat 18:30, closed at weekends: comes at first sight, without a last shift', () => {
    const ticket = askedAt(friday, { openedAt: seoul(friday) + 5 * MINUTE });
    const { look, change } = lookOnce(ticket, ticket.facts.openedAt, { policy, calendar: office });
    expect(look.fires).toEqual({ name: 'off-hours', deadline: ticket.facts.dueAt });
    expect(look.lastShift).toBeUndefined();
    expect(change?.facts.steps).toEqual([
      { name: 'off-hours', deadline: ticket.facts.dueAt, at: ticket.facts.openedAt, tells: 'team' },
    ]);
  });

  test('is replaced by a step before the deadline if the ticket is seen so late that the step is due', () => {
    const ticket = askedAt(friday, { openedAt: seoul('2026-11-28T16:00') });
    const { look } = lookOnce(ticket, ticket.facts.openedAt, { policy, calendar: office });
    expect(look.fires?.name).toBe('3h');
    expect(look.passed).toEqual([{ name: 'off-hours', deadline: ticket.facts.dueAt }]);
  });

  test('is replaced by a last shift if there is a minute of work in between', () => {
    const ticket = askedAt('2026-11-27T17:59');
    const { look } = lookOnce(ticket, ticket.facts.openedAt, { policy, calendar: office });
    expect(look.fires).toBeUndefined();
    expect(look.lastShift?.endsAt).toBe(seoul('2026-11-27T18:00'));
  });

  test('comes if the last shift was missed: asked at the very end of a shift, or found after an outage', () => {
    const late = { calendar: office, policy };
    for (const [requestedAt, seen] of [
      ['2026-11-27T17:59', '2026-11-27T18:01'],
      ['2026-11-27T17:30', '2026-11-27T18:05'],
    ] as const) {
      for (const openedAt of [seoul(requestedAt), seoul(seen)]) {
        const warned = lookFrom(askedAt(requestedAt, { openedAt }), seoul(seen), seoul(seen) + HOUR, late);
        expect(sentSteps(warned.facts)).toEqual(['off-hours']);
        expect(warned.facts.steps[0]?.tells).toBe('team');
      }
    }
  });

  test('S4: also comes for a ticket that missed its last shift after `target` was announced', () => {
    const ladder = { policy: makePolicy({ targetMs: 4 * HOUR }), calendar: office };
    const ticket = askedAt('2026-11-27T12:00');
    const before = lookFrom(ticket, ticket.facts.openedAt, seoul('2026-11-27T16:50'), ladder);
    expect(sentSteps(before.facts)).toEqual(['target']);
    const after = lookFrom(before, seoul('2026-11-27T18:05'), seoul('2026-11-28T12:00'), ladder);
    expect(sentSteps(after.facts)).toEqual(['target', 'off-hours', '3h', '1h']);
  });

  test('does not come after the last shift was announced, nor if it is not configured', () => {
    const ticket = askedAt('2026-11-27T12:00');
    const used = { policy, calendar: office };
    const warned = lookFrom(ticket, ticket.facts.openedAt, seoul('2026-11-27T23:00'), used);
    expect(warned.facts.steps.map(({ name }) => name)).toEqual(['last-shift']);
    const none = { policy: makePolicy({ lastShiftMs: 0 }), calendar: office };
    const quiet = lookFrom(ticket, seoul('2026-11-27T19:00'), seoul('2026-11-27T23:00'), none);
    expect(quiet.facts.steps).toEqual([]);
  });

  test('does not come when hours change after a nearer step was announced', () => {
    const announced = {
      deadline: seoul(friday) + DAY,
      at: seoul('2026-11-28T15:30'),
      tells: 'team',
    } as const;
    const ticket = askedAt(friday, { steps: [{ name: '3h', ...announced }] });
    const { look } = lookOnce(ticket, seoul('2026-11-28T16:00'), { policy, calendar: office });
    expect(look.fires).toBeUndefined();
  });
});

const ticket = askedAt('2026-11-25T09:20');
const { dueAt } = ticket.facts;
const now = seoul('2026-11-25T17:00');
const ownChannel = makePolicy({ ownChannel: ['last-shift'] });
const inList = { policy: ownChannel, calendar: office, lastShift: 'in-list' } as const;
const inThread = { ...inList, lastShift: 'in-thread' } as const;
const quick = { ...inList, policy: makePolicy({ claimStaleMs: HOUR, steps: ['3h'] }) };
/** Due 19:00: last shift and 3h come in the same hour. */
const both = askedAt('2026-11-25T19:00', { openedAt: seoul('2026-11-26T17:10') });

describe('the place of the last-shift warning (S4, R23)', () => {
  test('is the list of the shift: a step without a line', () => {
    const { change } = lookOnce(ticket, now, inList);
    expect(change).toEqual({
      before: ticket,
      facts: {
        ...ticket.facts,
        steps: [{ name: 'last-shift', deadline: dueAt, at: now }],
        offCard: { after: 1, to: 2 },
      },
      event: 'TicketChanged',
    });
  });

  test('is the thread if the list exists already: a line like that of any step', () => {
    const { change } = lookOnce(ticket, now, inThread);
    expect(change?.facts.steps).toMatchObject([
      { name: 'last-shift', deadline: dueAt, at: now, tells: 'team' },
    ]);
    expect(change?.facts.history.map(({ name }) => name)).toEqual([
      `step/last-shift/${dueAt}`,
      `escalation/last-shift/${dueAt}`,
    ]);
    expect(change?.event).toBe('TicketWarned');
  });

  test('C4: comes at the opening of a shift under an hour, and mentions as in that shift', () => {
    const short = { ...inThread, calendar: makeWeekdays(['09:00-09:30']) };
    const late = askedAt('2026-11-25T15:00');
    expect(lookOnce(late, seoul('2026-11-26T08:31'), short).change).toBeUndefined();
    expect(lookOnce(late, seoul('2026-11-26T08:59'), short).change?.facts.steps).toMatchObject([
      { name: 'last-shift', tells: 'team', quietFrom: seoul('2026-11-26T09:30') },
    ]);
  });

  test('mentions in the thread only a fresh claimer, and the team when that claim goes stale', () => {
    const mine = withFields(ticket, { claimedBy: 'U0MADEUP', claimedAt: now });
    const { ticket: warned, change, look } = lookOnce(mine, now, inThread);
    expect(change?.facts.steps[0]?.tells).toBe('claimer');
    const staleAt = now + policy.claimStaleMs;
    expect(look.lookAgainAt).toBe(staleAt);
    expect(lookOnce(warned, staleAt, inThread).ticket.facts.history.at(-1)?.name).toBe(
      `escalation/stale/${now}`,
    );
  });

  test('withholds nothing in the list', () => {
    const mine = withFields(ticket, { claimedBy: 'U0MADEUP', claimedAt: now });
    const warned = lookOnce(mine, now, inList).ticket;
    expect(lookOnce(warned, now + policy.claimStaleMs, inList).change).toBeUndefined();
  });

  test('does not announce in the list what a claim withheld before', () => {
    const mine = withFields(both, { claimedBy: 'U0MADEUP', claimedAt: both.facts.openedAt });
    const evening = { ...inList, calendar: makeWeekdays(['09:00-20:00']) };
    const warned = lookOnce(mine, both.facts.openedAt, evening).ticket;
    expect(warned.facts.steps.map(({ name }) => name)).toEqual(['3h']);
    const listed = lookOnce(warned, both.facts.openedAt, inList).ticket;
    expect(listed.facts.steps.map(({ name }) => name)).toEqual(['3h', 'last-shift']);
    expect(lookOnce(listed, both.facts.openedAt + HOUR, quick).look.fires?.name).toBe('stale');
  });

  test('is the list together with a step that fires, which gets a line', () => {
    const { change } = lookOnce(both, both.facts.openedAt, inList);
    expect(change?.facts.steps).toMatchObject([
      { name: 'last-shift', deadline: both.facts.dueAt, at: both.facts.openedAt },
      { name: '3h', deadline: both.facts.dueAt, at: both.facts.openedAt, tells: 'team' },
    ]);
    expect(change?.facts.history.map(({ name }) => name)).toEqual([`step/3h/${both.facts.dueAt}`]);
    expect(change?.event).toBe('TicketWarned');
  });

  test('is replaced in the thread by a step that fires at the same time', () => {
    const { change } = lookOnce(both, both.facts.openedAt, inThread);
    expect(change?.facts.steps).toMatchObject([
      { name: 'last-shift', deadline: both.facts.dueAt, at: both.facts.openedAt, passed: true },
      { name: '3h', deadline: both.facts.dueAt, at: both.facts.openedAt, tells: 'team' },
    ]);
    expect(change?.facts.history.map(({ name }) => name)).toEqual([`step/3h/${both.facts.dueAt}`]);
  });

  test('overtakes no step that is configured later, after it came in the list', () => {
    const none = { ...inList, policy: makePolicy({ steps: [] }) };
    const warned = lookOnce(both, both.facts.openedAt, none).ticket;
    expect(warned.facts.steps).toMatchObject([{ name: 'last-shift' }]);
    expect(lookOnce(warned, both.facts.openedAt, inList).look.fires?.name).toBe('3h');
  });

  test("R1: keeps earlier steps and lines, and delivery's fields", () => {
    const before = withFields(ticket, {
      steps: [{ name: 'target' as const, deadline: dueAt, at: now, tells: 'team' as const }],
      history: [{ name: 'changed-2' as const, at: now }],
      ts: '1764048000.000100',
      nextStepAt: now,
    });
    const { change } = lookOnce(before, now, inThread);
    expect(change?.facts.steps[0]).toBe(before.facts.steps[0]);
    expect(change?.facts.history[0]).toBe(before.facts.history[0]);
    expect(change?.facts).not.toHaveProperty('ts');
    expect(change?.facts).not.toHaveProperty('nextStepAt');
  });
});

const night = { since: NOW, until: NOW + HOUR };
const MOMENTS = [NOW - 1, NOW, NOW + HOUR - 1, NOW + HOUR];

test('C4: a night lasts from the end of a shift to the opening, exclusive', () => {
  const steps = MOMENTS.map((at) => ({ name: '3h', deadline: NOW, at, tells: 'team' }) as const);
  expect(nightSteps({ steps }, night).map(({ at }) => at)).toEqual([NOW, NOW + HOUR - 1]);
  const closed = MOMENTS.map((closedAt) => makeClosedTicket({ outcome: 'auto-closed', closedAt }));
  expect(closed.map(({ facts }) => hasNightAlert(facts, night))).toEqual([false, true, true, false]);
});

test('C4: a step overtaken by a nearer step does not count, nor does another end of the ticket', () => {
  const passed = { name: '3h', deadline: NOW, at: NOW, passed: true } as const;
  expect(hasNightAlert(makeTicket({ steps: [passed] }).facts, night)).toBe(false);
  expect(hasNightAlert(makeClosedTicket({ outcome: 'answered', closedAt: NOW }).facts, night)).toBe(false);
});
