import type { Inquiry, Post } from './inquiry.ts';
import { orderPosts } from './order-posts.ts';

/** A post without an id can be neither a key nor answered, so it does not ask. */
export type AskingPost = Post & { answerId: string };

/**
 * The agent's posts that ask the seller to act, oldest first (R10). Coupang's `requestAnswer` is believed, whatever a vendor
 * wrote later. If the flag is unknown, a post with `needAnswer` asks until a vendor's post comes after it.
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

/** CANCEL and DISPUTE_* end a hand-over, whatever its flag says. An unknown reason ends nothing. */
export const isDecided = ({ completeReason }: Post): boolean =>
  completeReason !== 'NONE' && completeReason !== 'unknown';

/** Whether a post handed the inquiry over to the seller. The hand-over may have ended since. */
export const isHandOver = (post: Post): boolean =>
  post.by === 'csAgent' &&
  (post.transfer === 'requestAnswer' || post.transfer === 'answered' || post.needAnswer);

/** The newest agent's post that has an id. A listing in which no post asks belongs to it (R10). */
export const newestAgentPost = (inquiry: Inquiry): Post | undefined =>
  orderPosts(inquiry.posts).findLast(({ by, answerId }) => by === 'csAgent' && answerId !== undefined);

/** The key of an inquiry without an asking post: its newest agent's post, or `0` (R10). */
export const fallbackAnswerId = (inquiry: Inquiry): string => newestAgentPost(inquiry)?.answerId ?? '0';
