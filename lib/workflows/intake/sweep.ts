import { rememberShort } from '../../domain/reading/believe-short.ts';
import { sightedUntil } from '../../domain/blindness/blindness.ts';
import { beginCatchUp } from '../../domain/blindness/catch-up-place.ts';
import { isWatched } from '../../domain/ticket/find-gone.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import {
  OPEN_STATUSES,
  planReadings,
  readingKey,
  rememberReadings,
} from '../../domain/reading/plan-readings.ts';
import { type Deliverable, type DeliverableKey, deliverableId } from '../../domain/delivery/deliverable.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';
import type { CatchUp, Failure, VendorState } from '../../domain/reading/vendor-state.ts';
import { catchUp } from './catch-up.ts';
import { withOutageLimit } from '../outbox/with-outage-limit.ts';
import { endGone } from './end-gone.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import { readBatch } from './read-batch.ts';
import { readDeliverable } from '../outbox/read-deliverable.ts';
import { failureOf, type SourceError } from '../ports/source-error.ts';
import type { SweepRun, SweepServices, SweepSettings } from './sweep-run.ts';
import { type SweepTally, tallySweep } from './tally-sweep.ts';
import { wallNow } from '../ports/wall-now.ts';
import type { DateWindow } from '../../domain/time/date-windows.ts';

export type SweepResult = {
  tally: SweepTally;
  state: VendorState;
  /** Whether both readings of the recent week were complete; for a while not is blindness (R17). */
  recentComplete: boolean;
  failure?: SourceError;
  /** Whether any reading had an answer. */
  answered: boolean;
};

/**
 * Reads what is due and brings it into the store, batch by batch (R12): the recent week, then the older windows
 * together; then looks up what has gone (R9, R14); then reads after blind times (R17). Whatever any page showed is stored
 * and published, however the sweep ends (R7).
 */
export const sweep = async (
  vendor: VendorRef,
  state: VendorState,
  settings: SweepSettings,
  services: SweepServices,
): Promise<SweepResult> => {
  const { source, reader, clock } = services;
  const now = (): number => wallNow(clock) + (source.clockOffsetMs() ?? 0);
  const notedBy = (): number => wallNow(clock) + (state.clockOffsetMs ?? 0);
  const { tickets: rows, notices } = await reader.attention(vendor);
  const openTickets = rows.filter(isWatched);
  const { zone, intervals } = settings;
  const plan = planReadings({
    now: now(),
    zone,
    completeReadings: state.completeReadings,
    intervals,
    openTickets,
  });
  const run: SweepRun = {
    vendor,
    state,
    settings,
    services,
    now,
    rows,
    listedRows: Map.groupBy(rows, (row) => row.inquiryId),
    // A shorter one may end without a word to anybody, and so excuses no silence (R11).
    blindTimes: withBlindTime(state, now(), notedBy(), settings).filter(
      ({ since, until }) => until - since > settings.blindMs,
    ),
    readings: [],
    shown: new Set(),
    written: [],
    published: 0,
    catchUpPages: 0,
    failed: 0,
    answered: false,
    ended: false,
  };

  run.published += await publishEvents(
    await readUnpublished([...notices, ...rows], now(), services),
    services,
  );
  await readBatch(run, [plan.recent]);
  const recentFailure = run.failure && failureOf(run.failure);
  await readBatch(run, plan.older);
  await endGone(run);
  const recentAt = completeAt(run, plan.recent);
  const catchUps = await catchUp(run, withBlindTime(state, recentAt, notedBy(), settings));

  const { backOff, failure, ...kept } = state;
  return {
    tally: tallySweep(run),
    recentComplete: recentAt !== undefined,
    answered: run.answered,
    state: {
      ...kept,
      ...sightOf(recentAt, recentFailure),
      completeReadings: rememberReadings(state.completeReadings, run.readings, now()),
      shortReadings: rememberShort(state.shortReadings, run.readings, now()),
      catchUps,
    },
    ...(run.failure && { failure: run.failure }),
  };
};

/**
 * Adds the blind time that this run has ended, as `track-sla` may have seen it until now. Before the first complete reading
 * nobody was sighted: nothing is read after that (R17).
 * @param now the clock by which the state was noted: this run may have been the first to learn Coupang's
 */
const withBlindTime = (
  state: VendorState,
  until: number | undefined,
  now: number,
  { blindMs, zone }: SweepSettings,
): CatchUp[] => {
  const { recentCompleteAt, catchUps } = state;
  const since = sightedUntil(state);
  if (since === undefined || until === undefined || now - since <= blindMs) return catchUps;
  const begun = beginCatchUp({ since, until }, zone);
  return [...catchUps, recentCompleteAt === undefined ? { ...begun, windows: [] } : begun];
};

const sightOf = (
  recentCompleteAt: number | undefined,
  failure: Failure = { cause: 'incomplete' },
): Pick<VendorState, 'recentCompleteAt' | 'failure'> =>
  recentCompleteAt === undefined ? { failure } : { recentCompleteAt };

/**
 * What an earlier run wrote and did not get onto the bus (R2); of a digest and its tickets only once the lease of that run has
 * ended (R24). The index lags: the base item tells. One that cannot be read stays in the index, where `track-sla` counts it.
 */
const readUnpublished = async (
  rows: readonly (AttentionRow | NoticeRow)[],
  now: number,
  services: SweepServices,
): Promise<Deliverable[]> => {
  const deliverables: Deliverable[] = [];
  const tryOne = withOutageLimit<DeliverableKey>((key, { message, code }) =>
    services.log.error(message, { deliverable: deliverableId(key), code }),
  );
  for (const row of rows) {
    if (row.publishedVersion >= row.version || row.attentionAt > now) continue;
    const deliverable = await tryOne(row, () => readDeliverable(row, services));
    if (deliverable) deliverables.push(deliverable);
  }
  return deliverables;
};

/** When the earlier of a window's two readings began, if both were complete. Corrected clock, epoch ms. */
const completeAt = (run: SweepRun, window: DateWindow): number | undefined => {
  const began = OPEN_STATUSES.flatMap((status) => {
    const key = readingKey(window, status);
    const complete = run.readings.findLast(
      (reading) => reading.complete && readingKey(reading.window, reading.status) === key,
    );
    return complete ? [complete.beganAt] : [];
  });
  return began.length === OPEN_STATUSES.length ? Math.min(...began) : undefined;
};
