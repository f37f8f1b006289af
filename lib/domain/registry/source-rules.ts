import { HAND_OVER_RULES } from '../call-center/hand-over-rules.ts';
import type { SourceRules } from '../request/source-rules.ts';
import { QUESTION_RULES } from '../product/question-rules.ts';
import type { Source } from '../sources.ts';

export const SOURCE_RULES: Record<Source, SourceRules> = {
  'call-center': HAND_OVER_RULES,
  product: QUESTION_RULES,
};

/** Whether nobody answers an inquiry of the source any more, whatever the lists show. Epoch ms. */
export const isLeft = (source: Source, inquiryAt: number, now: number): boolean =>
  now - inquiryAt >= (SOURCE_RULES[source].leftAfterMs ?? Infinity);
