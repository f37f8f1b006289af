import { MARKET_ZONES } from '../../config/market.ts';
import { VENDOR_FIGURES } from '../../config/names.ts';
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

/** All vendors together, and the worst of them, as alarms and dashboard know no vendor (S9). */
export type CollectedMetrics = QueueFigures & {
  /** Since the oldest change that Slack does not show yet; 0 without any. */
  oldestUnshownMs: number;
  /** Of these, since the oldest warning or breach; 0 without any. */
  oldestWarningMs: number;
  /**
   * Since the last complete reading of the recent week began, of the vendor for which that is longest; of one that was
   * never read, since its first poll. A vendor that nobody has polled yet, as its key is not stored, has none.
   */
  readingAgeMs: number;
  /** Of the key that ends first, where a last day is known; negative once it is over. */
  keyDaysLeft?: number;
};

/**
 * Counts what stands open, what Slack does not show yet and what the vendors' states say, with a line of the log for each
 * vendor (S9), and tells of keys that end soon (O7). One vendor that cannot be
 * read keeps no other's notice waiting. Throws what first failed then, since figures without a vendor would be wrong ones.
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
  // A warning is a change of its ticket, or a notice of its own: `changedAt` is its time, or that of a later change beside it.
  const warnings = rows.filter(({ rank }) => rank === RANKS.alert);
  const seen: CollectedMetrics = {
    ...queueFigures(tickets, now),
    oldestUnshownMs: oldestUnshownMs(rows, now),
    oldestWarningMs: oldestUnshownMs(warnings, now),
    readingAgeMs: Math.max(0, now - completeAt),
    ...(keyExpiresOn !== undefined && { keyDaysLeft: keyDaysLeft(keyExpiresOn, now, zone) }),
  };
  log.info(VENDOR_FIGURES, { ...vendor, ...seen });
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
