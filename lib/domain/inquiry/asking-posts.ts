import type { Inquiry, Post } from './inquiry.ts';
import { orderPosts } from './order-posts.ts';

/** A post that asks has an id: without one it can be neither a key nor answered. */
export type AskingPost = Post & { answerId: string };

/**
 * The agent's posts that ask the seller to act, oldest first (R10). Coupang's own `requestAnswer` is believed, whatever a
 * vendor wrote after it. Where the flag cannot be read, `needAnswer` asks until a vendor's post comes after it.
 * Assumptions: flag-outlives-next-post, flag-falls-with-answer.
 */
export const askingPosts = (inquiry: Inquiry): AskingPost[] => {
  const ordered = orderPosts(inquiry.posts);
  const lastVendorPost = ordered.findLastIndex((post) => post.by === 'vendor');
  const asking = ordered.filter(
    (post, index): post is AskingPost =>
      post.by === 'csAgent' &&
      post.answerId !== undefined &&
      !isDecided(post) &&
      (post.transfer === 'requestAnswer' ||
        (post.transfer === 'unknown' && post.needAnswer && index > lastVendorPost)),
  );
  return [...new Map(asking.map((post) => [post.answerId, post])).values()];
};

/** CANCEL and DISPUTE_* end a hand-over, whatever its flag says. A reason that we do not know ends nothing. */
export const isDecided = ({ completeReason }: Post): boolean =>
  completeReason !== 'NONE' && completeReason !== 'unknown';

/** Whether a post handed the inquiry over to the seller, ended by now or not. */
export const isHandOver = (post: Post): boolean =>
  post.by === 'csAgent' &&
  (post.transfer === 'requestAnswer' || post.transfer === 'answered' || post.needAnswer);

/** The newest agent's post that has an id: a listing in which no post asks belongs to it (R10). */
export const newestAgentPost = (inquiry: Inquiry): Post | undefined =>
  orderPosts(inquiry.posts).findLast(({ by, answerId }) => by === 'csAgent' && answerId !== undefined);

/** The id under which an inquiry without an asking post is kept: its newest agent's post, or `0` (R10). */
export const fallbackAnswerId = (inquiry: Inquiry): string => newestAgentPost(inquiry)?.answerId ?? '0';
