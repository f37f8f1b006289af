import { createHash } from 'node:crypto';
import type { Inquiry, Post } from './inquiry.ts';

export type AskingPost = Post & { answerId: string };

/**
 * The agent's posts that ask the seller to act and have an id, oldest first (R10). Coupang's `requestAnswer` counts even after a vendor's
 * post. If the flag is unknown, a post with `needAnswer` asks until a vendor's post follows.
 * Assumptions: flag-outlives-next-post, flag-falls-with-answer.
 */
export const askingPosts = (inquiry: Inquiry): AskingPost[] => {
  const asking = allAsking(inquiry).filter((post): post is AskingPost => post.answerId !== undefined);
  return [...new Map(asking.map((post) => [post.answerId, post])).values()];
};

/** The newest post that asks and has no id. It cannot be a key or be answered, but may have a text and a time. */
export const namelessAskingPost = (inquiry: Inquiry): Post | undefined =>
  allAsking(inquiry).findLast(({ answerId }) => answerId === undefined);

const allAsking = (inquiry: Inquiry): Post[] => {
  const ordered = orderPosts(inquiry.posts);
  const lastVendorPost = ordered.findLastIndex((post) => post.by === 'vendor');
  return ordered.filter(
    (post, index) =>
      post.by === 'csAgent' &&
      !isDecided(post) &&
      (post.transfer === 'requestAnswer' ||
        (post.transfer === 'unknown' && post.needAnswer && index > lastVendorPost)),
  );
};

/** CANCEL and DISPUTE_* end a hand-over, whatever its flag. An unknown reason does not. */
export const isDecided = ({ completeReason }: Post): boolean =>
  completeReason !== 'NONE' && completeReason !== 'unknown';

/** Whether a post handed the inquiry over to the seller. The hand-over may have ended meanwhile. */
export const isHandOver = (post: Post): boolean =>
  post.by === 'csAgent' &&
  (post.transfer === 'requestAnswer' || post.transfer === 'answered' || post.needAnswer);

export const newestAgentPost = (inquiry: Inquiry): Post | undefined =>
  orderPosts(inquiry.posts).findLast(({ by }) => by === 'csAgent');

/** The name of a post within its inquiry: its id, else a hash of its content. */
export const postKey = ({ answerId, by, at, text }: Post): string =>
  answerId ??
  createHash('sha256')
    .update(JSON.stringify([by, at, text]))
    .digest('base64url')
    .slice(0, 16);

export const newestPostId = ({ posts }: Pick<Inquiry, 'posts'>): string | undefined =>
  orderPosts(posts).findLast(({ answerId }) => answerId !== undefined)?.answerId;

/**
 * Orders by replyAt, then by answerId as a number (R10). A post without replyAt follows those with a lower answerId. A post with neither
 * follows its predecessor in the list. So an unreadable field does not change the order of the other posts.
 */
export const orderPosts = (posts: readonly Post[]): Post[] => {
  const placed: { post: Post; at: number; id: bigint | undefined }[] = [];
  for (const post of posts) {
    const id = idNumber(post);
    const at = post.at ?? (id === undefined ? placed.at(-1)?.at : latestBelow(id, posts));
    placed.push({ post, at: at ?? Number.NEGATIVE_INFINITY, id });
  }
  return placed.sort((a, b) => compare(a.at, b.at) || compareIds(a.id, b.id)).map(({ post }) => post);
};

const latestBelow = (id: bigint, posts: readonly Post[]): number | undefined =>
  posts.reduce<number | undefined>((latest, { at, ...post }) => {
    const isBelow = at !== undefined && (idNumber(post) ?? id) < id;
    return isBelow && at > (latest ?? Number.NEGATIVE_INFINITY) ? at : latest;
  }, undefined);

const compare = <T extends number | bigint>(a: T, b: T): number => (a === b ? 0 : a < b ? -1 : 1);

/** Among equals, posts without an id come last. */
const compareIds = (a: bigint | undefined, b: bigint | undefined): number =>
  a === undefined || b === undefined ? Number(a === undefined) - Number(b === undefined) : compare(a, b);

const idNumber = ({ answerId }: Pick<Post, 'answerId'>): bigint | undefined =>
  answerId !== undefined && /^\d+$/.test(answerId) ? BigInt(answerId) : undefined;
