import { isDigestName } from '../../domain/notice/notice-name.ts';
import { inquiryName } from '../../domain/ticket/ticket-id.ts';
import { type Deliverable, deliverableId } from '../../domain/delivery/deliverable.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { forEachSettled, logFailures, REQUESTS_AT_ONCE } from '../outbox/for-each-settled.ts';
import { type CutShort, withOutageLimit } from '../outbox/with-outage-limit.ts';
import { announceBatch } from './announce-batch.ts';
import { bundleBreaches } from './bundle-breaches.ts';
import type { BatchDecision } from './decide-batch.ts';
import type { SweepDone, SweepRun, SweepServices } from './sweep-run.ts';
import { writeListing } from './write-listing.ts';

export type BatchStored = Pick<SweepDone, 'written' | 'shown' | 'failed' | 'unstored'> & {
  /** What to publish now, digests and bundles first. */
  unpublished: Deliverable[];
  /** Why the rest was not decided or stored. */
  cutShort?: CutShort;
};

/**
 * Stores what was decided: digests and bundles first (R24, R27), then the listings, then the notices of unusable items. Listings
 * are stored in any order: a batch has one of each inquiry (R12).
 */
export const storeBatch = async (
  { planned, unusable, ...decided }: BatchDecision,
  run: SweepRun,
  services: SweepServices,
): Promise<BatchStored> => {
  const { notices, log } = services;
  const written: Ticket[] = [];
  const shown: string[] = [];
  const unstored: string[] = [];
  let failed = 0;
  const announcement = await announceBatch(planned, run, services);
  const changes = planned.flatMap(({ decision }) => decision.changes);
  const breaches = await bundleBreaches(changes, run, services);
  const ended = await withOutageLimit(
    planned,
    async (listing) => {
      const stored = await writeListing(listing, announcement.of, services, breaches.tell);
      shown.push(...stored.shown.map(deliverableId));
      written.push(...stored.written);
    },
    ({ observed: { inquiry }, rows }, { message, code, retryable }) => {
      failed += 1;
      if (retryable) unstored.push(inquiry.inquiryId);
      // It was listed, so none of its tickets is absent.
      shown.push(...rows.map(deliverableId));
      log.error(message, { deliverable: inquiryName(run.vendor, inquiry.inquiryId), code });
    },
    REQUESTS_AT_ONCE,
  );
  // A failed write may still take effect. A digest or a bundle that is shown before would lack its ticket.
  const isSure = failed === 0 && !ended;
  const digests = isSure ? announcement.digests() : [];
  const bundles = isSure ? breaches.notices() : [];
  const created: Notice[] = [];
  // A notice that exists was announced. A failure is tried again in the next poll.
  const errors = await forEachSettled(unusable, async (notice) => {
    const one = await notices.create(notice);
    if (one) created.push(one);
  });
  logFailures(errors, log, { notice: 'unusable' });
  const cutShort = ended ?? decided.cutShort;
  return {
    written,
    shown,
    failed,
    unstored,
    unpublished: [...digests, ...bundles, ...created, ...publishable(written, digests)],
    ...(cutShort && { cutShort }),
  };
};

/** Each ticket once, in its last version. A new ticket of a digest goes out only with its digest (R24). */
const publishable = (written: readonly Ticket[], digests: readonly Notice[]): Ticket[] => {
  const announced = new Set<string>(digests.map(({ key: { notice } }) => notice));
  return [...new Map(written.map((ticket) => [deliverableId(ticket.key), ticket])).values()].filter(
    ({ facts: { announcement: by }, outbox: { version } }) =>
      version > 1 || !isDigestName(by) || announced.has(by),
  );
};
