import { expect, test } from '@jest/globals';
import { formatShare, formatThreshold } from '../../../../lib/slack/format/format-share.ts';

test.each([
  [9, 10, '90.0%'],
  [10, 10, '100.0%'],
  [0, 7, '0.0%'],
  [2, 3, '66.6%'],
  // 94.99 %: not 95.
  [9499, 10_000, '94.9%'],
  [29, 100, '29.0%'],
])('%i of %i is %s', (inTime, counted, shown) => {
  expect(formatShare({ inTime, counted })).toBe(shown);
});

test('zero has no share', () => {
  expect(formatShare({ inTime: 0, counted: 0 })).toBeUndefined();
});

test('a threshold is shown as configured', () => {
  expect([0.95, 0.995, 1, 0.07, 0.9].map(formatThreshold)).toEqual(['95%', '99.5%', '100%', '7%', '90%']);
});
