import { sightedUntil } from '../../domain/blindness/blindness.ts';
import { MARKET_ZONES } from '../../config/market.ts';
import { keyDaysLeft } from '../../domain/notice/key-expiry.ts';
import { oldestUnshownMs } from '../../domain/delivery/oldest-unshown-ms.ts';
import { type QueueFigures, queueFigures } from '../../domain/delivery/queue-figures.ts';
import { RANKS } from '../../domain/delivery/urgency.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { CollectedMetrics, TrackRun } from './track-sla-run.ts';

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
