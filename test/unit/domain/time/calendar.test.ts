import { describe, expect, test } from '@jest/globals';
import { type CalendarSettings, createCalendar, type Shift } from '../../../../lib/domain/time/calendar.ts';
import { DAY, HOUR, MINUTE, ZONE } from '../../../fixtures/domain/made-up.ts';

const NINE_TO_SIX = ['09:00-18:00'];
const WITH_LUNCH = ['09:00-12:00', '13:00-18:00'];
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const onWeekdays = (ranges: string[]): CalendarSettings['hours'] =>
  Object.fromEntries(WEEK.map((day) => [day, ranges]));

const make = (hours: CalendarSettings['hours'], ...holidays: string[]) =>
  createCalendar({ zone: ZONE, hours, holidays: new Set(holidays) });

/** In Seoul; 2026-11-27 is a Friday. */
const at = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+09:00`);
const shift = (startsAt: string, endsAt: string): Shift => ({ startsAt: at(startsAt), endsAt: at(endsAt) });

describe('a shift (S4)', () => {
  const calendar = make(onWeekdays(WITH_LUNCH));
  const friday = shift('2026-11-27 09:00', '2026-11-27 18:00');
  const monday = shift('2026-11-30 09:00', '2026-11-30 18:00');

  test.each([
    ['at its opening', '2026-11-27 09:00'],
    ['in the lunch break, which does not end it', '2026-11-27 12:30'],
    ['in its last minute', '2026-11-27 17:59'],
  ])('goes on %s', (_when, instant) => {
    expect(calendar.shiftAt(at(instant))).toEqual(friday);
  });

  test.each([
    ['before opening', '2026-11-27 08:59'],
    ['at its closing', '2026-11-27 18:00'],
    ['on a Saturday', '2026-11-28 12:00'],
  ])('is over, or has not begun, %s', (_when, instant) => {
    expect(calendar.shiftAt(at(instant))).toBeUndefined();
  });

  test("the next one begins later: at an opening it is the next day's, over a weekend Monday's", () => {
    expect(calendar.nextShift(at('2026-11-27 08:59'))).toEqual(friday);
    expect(calendar.nextShift(at('2026-11-27 09:00'))).toEqual(monday);
    expect(calendar.nextShift(at('2026-11-27 12:30'))).toEqual(monday);
  });

  test("the previous one has ended: at a closing it is that day's, before it an earlier day's", () => {
    expect(calendar.previousShift(at('2026-11-30 17:59'))).toEqual(friday);
    expect(calendar.previousShift(at('2026-11-30 18:00'))).toEqual(monday);
    expect(calendar.previousShift(at('2026-11-29 03:00'))).toEqual(friday);
  });

  test('is one from the first opening to the last closing, for any order of the ranges', () => {
    const three = make({ fri: ['14:00-15:00', '16:00-20:00', '08:00-09:00'] });
    expect(three.shiftAt(at('2026-11-27 10:00'))).toEqual(shift('2026-11-27 08:00', '2026-11-27 20:00'));
  });

  test('there is none on a holiday', () => {
    const closed = make(onWeekdays(WITH_LUNCH), '2026-11-30', '2026-12-01');
    expect(closed.shiftAt(at('2026-11-30 10:00'))).toBeUndefined();
    expect(closed.nextShift(friday.endsAt)).toEqual(shift('2026-12-02 09:00', '2026-12-02 18:00'));
    expect(closed.previousShift(at('2026-12-02 10:00'))).toEqual(friday);
  });

  test('on a holiday that falls on a weekend nothing changes', () => {
    expect(make(onWeekdays(WITH_LUNCH), '2026-11-28').nextShift(friday.endsAt)).toEqual(monday);
  });

  test('that lasts until 24:00 ends with the day; a range from 00:00 on belongs to the next', () => {
    const always = make({ fri: ['00:00-24:00'], sat: ['00:00-24:00'] });
    expect(always.shiftAt(at('2026-11-28 00:00') - 1)).toEqual(shift('2026-11-27 00:00', '2026-11-28 00:00'));
    expect(always.shiftAt(at('2026-11-28 00:00'))).toEqual(shift('2026-11-28 00:00', '2026-11-29 00:00'));
    expect(always.previousShift(at('2026-11-28 00:00'))).toEqual(
      shift('2026-11-27 00:00', '2026-11-28 00:00'),
    );
  });

  test('is searched at most 60 days away', () => {
    const first = at('2026-11-27 10:00');
    const closedFor = (days: number) =>
      make(
        onWeekdays(NINE_TO_SIX),
        ...Array.from({ length: days }, (_, day) =>
          new Date(first + (day + 1) * DAY).toISOString().slice(0, 10),
        ),
      );
    expect(closedFor(59).nextShift(first)).toEqual(shift('2027-01-26 09:00', '2027-01-26 18:00'));
    expect(closedFor(60).nextShift(first)).toBeUndefined();
    expect(closedFor(60).addBusinessMs(first, 8 * HOUR)).toBe(at('2026-11-27 18:00'));
    expect(closedFor(60).addBusinessMs(first, 8 * HOUR + 1)).toBeUndefined();
    expect(closedFor(59).addBusinessMs(first, 8 * HOUR + 1)).toBe(at('2027-01-26 09:00') + 1);
    expect(closedFor(59).previousShift(at('2027-01-26 09:00'))).toEqual(friday);
    expect(closedFor(60).previousShift(at('2027-01-27 09:00'))).toBeUndefined();
  });

  test('without hours there is none', () => {
    const never = make({ mon: [] });
    const now = at('2026-11-30 10:00');
    expect([never.shiftAt(now), never.nextShift(now), never.previousShift(now)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(never.businessMs(now, now + 30 * DAY)).toBe(0);
    expect(never.addBusinessMs(now, 1)).toBeUndefined();
  });
});

describe('business time (S3)', () => {
  test.each([
    ['handed over Fri 18:30, due Sat 18:30: none', NINE_TO_SIX, '2026-11-27 18:30', '2026-11-28 18:30', 0],
    ['from closing until 09:20: 20 minutes', NINE_TO_SIX, '2026-11-25 18:00', '2026-11-26 09:20', 20],
    ['from Friday’s closing until Sat 03:10: none', NINE_TO_SIX, '2026-11-27 18:00', '2026-11-28 03:10', 0],
    ['a lunch break is none', WITH_LUNCH, '2026-11-27 11:30', '2026-11-27 13:30', 60],
    ['within a break', WITH_LUNCH, '2026-11-27 12:10', '2026-11-27 12:50', 0],
    ['over a weekend', WITH_LUNCH, '2026-11-27 17:00', '2026-11-30 10:00', 120],
    ['a day round the clock', WITH_LUNCH, '2026-11-24 15:00', '2026-11-25 15:00', 480],
    ['ranges that touch', ['12:00-18:00', '09:00-12:00'], '2026-11-27 11:00', '2026-11-27 13:00', 120],
    ['backwards: none', NINE_TO_SIX, '2026-11-27 13:00', '2026-11-27 11:00', 0],
    ['until 24:00', ['22:00-24:00'], '2026-11-26 23:30', '2026-11-27 22:15', 45],
  ])('%s', (_what, ranges, from, until, minutes) => {
    expect(make(onWeekdays(ranges)).businessMs(at(from), at(until))).toBe(minutes * MINUTE);
  });

  test('a holiday between is none', () => {
    const calendar = make(onWeekdays(NINE_TO_SIX), '2026-11-26');
    expect(calendar.businessMs(at('2026-11-25 17:00'), at('2026-11-27 10:00'))).toBe(2 * HOUR);
  });

  test('is counted over any number of days', () => {
    const from = at('2026-01-05 00:00');
    expect(make(onWeekdays(WITH_LUNCH)).businessMs(from, from + 40 * 7 * DAY)).toBe(40 * 5 * 8 * HOUR);
  });
});

describe('a target in business time (S3)', () => {
  const calendar = make(onWeekdays(WITH_LUNCH), '2026-12-01');
  test.each([
    ['over the lunch break', '2026-11-27 10:00', 4, '2026-11-27 15:00'],
    ['to the very end of a day', '2026-11-27 14:00', 4, '2026-11-27 18:00'],
    ['over a weekend', '2026-11-27 16:00', 4, '2026-11-30 11:00'],
    ['over a weekend and a holiday', '2026-11-27 16:00', 12, '2026-12-02 11:00'],
    ['from a time off', '2026-11-28 20:00', 1, '2026-11-30 10:00'],
    ['from a break', '2026-11-27 12:15', 1, '2026-11-27 14:00'],
    ['of nothing, which has gone at once', '2026-11-28 20:00', 0, '2026-11-28 20:00'],
  ])('%s', (_what, from, hours, reached) => {
    expect(calendar.addBusinessMs(at(from), hours * HOUR)).toBe(at(reached));
  });
});

describe('when the clocks change', () => {
  const newYork = (ranges: string[]) =>
    createCalendar({ zone: 'America/New_York', hours: { sun: ranges }, holidays: new Set() });
  const all = (date: string): [number, number] => [
    Date.parse(`${date}T00:00:00Z`),
    Date.parse(`${date}T00:00:00Z`) + 2 * DAY,
  ];

  test.each([
    ['2026-03-01', ['01:00-04:00'], 3],
    ['2026-03-08', ['01:00-04:00'], 2],
    ['2026-11-01', ['01:00-04:00'], 4],
    ['2026-03-08', ['00:00-24:00'], 23],
    ['2026-11-01', ['00:00-24:00'], 25],
  ])('%s, %j has %i hours', (date, ranges, hours) => {
    expect(newYork(ranges).businessMs(...all(date))).toBe(hours * HOUR);
  });

  test.each([
    ['02:30', '2026-03-15T06:30:00Z'],
    ['02:00', '2026-03-15T06:00:00Z'],
  ])('a range until 03:00 whose beginning at %s is skipped is none', (from, next) => {
    const calendar = newYork([`${from}-03:00`]);
    expect(calendar.businessMs(...all('2026-03-08'))).toBe(0);
    expect(calendar.nextShift(Date.parse('2026-03-08T05:00:00Z'))).toEqual({
      startsAt: Date.parse(next),
      endsAt: Date.parse('2026-03-15T07:00:00Z'),
    });
  });

  test('ranges that meet because a time is skipped are counted once', () => {
    const calendar = newYork(['03:00-05:00', '01:30-02:45']);
    expect(calendar.businessMs(...all('2026-03-08'))).toBe(2.5 * HOUR);
    expect(newYork(['02:00-02:50', '03:00-03:10']).businessMs(...all('2026-03-08'))).toBe(50 * MINUTE);
  });
});
