import { expect, test } from '@jest/globals';
import { instantAt, weekdayOf } from '../../../../lib/domain/time/dates.ts';

// The property test compares the rest with Temporal.
test.each([
  ['2026-12-31', '2026-12-31T15:00:00.000Z'],
  ['2024-02-28', '2024-02-28T15:00:00.000Z'],
])('%s ends in Seoul at %s', (date, instant) => {
  expect(new Date(instantAt(date, 24 * 60, 'Asia/Seoul')).toISOString()).toBe(instant);
});

test('an invalid date has no weekday', () => {
  expect(() => weekdayOf('2026-13-01')).toThrow('2026-13-01 is not a date');
});
