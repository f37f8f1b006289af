import { sightedUntil } from '../../domain/blindness/blindness.ts';
import { MARKET_ZONES } from '../../config/market.ts';
import { keyDaysLeft } from '../../domain/notice/key-expiry.ts';
import { oldestUnshownMs } from '../../domain/delivery/oldest-unshown-ms.ts';
import { type QueueFigures, queueFigures } from '../../domain/delivery/queue-figures.ts';
import { RANKS } from '../../domain/delivery/urgency.ts';
import type { TrackRun } from './track-sla-run.ts';

/** All vendors together, with the worst value of any vendor: alarms and dashboard do not know vendors (S9). */
export type CollectedMetrics = {
  /** The age of the oldest change that Slack does not show yet. 0: Slack shows all. */
  oldestUnshownMs: number;
  /** The age of the oldest such warning or breach. 0: there is none. */
  oldestWarningMs: number;
  /**
   * The age of the last complete reading of the recent week, for the vendor with the highest. Before its first complete
   * reading it counts from the same time as blindness does (R17), so that a vendor that was never polled rings.
   */
  readingAgeMs: number;
  /** For the key that ends first, if a last day is known. Negative after that day. */
  keyDaysLeft?: number;
};

export const NO_VENDOR: CollectedMetrics = {
  oldestUnshownMs: 0,
  oldestWarningMs: 0,
  readingAgeMs: 0,
};

/** What is open, what Slack did not show yet and what the vendor's state said when the run looked (S9). */
export const collectMetrics = ({
  vendor,
  seen: { readAt, state },
  rows: { tickets, notices },
}: Pick<TrackRun, 'vendor' | 'seen' | 'rows'>): CollectedMetrics & QueueFigures => {
  const now = readAt + (state?.clockOffsetMs ?? 0);
  const { keyExpiresOn } = state ?? {};
  const since = state && sightedUntil(state);
  const until = Math.max(now, readAt);
  const rows = [...tickets, ...notices];
  // A warning is a change of its ticket, or a notice of its own. `changedAt` is its time, or that of a later change.
  const warnings = rows.filter(({ rank }) => rank === RANKS.alert);
  return {
    ...queueFigures(tickets, now),
    oldestUnshownMs: oldestUnshownMs(rows, now, until),
    oldestWarningMs: oldestUnshownMs(warnings, now, until),
    readingAgeMs: since === undefined ? 0 : Math.max(0, now - since),
    ...(keyExpiresOn !== undefined && {
      keyDaysLeft: keyDaysLeft(keyExpiresOn, now, MARKET_ZONES[vendor.market]),
    }),
  };
};

export const addMetrics = (one: CollectedMetrics, other: CollectedMetrics): CollectedMetrics => {
  const days = [one.keyDaysLeft, other.keyDaysLeft].filter((left) => left !== undefined);
  return {
    oldestUnshownMs: Math.max(one.oldestUnshownMs, other.oldestUnshownMs),
    oldestWarningMs: Math.max(one.oldestWarningMs, other.oldestWarningMs),
    readingAgeMs: Math.max(one.readingAgeMs, other.readingAgeMs),
    ...(days.length > 0 && { keyDaysLeft: Math.min(...days) }),
  };
};
