import { isWatched } from '../domain/find-gone.ts';
import type { VendorRef } from '../domain/inquiry.ts';
import { OPEN_STATUSES, planReadings, readingKey, rememberReadings } from '../domain/plan-readings.ts';
import type { DateWindow } from '../domain/reading.ts';
import type { AttentionRow, Ticket } from '../domain/ticket.ts';
import { endGone } from './end-gone.ts';
import type { VendorState } from './ports.ts';
import { publishTickets } from './publish-tickets.ts';
import { readBatch } from './read-batch.ts';
import type { SourceError } from './source-error.ts';
import type { SweepRun, SweepServices, SweepSettings } from './sweep-run.ts';
import { type SweepTally, tallySweep } from './tally-sweep.ts';

export type SweepResult = {
  tally: SweepTally;
  state: VendorState;
  /** Whether both readings of the recent week were complete: the opposite is blindness. */
  recentComplete: boolean;
  failure?: SourceError;
};

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
    listedRows: Map.groupBy(
      rows.filter((row) => row.fingerprint !== undefined),
      (row) => row.inquiryId,
    ),
    readings: [],
    shown: new Set(),
    written: [],
    published: 0,
    failed: 0,
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

const isComplete = (run: SweepRun, window: DateWindow, status: (typeof OPEN_STATUSES)[number]): boolean =>
  run.readings.some(
    (reading) =>
      reading.complete && readingKey(reading.window, reading.status) === readingKey(window, status),
  );
