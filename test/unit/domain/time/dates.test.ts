import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { Temporal } from 'temporal-polyfill';
import { DAY, HOUR } from '../../../fixtures/domain/made-up.ts';
import { MARKET_ZONES } from '../../../../lib/config/market.ts';
import { addDays, dateAt, daysBetween, offsetMs } from '../../../../lib/domain/time/dates.ts';

const instant = fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2100, 0, 1) });
const date = instant.map((at) => dateAt(at, 'Asia/Seoul'));

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

describe('dateAt', () => {
  test('gives the date of the zone, not of the machine: Seoul is a day ahead in the evening of UTC', () => {
    const evening = Date.UTC(2025, 11, 31, 15, 30);
    expect(dateAt(evening, 'Asia/Seoul')).toBe('2026-01-01');
    expect(dateAt(evening, 'Asia/Taipei')).toBe('2025-12-31');
  });
});

describe('addDays and daysBetween', () => {
  test.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2025-12-31', 1, '2026-01-01'],
    ['2024-03-01', -1, '2024-02-29'],
  ])('%s and %i days is %s', (from, days, to) => {
    expect(addDays(from, days)).toBe(to);
    expect(daysBetween(from, to)).toBe(days);
  });

  test('agree with Temporal for any date and distance', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -400, max: 400 }), (from, days) => {
        const to = Temporal.PlainDate.from(from).add({ days }).toString();
        expect(addDays(from, days)).toBe(to);
        expect(daysBetween(from, to)).toBe(days);
      }),
    );
  });
});
