import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { fc } from '../../../fixtures/fast-check.ts';
import { MARKET_ZONES } from '../../../../lib/config/market.ts';
import {
  dateWindow,
  lastMonthWindow,
  windowCount,
  windowsHolding,
} from '../../../../lib/domain/time/date-windows.ts';
import {
  addDays,
  dateAt,
  dayAt,
  daysBetween,
  instantAt,
  offsetMs,
  weekdayOf,
} from '../../../../lib/domain/time/dates.ts';
import { DAY, HOUR, ZONE } from '../../../fixtures/domain/made-up.ts';

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
