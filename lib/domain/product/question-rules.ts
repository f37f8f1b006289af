import { postKey } from '../inquiry/asking-posts.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import { maskPersonalData } from '../inquiry/mask.ts';
import { normalText, storedText } from '../inquiry/plain-text.ts';
import { judgePosts } from '../request/judge-posts.ts';
import type { JudgedRequest, SourceRules } from '../request/source-rules.ts';
import { lastSending } from '../ticket/act.ts';
import type { FoundEnd } from '../ticket/ticket.ts';
import { DAY_MS } from '../time/durations.ts';

/** NOANSWER of the oldest window also shows older questions, which are left alone. */
const LEFT_AFTER_MS = 30 * DAY_MS;

/**
 * The questions on product pages: a question asks until it has a comment. One that is still listed then asks again, as a provisional
 * request. Assumptions: comment-means-answered, listed-after-comment-asks-again.
 */
export const QUESTION_RULES: SourceRules = {
  requestsOf: (inquiry, hasTicket) => (inquiry.posts.length > 0 && hasTicket ? [] : [{ answerId: '0' }]),
  judge: (request, inquiry, now) => {
    const verdict = judgePosts(request, inquiry, now);
    if (verdict.is !== 'asks') return { ...verdict, end: withAuthor(verdict.end, inquiry, request) };
    const { inquiryAt = now } = request.facts;
    return now - inquiryAt >= LEFT_AFTER_MS
      ? { is: 'ended', end: { outcome: 'left-unanswered' }, isNew: true }
      : verdict;
  },
  textOf: (inquiry) => storedText(inquiry.content, inquiry.isCut),
  leftAfterMs: LEFT_AFTER_MS,
};

/** Coupang names no author. A comment with the text of a reply that was sent from Slack is its person's, whose masked login is added. */
const withAuthor = (end: FoundEnd, { posts }: Inquiry, { facts }: JudgedRequest): FoundEnd => {
  const answer = posts.find((post) => end.endedBy === `post/${postKey(post)}`);
  const sent = lastSending(facts.act);
  const isOwn =
    sent?.do === 'reply' &&
    sent.sendingAt !== undefined &&
    normalText(maskPersonalData(sent.text ?? '')) === normalText(answer?.text ?? '');
  return isOwn && sent.wingId !== undefined ? { ...end, answeredBy: maskPersonalData(sent.wingId) } : end;
};
