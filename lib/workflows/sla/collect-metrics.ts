import { sightedUntil } from '../../domain/blindness/blindness.ts';
import { MARKET_ZONES } from '../../config/market.ts';
import { keyDaysLeft } from '../../domain/notice/key-expiry.ts';
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

/**
 * Collects figures about open tickets, messages that Slack did not show yet, and the vendor's state when the run looked
 * (S9).
 */
export const collectMetrics = ({
  vendor,
  seen: { readAt: now, state },
  rows: { tickets, notices },
}: Pick<TrackRun, 'vendor' | 'seen' | 'rows'>): CollectedMetrics & QueueFigures => {
  const { keyExpiresOn } = state ?? {};
  const since = state && sightedUntil(state);
  const rows = [...tickets, ...notices];
  // A warning is a change of its ticket, or a notice of its own. `changedAt` is its time, or that of a later change.
  const warnings = rows.filter(({ rank }) => rank === RANKS.alert);
  return {
    ...queueFigures(tickets, now),
    oldestUnshownMs: oldestUnshownMs(rows, now),
    oldestWarningMs: oldestUnshownMs(warnings, now),
    readingAgeMs: since === undefined ? 0 : Math.max(0, now - since),
    ...(keyExpiresOn !== undefined && {
      keyDaysLeft: keyDaysLeft(keyExpiresOn, now, MARKET_ZONES[vendor.market]),
    }),
  };
};

/**
 * How long the oldest due act has waited for a run of `act`. Acts in progress do not count: they wait for Coupang or for Slack.
 * @param now epoch ms
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
 * The age of the oldest message that Slack lacks, ms; 0 if Slack shows all (R25). It counts whether a wake-up, a drain or
 * Slack lost the message. A message that waits for its next try is left out: the alarm on refusals covers it.
 * @param now epoch ms
 * @internal
 */
export const oldestUnshownMs = (rows: readonly Row[], now: number): number =>
  rows
    .filter(({ rank, attentionAt }) => rank !== undefined && attentionAt <= now)
    .reduce((oldest, { changedAt }) => Math.max(oldest, now - changedAt), 0);

/** The open tickets at one moment (S9). `oldestMs`: since the oldest one was asked; 0 if none is open. */
export type QueueFigures = { open: number; oldestMs: number; dueWithinHour: number };

/**
 * Counts a vendor's open tickets in the rows of its whole index. A deadline that is over is not "within the hour".
 * @param now epoch ms
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
