import type { SimulatedInquiry, SimulatedPost } from './simulated-inquiry.ts';

/** Whether a post still asks the seller to act. */
export const isAsking = (post: SimulatedPost): boolean => post.transferStatus === 'requestAnswer';

/** When the oldest post that asks did so, epoch ms: from then on the 24 hours count. Infinity where none asks. */
export const askedAt = (inquiry: SimulatedInquiry): number =>
  Math.min(...inquiry.posts.filter(isAsking).map((post) => post.replyAt));
