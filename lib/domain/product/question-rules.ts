import { storedText } from '../inquiry/plain-text.ts';
import { inquiryFacts } from '../request/inquiry-facts.ts';
import { judgePosts } from '../request/judge-posts.ts';
import type { SourceRules } from '../request/source-rules.ts';
import type { InquiryFacts } from '../inquiry/inquiry.ts';
import { DAY_MS } from '../time/durations.ts';
import { authorOf } from './author-of.ts';

/** NOANSWER of the oldest window also shows older questions, which are left alone. */
const LEFT_AFTER_MS = 30 * DAY_MS;

const isLeft = ({ inquiryAt }: Pick<InquiryFacts, 'inquiryAt'>, now: number): boolean =>
  inquiryAt !== undefined && now - inquiryAt >= LEFT_AFTER_MS;

const FIRST = '0';

/**
 * The questions on product pages: a question asks until it has a comment. One that is still listed then asks again, as a provisional
 * request. Assumptions: comment-means-answered, listed-after-comment-asks-again.
 */
export const QUESTION_RULES: SourceRules = {
  requestsOf: (inquiry, hasTicket) => (inquiry.posts.length > 0 && hasTicket ? [] : [{ answerId: FIRST }]),
  judge: (request, inquiry, now) => {
    const verdict = judgePosts(request, inquiry, now);
    if (verdict.is === 'asks')
      return isLeft(request.facts, now)
        ? { is: 'ended', end: { outcome: 'left-unanswered' }, isNew: true }
        : verdict;
    const answeredBy = authorOf(verdict.end, inquiry, request.facts);
    return { ...verdict, end: { ...verdict.end, ...(answeredBy !== undefined && { answeredBy }) } };
  },
  factsOf: (inquiry) => ({ ...storedText(inquiry.content, inquiry.isCut), ...inquiryFacts(inquiry) }),
  leftAfterMs: LEFT_AFTER_MS,
};
