import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import {
  dateWindow,
  lastMonthWindow,
  windowCount,
  windowsHolding,
} from '../../../../lib/domain/time/date-windows.ts';
import { addDays, dateAt, daysBetween } from '../../../../lib/domain/time/dates.ts';
import { DAY, ZONE } from '../../../fixtures/domain/made-up.ts';

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
  const anyDay = fc
    .record({
      now: fc.integer({ min: Date.UTC(2023, 11, 1), max: Date.UTC(2029, 0, 1) }),
      zone: fc.constantFrom('Asia/Seoul', 'Asia/Taipei'),
    })
    .map(({ now, zone }) => dateAt(now, zone));

  test('R8: each older window spans at most six days, and they leave no gap, over leap days and year ends', () => {
    fc.assert(
      fc.property(anyDay, (today) => {
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
      fc.property(anyDay, (today) => {
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
