import { expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { formatShare, formatThreshold, roundShare } from '../../../../lib/slack/format/format-share.ts';

test.each([
  [9, 10, '90%'],
  [10, 10, '100%'],
  [0, 7, '0%'],
  [2, 3, '67%'],
  [29, 100, '29%'],
  // Something was missed, or was in time.
  [996, 1000, '99.6%'],
  [9996, 10_000, '99.96%'],
  [1, 300, '0.3%'],
])('%i of %i is %s', (inTime, counted, shown) => {
  expect(formatShare({ inTime, counted })).toBe(shown);
});

test.each([
  [947, 1000, 0.95, '94.7%'],
  [9499, 10_000, 0.95, '94.99%'],
  [95, 100, 0.95, '95%'],
  [953, 1000, 0.95, '95.3%'],
  [994, 1000, 0.994, '99.4%'],
  [995, 1000, 0.995, '99.5%'],
  [7, 100, 0.07, '7%'],
  [3, 10, 0, '30%'],
])(
  'S8: %i of %i never looks equal to a threshold of %d without being it: %s',
  (inTime, counted, at, shown) => {
    expect(formatShare({ inTime, counted }, at)).toBe(shown);
  },
);

test('a share is shown within half a percent, and on its side of 0%, 100% and the threshold', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.nat(5000),
      fc.integer({ min: 0, max: 1000 }),
      (counted, part, permille) => {
        const inTime = Math.min(part, counted);
        const shown = roundShare({ inTime, counted }, permille / 1000) ?? Number.NaN;
        expect(Math.abs(shown - (inTime * 100) / counted)).toBeLessThanOrEqual(0.5);
        for (const mark of [0, permille, 1000])
          expect(Math.sign(Math.round((shown * 10 - mark) * 1e6))).toBe(
            Math.sign(inTime * 1000 - mark * counted),
          );
      },
    ),
  );
});

test('zero has no share', () => {
  expect(formatShare({ inTime: 0, counted: 0 })).toBeUndefined();
});

test('a threshold is shown as configured', () => {
  expect([0.95, 0.995, 1, 0.07, 0.9].map(formatThreshold)).toEqual(['95%', '99.5%', '100%', '7%', '90%']);
});
