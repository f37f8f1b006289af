import { expect, test } from '@jest/globals';
import { HAND_OVER_MEANINGS } from '../../../lib/coupang/call-center/create-coupang-actions.ts';
import { QUESTION_MEANINGS } from '../../../lib/coupang/product/create-product-reply.ts';
import { findMeaning } from '../../../lib/coupang/send-action.ts';
import { cpuSeconds } from '../../fixtures/cpu-seconds.ts';

test.each(['userId', 'userId - ', '-520 ', '\u0301\u0327', 'The value of replyBy ', '동일한 답변이'])(
  'the search for a refusal takes linear time in a message of «%s»',
  (piece) => {
    const message = `${piece.repeat(400_000 / piece.length)}x`;
    const meanings = [...HAND_OVER_MEANINGS, ...QUESTION_MEANINGS];
    expect(cpuSeconds(() => findMeaning(message, meanings))).toBeLessThan(10);
  },
);
