import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  ARCHIVE_WINDOWS,
  dateWindow,
  MONTH_WINDOWS,
  WINDOW_COUNT,
  windowsHolding,
} from '../../../lib/domain/date-windows.ts';
import { addDays, dateAt, daysBetween } from '../../../lib/domain/dates.ts';
import { DAY, ZONE } from '../../fixtures/domain/made-up.ts';

const TODAY = '2026-11-25';
/** Noon in Seoul, so many days before today. */
const daysAgo = (days: number): number => Date.UTC(2026, 10, 25, 3) - days * DAY;

describe('dateWindow', () => {
  test('R8: the recent week ends today; its difference is six days, as Coupang takes it', () => {
    expect(dateWindow(TODAY, 0)).toEqual({ firstDate: '2026-11-19', lastDate: '2026-11-25' });
  });

  test('R8: four weeks come before it, and at least 180 days before those', () => {
    expect(MONTH_WINDOWS).toBe(4);
    expect(ARCHIVE_WINDOWS * 7).toBeGreaterThanOrEqual(180);
    expect((ARCHIVE_WINDOWS - 1) * 7).toBeLessThan(180);
    expect(WINDOW_COUNT).toBe(1 + MONTH_WINDOWS + ARCHIVE_WINDOWS);
  });

  test('R8: windows tile without gap or overlap, over leap days and year ends', () => {
    const zone = fc.constantFrom('Asia/Seoul', 'Asia/Taipei');
    const instant = fc.integer({ min: Date.UTC(2023, 11, 1), max: Date.UTC(2029, 0, 1) });
    fc.assert(
      fc.property(instant, zone, (now, timeZone) => {
        const today = dateAt(now, timeZone);
        expect(dateWindow(today, 0).lastDate).toBe(today);
        for (let number = 0; number < WINDOW_COUNT; number += 1) {
          const window = dateWindow(today, number);
          expect(daysBetween(window.firstDate, window.lastDate)).toBe(6);
          expect(dateWindow(today, number + 1).lastDate).toBe(addDays(window.firstDate, -1));
        }
      }),
    );
  });
});

describe('windowsHolding', () => {
  test.each([
    ['in the middle of the recent week', 3, [0]],
    ['today, with no newer neighbour', 0, [0]],
    ['on the first date of the recent week', 6, [0, 1]],
    ['on the last date of the week before', 7, [1, 0]],
    [
      'on the first date of the last window, with no older neighbour',
      WINDOW_COUNT * 7 - 1,
      [WINDOW_COUNT - 1],
    ],
  ])('R9: an inquiry %s may be listed in windows %#', (_where, days, numbers) => {
    expect(windowsHolding(daysAgo(days), TODAY, ZONE)).toEqual(numbers);
  });

  test('R9: no window covers an inquiry that is older than all of them, or of unknown age', () => {
    expect(windowsHolding(daysAgo(WINDOW_COUNT * 7), TODAY, ZONE)).toEqual([]);
    expect(windowsHolding(undefined, TODAY, ZONE)).toEqual([]);
  });

  test('an inquiry that Coupang dates after our today belongs to the recent week', () => {
    expect(windowsHolding(daysAgo(-1), TODAY, ZONE)).toEqual([0]);
  });

  test('R9: the first window named holds the date, and the others are its neighbours within a day', () => {
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
