import { inquiryName } from '../../domain/ticket/ticket-id.ts';
import { type Deliverable, deliverableId } from '../../domain/delivery/deliverable.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import { unusableNotices } from '../../domain/notice/unusable-notices.ts';
import type { NotifierError } from '../../domain/notifier-error.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { AttentionRow, Ticket } from '../../domain/ticket/ticket.ts';
import { forEachSettled, logFailures, REQUESTS_AT_ONCE } from '../outbox/for-each-settled.ts';
import { type CutShort, withOutageLimit } from '../outbox/with-outage-limit.ts';
import type { PollPorts, SweepDone } from './source-run.ts';
import { type Batch, compareListing, type ComparedListing, writeListing } from './write-listing.ts';
import { isUnchanged } from '../../domain/intake/row-facts.ts';
import { type Listing, mergeReadings } from '../../domain/reading/merge-readings.ts';

export type BatchStored = Pick<SweepDone, 'written' | 'failed'> & {
  /** Without a list with an inquiry that may be stored later: it is read again at once. */
  storedReadings: Reading[];
  /** Ids of the tickets that the listings show. For a skipped listing: all its tickets in the index. */
  shown: string[];
  unpublished: Deliverable[];
  cutShort?: CutShort;
};

/**
 * Decides about every listing of a batch before it writes the first. Stores the listings, then the notices of unusable items. The order of
 * listings does not matter: each inquiry has only one.
 * @param rows the source's rows of the index
 */
export const storeBatch = async (
  readings: readonly Reading[],
  rows: readonly AttentionRow[],
  batch: Batch,
  ports: PollPorts,
): Promise<BatchStored> => {
  const { vendor, zone, source } = batch;
  const { notices, log, clock } = ports;
  const written: Ticket[] = [];
  const shown: string[] = [];
  const unstored = new Set<string>();
  let failed = 0;
  const indexed = Map.groupBy(rows, ({ inquiryId }) => inquiryId);
  const rowsOf = ({ inquiry: { inquiryId } }: Listing): AttentionRow[] => indexed.get(inquiryId) ?? [];
  const passOver = (listing: Listing, { message, code, retryable }: NotifierError): void => {
    const { inquiryId } = listing.inquiry;
    failed += 1;
    if (retryable) unstored.add(inquiryId);
    // It was listed, so none of its tickets is absent.
    shown.push(...rowsOf(listing).map(deliverableId));
    log.error(message, { deliverable: inquiryName({ ...vendor, source, inquiryId }), code });
  };

  const news: Listing[] = [];
  for (const listing of mergeReadings(readings)) {
    const own = rowsOf(listing);
    if (isUnchanged(own, listing, source)) shown.push(...own.filter(isListed).map(deliverableId));
    else news.push(listing);
  }
  const decided = new Map<Listing, ComparedListing>();
  const undecided = await withOutageLimit(
    news,
    async (listing) => {
      decided.set(listing, await compareListing(listing, batch, ports));
    },
    passOver,
    REQUESTS_AT_ONCE,
  );
  const planned = news.flatMap((listing) => decided.get(listing) ?? []);
  const ended = await withOutageLimit(
    planned,
    async (plan) => {
      const stored = await writeListing(plan, batch, ports);
      shown.push(...[...stored.shown, ...stored.written.map(({ key }) => key)].map(deliverableId));
      written.push(...stored.written);
    },
    ({ row }, error) => passOver(row, error),
    REQUESTS_AT_ONCE,
  );
  const created: Notice[] = [];
  // An existing notice was announced. The next poll retries a failure.
  const unusable = readings.flatMap((reading) => unusableNotices(vendor, reading, clock.now(), zone));
  const errors = await forEachSettled(unusable, async (notice) => {
    const stored = await notices.create(notice);
    if (stored) created.push(stored);
  });
  logFailures(errors, log, { notice: 'unusable' });
  const cutShort = ended ?? undecided;
  return {
    written,
    shown,
    failed,
    storedReadings: readings.filter(
      ({ inquiries }) => !inquiries.some(({ inquiryId }) => unstored.has(inquiryId)),
    ),
    unpublished: [...created, ...lastVersions(written)],
    ...(cutShort && { cutShort }),
  };
};

const isListed = ({ fingerprint }: AttentionRow): boolean => fingerprint !== undefined;

const lastVersions = (written: readonly Ticket[]): Ticket[] => [
  ...new Map(written.map((ticket) => [deliverableId(ticket.key), ticket])).values(),
];
