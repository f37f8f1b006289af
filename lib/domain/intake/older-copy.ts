import { postKey } from '../inquiry/asking-posts.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import { ownPostId } from '../ticket/ticket-id.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { HOUR_MS } from '../time/durations.ts';

/**
 * Whether an inquiry comes from before what the ticket knows: it lacks a post that the ticket knows by its id, or that ended it, or shows
 * its own post with a time before the one that re-opened it. Such a copy decides nothing.
 */
export const isOlderCopy = ({ key, facts }: Ticket, { posts }: Inquiry): boolean => {
  const shown = new Set(posts.map(postKey));
  const ownId = ownPostId(key);
  const [by, endId] = facts.endedBy?.split('/') ?? [];
  const known = [ownId, ...(facts.knownPosts ?? []), by === 'post' ? endId : undefined];
  const own = posts.find(({ answerId }) => ownId !== undefined && answerId === ownId);
  const isBefore = facts.reopenedFrom !== undefined && own?.at !== undefined && own.at < facts.reopenedFrom;
  return isBefore || known.some((id) => id !== undefined && IS_ID.test(id) && !shown.has(id));
};

/** A post without an id is named by a hash. */
const IS_ID = /^\d+$/;

const BELIEVED_AFTER_MS = 2 * HOUR_MS;

/** Whether the program has seen only older copies for so long that Coupang seems to have removed the posts. */
export const isBelievedCopy = ({ poll: { olderSince } }: Ticket, now: number): boolean =>
  olderSince !== undefined && now - olderSince >= BELIEVED_AFTER_MS;
