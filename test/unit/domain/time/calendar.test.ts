import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { fc } from '../../../fixtures/fast-check.ts';
import { type CalendarSettings, createCalendar, type Shift } from '../../../../lib/domain/time/calendar.ts';
import { addDays } from '../../../../lib/domain/time/dates.ts';
import { DAY, HOUR, MINUTE, ZONE } from '../../../fixtures/domain/made-up.ts';

const NINE_TO_SIX = ['09:00-18:00'];
const WITH_LUNCH = ['09:00-12:00', '13:00-18:00'];
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const onWeekdays = (ranges: string[]): CalendarSettings['hours'] =>
  Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, ranges]));

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
    ['before its opening', '2026-11-27 08:59', undefined],
    ['at its opening', '2026-11-27 09:00', friday],
    ['in the lunch break, which does not end it', '2026-11-27 12:30', friday],
    ['in its last minute', '2026-11-27 17:59', friday],
    ['at its closing', '2026-11-27 18:00', undefined],
    ['on a Saturday', '2026-11-28 12:00', undefined],
  ])('is found only while it lasts: %s', (_when, instant, expected) => {
    expect(calendar.shiftAt(at(instant))).toEqual(expected);
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
    for (const found of [never.shiftAt(now), never.nextShift(now), never.previousShift(now)])
      expect(found).toBeUndefined();
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

/** A Wednesday. */
const BASE = Date.UTC(2026, 10, 25);
const DATE = '2026-11-25';
const AROUND_DAYS = 8;
/** As far as an answer may be, and far enough for the oracle to see that nothing is nearer. */
const ORACLE_DAYS = AROUND_DAYS + 62;

const written = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Ranges of one day in any order, some of them touching. */
const anyRanges = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 8 }), fc.boolean(), fc.boolean())
  .map(([minutes, touch, turned]) => {
    const sorted = minutes.toSorted((a, b) => a - b);
    const pairs = sorted.flatMap((minute, index) => {
      const next = sorted[index + 1];
      return next !== undefined && (touch || index % 2 === 0) ? [`${written(minute)}-${written(next)}`] : [];
    });
    return turned ? pairs.toReversed() : pairs;
  });

const anyHours: fc.Arbitrary<CalendarSettings['hours']> = fc
  .uniqueArray(fc.constantFrom(...WEEKDAYS), { maxLength: 7 })
  .chain((days) => fc.tuple(...days.map((day) => anyRanges.map((ofDay) => [day, ofDay] as const))))
  .map((entries) => Object.fromEntries(entries));

/** Single days, and a time off that may exceed the 60 days. */
const anyHolidays: fc.Arbitrary<ReadonlySet<string>> = fc
  .tuple(
    fc.array(fc.integer({ min: -AROUND_DAYS, max: AROUND_DAYS }), { maxLength: 4 }),
    fc.integer({ min: -70, max: 3 }),
    fc.oneof(fc.constant(0), fc.integer({ min: 50, max: 75 })),
  )
  .map(([single, begin, length]) => {
    const off = [...single, ...Array.from({ length }, (_, day) => begin + day)];
    return new Set(off.map((day) => addDays(DATE, day)));
  });

const world = fc.record({
  settings: fc.record({
    zone: fc.constantFrom('Asia/Seoul', 'Asia/Taipei'),
    hours: anyHours,
    holidays: anyHolidays,
  }),
  /** Minutes instead of milliseconds, so that edges are hit. */
  probes: fc.array(
    fc.record({
      from: fc.integer({ min: -6 * 24 * 60, max: 6 * 24 * 60 }).map((minutes) => BASE + minutes * MINUTE),
      spanMs: fc.oneof(
        fc.nat({ max: 40 * 60 }).map((minutes) => minutes * MINUTE),
        fc.nat({ max: 8 * DAY }),
      ),
      workMs: fc.oneof(fc.constant(4 * HOUR), fc.integer({ min: 1, max: 80 * HOUR })),
    }),
    { minLength: 10, maxLength: 10 },
  ),
});

test('the calendar agrees with a simple count by Temporal for any hours, holidays and instants in both zones', () => {
  fc.assert(
    fc.property(world, ({ settings, probes }) => {
      const calendar = createCalendar(settings);
      const oracle = createOracle(settings, addDays(DATE, -ORACLE_DAYS), 2 * ORACLE_DAYS + 1);
      const ask = ({ shiftAt, nextShift, previousShift, businessMs, addBusinessMs }: typeof oracle) =>
        probes.map(({ from, spanMs, workMs }) => ({
          from,
          shift: shiftAt(from),
          next: nextShift(from),
          previous: previousShift(from),
          business: businessMs(from, from + spanMs),
          reached: addBusinessMs(from, workMs),
        }));
      expect(ask(calendar)).toEqual(ask(oracle));
    }),
    { numRuns: 200 },
  );
});

test('adding business time gives the first instant at which that much has passed', () => {
  fc.assert(
    fc.property(world, ({ settings, probes }) => {
      const calendar = createCalendar(settings);
      for (const { from, workMs } of probes) {
        const reached = calendar.addBusinessMs(from, workMs);
        if (reached === undefined) continue;
        expect(calendar.businessMs(from, reached)).toBe(workMs);
        expect(calendar.businessMs(from, reached - 1)).toBe(workMs - 1);
      }
    }),
  );
});

/** A date's openings as configured, neither sorted nor joined, by Temporal. */
type OracleDay = { date: string; openings: Shift[] };

/** Calculates by trying every opening of every date, as simply as possible. */
const createOracle = (settings: CalendarSettings, first: string, days: number) => {
  const start = Temporal.PlainDate.from(first);
  const all = Array.from({ length: days }, (_, day) => openDay(start.add({ days: day }), settings));
  const openings = all.flatMap((day) => day.openings);
  const dateOf = (instant: number): string =>
    Temporal.Instant.fromEpochMilliseconds(instant)
      .toZonedDateTimeISO(settings.zone)
      .toPlainDate()
      .toString();
  const shifts = all.flatMap(({ date, openings: ofDay }) =>
    ofDay.length === 0
      ? []
      : [
          {
            date,
            startsAt: Math.min(...ofDay.map((opening) => opening.startsAt)),
            endsAt: Math.max(...ofDay.map((opening) => opening.endsAt)),
          },
        ],
  );
  /** The parts between two instants within which no opening begins or ends. */
  const stretches = (from: number, until: number): Shift[] => {
    const edges = openings.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]);
    const within = [from, ...edges.filter((edge) => edge > from && edge < until), until];
    const sorted = within.toSorted((a, b) => a - b);
    return sorted.slice(1).map((endsAt, index) => ({ startsAt: sorted[index] ?? endsAt, endsAt }));
  };
  const isOpen = (instant: number): boolean =>
    openings.some(({ startsAt, endsAt }) => startsAt <= instant && instant < endsAt);
  const shiftOf = (found: (Shift & { date: string }) | undefined): Shift | undefined =>
    found && { startsAt: found.startsAt, endsAt: found.endsAt };
  const daysFrom = (date: string, other: string): number =>
    Math.abs(Temporal.PlainDate.from(date).until(other).days);
  return {
    shiftAt: (instant: number) =>
      shiftOf(shifts.find(({ startsAt, endsAt }) => startsAt <= instant && instant < endsAt)),
    nextShift: (after: number) => {
      const found = shifts.find(({ startsAt }) => startsAt > after);
      return found && daysFrom(dateOf(after), found.date) <= 60 ? shiftOf(found) : undefined;
    },
    previousShift: (until: number) => {
      const found = shifts.findLast(({ endsAt }) => endsAt <= until);
      return found && daysFrom(dateOf(until), found.date) <= 60 ? shiftOf(found) : undefined;
    },
    businessMs: (from: number, until: number) =>
      stretches(from, until)
        .filter(({ startsAt }) => isOpen(startsAt))
        .reduce((ms, { startsAt, endsAt }) => ms + Math.max(0, endsAt - startsAt), 0),
    addBusinessMs: (from: number, ms: number) => {
      let left = ms;
      for (const { startsAt, endsAt } of stretches(
        from,
        Math.max(from, ...openings.map((opening) => opening.endsAt)),
      )) {
        if (!isOpen(startsAt)) continue;
        if (left <= endsAt - startsAt)
          return daysFrom(dateOf(from), dateOf(startsAt)) <= 60 ? startsAt + left : undefined;
        left -= endsAt - startsAt;
      }
      return undefined;
    },
  };
};

const openDay = (date: Temporal.PlainDate, { zone, hours, holidays }: CalendarSettings): OracleDay => {
  const weekday = WEEKDAYS[date.dayOfWeek - 1];
  const ranges = weekday === undefined || holidays.has(date.toString()) ? [] : (hours[weekday] ?? []);
  const instantOf = (time: string): number =>
    time === '24:00'
      ? date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
      : date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
  const openings = ranges.map((range) => {
    const [startsAt, endsAt] = range.split('-').map(instantOf);
    return { startsAt: startsAt ?? 0, endsAt: endsAt ?? 0 };
  });
  return { date: date.toString(), openings: openings.filter(({ startsAt, endsAt }) => startsAt < endsAt) };
};
