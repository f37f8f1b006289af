import { sightedUntil } from '../../domain/blindness/blindness.ts';
import { MARKET_ZONES } from '../../config/market.ts';
import { keyDaysLeft } from '../../domain/notice/key-expiry.ts';
import { type Source, SOURCE_NAMES, SOURCES } from '../../domain/sources.ts';
import { RANKS } from '../../domain/delivery/urgency.ts';
import type { AttentionRow, Ticket } from '../../domain/ticket/ticket.ts';
import type { CollectedMetrics, TrackRun } from './track-sla-run.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import { HOUR_MS } from '../../domain/time/durations.ts';

export const NO_VENDOR: CollectedMetrics = {
  oldestUnshownMs: 0,
  oldestWarningMs: 0,
  readingAgeMs: 0,
};

export const collectMetrics = ({
  vendor,
  settings: { sources },
  seen: { readAt: now, state },
  rows: { tickets, notices },
}: Pick<TrackRun, 'vendor' | 'settings' | 'seen' | 'rows'>): CollectedMetrics & VendorQueues => {
  const { keyExpiresOn } = state ?? {};
  const since = state && sightedUntil(state);
  const rows = [...tickets, ...notices];
  // A warning changes its ticket or is a notice. `changedAt` is its time, or that of a later change.
  const warnings = rows.filter(({ rank }) => rank === RANKS.alert);
  return {
    ...queueFigures(
      tickets.filter(({ source }) => SOURCES[source].countsInScore),
      now,
    ),
    ...queuesBySource(tickets, sources, now),
    oldestUnshownMs: oldestUnshownMs(rows, now),
    oldestWarningMs: oldestUnshownMs(warnings, now),
    readingAgeMs: since === undefined ? 0 : Math.max(0, now - since),
    ...(keyExpiresOn !== undefined && {
      keyDaysLeft: keyDaysLeft(keyExpiresOn, now, MARKET_ZONES[vendor.market]),
    }),
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

export const addMetrics = (metrics: CollectedMetrics, other: CollectedMetrics): CollectedMetrics => {
  const days = [metrics.keyDaysLeft, other.keyDaysLeft].filter((left) => left !== undefined);
  return {
    oldestUnshownMs: Math.max(metrics.oldestUnshownMs, other.oldestUnshownMs),
    oldestWarningMs: Math.max(metrics.oldestWarningMs, other.oldestWarningMs),
    readingAgeMs: Math.max(metrics.readingAgeMs, other.readingAgeMs),
    ...(days.length > 0 && { keyDaysLeft: Math.min(...days) }),
  };
};

type Row = Pick<AttentionRow | NoticeRow, 'rank' | 'changedAt' | 'attentionAt'>;

/**
 * The age of the oldest message that Slack does not show, ms; 0 if there is none (R25). Excludes messages that wait for a
 * retry: the alarm on refusals covers them.
 * @internal
 */
export const oldestUnshownMs = (rows: readonly Row[], now: number): number =>
  rows
    .filter(({ rank, attentionAt }) => rank !== undefined && attentionAt <= now)
    .reduce((oldest, { changedAt }) => Math.max(oldest, now - changedAt), 0);

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

/** The queue of the sources that count in the seller score, and the open tickets of each other source that the vendor reads. */
export type VendorQueues = QueueFigures & {
  bySource?: { [source in Source]?: { open: number; overdue: number } };
};

const queuesBySource = (
  rows: readonly AttentionRow[],
  read: readonly Source[],
  now: number,
): Pick<VendorQueues, 'bySource'> => {
  const others = SOURCE_NAMES.filter((name) => !SOURCES[name].countsInScore && read.includes(name));
  const queues = others.map((name) => {
    const open = rows.filter(({ source, closedAt }) => source === name && closedAt === undefined);
    return [name, { open: open.length, overdue: open.filter(({ dueAt }) => dueAt <= now).length }] as const;
  });
  return queues.length === 0 ? {} : { bySource: Object.fromEntries(queues) };
};
