import { expect, test } from '@jest/globals';
import { blindMs } from '../../../lib/config/reading-intervals.ts';

test('R17: blindness begins after the configured minutes', () => {
  expect(blindMs({ blindMinutes: 5, pollSeconds: 60 })).toBe(300_000);
  expect(blindMs({ blindMinutes: 0.5, pollSeconds: 5 })).toBe(30_000);
});

test('R17: the time between two polls is not blindness, even if polls are rare', () => {
  expect(blindMs({ blindMinutes: 5, pollSeconds: 600 })).toBe(900_000);
});
