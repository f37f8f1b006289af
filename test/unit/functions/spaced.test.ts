import { expect, test } from '@jest/globals';
import { spaced } from '../../../functions/track-sla/create-handler.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';

test('R17: vendors that turn blind within five minutes are counted together after them, so that the alarm ends before it rings again', () => {
  let minute = 0;
  const clock = { now: () => minute * MINUTE_MS };
  const count = spaced(clock, 5 * MINUTE_MS);
  const turnedBlind = [0, 2, 1, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 1];
  const counted = turnedBlind.map((vendors, at) => {
    minute = at;
    return count(vendors);
  });
  expect(counted).toEqual([0, 2, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 1]);
});
