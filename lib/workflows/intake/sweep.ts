import type { OpenStatus } from '../../domain/sources.ts';
import { defined } from '../../domain/defined.ts';
import { ENDING_READINGS, readInARow, sightedUntil } from '../../domain/blindness/blindness.ts';
import { beginCatchUp } from '../../domain/blindness/catch-up-place.ts';
import { type Deliverable, type DeliverableKey, deliverableId } from '../../domain/delivery/deliverable.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import { rememberShort } from '../../domain/reading/believe-short.ts';
import {
  OPEN_STATUSES,
  planReadings,
  readingKey,
  rememberReadings,
} from '../../domain/reading/plan-readings.ts';
import { createRepairs } from '../../domain/reading/repairs.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { CatchUp, Failure, VendorState } from '../../domain/reading/vendor-state.ts';
import {
  markContradicted,
  rememberAbsences,
  type AbsentTickets,
  findAbsent,
  mayBeListed,
} from '../../domain/ticket/find-absent.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import { type AttentionRow, isLongPast, type Ticket } from '../../domain/ticket/ticket.ts';
import type { DateWindow } from '../../domain/time/date-windows.ts';
import { inTurn } from '../../domain/time/in-turn.ts';
import { forEachSettled, logFailures, REQUESTS_AT_ONCE } from '../outbox/for-each-settled.ts';
import { HAND_OVER_RULES } from '../../domain/call-center/decide-listing.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import { readDeliverable } from '../outbox/read-deliverable.ts';
import { type CutShort, withOutageLimit } from '../outbox/with-outage-limit.ts';
import { failureOf, type SourceError } from '../ports/inquiry-source.ts';
import { catchUp } from './catch-up.ts';
import { createLookUps } from './look-up.ts';
import { readBatch } from './read-batch.ts';
import { searchAnswered } from './search-answered.ts';
import { createSecondaryCalls, secondaryStopAt } from './secondary-calls.ts';
import { storeBatch } from './store-batch.ts';
import type { PollPorts } from './poll-ports.ts';
import {
  addDone,
  NOTHING_DONE,
  storedReadings,
  type SecondaryRun,
  type SweepDone,
  type SweepRun,
  type SweepSettings,
} from './sweep-run.ts';
import { type SweepTally, tallySweep } from './tally-sweep.ts';

export type SweepResult = {
  tally: SweepTally;
  /** The vendor's rows of the index at the beginning of the run, of all sources. */
  tickets: readonly AttentionRow[];
  written: readonly Ticket[];
  state: VendorState;
  failure?: SourceError;
  /** The list of the recent week at which Coupang stopped the primary calls. */
  refused?: OpenStatus;
  answered: boolean;
};

/**
 * Reads due windows and stores them in batches (R12): the recent week, then all older windows. After each batch it looks up
 * tickets that are absent or near a step (R9, R14). Then it reads answered lists, in place of look-ups and after blind times
 * (R17). Everything that was read is stored and published, even if the sweep fails (R7).
 */
export const sweep = async (
  vendor: VendorRef,
  state: VendorState,
  settings: SweepSettings,
  ports: PollPorts,
): Promise<SweepResult> => {
  const { reader, clock, log } = ports;
  const { zone } = settings;
  const { now } = clock;
  const publish = async (unpublished: readonly Deliverable[], cutShort?: CutShort) => {
    const published = await publishEvents(unpublished, ports);
    if (cutShort) throw cutShort.error;
    return { published };
  };

  const { tickets, notices } = await reader.attention(vendor);
  const rows = tickets.filter(({ source }) => source === HAND_OVER_RULES.source);
  const openTickets = rows.filter((row) => mayBeListed(row) && !isLongPast(row, now()));
  const { completeReadings, shortReadings } = state;
  const plan = planReadings({
    ...settings,
    now: now(),
    completeReadings,
    openTickets,
    lists: OPEN_STATUSES,
    hasArchive: true,
  });
  // A shorter blind time gets no notice, so it excuses no silence (R11).
  const blindTimes = withBlindTime(state, now(), now(), settings).filter(
    ({ since, until }) => until - since > settings.spans.blindMs,
  );
  const repairs = createRepairs(state.brokenPages, now());
  const run: SweepRun = { ...settings, vendor, state, blindTimes, repairs };

  const batch = {
    vendor,
    zone,
    rules: HAND_OVER_RULES,
    contextAt: (at: number) => ({ ...state, vendor, zone, blindTimes, now: at }),
  };

  const left = await readUnpublished([...notices, ...tickets], now(), ports);
  let done = addDone(NOTHING_DONE, await publish(left));

  const listed = new Set<string>();
  const take = async (read: Pick<SweepDone, 'readings'> & Partial<SweepDone>): Promise<Reading[]> => {
    const readings = markContradicted(read.readings, rows, state.absences, { now: now(), zone });
    const stored = await storeBatch(readings, rows, batch, ports);
    done = addDone(done, { ...read, readings }, stored, await publish(stored.unpublished, stored.cutShort));
    await forgetAbsences(rows, new Set(stored.shown), ports);
    for (const id of stored.shown) listed.add(id);
    return readings;
  };

  // These are the primary calls.
  const recent = await readBatch([plan.recent], run, ports);
  const recentFailure = failureOfReadings({ ...recent, readings: await take(recent) });

  const { startedAt, keyFingerprint, spans } = settings;
  const stopAt = Math.min(run.stopAt, secondaryStopAt(startedAt, now(), spans.pollMs));
  const secondary = createSecondaryCalls(state, { now, stopAt, keyFingerprint });
  const later: SecondaryRun = { ...run, stopAt, secondary };
  const lookUps = createLookUps(rows, later, ports);
  let absent: AbsentTickets = new Map();
  const lookUp = async (): Promise<void> => {
    // Too many tickets may be missing from failed lists to call a ticket absent. Look-ups before a step may still work.
    if (!done.ended)
      absent = findAbsent(rows, {
        shown: listed,
        readings: done.readings,
        lists: OPEN_STATUSES,
        now: now(),
        zone,
      });
    const ends = await lookUps.make(absent, listed);
    done = addDone(done, ends, await publish(ends.written, ends.cutShort));
  };
  const isStopped = done.ended && recent.failure?.reach !== 'reading';
  if (!isStopped) await lookUp();
  // The first poll begins with the newest window. Later polls rotate the order, so that an unreadable window does not always
  // block the same windows.
  const older = inTurn(plan.older, now() - (state.firstPollAt ?? 0));
  if (!done.ended && older.length > 0) {
    const { readings, answered } = await readBatch(older, later, ports);
    await take({ readings, answered });
    await lookUp();
  }

  let { answeredSearch } = state;
  if (!done.ended) {
    const unlisted = rows.filter((row) => row.closedAt === undefined && !listed.has(ticketId(row)));
    const looked = { replaced: lookUps.replaced, absent: unlisted };
    const { place, ...found } = await searchAnswered(answeredSearch, looked, later, ports);
    answeredSearch = place;
    done = addDone(done, found, await publish(found.written, found.cutShort));
  }

  // Catch up on a blind time. If publishing fails, the store keeps the event (R2), and the state is kept too.
  const recentAt = completeAt(done.readings, plan.recent, OPEN_STATUSES);
  const begun = withBlindTime(state, recentAt, now(), settings);
  const caughtUp = await catchUp(begun, done, later, ports);
  done = addDone(done, caughtUp.done);
  const failures = await forEachSettled([caughtUp.done.written], async (written) => {
    done = addDone(done, await publish(written));
  });
  logFailures(failures, log, { vendorId: vendor.vendorId });
  done = addDone(done, { failed: failures.length });

  const closed = done.written.filter(({ facts }) => facts.state === 'closed');
  const seen = new Set([...listed, ...closed.map(({ key }) => ticketId(key))]);
  const remembered = { absent, seen, asks: lookUps.asks };
  const failure = recentAt === undefined ? (recentFailure ?? { cause: 'incomplete' as const }) : undefined;
  return {
    tally: tallySweep(done),
    tickets,
    written: done.written,
    answered: done.answered,
    state: defined({
      ...state,
      backOff: undefined,
      failure,
      recentCompleteAt: recentAt ?? state.recentCompleteAt,
      completeInARow: failure ? 0 : Math.min(ENDING_READINGS, readInARow(state) + 1),
      completeReadings: rememberReadings(completeReadings, storedReadings(done), now()),
      shortReadings: rememberShort(shortReadings, done.readings, now()),
      brokenPages: repairs.remembered(),
      catchUps: caughtUp.catchUps,
      absences: rememberAbsences(state.absences, rows, remembered, now()),
      answeredSearch,
      secondaryStops: secondary.stops(),
    }),
    ...(done.failure && { failure: done.failure }),
    ...(isStopped && defined({ refused: recent.readings.at(-1)?.status })),
  };
};

/**
 * Adds the blind time that this run ended. Before the first complete reading nothing was visible, so that time is not read
 * again (R17).
 */
const withBlindTime = (
  state: VendorState,
  until: number | undefined,
  now: number,
  { spans, zone }: SweepSettings,
): CatchUp[] => {
  const { recentCompleteAt, catchUps } = state;
  const since = sightedUntil(state);
  if (since === undefined || until === undefined || now - since <= spans.blindMs) return catchUps;
  const begun = beginCatchUp({ since, until }, zone);
  return [...catchUps, recentCompleteAt === undefined ? { ...begun, windows: [] } : begun];
};

/** The failure of a call explains more than the rows of the other list. */
const failureOfReadings = ({
  readings,
  failure,
}: Pick<SweepDone, 'readings' | 'failure'>): Failure | undefined => {
  if (failure) return failureOf(failure);
  const cause = readings.find(({ incompleteCause }) => incompleteCause)?.incompleteCause;
  return cause && { cause };
};

/**
 * Reads the items that an earlier run wrote but did not publish (R2). The index lags, so the base item decides. An unreadable
 * item stays in the index, and `track-sla` counts it.
 */
const readUnpublished = async (
  rows: readonly (AttentionRow | NoticeRow)[],
  now: number,
  ports: PollPorts,
): Promise<Deliverable[]> => {
  const deliverables: Deliverable[] = [];
  const cutShort = await withOutageLimit<DeliverableKey>(
    rows.filter((row) => row.publishedVersion < row.version && row.attentionAt <= now),
    async (row) => {
      const deliverable = await readDeliverable(row, ports);
      if (deliverable) deliverables.push(deliverable);
    },
    (key, { message, code }) => ports.log.error(message, { deliverable: deliverableId(key), code }),
    REQUESTS_AT_ONCE,
  );
  if (cutShort) throw cutShort.error;
  return deliverables;
};

export const forgetAbsences = async (
  rows: readonly AttentionRow[],
  shown: ReadonlySet<string>,
  { writer, log }: PollPorts,
): Promise<void> => {
  const again = rows.filter(
    (row) => row.closedAt === undefined && row.lookUpAt !== undefined && shown.has(ticketId(row)),
  );
  logFailures(await forEachSettled(again, writer.forgetAbsence), log, { notes: 'absence' });
};

/** When the first of a window's two readings began, if both were complete. Epoch ms. */
export const completeAt = (
  readings: readonly Reading[],
  window: DateWindow,
  lists: readonly OpenStatus[],
): number | undefined => {
  const began = lists.flatMap((status) => {
    const key = readingKey(window, status);
    const complete = readings.findLast(
      (reading) => reading.complete && readingKey(reading.window, reading.status) === key,
    );
    return complete ? [complete.beganAt] : [];
  });
  return began.length === lists.length ? Math.min(...began) : undefined;
};
