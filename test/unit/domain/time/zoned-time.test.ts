import { describe, expect, test } from '@jest/globals';
import { dayAt, instantAt, weekdayOf } from '../../../../lib/domain/time/zoned-time.ts';
import { HOUR } from '../../../fixtures/domain/made-up.ts';

const NEW_YORK = 'America/New_York';
const written = (instant: number): string => new Date(instant).toISOString();

describe('instantAt', () => {
  test.each([
    ['2026-11-25', 9 * 60, 'Asia/Seoul', '2026-11-25T00:00:00.000Z'],
    ['2026-11-25', 9 * 60, 'Asia/Taipei', '2026-11-25T01:00:00.000Z'],
    ['2026-11-25', 9 * 60, NEW_YORK, '2026-11-25T14:00:00.000Z'],
    ['2026-07-01', 9 * 60, NEW_YORK, '2026-07-01T13:00:00.000Z'],
    ['2026-11-25', 0, 'Asia/Seoul', '2026-11-24T15:00:00.000Z'],
    ['2026-12-31', 24 * 60, 'Asia/Seoul', '2026-12-31T15:00:00.000Z'],
    ['2024-02-28', 24 * 60, 'Asia/Seoul', '2024-02-28T15:00:00.000Z'],
  ])('%s, minute %i, in %s is %s', (date, minute, zone, instant) => {
    expect(written(instantAt(date, minute, zone))).toBe(instant);
  });

  test.each([
    ['the minute before the clocks are put forward', '2026-03-08', 119, '2026-03-08T06:59:00.000Z'],
    ['a skipped time is an hour later', '2026-03-08', 150, '2026-03-08T07:30:00.000Z'],
    ['the first skipped time is when they are put forward', '2026-03-08', 120, '2026-03-08T07:00:00.000Z'],
    ['the first time that is not skipped is then, too', '2026-03-08', 180, '2026-03-08T07:00:00.000Z'],
    ['of a time shown twice the first counts', '2026-11-01', 90, '2026-11-01T05:30:00.000Z'],
    ['after it the clocks are put back', '2026-11-01', 120, '2026-11-01T07:00:00.000Z'],
  ])('in New York: %s', (_what, date, minute, instant) => {
    expect(written(instantAt(date, minute, NEW_YORK))).toBe(instant);
  });
});

describe('dayAt', () => {
  test.each([
    ['in the middle', '2026-11-25T05:17:00.000Z', 'Asia/Seoul', '2026-11-25', '2026-11-24T15:00:00.000Z'],
    ['at its midnight', '2026-11-24T15:00:00.000Z', 'Asia/Seoul', '2026-11-25', '2026-11-24T15:00:00.000Z'],
    ['just before it', '2026-11-24T14:59:59.999Z', 'Asia/Seoul', '2026-11-24', '2026-11-23T15:00:00.000Z'],
    ['in Taipei', '2026-11-24T15:30:00.000Z', 'Asia/Taipei', '2026-11-24', '2026-11-23T16:00:00.000Z'],
  ])('%s', (_where, instant, zone, date, from) => {
    expect(dayAt(Date.parse(instant), zone)).toEqual({
      date,
      from: Date.parse(from),
      until: Date.parse(from) + 24 * HOUR,
    });
  });

  test('in New York has 23 hours in spring and 25 in autumn', () => {
    const hoursOn = (date: string): number => {
      const { from, until } = dayAt(Date.parse(`${date}T20:00:00Z`), NEW_YORK);
      return (until - from) / HOUR;
    };
    expect(['2026-03-07', '2026-03-08', '2026-11-01', '2026-11-02'].map(hoursOn)).toEqual([24, 23, 25, 24]);
  });
});

describe('weekdayOf', () => {
  test.each([
    ['2026-11-22', 'sun'],
    ['2026-11-25', 'wed'],
    ['2024-02-29', 'thu'],
    ['1970-01-03', 'sat'],
  ])('%s is a %s', (date, weekday) => {
    expect(weekdayOf(date)).toBe(weekday);
  });

  test('what is no date has none', () => {
    expect(() => weekdayOf('2026-13-01')).toThrow('2026-13-01 is not a date');
  });
});
