import { inquiryName } from '../../domain/ticket/ticket-id.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import { unusableNotices } from '../../domain/notice/unusable-notices.ts';
import { mergeReadings } from '../../domain/reading/merge-readings.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { ListingContext } from '../../domain/ticket/decide-inquiry.ts';
import { isUnchanged, type Observation, observe } from '../../domain/ticket/observe.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';
import { REQUESTS_AT_ONCE } from '../outbox/for-each-settled.ts';
import { type CutShort, withOutageLimit } from '../outbox/with-outage-limit.ts';
import type { SweepDone, SweepServices } from './sweep-run.ts';
import { type PlannedListing, planListing } from './write-listing.ts';

/** What a batch asks the store to write. */
export type BatchDecision = Pick<SweepDone, 'shown' | 'failed' | 'unstored'> & {
  /** With the inquiry's rows of the index. */
  planned: (PlannedListing & { rows: readonly AttentionRow[] })[];
  /** Notices of the items that could not be read (R13). */
  unusable: Notice[];
  /** Why the rest was not decided. */
  cutShort?: CutShort;
};

/**
 * Decides about every listing of a batch before the first one is written (R12): the number of new tickets decides how they
 * are announced (D6).
 * @param rows the vendor's rows of the index
 * @param contextNow what is known at this moment
 */
export const decideBatch = async (
  readings: readonly Reading[],
  rows: readonly AttentionRow[],
  contextNow: () => ListingContext,
  services: Pick<SweepServices, 'reader' | 'log'>,
): Promise<BatchDecision> => {
  const { vendor, now, zone } = contextNow();
  const listedRows = Map.groupBy(rows, ({ inquiryId }) => inquiryId);
  const news: { observed: Observation; rows: readonly AttentionRow[] }[] = [];
  const decided = new Map<Observation, BatchDecision['planned'][number]>();
  const shown: string[] = [];
  const unstored: string[] = [];
  let failed = 0;
  for (const listing of mergeReadings(readings)) {
    const observed = observe(listing);
    const own = listedRows.get(listing.inquiry.inquiryId) ?? [];
    if (isUnchanged(own, observed)) shown.push(...own.filter(isListed).map(deliverableId));
    else news.push({ observed, rows: own });
  }
  const cutShort = await withOutageLimit(
    news,
    async ({ observed, rows: own }) => {
      decided.set(observed, { ...(await planListing(observed, contextNow(), services)), rows: own });
    },
    ({ observed: { inquiry }, rows: own }, { message, code, retryable }) => {
      failed += 1;
      if (retryable) unstored.push(inquiry.inquiryId);
      // It was listed, so none of its tickets is absent.
      shown.push(...own.map(deliverableId));
      services.log.error(message, { deliverable: inquiryName(vendor, inquiry.inquiryId), code });
    },
    REQUESTS_AT_ONCE,
  );
  const planned = news.flatMap(({ observed }) => decided.get(observed) ?? []);
  const unusable = readings.flatMap((reading) => unusableNotices(vendor, reading, now, zone));
  return { planned, unusable, shown, failed, unstored, ...(cutShort && { cutShort }) };
};

const isListed = ({ fingerprint }: AttentionRow): boolean => fingerprint !== undefined;
