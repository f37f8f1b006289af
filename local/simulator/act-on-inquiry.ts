import { isAsking } from './asking.ts';
import type { SimulatedInquiry, SimulatedPost } from './simulated-inquiry.ts';

/** What a post says, who wrote it and when, and which post it answers. */
export type Written = {
  answerId: string;
  parentAnswerId?: string | undefined;
  at: number;
  content: string;
  by: string;
  shop: string;
};
export type Kind = 'reply' | 'confirm';

/** The seller answered one post, or Coupang's system in his place: a vendor's post that names it. */
export const answered = (inquiry: SimulatedInquiry, written: Written): SimulatedInquiry =>
  withPost(
    settle(inquiry, written.at, 'NONE', ({ answerId }) => answerId === written.parentAnswerId),
    vendorPost(written),
  );

/** The seller confirmed: posts that want a reply go on asking. */
export const confirmed = (inquiry: SimulatedInquiry, at: number): SimulatedInquiry =>
  settle(withoutPlan(inquiry), at, 'DISPUTE_PROCESS_COMPLETE', ({ needAnswer }) => !needAnswer);

/** The agent took the inquiry back, and says why. */
export const withdrawn = (inquiry: SimulatedInquiry, written: Written): SimulatedInquiry =>
  withPost(settle(inquiry, written.at, 'CANCEL'), note(written));

/** Coupang decided by itself, and says what. */
export const decided = (inquiry: SimulatedInquiry, written: Written): SimulatedInquiry =>
  withPost(settle(inquiry, written.at, 'DISPUTE_PROCESS'), note(written));

/** The agent asks once more: a new post with a clock of its own, whatever came before. */
export const handedOverAgain = (
  inquiry: SimulatedInquiry,
  written: Written,
  kind: Kind,
): SimulatedInquiry => ({
  ...withPost(withoutPlan(inquiry), askingPost(written, kind)),
  ...listedAs(kind),
  answeredAt: null,
});

/** Where the list shows an inquiry that waits for the seller, and what its status says. */
export const listedAs = (kind: Kind): Pick<SimulatedInquiry, 'list' | 'inquiryStatus'> =>
  kind === 'reply'
    ? { list: 'NO_ANSWER', inquiryStatus: 'progress' }
    : { list: 'TRANSFER', inquiryStatus: 'complete' };

/** A post with which an agent asks the seller to act. */
export const askingPost = (written: Written, kind: Kind): SimulatedPost => ({
  ...post(written),
  transferStatus: 'requestAnswer',
  answerType: 'csAgent',
  needAnswer: kind === 'reply',
});

/** Posts ask no more. The newest that still asks says where the inquiry is listed; without one it goes to ANSWER. */
const settle = (
  inquiry: SimulatedInquiry,
  at: number,
  completeReason: SimulatedPost['completeReason'],
  isMeant: (post: SimulatedPost) => boolean = () => true,
): SimulatedInquiry => {
  const posts = inquiry.posts.map((one) =>
    isAsking(one) && isMeant(one)
      ? { ...one, transferStatus: 'answered' as const, completeReason, needAnswer: false }
      : one,
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

/** A post of an agent that asks for nothing. */
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
