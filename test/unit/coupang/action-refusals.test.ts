import { expect, test } from '@jest/globals';
import { findRefusal } from '../../../lib/coupang/call-center/create-coupang-actions.ts';
import { cpuSeconds } from '../../fixtures/cpu-seconds.ts';

test.each(['userId', 'userId - ', '-520 ', '\u0301\u0327'])(
  'the search for a refusal takes linear time in a message of «%s»',
  (piece) => {
    const message = `${piece.repeat(400_000 / piece.length)}x`;
    expect(cpuSeconds(() => findRefusal(message))).toBeLessThan(10);
  },
);
