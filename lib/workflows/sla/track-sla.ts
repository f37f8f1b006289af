import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import type { AttentionRow, Ticket } from '../../domain/ticket/ticket.ts';
import { noteTracking } from '../../domain/reading/tracked-note.ts';
import { listAtOpening } from './list-at-opening.ts';
import { linkDigests } from './link-digests.ts';
import { lookAgain, reconcile, reconcileRead } from './reconcile.ts';
import { askAgain, publishEvents } from '../outbox/publish-events.ts';
import {
  knowsCoupangsClock,
  lookTimeOf,
  nowOf,
  type TrackRun,
  type TrackSlaServices,
  type TrackSlaSettings,
} from './track-sla-run.ts';
import { forEachSettled } from '../outbox/for-each-settled.ts';
import { warn } from './warn.ts';
import { type SeenState, seeState, watchBlindness } from './watch-blindness.ts';

/** `failed`: tickets and notices that had an error. */
export type TrackSlaTally = {
  warned: number;
  republished: number;
  /** Vendors that got a wake-up. */
  woken: number;
  settled: number;
  failed: number;
};

/** Vendors at once: each waits for the store most of the time. */
const VENDORS_AT_ONCE = 10;

/**
 * Does the work of all vendors. The ladders come first, so that no other work delays a warning: due steps, then new tickets.
 * Then the rest that is due in the indexes. A vendor with few tickets comes before one with many. A failure of one does not
 * block the rest. Throws the first error of a vendor as a whole, once all are done.
 */
export const trackAll = async (
  vendors: readonly { vendor: VendorRef; settings: TrackSlaSettings }[],
  services: TrackSlaServices,
): Promise<TrackSlaTally> => {
  const total: TrackSlaTally = { warned: 0, republished: 0, woken: 0, settled: 0, failed: 0 };
  const runs: TrackRun[] = [];
  const errors = await forEachSettled(
    vendors,
    async ({ vendor, settings }) => void runs.push(await beginRun(vendor, settings, services)),
    VENDORS_AT_ONCE,
  );
  const inTurn = async (sizeOf: (run: TrackRun) => number, work: (run: TrackRun) => Promise<void>) => {
    const smallFirst = runs.toSorted((a, b) => sizeOf(a) - sizeOf(b));
    errors.push(...(await forEachSettled(smallFirst, work, VENDORS_AT_ONCE)));
  };
  const warnOfEach = (pick: (run: TrackRun) => readonly AttentionRow[]) =>
    inTurn(
      (run) => pick(run).length,
      async (run) => {
        const warned = await warnOf(pick(run), run);
        total.warned += warned;
      },
    );
  await warnOfEach(({ dueLadders }) => dueLadders);
  await warnOfEach(({ newLadders }) => newLadders);
  // These are not due, unless a deploy has changed the ladder.
  await warnOfEach(({ otherLadders }) => otherLadders);
  await inTurn(
    ({ tickets, notices }) => tickets.length + notices.length,
    async (run) => {
      const republished = await lookAfterRest(run);
      total.republished += republished;
      if (await wakeIfOwed(run)) total.woken += 1;
    },
  );
  await inTurn(({ otherLadders }) => otherLadders.length, lookAgainAtOthers);
  for (const { due } of runs) {
    total.settled += due.settled;
    total.failed += due.failed.size;
    errors.push(...due.defects);
  }
  if (errors.length > 0) throw errors[0];
  return total;
};

const beginRun = async (
  vendor: VendorRef,
  settings: TrackSlaSettings,
  services: TrackSlaServices,
): Promise<TrackRun> => {
  const { reader, clock, known } = services;
  const seen = await noteRun(vendor, await seeState(vendor, services), settings, services);
  const isFirst = !known.has(ladderId(vendor));
  const now = clock.now() + (seen.state?.clockOffsetMs ?? 0);
  // What `notify` settled before Coupang's clock was known follows this machine's clock.
  const until = Math.max(now, clock.now());
  const { tickets, notices } = await reader.attention(vendor, isFirst ? undefined : until);
  const open = knowsCoupangsClock(seen) ? tickets.filter(({ closedAt }) => closedAt === undefined) : [];
  const isLookDue = ({ nextStepAt = Number.POSITIVE_INFINITY }: AttentionRow): boolean => nextStepAt <= now;
  const isNew = ({ nextStepAt }: AttentionRow): boolean => nextStepAt === undefined;
  return {
    vendor,
    settings,
    seen,
    tickets: tickets.filter(({ attentionAt }) => attentionAt <= until),
    notices: notices.filter(({ attentionAt }) => attentionAt <= until),
    dueLadders: open.filter(isLookDue),
    newLadders: open.filter(isNew),
    otherLadders: isFirst ? open.filter((row) => !isNew(row) && !isLookDue(row)) : [],
    due: {
      unpublished: new Map(),
      acts: [],
      reconciled: new Set(),
      settled: 0,
      failed: new Set(),
      defects: [],
    },
    services,
  };
};

/** Runs before any step fires, so that a gap is known by then (R16). */
const noteRun = async (
  vendor: VendorRef,
  { readAt, state }: SeenState,
  { spans }: TrackSlaSettings,
  { states }: TrackSlaServices,
): Promise<SeenState> => {
  const now = readAt + (state?.clockOffsetMs ?? 0);
  const note = noteTracking(state, now, spans);
  if (note) await states.noteTracked(vendor, note);
  return { readAt, state: state && { ...state, ...note } };
};

const warnOf = (rows: readonly AttentionRow[], run: TrackRun): Promise<number> => {
  const { vendor, settings, services } = run;
  const time = () => lookTimeOf(run, nowOf(run));
  const atRest = rows === run.otherLadders ? undefined : (ticket: Ticket) => reconcileRead(ticket, run);
  return warn(vendor, rows, settings, time, services, (what, work) => trySafely(run, what, work), atRest);
};

/** Each run of this process looks at them until all are settled by the present ladder. */
const lookAgainAtOthers = async (run: TrackRun): Promise<void> => {
  const { vendor, services, otherLadders } = run;
  let settled = 0;
  for (const row of otherLadders) {
    if (services.timeIsUp?.()) return;
    await trySafely(run, deliverableId(row), async () => {
      if (await lookAgain(row, run)) settled += 1;
    });
  }
  if (settled === otherLadders.length) services.known.add(ladderId(vendor));
};

/** @returns how many events were published */
const lookAfterRest = async (run: TrackRun): Promise<number> => {
  const { vendor, settings, services, due } = run;
  await trySafely(run, `${vendor.market}/${vendor.vendorId}`, async () => {
    for (const notice of await watchBlindness(vendor, run.notices, settings.spans, run.seen, services))
      due.unpublished.set(deliverableId(notice.key), notice);
  });
  await trySafely(run, `${vendor.market}/${vendor.vendorId}/opening`, async () => {
    const opening = await listAtOpening(vendor, settings.calendar, nowOf(run).corrected, services);
    if (opening) due.unpublished.set(deliverableId(opening.key), opening);
  });
  await trySafely(run, `${vendor.market}/${vendor.vendorId}/digests`, async () => {
    const { corrected } = nowOf(run);
    for (const digest of await linkDigests(run.notices, run.tickets, corrected, services.notices))
      due.unpublished.set(deliverableId(digest.key), digest);
  });
  for (const row of [...run.notices, ...run.tickets]) {
    if (services.timeIsUp?.()) break;
    await trySafely(run, deliverableId(row), () => reconcile(row, run));
  }
  const published = await publishEvents([...due.unpublished.values()], services);
  if (due.acts.length > 0) await askAgain(due.acts, services);
  return published;
};

/**
 * Sends a wake-up if the index holds something that Slack lacks: a wake-up may be lost, and a wait may be over (R18). And
 * while somebody may look at a Home (A7).
 */
const wakeIfOwed = async ({
  vendor,
  seen,
  settings,
  tickets,
  notices,
  services,
}: TrackRun): Promise<boolean> => {
  const isOwed = [...tickets, ...notices].some(({ rank }) => rank !== undefined);
  const isLookedAt = settings.acting && (seen.state?.homesUntil ?? 0) > services.clock.now();
  return (isOwed || isLookedAt) && services.publisher.wake(vendor, [], isLookedAt ? 'homes' : undefined);
};

const ladderId = ({ market, vendorId }: VendorRef): string => `${market}/${vendorId}/ladder`;

/** Logs and counts an error; the next run tries again. A defect makes the run fail, once all else is done. */
const trySafely = async (
  { due, services: { log } }: TrackRun,
  what: string,
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work();
  } catch (error) {
    due.failed.add(what);
    if (error instanceof NotifierError) log.error(error.message, { deliverable: what, code: error.code });
    else due.defects.push(error);
  }
};
