import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { keyDaysLeft, dueKeyNotice } from '../../../../lib/domain/notice/key-expiry.ts';
import { isNoticeName } from '../../../../lib/domain/notice/notice.ts';
import { DAY } from '../../../fixtures/domain/made-up.ts';

const SEOUL = 'Asia/Seoul';
const ENDS = '2026-12-31';
const seoul = (dateTime: string): number => Date.parse(`${dateTime}+09:00`);
const named = (date: string): string => `key-expiry/${Date.parse(`${date}T00:00:00Z`)}`;

describe('the countdown to the end of a key (O7)', () => {
  test.each([
    ['2026-12-16T23:59', undefined],
    ['2026-12-17T08:59', undefined],
    ['2026-12-17T09:00', '2026-12-17'],
    ['2026-12-24T08:59', '2026-12-17'],
    ['2026-12-24T09:00', '2026-12-24'],
    ['2026-12-28T09:00', '2026-12-28'],
    ['2026-12-30T08:59', '2026-12-28'],
    ['2026-12-30T09:00', '2026-12-30'],
    ['2026-12-31T23:59', '2026-12-30'],
    ['2027-01-01T08:59', '2026-12-30'],
    ['2027-01-01T09:00', undefined],
  ])('at %s in Seoul the notice of %s is due', (at, day) => {
    expect(dueKeyNotice(ENDS, seoul(at), SEOUL)).toBe(day === undefined ? undefined : named(day));
  });

  test('uses the market’s morning', () => {
    const at = seoul('2026-12-17T09:30');
    expect(dueKeyNotice(ENDS, at, SEOUL)).toBe(named('2026-12-17'));
    expect(dueKeyNotice(ENDS, at, 'Asia/Taipei')).toBeUndefined();
  });

  test('has four notices from half a year before to the end, each with a name that the store accepts', () => {
    const dates = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 600 }), (end, everyMinutes) => {
        const expiresOn = new Date(end).toISOString().slice(0, 10);
        const noticeKeys = new Set<string>();
        const midnight = Date.parse(`${expiresOn}T00:00:00+09:00`);
        for (let at = midnight - 20 * DAY; at < midnight + 3 * DAY; at += everyMinutes * 60_000)
          noticeKeys.add(dueKeyNotice(expiresOn, at, SEOUL) ?? 'none');
        noticeKeys.delete('none');
        expect(noticeKeys.size).toBe(4);
        for (const name of noticeKeys) expect(isNoticeName(name)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test('starts again for another last day', () => {
    const at = seoul('2026-12-30T12:00');
    expect(dueKeyNotice('2027-01-03', at, SEOUL)).not.toBe(dueKeyNotice(ENDS, at, SEOUL));
    expect(dueKeyNotice('2027-06-28', at, SEOUL)).toBeUndefined();
  });

  test('counts the days after today: zero on the last day, negative after it', () => {
    const days = (at: string) => keyDaysLeft(ENDS, seoul(at), SEOUL);
    expect(
      ['2026-12-17T00:00', '2026-12-30T23:59', '2026-12-31T23:59', '2027-01-01T00:00'].map(days),
    ).toEqual([14, 1, 0, -1]);
  });
});
