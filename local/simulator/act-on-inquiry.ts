import type { SimulatedInquiry, SimulatedPost } from './simulated-inquiry.ts';
import { AUTO_CLOSED, VENDOR_ANSWER } from './texts.ts';

type Made = { answerId: string; at: number };

/** The seller answered: his post, and the inquiry goes from NO_ANSWER to ANSWER. */
export const answered = (inquiry: SimulatedInquiry, { answerId, at }: Made): SimulatedInquiry => ({
  ...done(inquiry, at, 'NONE'),
  posts: [...settled(inquiry.posts, 'NONE'), vendorPost(answerId, at, VENDOR_ANSWER)],
});

/** Nobody answered within 24 h: Coupang's own post, and at once it counts as answered. */
export const autoClosed = (inquiry: SimulatedInquiry, { answerId, at }: Made): SimulatedInquiry => ({
  ...done(inquiry, at, 'NONE'),
  posts: [...settled(inquiry.posts, 'NONE'), vendorPost(answerId, at, AUTO_CLOSED)],
});

/** The seller confirmed a TRANSFER. */
export const confirmed = (inquiry: SimulatedInquiry, at: number): SimulatedInquiry =>
  done(inquiry, at, 'DISPUTE_PROCESS_COMPLETE');

/** The agent took the hand-over back. */
export const withdrawn = (inquiry: SimulatedInquiry, at: number): SimulatedInquiry =>
  done(inquiry, at, 'CANCEL');

/** Coupang decided by itself. */
export const decided = (inquiry: SimulatedInquiry, at: number): SimulatedInquiry =>
  done(inquiry, at, 'DISPUTE_PROCESS');

/** The agent asks once more: a new post with a clock of its own, whatever came before. */
export const handedOverAgain = (
  inquiry: SimulatedInquiry,
  { answerId, at, content }: Made & { content: string },
): SimulatedInquiry => ({
  ...withoutPlan(inquiry),
  list: 'NO_ANSWER',
  inquiryStatus: 'progress',
  answeredAt: null,
  posts: [...inquiry.posts, agentPost(answerId, at, content)],
});

/** A post with which an agent asks the seller to act. */
export const agentPost = (answerId: string, at: number, content: string): SimulatedPost => ({
  answerId,
  receptionistName: 'AA몰',
  receptionist: '10000058',
  replyAt: at,
  content,
  transferStatus: 'requestAnswer',
  completeReason: 'NONE',
  answerType: 'csAgent',
  needAnswer: true,
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
  posts.map((post) =>
    post.transferStatus === 'requestAnswer'
      ? { ...post, transferStatus: 'answered', completeReason: reason, needAnswer: false }
      : post,
  );

const vendorPost = (answerId: string, at: number, content: string): SimulatedPost => ({
  answerId,
  receptionistName: 'AA몰',
  receptionist: 'elandmall',
  replyAt: at,
  content,
  transferStatus: null,
  completeReason: 'NONE',
  answerType: 'vendor',
  needAnswer: false,
});

const withoutPlan = ({ plan: _plan, ...inquiry }: SimulatedInquiry): SimulatedInquiry => inquiry;
