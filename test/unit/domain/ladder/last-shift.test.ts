import { describe, expect, test } from '@jest/globals';
import { createCalendar } from '../../../../lib/domain/time/calendar.ts';
import { findLastShift } from '../../../../lib/domain/ladder/last-shift.ts';
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
import { HOUR, MINUTE, ZONE } from '../../../fixtures/domain/made-up.ts';

const policy = makePolicy();
const office = makeWeekdays(['09:00-18:00']);

/** When `last-shift` comes, and for which shift. Looks begin at first sight. */
const findFrom = (time: string, calendar = office, overrides = {}) => {
  const ticket = askedAt(time, overrides);
  return findLastShift(ticket, policy, calendar, ticket.facts.openedAt);
};

describe('the last shift before a deadline (S4)', () => {
  test('handed over 09:20, due 09:20 next day, open 09:00 to 18:00: comes at 17:00 the day before', () => {
    expect(findFrom('2026-11-25T09:20')).toEqual({
      at: seoul('2026-11-25T17:00'),
      shift: { endsAt: seoul('2026-11-25T18:00'), nextShiftAt: seoul('2026-11-26T09:00') },
    });
  });

  test('due Saturday 03:10: comes on Friday, 60 minutes before closing, and not again', () => {
    const ticket = askedAt('2026-11-27T03:10');
    const warned = lookFrom(ticket, ticket.facts.openedAt, ticket.facts.dueAt, { policy, calendar: office });
    const [lastShift] = warned.facts.steps.filter(({ name }) => name === 'last-shift');
    // Early rather than late, by less than the lead (R23).
    const at = seoul('2026-11-27T17:00');
    expect(lastShift?.at).toBeLessThanOrEqual(at);
    expect(lastShift?.at).toBeGreaterThanOrEqual(at - LEAD_MS);
    expect(sentSteps(warned.facts)).toEqual(['last-shift', '3h', '1h']);
  });

  test('names the next working day past a weekend', () => {
    expect(findFrom('2026-11-27T03:10')?.shift.nextShiftAt).toBe(seoul('2026-11-30T09:00'));
  });

  test('a lunch break ends no shift, and does not count as business time', () => {
    const calendar = makeWeekdays(['09:00-12:00', '13:00-18:00']);
    expect(findFrom('2026-11-25T10:59', calendar)?.at).toBe(seoul('2026-11-25T17:00'));
    // 09:00 to 12:00 are three hours of work. The break until 12:30 adds nothing.
    const three = makePolicy({ lastShiftMs: 3 * HOUR });
    const ticket = askedAt('2026-11-25T12:30');
    expect(findLastShift(ticket, policy, calendar, ticket.facts.openedAt)).toBeUndefined();
    expect(findLastShift(ticket, three, calendar, ticket.facts.openedAt)).toBeUndefined();
    const more = makePolicy({ lastShiftMs: 3 * HOUR + 1 });
    expect(findLastShift(ticket, more, calendar, ticket.facts.openedAt)?.at).toBe(seoul('2026-11-25T17:00'));
  });

  test('also comes in a break of the shift', () => {
    const split = makeWeekdays(['09:00-16:30', '17:30-18:00']);
    const ticket = askedAt('2026-11-25T09:20');
    expect(lookOnce(ticket, seoul('2026-11-25T17:10'), { policy, calendar: split }).look.lastShift).toEqual({
      endsAt: seoul('2026-11-25T18:00'),
      nextShiftAt: seoul('2026-11-26T09:00'),
    });
  });

  test('a holiday in between makes the shift before it the last one', () => {
    const holiday = makeWeekdays(['09:00-18:00'], ['2026-11-26']);
    expect(findFrom('2026-11-25T14:17', holiday)).toEqual({
      at: seoul('2026-11-25T17:00'),
      shift: { endsAt: seoul('2026-11-25T18:00'), nextShiftAt: seoul('2026-11-27T09:00') },
    });
    expect(findFrom('2026-11-25T14:17', office)).toBeUndefined();
  });

  test('several tickets of one evening name the same shift', () => {
    const times = ['2026-11-25T08:00', '2026-11-25T09:20', '2026-11-25T10:59'];
    const now = seoul('2026-11-25T17:00');
    const shifts = times.map(
      (time) => lookOnce(askedAt(time), now, { policy, calendar: office }).look.lastShift,
    );
    expect(shifts).toEqual(
      times.map(() => ({ endsAt: seoul('2026-11-25T18:00'), nextShiftAt: seoul('2026-11-26T09:00') })),
    );
  });

  test('is not reached with enough business time after a shift, to the millisecond', () => {
    expect(findFrom('2026-11-25T11:00')).toBeUndefined();
    expect(findFrom('2026-11-25T10:59')?.at).toBe(seoul('2026-11-25T17:00'));
  });

  test('is the second of two shifts before the deadline if only that leaves too little', () => {
    const shorter = makeCalendar({ tue: ['09:00-18:00'], wed: ['09:00-17:00'] });
    expect(findFrom('2026-11-24T17:30', shorter)?.shift.endsAt).toBe(seoul('2026-11-25T17:00'));
    expect(findFrom('2026-11-24T17:30', office)).toBeUndefined();
  });

  test('a deadline at the very end of a shift belongs to that shift', () => {
    const { dueAt } = askedAt('2026-11-24T18:00').facts;
    expect(findFrom('2026-11-24T18:00')?.shift.endsAt).toBe(dueAt);
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

  test('names the shift that begins when another ends as the next', () => {
    const always = makeCalendar({ wed: ['00:00-24:00'], thu: ['00:00-24:00'] });
    expect(findFrom('2026-11-25T01:00', always)?.shift).toEqual({
      endsAt: seoul('2026-11-26T00:00'),
      nextShiftAt: seoul('2026-11-26T00:00'),
    });
  });

  test('names no next shift if the calendar has none', () => {
    const once = createCalendar({
      zone: ZONE,
      hours: { wed: ['09:00-18:00'] },
      holidays: new Set(
        ['2026-12-02', '2026-12-09', '2026-12-16', '2026-12-23', '2026-12-30'].concat([
          '2027-01-06',
          '2027-01-13',
          '2027-01-20',
          '2027-01-27',
        ]),
      ),
    });
    expect(findFrom('2026-11-25T09:20', once)?.shift).toEqual({ endsAt: seoul('2026-11-25T18:00') });
  });

  test('does not come without hours, without `lastShiftMinutes`, or a second time', () => {
    const ticket = askedAt('2026-11-25T09:20');
    expect(findLastShift(ticket, policy, undefined, ticket.facts.openedAt)).toBeUndefined();
    expect(
      findLastShift(ticket, makePolicy({ lastShiftMs: 0 }), office, ticket.facts.openedAt),
    ).toBeUndefined();
    const announced = {
      name: 'last-shift' as const,
      deadline: ticket.facts.dueAt,
      at: ticket.facts.openedAt,
    };
    expect(findFrom('2026-11-25T09:20', office, { steps: [announced] })).toBeUndefined();
    expect(
      findFrom('2026-11-25T09:20', office, {
        steps: [{ ...announced, deadline: announced.deadline + MINUTE }],
      }),
    ).toBeDefined();
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

  test('the ladder continues without a last shift', () => {
    const ticket = askedAt(friday);
    const warned = lookFrom(ticket, ticket.facts.openedAt, ticket.facts.dueAt, { policy, calendar: office });
    expect(sentSteps(warned.facts)).toEqual(['off-hours', '3h', '1h']);
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
    const warned = lookFrom(ticket, ticket.facts.openedAt, seoul('2026-11-27T23:00'), {
      policy,
      calendar: office,
    });
    expect(warned.facts.steps.map(({ name }) => name)).toEqual(['last-shift']);
    const none = { policy: makePolicy({ lastShiftMs: 0 }), calendar: office };
    expect(lookFrom(ticket, seoul('2026-11-27T19:00'), seoul('2026-11-27T23:00'), none).facts.steps).toEqual(
      [],
    );
  });

  test('does not come without hours, since every time is working time', () => {
    const ticket = askedAt(friday);
    expect(lookOnce(ticket, ticket.facts.openedAt, { policy }).look.fires).toBeUndefined();
  });

  test('does not come when hours change after a nearer step was announced', () => {
    const ticket = askedAt(friday, {
      steps: [
        { name: '3h', deadline: askedAt(friday).facts.dueAt, at: seoul('2026-11-28T15:30'), tells: 'team' },
      ],
    });
    const { look } = lookOnce(ticket, seoul('2026-11-28T16:00'), { policy, calendar: office });
    expect(look.fires).toBeUndefined();
  });
});
