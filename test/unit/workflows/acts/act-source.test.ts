import { describe, expect, test } from '@jest/globals';
import { inquiryOf } from '../../../../lib/workflows/acts/act-source.ts';
import { type InquiryDate, type LookedUp, SourceError } from '../../../../lib/workflows/ports/coupang.ts';
import { makeQuestion } from '../../../fixtures/domain/make-question.ts';
import { makeUpSourceError } from '../../../simulation/made-up-errors.ts';

const question = makeQuestion();
const NOTHING: LookedUp = { found: new Map(), missing: new Map(), tried: new Set(), made: 0 };
const lookIn = (shown: Partial<LookedUp>) => {
  const asked: (readonly InquiryDate[])[] = [];
  const look = inquiryOf({
    source: 'product',
    read: () => Promise.reject(new Error('is not read')),
    readPages: () => Promise.reject(new Error('are not read')),
    lookUp: async (inquiries) => {
      asked.push(inquiries);
      return { ...NOTHING, ...shown };
    },
  });
  return { asked, inquiry: () => look(question, 0) };
};

describe('the look-up of one inquiry by the lists of its dates', () => {
  test('returns the inquiry that they show', async () => {
    const { asked, inquiry } = lookIn({ found: new Map([[question.inquiryId, question]]) });
    expect(await inquiry()).toBe(question);
    expect(asked).toEqual([[question]]);
  });

  test('returns nothing if complete readings do not show it, even if another list failed', async () => {
    const missing = new Map([[question.inquiryId, false]]);
    expect(await lookIn({ missing }).inquiry()).toBeUndefined();
    expect(
      await lookIn({ missing, failed: { failure: makeUpSourceError('reading'), inARow: 1 } }).inquiry(),
    ).toBeUndefined();
  });

  test('throws the failure if a reading failed, since the inquiry may be there', async () => {
    const failure = makeUpSourceError('vendor');
    await expect(lookIn({ failed: { failure, inARow: 1 } }).inquiry()).rejects.toBe(failure);
  });

  test('throws if there were more pages than may be read', async () => {
    await expect(lookIn({}).inquiry()).rejects.toBeInstanceOf(SourceError);
  });
});
