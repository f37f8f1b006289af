import type { Kind } from '../sources.ts';
import { type AskingPost, askingPosts } from '../inquiry/asking-posts.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { Reading } from './reading.ts';

export type Listing = {
  inquiry: Inquiry;
  /** Its posts that ask, oldest first (R10). */
  asking: AskingPost[];
  kind: Kind;
  /** False for a `confirm` while NO_ANSWER was incomplete: NO_ANSWER may hold the inquiry, too, and wins. */
  kindIsSure: boolean;
  beganAt: number;
  /** Whether being listed means that somebody must act. False if Coupang ignored the filter of every reading that showed it. */
  mayBeProvisional: boolean;
};

/**
 * Merges a batch by inquiryId (R12). The latest reading's item wins. Posts that only an earlier reading shows are added, since a list may
 * be an older copy. NO_ANSWER wins over TRANSFER. Rows of incomplete readings count, too (R7).
 */
export const mergeReadings = (readings: readonly Reading[]): Listing[] => {
  const listings = new Map<string, Omit<Listing, 'asking'>>();
  for (const reading of [...readings].sort((a, b) => a.beganAt - b.beganAt)) {
    for (const row of reading.inquiries) {
      const earlier = listings.get(row.inquiryId);
      const inquiry = earlier ? withPostsOf(earlier.inquiry, row) : row;
      const kind = reading.status === 'NO_ANSWER' || earlier?.kind === 'reply' ? 'reply' : 'confirm';
      const kindIsSure = kind === 'reply' || answerIsNotWanted(reading, readings);
      const mayBeProvisional =
        reading.incompleteCause !== 'filter-ignored' || (earlier?.mayBeProvisional ?? false);
      const { beganAt } = reading;
      listings.set(inquiry.inquiryId, { inquiry, kind, kindIsSure, beganAt, mayBeProvisional });
    }
  }
  return [...listings.values()].map((listing) => ({ ...listing, asking: askingPosts(listing.inquiry) }));
};

const withPostsOf = (earlier: Inquiry, later: Inquiry): Inquiry => {
  const known = new Set(later.posts.map(({ answerId }) => answerId));
  const missing = earlier.posts.filter(({ answerId }) => answerId !== undefined && !known.has(answerId));
  return missing.length === 0 ? later : { ...later, posts: [...later.posts, ...missing] };
};

/** Whether NO_ANSWER of the same window was complete, so that it does not hold the row. */
const answerIsNotWanted = ({ window }: Reading, readings: readonly Reading[]): boolean =>
  readings.some(
    (other) => other.status === 'NO_ANSWER' && other.complete && other.window.firstDate === window.firstDate,
  );
