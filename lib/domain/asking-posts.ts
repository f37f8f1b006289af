import type { Inquiry, Post } from './inquiry.ts';
import { orderPosts } from './order-posts.ts';

/** A post that asks has an id: without one it can be neither a key nor answered. */
export type AskingPost = Post & { answerId: string };

/**
 * The agent's posts that ask the seller to act, oldest first (R10): `requestAnswer`, or `needAnswer` with a
 * status other than `answered`, and no post of the vendor after it. Coupang's own system posts are no vendor's.
 */
export const askingPosts = (inquiry: Inquiry): AskingPost[] => {
  const ordered = orderPosts(inquiry.posts);
  const lastVendorPost = ordered.findLastIndex((post) => post.by === 'vendor');
  return ordered.slice(lastVendorPost + 1).filter(asks);
};

const asks = (post: Post): post is AskingPost =>
  post.by === 'csAgent' &&
  post.answerId !== undefined &&
  (post.transfer === 'requestAnswer' || (post.needAnswer && post.transfer !== 'answered'));

/** The id under which an inquiry without an asking post is kept: its newest agent's post, or `0` (R10). */
export const fallbackAnswerId = (inquiry: Inquiry): string =>
  orderPosts(inquiry.posts).findLast((post) => post.by === 'csAgent' && post.answerId !== undefined)
    ?.answerId ?? '0';
