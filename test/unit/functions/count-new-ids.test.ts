import { expect, test } from '@jest/globals';
import { countNewIds } from '../../../functions/track-sla/create-handler.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';

/** The counts of runs that find these vendors, a minute apart. */
const countEach = (runs: readonly (readonly string[])[]): number[] => {
  let minute = 0;
  const count = countNewIds({ now: () => minute * MINUTE_MS }, 5 * MINUTE_MS);
  return runs.map((ids, at) => {
    minute = at;
    return count(ids);
  });
};

test('R17: each vendor is counted once, and together with others if they turn blind within five minutes, so that the alarm ends before it rings again', () => {
  const AB = ['a', 'b'];
  const ABC = ['a', 'b', 'c'];
  expect(countEach([[], AB, ABC, ABC, ABC, ABC, ABC, ABC])).toEqual([0, 2, 0, 0, 0, 0, 1, 0]);
});

test('R17: a vendor that some runs skip is not counted again', () => {
  expect(countEach([['a'], [], [], [], [], [], ['b'], [], [], [], [], [], ['a', 'b']])).toEqual([
    1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0,
  ]);
});

test('R17: a vendor that can be read again before its count is due is not counted', () => {
  expect(countEach([['a'], ['a', 'b'], ['a'], ['a'], ['a'], ['a'], ['a']])).toEqual([1, 0, 0, 0, 0, 0, 0]);
});
