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

  test("is followed by a later shift: at an opening the next day's, over a weekend Monday's", () => {
    expect(calendar.nextShift(at('2026-11-27 08:59'))).toEqual(friday);
    expect(calendar.nextShift(at('2026-11-27 09:00'))).toEqual(monday);
    expect(calendar.nextShift(at('2026-11-27 12:30'))).toEqual(monday);
  });

  test("is preceded by an earlier shift: at a closing that day's, before it an earlier day's", () => {
    expect(calendar.previousShift(at('2026-11-30 17:59'))).toEqual(friday);
    expect(calendar.previousShift(at('2026-11-30 18:00'))).toEqual(monday);
    expect(calendar.previousShift(at('2026-11-29 03:00'))).toEqual(friday);
  });

  test('does not exist on a holiday', () => {
    const closed = make(onWeekdays(WITH_LUNCH), '2026-11-30', '2026-12-01');
    expect(closed.shiftAt(at('2026-11-30 10:00'))).toBeUndefined();
    expect(closed.nextShift(friday.endsAt)).toEqual(shift('2026-12-02 09:00', '2026-12-02 18:00'));
    expect(closed.previousShift(at('2026-12-02 10:00'))).toEqual(friday);
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

  test('does not exist without hours', () => {
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

// Its property test compares the rest with Temporal.
describe('business time (S3)', () => {
  test.each([
    ['a lunch break is none', WITH_LUNCH, ['2026-11-27 11:30', '2026-11-27 13:30'], 60],
    ['a holiday between is none', NINE_TO_SIX, ['2026-11-25 17:00', '2026-11-27 10:00'], 120],
    ['backwards: none', NINE_TO_SIX, ['2026-11-27 13:00', '2026-11-27 11:00'], 0],
  ] as const)('%s', (_what, ranges, [from, until], minutes) => {
    expect(make(onWeekdays(ranges), '2026-11-26').businessMs(at(from), at(until))).toBe(minutes * MINUTE);
  });

  test('has passed at once if it has zero length', () => {
    const off = at('2026-11-28 20:00');
    expect(make(onWeekdays(WITH_LUNCH)).addBusinessMs(off, 0)).toBe(off);
  });
});
