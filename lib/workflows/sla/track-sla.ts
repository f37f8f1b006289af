import { LINES } from '../../config/names.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import { deliverableId, ticketKeyOf } from '../../domain/delivery/deliverable.ts';
import { beginRun } from './begin-run.ts';
import {
  oldestActMs,
  readingFigures,
  unshownFigures,
  vendorQueues,
  worstReading,
} from './collect-metrics.ts';
import { inTurn } from '../../domain/time/in-turn.ts';
import { listAtOpening } from './list-at-opening.ts';
import { reconcile } from './reconcile.ts';
import { askAgain, publishEvents } from '../outbox/publish-events.ts';
import { reportKeyExpiry, reportOlderUnread, reportWrongClock } from './once-a-day.ts';
import {
  type Ladders,
  noteFailure,
  type TrackedVendor,
  type TrackRun,
  type TrackSlaPorts,
  type WorkFigures,
} from './track-sla-run.ts';
import { forEachSettled } from '../outbox/for-each-settled.ts';
import { warn } from './warn.ts';
import { watchBlindness } from './watch-blindness.ts';
import { onShift } from '../../domain/act/roster.ts';
import { waitingRows, maySomebodyTake } from '../../domain/act/share.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';
import { ifReadable } from '../outbox/read-deliverable.ts';
import type { EventPublisher } from '../ports/events.ts';
import type { OpenReader } from '../ports/store.ts';

/**
 * `failed`: tickets and notices with an error. `unseen`: vendors left to the next run. `unfinished`: vendors for which the
 * run sent only the warnings.
 */
export type TrackSlaTally = {
  warned: number;
  republished: number;
  woken: number;
  settled: number;
  failed: number;
  unseen: number;
  unfinished: number;
};

const VENDORS_AT_ONCE = 10;

/**
 * Does the work of all vendors. It rotates their order each minute, so that a time-out does not always skip the same vendors.
 * Due ladders come first, then new tickets, then other work, so that nothing delays a warning. Vendors with few tickets come
 * before vendors with many. A failure does not block the others. Throws the first error of a whole vendor at the end.
 */
export const trackAll = async (
  vendors: readonly TrackedVendor[],
  ports: TrackSlaPorts,
): Promise<{ tally: TrackSlaTally }> => {
  const { clock, log, looksAreOver } = ports;
  const total: TrackSlaTally = {
    warned: 0,
    republished: 0,
    woken: 0,
    settled: 0,
    failed: 0,
    unseen: 0,
    unfinished: 0,
  };
  const runs: TrackRun[] = [];
  const errors = await forEachSettled(
    inTurn(vendors, clock.now()),
    async (vendor) => {
      if (looksAreOver?.()) total.unseen += 1;
      else runs.push(await beginRun(vendor, ports));
    },
    VENDORS_AT_ONCE,
  );
  const { readingAgeMs, ...metrics } = worstReading(runs.map(readingFigures));
  ports.measure?.({ ...metrics, ...(runs.length === vendors.length && { readingAgeMs }) });
  const warnEach = async (ladders: Ladders): Promise<void> => {
    const byLoad = runs.toSorted((a, b) => a[ladders].length - b[ladders].length);
    const work = async (run: TrackRun): Promise<void> => {
      const warned = await warn(ladders, run);
      total.warned += warned;
    };
    errors.push(...(await forEachSettled(byLoad, work, VENDORS_AT_ONCE)));
  };
  await warnEach('dueLadders');
  await warnEach('newLadders');
  const lookAfter = async (run: TrackRun): Promise<void> => {
    if (ports.timeIsUp?.()) {
      total.unfinished += 1;
      return;
    }
    const republished = await lookAfterRest(run);
    total.republished += republished;
    if (await wakeIfPending(run)) total.woken += 1;
  };
  errors.push(...(await forEachSettled(runs, lookAfter, VENDORS_AT_ONCE)));
  // These are due only if a deploy has changed the ladder. With many vendors they take several runs.
  await warnEach('otherLadders');
  const newlyBlind = runs.flatMap(({ due }) => due.turnedBlind ?? []);
  const worked: WorkFigures = {
    failed: 0,
    oldestUnshownMs: 0,
    oldestWarningMs: 0,
    oldestActMs: 0,
    newlyBlind,
  };
  const lookForUnshown = async (run: TrackRun): Promise<void> => {
    const unshown = await unshownFigures(run);
    worked.oldestUnshownMs = Math.max(worked.oldestUnshownMs, unshown.oldestUnshownMs);
    worked.oldestWarningMs = Math.max(worked.oldestWarningMs, unshown.oldestWarningMs);
    log.info(LINES.vendorFigures, {
      ...run.vendor,
      ...vendorQueues(run),
      ...unshown,
      ...readingFigures(run),
    });
  };
  errors.push(...(await forEachSettled(runs, lookForUnshown, VENDORS_AT_ONCE)));
  for (const run of runs) {
    const { due } = run;
    total.settled += due.settled;
    worked.failed += due.failed.size;
    worked.oldestActMs = Math.max(worked.oldestActMs, oldestActMs(due.acts, clock.now()));
    errors.push(...due.defects);
  }
  ports.measure?.(worked);
  if (errors.length > 0) throw errors[0];
  return { tally: { ...total, failed: worked.failed } };
};

const trySafely = async (run: TrackRun, deliverable: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    noteFailure(deliverable, error, run);
  }
};

const lookAfterRest = async (run: TrackRun): Promise<number> => {
  const { vendor, rows, ports, due } = run;
  const tryOf = (what: string, work: (now: number) => Promise<readonly (Notice | undefined)[]>) =>
    trySafely(run, `${vendor.market}/${vendor.vendorId}${what}`, async () => {
      if (ports.timeIsUp?.()) return;
      for (const notice of await work(ports.clock.now()))
        if (notice) due.unpublished.set(deliverableId(notice.key), notice);
    });
  const { tickets } = rows;
  await tryOf('', async () => {
    const listed = { tickets, notices: run.notices };
    const { written, failures, turnedBlind } = await watchBlindness(run, listed, run.seen, ports);
    if (turnedBlind !== undefined) due.turnedBlind = turnedBlind;
    // The next run publishes the written notices from the index.
    if (failures.length > 0) throw failures[0];
    return written;
  });
  await tryOf('/opening', async (now) => [await listAtOpening(run, tickets, now, ports)]);
  await tryOf('/key', async (now) => [
    await reportKeyExpiry(vendor, run.seen.state?.keyExpiresOn, now, ports),
  ]);
  await tryOf('/clock', async (now) => [await reportWrongClock(vendor, now, ports)]);
  await tryOf('/older', async (now) => [await reportOlderUnread(vendor, run.seen.state, now, run)]);
  for (const row of [...run.notices, ...run.tickets]) {
    if (ports.timeIsUp?.()) break;
    await trySafely(run, deliverableId(row), () => reconcile(row, run));
  }
  let published = 0;
  await trySafely(run, `${vendor.market}/${vendor.vendorId}/changes`, async () => {
    published = await publishEvents([...due.unpublished.values()], ports);
  });
  if (due.acts.length > 0) await askAgain(due.acts, ports);
  await trySafely(run, `${vendor.market}/${vendor.vendorId}/sharing`, () =>
    askToShare(run, tickets, ports.clock.now(), ports),
  );
  return published;
};

/**
 * Sends a wake-up if the index has pending items, since a wake-up may be lost and a wait may be over (R18). Also while a Home
 * may be visible (A7).
 */
const wakeIfPending = async ({
  vendor,
  seen,
  settings,
  tickets,
  notices,
  ports,
}: TrackRun): Promise<boolean> => {
  const isPending = [...tickets, ...notices].some(({ rank }) => rank !== undefined);
  const isLookedAt = settings.acting && (seen.state?.homesUntil ?? 0) > ports.clock.now();
  return (isPending || isLookedAt) && ports.publisher.wake(vendor, [], isLookedAt ? 'homes' : undefined);
};

/**
 * Wakes `act` if a person on shift may get a ticket of the vendor (A9). The index does not contain earlier assignees, so it
 * reads waiting tickets up to the first that can be assigned.
 * @param rows of the vendor's whole index
 * @internal
 */
export const askToShare = async (
  { vendor, sharing: policy }: TrackedVendor,
  rows: readonly AttentionRow[],
  now: number,
  { reader, publisher }: { reader: OpenReader; publisher: EventPublisher },
): Promise<void> => {
  if (!policy || onShift(policy.roster, now).length === 0) return;
  let failure: unknown;
  for (const row of waitingRows(rows, policy, now)) {
    const ticket = await ifReadable(reader.ticket(ticketKeyOf(row)), (error) => void (failure ??= error));
    if (ticket && maySomebodyTake(ticket, policy, now)) return void (await publisher.askToShare(vendor));
  }
  if (failure !== undefined) throw failure;
};
