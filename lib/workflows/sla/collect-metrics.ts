import { MARKET_ZONES } from '../../config/market.ts';
import { LINES } from '../../config/names.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { keyDaysLeft } from '../../domain/notice/key-expiry.ts';
import { oldestUnshownMs } from '../../domain/delivery/oldest-unshown-ms.ts';
import {
  addFigures,
  NOTHING_OPEN,
  type QueueFigures,
  queueFigures,
} from '../../domain/delivery/queue-figures.ts';
import { RANKS } from '../../domain/delivery/urgency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { TicketReader } from '../ports/ticket-store.ts';
import type { VendorStates } from '../ports/vendor-states.ts';
import { type PublishServices, publishEvents } from '../outbox/publish-events.ts';
import type { KnownNotices } from '../outbox/known-notices.ts';
import { tellKeyExpiry } from './tell-key-expiry.ts';
import { forEachSettled } from '../outbox/for-each-settled.ts';
import { seeState } from './watch-blindness.ts';

export type MetricsServices = KnownNotices &
  PublishServices & {
    reader: Pick<TicketReader, 'attention'>;
    states: Pick<VendorStates, 'read'>;
    clock: Clock;
    log: Log;
  };

/** All vendors together, with the worst value of any vendor: alarms and dashboard do not know vendors (S9). */
export type CollectedMetrics = QueueFigures & {
  /** The age of the oldest change that Slack does not show yet. 0: Slack shows all. */
  oldestUnshownMs: number;
  /** The age of the oldest such warning or breach. 0: there is none. */
  oldestWarningMs: number;
  /**
   * The age of the last complete reading of the recent week, for the vendor with the highest. Before its first complete
   * reading it counts from the first poll. A vendor without a poll has none: its key is not stored.
   */
  readingAgeMs: number;
  /** For the key that ends first, if a last day is known. Negative after that day. */
  keyDaysLeft?: number;
};

/**
 * Counts what is open, what Slack does not show yet and what the vendors' states say, and logs one line a vendor (S9). It
 * also writes notices of keys that end soon (O7). A failure of one vendor does not block the notices of the others. It
 * throws the first error then, since figures without a vendor would be wrong.
 */
export const collectMetrics = async (
  vendors: readonly VendorRef[],
  services: MetricsServices,
): Promise<CollectedMetrics> => {
  let seen: CollectedMetrics = { ...NOTHING_OPEN, oldestUnshownMs: 0, oldestWarningMs: 0, readingAgeMs: 0 };
  const errors = await forEachSettled(vendors, async (vendor) => {
    seen = addMetrics(seen, await collectVendorMetrics(vendor, services));
  });
  if (errors.length > 0) throw errors[0];
  return seen;
};

const collectVendorMetrics = async (
  vendor: VendorRef,
  services: MetricsServices,
): Promise<CollectedMetrics> => {
  const { reader, log } = services;
  const zone = MARKET_ZONES[vendor.market];
  const { readAt, state } = await seeState(vendor, services);
  const now = readAt + (state?.clockOffsetMs ?? 0);
  const { keyExpiresOn } = state ?? {};
  if (keyExpiresOn !== undefined) {
    const told = await tellKeyExpiry(vendor, keyExpiresOn, { now, zone }, services);
    if (told) await publishEvents([told], services);
  }
  const { tickets, notices } = await reader.attention(vendor);
  const completeAt = state?.firstPollAt === undefined ? now : (state.recentCompleteAt ?? state.firstPollAt);
  const rows = [...tickets, ...notices];
  // A warning is a change of its ticket, or a notice of its own. `changedAt` is its time, or that of a later change.
  const warnings = rows.filter(({ rank }) => rank === RANKS.alert);
  const seen: CollectedMetrics = {
    ...queueFigures(tickets, now),
    oldestUnshownMs: oldestUnshownMs(rows, now),
    oldestWarningMs: oldestUnshownMs(warnings, now),
    readingAgeMs: Math.max(0, now - completeAt),
    ...(keyExpiresOn !== undefined && { keyDaysLeft: keyDaysLeft(keyExpiresOn, now, zone) }),
  };
  log.info(LINES.vendorFigures, { ...vendor, ...seen });
  return seen;
};

const addMetrics = (one: CollectedMetrics, other: CollectedMetrics): CollectedMetrics => {
  const days = [one.keyDaysLeft, other.keyDaysLeft].filter((left) => left !== undefined);
  return {
    ...addFigures(one, other),
    oldestUnshownMs: Math.max(one.oldestUnshownMs, other.oldestUnshownMs),
    oldestWarningMs: Math.max(one.oldestWarningMs, other.oldestWarningMs),
    readingAgeMs: Math.max(one.readingAgeMs, other.readingAgeMs),
    ...(days.length > 0 && { keyDaysLeft: Math.min(...days) }),
  };
};
