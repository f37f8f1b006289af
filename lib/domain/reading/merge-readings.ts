import { type Kind, type Source, sourceOfStatus, SOURCES } from '../sources.ts';
import { type AskingPost, askingPosts } from '../inquiry/asking-posts.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { Reading } from './reading.ts';

/** A row of the open lists of a source, merged from the readings of a batch. */
export type Listing = {
  inquiry: Inquiry;
  asking: AskingPost[];
  kind: Kind;
  /** False if the list of another kind, which wins, was incomplete and may hold the inquiry, too. */
  kindIsSure: boolean;
  beganAt: number;
  isComplete: boolean;
  /** Whether being listed means that somebody must act. False if Coupang ignored the filter of every reading that showed it. */
  mayBeProvisional: boolean;
};

/**
 * Merges a batch by inquiryId. The latest reading's item wins. Posts that only an earlier reading shows are added, since a list may
 * be an older copy. The first open list of the source wins. Rows of incomplete readings count, too.
 */
export const mergeReadings = (readings: readonly Reading[]): Listing[] => {
  const listings = new Map<string, Omit<Listing, 'asking'>>();
  for (const reading of [...readings].sort((a, b) => a.beganAt - b.beganAt)) {
    const { status, beganAt, complete: isComplete } = reading;
    const { openLists, kinds }: { openLists: readonly string[]; kinds: readonly Kind[] } =
      SOURCES[sourceOfStatus(status)];
    const place = openLists.indexOf(status);
    const isFirst = place === 0 || isWholeInFirst(reading, readings);
    for (const row of reading.inquiries) {
      const earlier = listings.get(row.inquiryId);
      const inquiry = earlier ? withPostsOf(earlier.inquiry, row) : row;
      const earlierPlace = earlier ? kinds.indexOf(earlier.kind) : place;
      const kind = kinds[Math.min(place, earlierPlace)] ?? earlier?.kind;
      if (!kind) continue;
      const kindIsSure = isFirst || kind === kinds[0];
      const mayBeProvisional =
        reading.incompleteCause !== 'filter-ignored' || (earlier?.mayBeProvisional ?? false);
      listings.set(inquiry.inquiryId, { inquiry, kind, kindIsSure, beganAt, isComplete, mayBeProvisional });
    }
  }
  return [...listings.values()].map((listing) => ({ ...listing, asking: askingPosts(listing.inquiry) }));
};

const withPostsOf = (earlier: Inquiry, later: Inquiry): Inquiry => {
  const known = new Set(later.posts.map(({ answerId }) => answerId));
  const missing = earlier.posts.filter(({ answerId }) => answerId !== undefined && !known.has(answerId));
  return missing.length === 0 ? later : { ...later, posts: [...later.posts, ...missing] };
};

/** Whether the source's first list of the same window was complete, so that it does not hold the row. */
const isWholeInFirst = ({ window, status }: Reading, readings: readonly Reading[]): boolean => {
  const first: Source = sourceOfStatus(status);
  return readings.some(
    (other) =>
      other.status === SOURCES[first].openLists[0] &&
      other.complete &&
      other.window.firstDate === window.firstDate,
  );
};
