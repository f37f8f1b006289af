import { describe, expect, test } from '@jest/globals';
import { mayRest } from '../../../../lib/domain/reading/plan-readings.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';

const OPENS = Date.parse('2026-11-26T09:00:00+09:00');
const CLOSES = OPENS + 9 * HOUR_MS;
const calendar = {
  shiftAt: (at: number) => {
    const day = Math.floor((at - OPENS) / DAY_MS) * DAY_MS;
    const shift = { startsAt: OPENS + day, endsAt: CLOSES + day };
    return shift.startsAt <= at && at < shift.endsAt ? shift : undefined;
  },
};
/** The polls of a day that are made, by Scheduler's planned times. */
const madeOf = (rhythm: { everyMs: number; nightMs: number }, from: number): number[] =>
  Array.from({ length: DAY_MS / rhythm.everyMs }, (_, index) => from + index * rhythm.everyMs).filter(
    (at) => !mayRest(at, calendar, rhythm),
  );

describe('a poll outside the hours (R17)', () => {
  test.each([0, 1, 17_000, 59_999])('is every third, to the minute, planned %d ms after it', (phase) => {
    const made = madeOf({ everyMs: MINUTE_MS, nightMs: 3 * MINUTE_MS }, OPENS + phase);
    const within = made.filter((at) => at < CLOSES);
    expect(within).toHaveLength(9 * 60);
    expect(made.length - within.length).toBe((15 * 60) / 3);
    const apart = made.slice(1).map((at, index) => at - (made[index] ?? 0));
    expect(Math.max(...apart)).toBe(3 * MINUTE_MS);
  });

  test('is every one if the night has no rhythm of its own', () => {
    expect(madeOf({ everyMs: 2 * MINUTE_MS, nightMs: 2 * MINUTE_MS }, OPENS)).toHaveLength(720);
  });
});
