import { isUnchanged, type ListingContext } from '../../domain/ticket/decide-listing.ts';
import { mergeReadings } from '../../domain/reading/merge-readings.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import { type Observation, observe } from '../../domain/ticket/observe.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import type { AttentionRow, Ticket } from '../../domain/ticket/ticket.ts';
import { announceBatch } from './announce-batch.ts';
import { announceUnusable } from './announce-unusable.ts';
import { withOutageLimit } from '../outbox/with-outage-limit.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import type { SweepRun } from './sweep-run.ts';
import { type PlannedListing, readListing, writeListing } from './write-listing.ts';

/**
 * Brings what a batch showed into the store and puts it on the bus (R7, R12): decides about every listing first, since the
 * number of new tickets says how they are announced (D6), then writes.
 */
export const storeBatch = async (run: SweepRun, batch: readonly Reading[]): Promise<void> => {
  const changed = new Map<string, Ticket>();
  const { planned, failure } = await planBatch(run, batch);
  const announcement = await announceBatch(run, planned);
  const failedBefore = run.failed;
  let isWritten = false;
  try {
    await eachListing(run, planned, async (listing) => {
      const { shown, written } = await writeListing(listing, announcement.of, run.services);
      for (const key of shown) run.shown.add(deliverableId(key));
      for (const ticket of written) changed.set(deliverableId(ticket), ticket);
      run.written.push(...written);
    });
    isWritten = run.failed === failedBefore;
  } finally {
    // A write that failed may take effect yet, and a digest that is shown by then would not list its ticket.
    const digests = isWritten ? announcement.digests() : [];
    const announced = new Set<string>(digests.map(({ notice }) => notice));
    const tickets = [...changed.values()].filter(
      ({ announcement: by, version }) => version > 1 || !by.startsWith('digest/') || announced.has(by),
    );
    const notices = [...digests, ...(await announceUnusable(run, batch))];
    run.published += await publishEvents([...notices, ...tickets], run.services);
  }
  if (failure) throw failure;
};

/** `failure`: what kept the rest of the batch from being decided; what was, is written all the same. */
const planBatch = async (
  run: SweepRun,
  batch: readonly Reading[],
): Promise<{ planned: PlannedListing[]; failure?: NotifierError }> => {
  const planned: PlannedListing[] = [];
  const news: { observed: Observation }[] = [];
  for (const listing of mergeReadings(batch)) {
    const observed = observe(listing);
    const quiet = unchangedRows(run, observed);
    if (!quiet) news.push({ observed });
    for (const row of quiet ?? []) if (row.fingerprint !== undefined) run.shown.add(deliverableId(row));
  }
  try {
    await eachListing(run, news, async ({ observed }) => {
      const context = contextOf(run);
      planned.push({ observed, context, decision: await readListing(observed, context, run.services) });
    });
  } catch (error) {
    if (!(error instanceof NotifierError)) throw error;
    return { planned, failure: error };
  }
  return { planned };
};

/** One listing must not lose the others; a store that is down ends the run. */
const eachListing = async <Listing extends { observed: Observation }>(
  run: SweepRun,
  listings: readonly Listing[],
  work: (listing: Listing) => Promise<void>,
): Promise<void> => {
  const tryOne = withOutageLimit<Observation>((observed, error) => passOver(run, observed, error));
  for (const listing of listings) await tryOne(listing.observed, () => work(listing));
};

/** It was listed, so none of its tickets has gone. */
const passOver = (run: SweepRun, { inquiry: { inquiryId } }: Observation, error: NotifierError): void => {
  run.failed += 1;
  run.services.log.error(error.message, { inquiryId, code: error.code });
  for (const row of run.rows) if (row.inquiryId === inquiryId) run.shown.add(deliverableId(row));
};

const contextOf = ({ vendor, settings, state, blindTimes, now }: SweepRun): ListingContext => ({
  ...state,
  vendor,
  zone: settings.zone,
  blindTimes,
  now: now(),
});

/** The rows of a listing that changes nothing, if it is one. */
const unchangedRows = (run: SweepRun, observed: Observation): AttentionRow[] | undefined => {
  const rows = run.listedRows.get(observed.inquiry.inquiryId) ?? [];
  return isUnchanged(rows, observed, run.now()) ? rows : undefined;
};
