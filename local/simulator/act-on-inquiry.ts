import { isAsking } from './asking.ts';
import type { SimulatedInquiry, SimulatedPost } from './simulated-inquiry.ts';

/** What a post says, who wrote it and when. */
export type Written = { answerId: string; at: number; content: string; by: string; shop: string };
export type Kind = 'reply' | 'confirm';

/** The seller answered, or Coupang's system in his place: a vendor's post, and the inquiry goes to ANSWER. */
export const answered = (inquiry: SimulatedInquiry, written: Written): SimulatedInquiry => ({
  ...done(inquiry, written.at, 'NONE'),
  posts: [...settled(inquiry.posts, 'NONE'), vendorPost(written)],
});

/** The seller confirmed a TRANSFER. */
export const confirmed = (inquiry: SimulatedInquiry, at: number): SimulatedInquiry =>
  done(inquiry, at, 'DISPUTE_PROCESS_COMPLETE');

/** The agent took the hand-over back, and says why. */
export const withdrawn = (inquiry: SimulatedInquiry, written: Written): SimulatedInquiry => ({
  ...done(inquiry, written.at, 'CANCEL'),
  posts: [...settled(inquiry.posts, 'CANCEL'), note(written)],
});

/** Coupang decided by itself, and says what. */
export const decided = (inquiry: SimulatedInquiry, written: Written): SimulatedInquiry => ({
  ...done(inquiry, written.at, 'DISPUTE_PROCESS'),
  posts: [...settled(inquiry.posts, 'DISPUTE_PROCESS'), note(written)],
});

/** The agent asks once more: a new post with a clock of its own, whatever came before. */
export const handedOverAgain = (
  inquiry: SimulatedInquiry,
  written: Written,
  kind: Kind,
): SimulatedInquiry => ({
  ...withoutPlan(inquiry),
  ...listedAs(kind),
  answeredAt: null,
  posts: [...inquiry.posts, askingPost(written, kind)],
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

const done = (
  inquiry: SimulatedInquiry,
  at: number,
  reason: SimulatedPost['completeReason'],
): SimulatedInquiry => ({
  ...withoutPlan(inquiry),
  list: 'ANSWER',
  answeredAt: at,
  posts: settled(inquiry.posts, reason),
});

const settled = (posts: SimulatedPost[], reason: SimulatedPost['completeReason']): SimulatedPost[] =>
  posts.map((one) =>
    isAsking(one) ? { ...one, transferStatus: 'answered', completeReason: reason, needAnswer: false } : one,
  );

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

const post = ({ answerId, at, content, by, shop }: Written) => ({
  answerId,
  receptionistName: shop,
  receptionist: by,
  replyAt: at,
  content,
  completeReason: 'NONE' as const,
  needAnswer: false,
});

const withoutPlan = ({ plan: _plan, ...inquiry }: SimulatedInquiry): SimulatedInquiry => inquiry;
