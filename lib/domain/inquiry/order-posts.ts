import type { Post } from './inquiry.ts';

/**
 * Orders by replyAt, then by answerId as a number (R10). A post without replyAt comes after those with a lower answerId. A
 * post with neither comes after the post before it in the list. So an unreadable field does not change the order of the
 * other posts.
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
