import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { fc } from '../../../fixtures/fast-check.ts';
import { type CalendarSettings, createCalendar, type Shift } from '../../../../lib/domain/time/calendar.ts';
import {
  addDays,
  dateAt,
  dayAt,
  daysBetween,
  instantAt,
  offsetMs,
  weekdayOf,
} from '../../../../lib/domain/time/dates.ts';
import { DAY, HOUR, MINUTE, ZONE } from '../../../fixtures/domain/made-up.ts';
import { MARKET_ZONES } from '../../../../lib/config/market.ts';
import {
  dateWindow,
  lastMonthWindow,
  windowCount,
  windowsHolding,
} from '../../../../lib/domain/time/date-windows.ts';

const NINE_TO_SIX = ['09:00-18:00'];
const WITH_LUNCH = ['09:00-12:00', '13:00-18:00'];
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const onWeekdays = (ranges: string[]): CalendarSettings['hours'] =>
  Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, ranges]));

const make = (hours: CalendarSettings['hours'], ...holidays: string[]) =>
  createCalendar({ zone: ZONE, hours, holidays: new Set(holidays) });

/** In Seoul; 2026-11-27 is a Friday. */
const timeIn = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+09:00`);
const shift = (startsAt: string, endsAt: string): Shift => ({
  startsAt: timeIn(startsAt),
  endsAt: timeIn(endsAt),
});

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
    expect(calendar.shiftAt(timeIn(instant))).toEqual(expected);
  });

  test("is followed by a later shift: at an opening the next day's, over a weekend Monday's", () => {
    expect(calendar.nextShift(timeIn('2026-11-27 08:59'))).toEqual(friday);
    expect(calendar.nextShift(timeIn('2026-11-27 09:00'))).toEqual(monday);
    expect(calendar.nextShift(timeIn('2026-11-27 12:30'))).toEqual(monday);
  });

  test("is preceded by an earlier shift: at a closing that day's, before it an earlier day's", () => {
    expect(calendar.previousShift(timeIn('2026-11-30 17:59'))).toEqual(friday);
    expect(calendar.previousShift(timeIn('2026-11-30 18:00'))).toEqual(monday);
    expect(calendar.previousShift(timeIn('2026-11-29 03:00'))).toEqual(friday);
  });

  test('is searched at most 60 days away', () => {
    const first = timeIn('2026-11-27 10:00');
    const closedFor = (days: number) =>
      make(
        onWeekdays(NINE_TO_SIX),
        ...Array.from({ length: days }, (_, day) =>
          new Date(first + (day + 1) * DAY).toISOString().slice(0, 10),
        ),
      );
    expect(closedFor(59).nextShift(first)).toEqual(shift('2027-01-26 09:00', '2027-01-26 18:00'));
    expect(closedFor(60).nextShift(first)).toBeUndefined();
    expect(closedFor(60).addBusinessMs(first, 8 * HOUR)).toBe(timeIn('2026-11-27 18:00'));
    expect(closedFor(60).addBusinessMs(first, 8 * HOUR + 1)).toBeUndefined();
    expect(closedFor(59).addBusinessMs(first, 8 * HOUR + 1)).toBe(timeIn('2027-01-26 09:00') + 1);
    expect(closedFor(59).previousShift(timeIn('2027-01-26 09:00'))).toEqual(friday);
    expect(closedFor(60).previousShift(timeIn('2027-01-27 09:00'))).toBeUndefined();
  });

  test('does not exist without hours', () => {
    const never = make({ mon: [] });
    const now = timeIn('2026-11-30 10:00');
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
    expect(make(onWeekdays(ranges), '2026-11-26').businessMs(timeIn(from), timeIn(until))).toBe(
      minutes * MINUTE,
    );
  });

  test('has passed at once if it has zero length', () => {
    const off = timeIn('2026-11-28 20:00');
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

const instant = fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2100, 0, 1) });
const anyDate = instant.map((at) => dateAt(at, 'Asia/Seoul'));

describe('offsetMs', () => {
  test.each(Object.values(MARKET_ZONES))(
    '%s has one offset, on each day of the next two years',
    (timeZone) => {
      const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
      const noon = Math.floor(Date.now() / DAY) * DAY + 12 * HOUR;
      const offsets = Array.from({ length: 2 * 366 }, (_, days) => {
        const at = noon + days * DAY;
        return Date.parse(`${clock.format(at).replace(' ', 'T')}Z`) - at;
      });
      expect([...new Set(offsets)]).toEqual([offsetMs(timeZone)]);
    },
  );

  test('knows no other zone', () => {
    expect(() => offsetMs('America/New_York')).toThrow('America/New_York is not the zone of a market.');
  });
});

test('dateAt gives the date of the zone, not of the machine: Seoul is a day ahead in the evening of UTC', () => {
  const evening = Date.UTC(2025, 11, 31, 15, 30);
  expect(dateAt(evening, 'Asia/Seoul')).toBe('2026-01-01');
  expect(dateAt(evening, 'Asia/Taipei')).toBe('2025-12-31');
});

test('addDays and daysBetween agree with Temporal for any date and distance', () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -400, max: 400 }), (from, days) => {
      const to = Temporal.PlainDate.from(from).add({ days }).toString();
      expect(addDays(from, days)).toBe(to);
      expect(daysBetween(from, to)).toBe(days);
    }),
  );
});

test('the last minute of a day ends at midnight in Seoul', () => {
  const midnight = instantAt('2024-02-28', 24 * 60, 'Asia/Seoul');
  expect(new Date(midnight).toISOString()).toBe('2024-02-28T15:00:00.000Z');
});

test('an invalid date has no weekday', () => {
  expect(() => weekdayOf('2026-13-01')).toThrow('2026-13-01 is not a date');
});

const zone = fc.constantFrom('Asia/Seoul', 'Asia/Taipei');

test('zoned time agrees with Temporal at any instant in both markets', () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 0, max: 1439 }), zone, (at, minute, timeZone) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
      const date = zoned.toPlainDate();
      expect(dayAt(at, timeZone)).toEqual({
        date: date.toString(),
        from: zoned.startOfDay().epochMilliseconds,
        until: date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds,
      });
      const plainTime = new Temporal.PlainTime(Math.floor(minute / 60), minute % 60);
      const shown = date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
      expect(instantAt(date.toString(), minute, timeZone)).toBe(shown);
    }),
  );
});

test('the weekday of any date is that of Temporal', () => {
  fc.assert(
    fc.property(instant, (at) => {
      const date = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').toPlainDate();
      const weekday = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][date.dayOfWeek - 1];
      expect(weekdayOf(date.toString())).toBe(weekday);
    }),
  );
});

const TODAY = '2026-11-25';
const WINDOW_COUNT = windowCount(TODAY);
/** Noon in Seoul, this many days before today. */
const daysAgo = (days: number): number => Date.UTC(2026, 10, 25, 3) - days * DAY;

describe('dateWindow', () => {
  test('R8: the recent week ends today; it spans six days, as Coupang counts them', () => {
    expect(dateWindow(TODAY, 0)).toEqual({ firstDate: '2026-11-19', lastDate: '2026-11-25' });
  });

  /** A day's windows, the recent week first. */
  const windowsOn = (today: string) =>
    Array.from({ length: windowCount(today) }, (_, number) => dateWindow(today, number));
  test('R8: each older window spans at most six days, and they leave no gap, over leap days and year ends', () => {
    fc.assert(
      fc.property(anyDate, (today) => {
        const [recent, ...older] = windowsOn(today);
        expect(recent?.lastDate).toBe(today);
        for (const { firstDate, lastDate } of windowsOn(today))
          expect(daysBetween(firstDate, lastDate)).toBe(6);
        older.forEach(({ firstDate, lastDate }, index) => {
          const newer = older[index - 1];
          if (newer) expect(addDays(lastDate, 1)).toBe(newer.firstDate);
          else expect(firstDate <= addDays(today, -7) && addDays(today, -7) <= lastDate).toBe(true);
        });
      }),
    );
  });

  test('R8: the four weeks before the recent one are read often, and the 180 days before those are read too', () => {
    fc.assert(
      fc.property(anyDate, (today) => {
        expect(dateWindow(today, lastMonthWindow(today)).firstDate <= addDays(today, -34)).toBe(true);
        expect(dateWindow(today, windowCount(today) - 1).firstDate <= addDays(today, -34 - 180)).toBe(true);
      }),
    );
  });

  test('R8: midnight moves only the recent week; among the older windows one comes and one goes per week', () => {
    let newOnes = 0;
    let today = '2026-01-01';
    for (let days = 0; days < 364; days += 1, today = addDays(today, 1)) {
      const known = new Set(windowsOn(today).map(({ firstDate }) => firstDate));
      const [, ...older] = windowsOn(addDays(today, 1));
      newOnes += older.filter(({ firstDate }) => !known.has(firstDate)).length;
    }
    expect(newOnes).toBeLessThanOrEqual(364 / 7);
  });
});

describe('windowsHolding', () => {
  test.each([
    ['in the middle of the recent week', 3, [0]],
    ['today, with no newer neighbour', 0, [0]],
    ['on the first date of the recent week', 6, [0, 1]],
    ['on the last date of the week before', 7, [1, 0]],
    ['on the first date of the last window', WINDOW_COUNT * 7 - 1, [WINDOW_COUNT - 1]],
  ])('R9: an inquiry %s may be listed in windows %#', (_where, days, numbers) => {
    expect(windowsHolding(daysAgo(days), TODAY, ZONE)).toEqual(numbers);
  });

  test('R9: no window covers an inquiry that is older than all windows, or of unknown age', () => {
    expect(windowsHolding(daysAgo(WINDOW_COUNT * 7), TODAY, ZONE)).toEqual([]);
    expect(windowsHolding(undefined, TODAY, ZONE)).toEqual([]);
  });

  test('an inquiry that Coupang dates after our today belongs to the recent week', () => {
    expect(windowsHolding(daysAgo(-1), TODAY, ZONE)).toEqual([0]);
  });

  test('R9: the first window contains the date, and the others are neighbours within a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: WINDOW_COUNT * 7 * 24 - 24 }), (hours) => {
        const inquiryAt = daysAgo(0) - hours * 3_600_000;
        const date = dateAt(inquiryAt, ZONE);
        const [own = -1, ...neighbours] = windowsHolding(inquiryAt, TODAY, ZONE);
        const { firstDate, lastDate } = dateWindow(TODAY, own);
        expect(firstDate <= date && date <= lastDate).toBe(true);
        for (const number of neighbours) {
          const window = dateWindow(TODAY, number);
          const distance =
            number < own ? daysBetween(date, window.firstDate) : daysBetween(window.lastDate, date);
          expect(distance).toBe(1);
        }
      }),
    );
  });
});
