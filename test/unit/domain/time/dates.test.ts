import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDays, dateAt, daysBetween } from '../../../../lib/domain/time/dates.ts';

const zones = ['Asia/Seoul', 'Asia/Taipei'] as const;
const zone = fc.constantFrom(...zones);
const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) });
const date = instant.map((at) => dateAt(at, 'UTC'));

describe('dateAt', () => {
  test('gives the date of the zone, not of the machine: Seoul is a day ahead in the evening of UTC', () => {
    const evening = Date.UTC(2025, 11, 31, 15, 30);
    expect(dateAt(evening, 'Asia/Seoul')).toBe('2026-01-01');
    expect(dateAt(evening, 'Asia/Taipei')).toBe('2025-12-31');
  });

  test('agrees with Temporal for any instant in both markets', () => {
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => {
        const oracle = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
        expect(dateAt(at, timeZone)).toBe(oracle.toPlainDate().toString());
      }),
    );
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
