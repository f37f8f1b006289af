import { isAsking } from './asking.ts';
import type { SimulatedInquiry, SimulatedPost } from './simulated-inquiry.ts';

/** A post's text, its author and time, and the post that it answers. */
export type Written = {
  answerId: string;
  parentAnswerId?: string | undefined;
  at: number;
  content: string;
  by: string;
  shop: string;
};
export type Kind = 'reply' | 'confirm';

/**
 * The seller answered one post, or Coupang's system did in the seller's place: a vendor post that names the asking
 * post.
 */
export const answered = (inquiry: SimulatedInquiry, written: Written): SimulatedInquiry =>
  withPost(
    settle(inquiry, written.at, 'NONE', ({ answerId }) => answerId === written.parentAnswerId),
    vendorPost(written),
  );

/** The seller confirmed. Posts that want a reply still ask. */
export const confirmed = (inquiry: SimulatedInquiry, at: number): SimulatedInquiry =>
  settle(withoutPlan(inquiry), at, 'DISPUTE_PROCESS_COMPLETE', ({ needAnswer }) => !needAnswer);

/** The agent took the inquiry back, with a reason. */
export const withdrawn = (inquiry: SimulatedInquiry, written: Written): SimulatedInquiry =>
  withPost(settle(inquiry, written.at, 'CANCEL'), note(written));

/** Coupang decided by itself, with a statement. */
export const decided = (inquiry: SimulatedInquiry, written: Written): SimulatedInquiry =>
  withPost(settle(inquiry, written.at, 'DISPUTE_PROCESS'), note(written));

/** As if all of it had happened so much earlier. It waits for what comes next: a plan of its own is dropped. */
export const aged = (inquiry: SimulatedInquiry, byMs: number): SimulatedInquiry => ({
  ...withoutPlan(inquiry),
  inquiryAt: inquiry.inquiryAt - byMs,
  orderDate: inquiry.orderDate - byMs,
  answeredAt: inquiry.answeredAt === null ? null : inquiry.answeredAt - byMs,
  posts: inquiry.posts.map((post) => ({ ...post, replyAt: post.replyAt - byMs })),
});

/** The agent asks again: a new post with a clock of its own, independent of earlier posts. */
export const handedOverAgain = (
  inquiry: SimulatedInquiry,
  written: Written,
  kind: Kind,
): SimulatedInquiry => ({
  ...withPost(withoutPlan(inquiry), askingPost(written, kind)),
  ...listedAs(kind),
  answeredAt: null,
});

/** The list and inquiry status of an inquiry that waits for the seller. */
export const listedAs = (kind: Kind): Pick<SimulatedInquiry, 'list' | 'inquiryStatus'> =>
  kind === 'reply'
    ? { list: 'NO_ANSWER', inquiryStatus: 'progress' }
    : { list: 'TRANSFER', inquiryStatus: 'complete' };

export const askingPost = (written: Written, kind: Kind): SimulatedPost => ({
  ...post(written),
  transferStatus: 'requestAnswer',
  answerType: 'csAgent',
  needAnswer: kind === 'reply',
});

/**
 * Marks posts as no longer asking. The newest post that still asks decides the list; without one the list is ANSWER.
 */
const settle = (
  inquiry: SimulatedInquiry,
  at: number,
  completeReason: SimulatedPost['completeReason'],
  isMeant: (post: SimulatedPost) => boolean = () => true,
): SimulatedInquiry => {
  const posts = inquiry.posts.map((post) =>
    isAsking(post) && isMeant(post)
      ? { ...post, transferStatus: 'answered' as const, completeReason, needAnswer: false }
      : post,
  );
  const newest = posts.findLast(isAsking);
  return newest === undefined
    ? { ...withoutPlan(inquiry), list: 'ANSWER', answeredAt: at, posts }
    : { ...inquiry, ...listedAs(newest.needAnswer ? 'reply' : 'confirm'), posts };
};

const withPost = (inquiry: SimulatedInquiry, added: SimulatedPost): SimulatedInquiry => ({
  ...inquiry,
  posts: [...inquiry.posts, added],
});

const vendorPost = (written: Written): SimulatedPost => ({
  ...post(written),
  transferStatus: null,
  answerType: 'vendor',
});

/** An agent's post that asks for nothing. */
const note = (written: Written): SimulatedPost => ({
  ...post(written),
  transferStatus: 'none',
  answerType: 'csAgent',
});

const post = ({ answerId, parentAnswerId, at, content, by, shop }: Written) => ({
  answerId,
  parentAnswerId,
  receptionistName: shop,
  receptionist: by,
  replyAt: at,
  content,
  completeReason: 'NONE' as const,
  needAnswer: false,
});

const withoutPlan = ({ plan: _plan, ...inquiry }: SimulatedInquiry): SimulatedInquiry => inquiry;
