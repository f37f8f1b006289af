import { readingTimesOf, sightedUntil } from '../../domain/blindness/blindness.ts';
import { MARKET_ZONES } from '../../config/market.ts';
import { deliverableId } from '../../domain/delivery/deliverable.ts';
import { keyDaysLeft } from '../../domain/notice/key-expiry.ts';
import { type Source, SOURCE_NAMES, SOURCES } from '../../domain/sources.ts';
import { RANKS } from '../../domain/delivery/urgency.ts';
import type { AttentionRow, Ticket } from '../../domain/ticket/ticket.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time/durations.ts';
import { ifReadable, readDeliverable } from '../outbox/read-deliverable.ts';
import { noteFailure, type ReadingFigures, type TrackRun, type UnshownFigures } from './track-sla-run.ts';

export const readingFigures = ({
  vendor,
  settings: { sources },
  seen: { readAt: now, state },
}: Pick<TrackRun, 'vendor' | 'settings' | 'seen'>): ReadingFigures => {
  const { keyExpiresOn } = state ?? {};
  // Nothing rings for the other sources.
  const ringing = sources.filter((source) => SOURCES[source].closesAtDeadline);
  const ages = ringing.map((source) => {
    const times = state && readingTimesOf(state, source);
    return now - ((times && sightedUntil(times)) ?? now);
  });
  return {
    readingAgeMs: Math.max(0, ...ages),
    ...(keyExpiresOn !== undefined && {
      keyDaysLeft: keyDaysLeft(keyExpiresOn, now, MARKET_ZONES[vendor.market]),
    }),
  };
};

export const worstReading = (figures: readonly ReadingFigures[]): ReadingFigures => {
  const days = figures.flatMap(({ keyDaysLeft: left }) => left ?? []);
  return {
    readingAgeMs: Math.max(0, ...figures.map(({ readingAgeMs }) => readingAgeMs)),
    ...(days.length > 0 && { keyDaysLeft: Math.min(...days) }),
  };
};

export const vendorQueues = ({
  settings: { sources },
  seen: { readAt: now },
  rows: { tickets },
}: Pick<TrackRun, 'settings' | 'seen' | 'rows'>): VendorQueues => ({
  ...queueFigures(
    tickets.filter(({ source }) => SOURCES[source].closesAtDeadline),
    now,
  ),
  ...queuesBySource(tickets, sources, now),
});

/** The ages of what Slack does not show (R25). Call it after the run's work, which notes the failures. */
export const unshownFigures = async (run: TrackRun): Promise<UnshownFigures> => {
  const rows = [...run.rows.tickets, ...run.rows.notices];
  // A warning changes its ticket or is a notice. `changedAt` is its time, or that of a later change.
  const warnings = rows.filter(({ rank }) => rank === RANKS.alert);
  return {
    oldestUnshownMs: await oldestUnshownMs(rows, run),
    oldestWarningMs: await oldestUnshownMs(warnings, run),
  };
};

/**
 * How long the oldest due act has waited for a run of `act`. Acts in progress do not count: they wait for Coupang or Slack.
 */
export const oldestActMs = (tickets: readonly Ticket[], now: number): number =>
  tickets.reduce(
    (oldest, { facts: { act } }) =>
      act?.progress === 'asked' ? Math.max(oldest, now - (act.nextAt ?? now)) : oldest,
    0,
  );

/** A younger message rings no alarm, so it needs no read. */
const READ_FROM_MS = MINUTE_MS;

/**
 * Excludes messages that wait for a retry and items that this run could not process: other alarms count both. The run's work
 * reads no item that only waits for Slack. So this reads the oldest ones, up to the first that is readable.
 */
const oldestUnshownMs = async (
  rows: readonly (AttentionRow | NoticeRow)[],
  run: TrackRun,
): Promise<number> => {
  const { due, ports, seen } = run;
  const unshown = rows.filter(({ rank, attentionAt }) => rank !== undefined && attentionAt <= seen.readAt);
  for (const row of unshown.toSorted((a, b) => a.changedAt - b.changedAt)) {
    const id = deliverableId(row);
    const ageMs = Math.max(0, seen.readAt - row.changedAt);
    const isUnread = ageMs >= READ_FROM_MS && !due.failed.has(id) && !due.reconciled.has(id);
    // While the store is down, the age counts.
    if (isUnread && !ports.timeIsUp?.())
      await ifReadable(readDeliverable(row, ports), (error) => noteFailure(id, error, run)).catch(() => {});
    if (!due.failed.has(id)) return ageMs;
  }
  return 0;
};

/** The open tickets at a moment (S9). `oldestMs`: age of the oldest request; 0 if none is open. */
export type QueueFigures = { open: number; oldestMs: number; dueWithinHour: number };

/**
 * Counts a vendor's open tickets in its whole index. "Within the hour" excludes past deadlines.
 * @internal
 */
export const queueFigures = (
  rows: readonly Pick<AttentionRow, 'askedAt' | 'dueAt' | 'closedAt'>[],
  now: number,
): QueueFigures => {
  const open = rows.filter(({ closedAt }) => closedAt === undefined);
  return {
    open: open.length,
    oldestMs: open.reduce((oldest, { askedAt }) => Math.max(oldest, now - askedAt), 0),
    dueWithinHour: open.filter(({ dueAt }) => dueAt > now && dueAt <= now + HOUR_MS).length,
  };
};

/** The queue of the sources that Coupang closes at their deadline, and the open tickets of each other source that the vendor reads. */
export type VendorQueues = QueueFigures & {
  bySource?: { [source in Source]?: { open: number; overdue: number } };
};

const queuesBySource = (
  rows: readonly AttentionRow[],
  read: readonly Source[],
  now: number,
): Pick<VendorQueues, 'bySource'> => {
  const others = SOURCE_NAMES.filter((name) => !SOURCES[name].closesAtDeadline && read.includes(name));
  const queues = others.map((name) => {
    const open = rows.filter(({ source, closedAt }) => source === name && closedAt === undefined);
    return [name, { open: open.length, overdue: open.filter(({ dueAt }) => dueAt <= now).length }] as const;
  });
  return queues.length === 0 ? {} : { bySource: Object.fromEntries(queues) };
};
