import { isAsking, type SimulatedInquiry, type SimulatedPost } from './simulated-inquiry.ts';

/** `parentAnswerId`: the post that this post answers. */
export type Written = {
  answerId: string;
  parentAnswerId?: string | undefined;
  at: number;
  content: string;
  by: string;
  shop: string;
};
export type Kind = 'reply' | 'confirm';

/** A vendor post, by the seller or by Coupang's system in the seller's place. Naming no post, it ends each that asks. */
export const answered = (inquiry: SimulatedInquiry, written: Written): SimulatedInquiry => {
  const { at, parentAnswerId } = written;
  const isMeant = ({ answerId }: SimulatedPost) => answerId === (parentAnswerId ?? answerId);
  return withPost(settle(inquiry, at, 'NONE', isMeant), vendorPost(written));
};

/** Posts that want a reply still ask after a confirmation. */
export const confirmed = (inquiry: SimulatedInquiry, at: number): SimulatedInquiry =>
  settle(withoutPlan(inquiry), at, 'DISPUTE_PROCESS_COMPLETE', ({ needAnswer }) => !needAnswer);

export const withdrawn = (inquiry: SimulatedInquiry, written: Written): SimulatedInquiry =>
  withPost(settle(inquiry, written.at, 'CANCEL'), note(written));

export const decided = (inquiry: SimulatedInquiry, written: Written): SimulatedInquiry =>
  withPost(settle(inquiry, written.at, 'DISPUTE_PROCESS'), note(written));

/** Moves all times back. The inquiry loses its own plan and waits for the next act. */
export const aged = (inquiry: SimulatedInquiry, byMs: number): SimulatedInquiry => ({
  ...withoutPlan(inquiry),
  inquiryAt: inquiry.inquiryAt - byMs,
  orderDate: inquiry.orderDate - byMs,
  answeredAt: inquiry.answeredAt === null ? null : inquiry.answeredAt - byMs,
  posts: inquiry.posts.map((post) => ({ ...post, replyAt: post.replyAt - byMs })),
});

/** The agent asks again in a new post, with its own 24 hours. */
export const handedOverAgain = (
  inquiry: SimulatedInquiry,
  written: Written,
  kind: Kind,
): SimulatedInquiry => ({
  ...withPost(withoutPlan(inquiry), askingPost(written, kind)),
  ...listedAs(kind),
  answeredAt: null,
});

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
 * Marks posts as no longer asking. The newest post that still asks decides the list; without any, the list is ANSWER.
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
