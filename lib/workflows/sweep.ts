import { isUnchanged, type ListingContext } from '../domain/decide-listing.ts';
import { findGone } from '../domain/find-gone.ts';
import type { VendorRef } from '../domain/inquiry.ts';
import { mergeReadings } from '../domain/merge-readings.ts';
import { type Observation, observe } from '../domain/observe.ts';
import {
  OPEN_STATUSES,
  planReadings,
  type ReadingIntervals,
  readingKey,
  rememberReadings,
} from '../domain/plan-readings.ts';
import type { DateWindow, Reading } from '../domain/reading.ts';
import type { AttentionRow, Ticket } from '../domain/ticket.ts';
import { ticketId } from '../domain/ticket-id.ts';
import { lookUpGone } from './look-up-gone.ts';
import type { Clock, InquirySource, Log, TicketReader, TicketWriter, VendorState } from './ports.ts';
import { type PublishServices, publishTickets } from './publish-tickets.ts';
import type { SourceError } from './source-error.ts';
import { type SweepTally, tallySweep } from './tally-sweep.ts';
import { writeListing } from './write-listing.ts';

export type SweepServices = Omit<PublishServices, 'writer'> & {
  source: InquirySource;
  reader: TicketReader;
  writer: TicketWriter;
  clock: Clock;
  log: Log;
};

export type SweepSettings = {
  zone: string;
  intervals: ReadingIntervals;
  lookUps: number;
  /** Raw clock, epoch ms, after which nothing more is asked of Coupang. */
  stopAt: number;
};

export type SweepResult = {
  tally: SweepTally;
  state: VendorState;
  /** Whether both readings of the recent week were complete: the opposite is blindness. */
  recentComplete: boolean;
  failure?: SourceError;
};

/** So many readings in a row that failed say that Coupang is down: the next poll asks again. */
const FAILURES_IN_A_ROW = 2;

/**
 * Reads what is due and brings it into the store, batch by batch (R12): the recent week, then the older windows
 * together; then looks up what has gone (R9, R14). Whatever any page showed is stored and published, however the
 * sweep ends (R7).
 */
export const sweep = async (
  vendor: VendorRef,
  state: VendorState,
  settings: SweepSettings,
  services: SweepServices,
): Promise<SweepResult> => {
  const { source, reader, clock } = services;
  source.useClockOffset(state.clockOffsetMs);
  const now = (): number => clock.now() + source.clockOffsetMs();
  const rows = await reader.attention(vendor);
  const openTickets = rows.filter((row) => row.closedAt === undefined || row.fingerprint !== undefined);
  const { zone, intervals } = settings;
  const plan = planReadings({
    now: now(),
    zone,
    completeReadings: state.completeReadings,
    intervals,
    openTickets,
  });
  const run: Run = {
    vendor,
    state,
    settings,
    services,
    now,
    rows,
    listedRows: Map.groupBy(
      rows.filter((row) => row.fingerprint !== undefined),
      (row) => row.inquiryId,
    ),
    readings: [],
    shown: new Set(),
    written: [],
    published: 0,
    ended: false,
  };

  run.published += await publishTickets(await unpublishedTickets(rows, services), services);
  await readBatch(run, [plan.recent]);
  await readBatch(run, plan.older);
  await endGone(run);

  const recentComplete = OPEN_STATUSES.every((status) => isComplete(run, plan.recent, status));
  return {
    tally: tallySweep(run),
    recentComplete,
    state: {
      completeReadings: rememberReadings(state.completeReadings, run.readings, now()),
      clockOffsetMs: source.clockOffsetMs(),
    },
    ...(run.failure && { failure: run.failure }),
  };
};

type Run = {
  vendor: VendorRef;
  state: VendorState;
  settings: SweepSettings;
  services: SweepServices;
  /** Corrected clock. */
  now: () => number;
  rows: AttentionRow[];
  /** The rows that a listing can leave unchanged, by inquiryId. */
  listedRows: Map<string, AttentionRow[]>;
  readings: Reading[];
  /** Ids of the tickets that listings of this run stand for. */
  shown: Set<string>;
  written: Ticket[];
  published: number;
  /** The last reading that failed. */
  failure?: SourceError;
  /** Nothing more is asked of Coupang in this run. */
  ended: boolean;
};

/** Reads windows under both statuses, then stores and publishes what all of them showed. */
const readBatch = async (run: Run, windows: readonly DateWindow[]): Promise<Reading[]> => {
  const batch: Reading[] = [];
  let failed = 0;
  for (const window of windows) {
    for (const status of OPEN_STATUSES) {
      if (run.ended || run.services.clock.now() >= run.settings.stopAt) break;
      const { reading, failure } = await run.services.source.read(window, status, run.settings.stopAt);
      batch.push(reading);
      failed = failure ? failed + 1 : 0;
      if (failure) run.failure = failure;
      // One window that Coupang cannot show must not hide the others; a stop is meant for all of them.
      run.ended = failure !== undefined && (failure.reach !== 'reading' || failed >= FAILURES_IN_A_ROW);
      logReading(run, reading, failure);
    }
  }
  await storeBatch(run, batch);
  run.readings.push(...batch);
  return batch;
};

const storeBatch = async (run: Run, batch: readonly Reading[]): Promise<void> => {
  const { vendor, settings, state, services } = run;
  const changed = new Map<string, Ticket>();
  for (const listing of mergeReadings(batch)) {
    const observed = observe(listing);
    const quiet = unchangedRow(run, observed);
    if (quiet) {
      run.shown.add(ticketId(quiet));
      continue;
    }
    const context: ListingContext = {
      vendor,
      zone: settings.zone,
      now: run.now(),
      completeReadings: state.completeReadings,
    };
    const { shown, written } = await writeListing(observed, context, services);
    run.shown.add(ticketId(shown));
    for (const ticket of written) changed.set(ticketId(ticket), ticket);
    run.written.push(...written);
  }
  run.published += await publishTickets([...changed.values()], services);
};

const unchangedRow = (run: Run, observed: Observation): AttentionRow | undefined => {
  const listed = run.listedRows.get(observed.inquiry.inquiryId) ?? [];
  const [row] = listed;
  return row && listed.length === 1 && isUnchanged(row, observed, run.now()) ? row : undefined;
};

const endGone = async (run: Run): Promise<void> => {
  const { settings, services } = run;
  const touched = new Set([...run.shown, ...run.written.map(ticketId)]);
  const asked = { rows: run.rows, now: run.now(), zone: settings.zone };
  let { gone, doubtful } = findGone({ ...asked, shown: touched, readings: run.readings });
  if (doubtful.length > 0) {
    services.log.warn('many tickets vanished at once, reading their windows again', {
      windows: doubtful.length,
      gone: gone.length,
    });
    const again = await readBatch(run, doubtful);
    const doubted = new Set(doubtful.map((window) => window.firstDate));
    const others = run.readings.filter((reading) => !doubted.has(reading.window.firstDate));
    ({ gone } = findGone({
      ...asked,
      shown: new Set([...touched, ...run.shown]),
      readings: [...others, ...again],
    }));
  }
  if (run.ended) return;
  const context = {
    zone: settings.zone,
    now: run.now(),
    stopAt: settings.stopAt,
    rawNow: services.clock.now,
    budget: settings.lookUps,
  };
  const { written, failure } = await lookUpGone(gone, context, services);
  run.written.push(...written);
  run.published += await publishTickets(written, services);
  if (failure) run.failure = failure;
};

/** What an earlier run wrote and did not get onto the bus (R2). The index lags: the base item tells. */
const unpublishedTickets = async (
  rows: readonly AttentionRow[],
  { reader }: SweepServices,
): Promise<Ticket[]> => {
  const tickets: Ticket[] = [];
  for (const row of rows) {
    if (row.publishedVersion >= row.version) continue;
    const ticket = await reader.ticket(row);
    if (ticket) tickets.push(ticket);
  }
  return tickets;
};

const isComplete = (run: Run, window: DateWindow, status: (typeof OPEN_STATUSES)[number]): boolean =>
  run.readings.some(
    (reading) =>
      reading.complete && readingKey(reading.window, reading.status) === readingKey(window, status),
  );

const logReading = (run: Run, reading: Reading, failure: SourceError | undefined): void => {
  const { window, status, incompleteBecause, unusable, droppedFields } = reading;
  const fields = { vendorId: run.vendor.vendorId, window: window.firstDate, status };
  if (failure) run.services.log.error(failure.message, { ...fields, code: failure.code });
  else if (!reading.complete)
    run.services.log.warn('reading was not complete', { ...fields, incompleteBecause });
  for (const { hash, problem } of unusable)
    run.services.log.error('item without a readable inquiryId', { ...fields, hash, problem });
  if (droppedFields.length > 0)
    run.services.log.warn('fields that could not be read were left out', { ...fields, droppedFields });
};
