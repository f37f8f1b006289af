import { type Kind, sourceOfStatus, SOURCES } from '../sources.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { Reading } from './reading.ts';

/** A row of the open lists of a source, merged from the readings of a batch. */
export type Listing = {
  inquiry: Inquiry;
  kind: Kind;
  /** False if the list of another kind, which wins, was incomplete and may hold the inquiry, too. */
  kindIsSure: boolean;
  beganAt: number;
  /** Whether being listed means that somebody must act. False if Coupang ignored the filter of every reading that showed it. */
  mayBeProvisional: boolean;
};

/**
 * Merges a batch by inquiryId. The latest reading's item wins. Posts that only an earlier reading shows are added, since a list may
 * be an older copy. The first open list of the source wins. Rows of incomplete readings count, too.
 */
export const mergeReadings = (readings: readonly Reading[]): Listing[] => {
  const listings = new Map<string, Listing>();
  for (const { status, window, beganAt, incompleteCause, inquiries } of readings.toSorted(
    (a, b) => a.beganAt - b.beganAt,
  )) {
    const { openLists, kinds }: { openLists: readonly string[]; kinds: readonly Kind[] } =
      SOURCES[sourceOfStatus(status)];
    const own = kinds[openLists.indexOf(status)];
    // Then the source's first list does not hold the row.
    const isFirstWhole = readings.some(
      (other) =>
        other.status === openLists[0] && other.complete && other.window.firstDate === window.firstDate,
    );
    for (const row of inquiries) {
      const earlier = listings.get(row.inquiryId);
      const kind = kinds.find((known) => known === own || known === earlier?.kind);
      if (!kind) continue;
      listings.set(row.inquiryId, {
        inquiry: earlier ? withPostsOf(earlier.inquiry, row) : row,
        kind,
        kindIsSure: isFirstWhole || kind === kinds[0],
        beganAt,
        mayBeProvisional: incompleteCause !== 'filter-ignored' || (earlier?.mayBeProvisional ?? false),
      });
    }
  }
  return [...listings.values()];
};

const withPostsOf = (earlier: Inquiry, later: Inquiry): Inquiry => {
  const known = new Set(later.posts.map(({ answerId }) => answerId));
  const missing = earlier.posts.filter(({ answerId }) => answerId !== undefined && !known.has(answerId));
  return missing.length === 0 ? later : { ...later, posts: [...later.posts, ...missing] };
};
