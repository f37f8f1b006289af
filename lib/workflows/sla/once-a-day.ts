import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { dueKeyNotice } from '../../domain/notice/key-expiry.ts';
import type { Notice, NoticeName } from '../../domain/notice/notice.ts';
import type { NoticeFacts } from '../../domain/notice/notice-facts.ts';
import { findUnreadDates } from '../../domain/blindness/unread-dates.ts';
import type { VendorState } from '../../domain/reading/vendor-state.ts';
import { dateAt, midnightMs } from '../../domain/time/dates.ts';
import { createNotice, isStored, type KnownNotices } from '../outbox/create-notice.ts';
import { CLOCK_TOLERANCE_MS } from '../ports/clock.ts';
import type { TrackSlaPorts, TrackSlaSettings } from './track-sla-run.ts';

/**
 * Writes the due notice of a key's countdown, once (O7).
 * @param expiresOn the key's last day, `yyyy-MM-dd`
 */
export const reportKeyExpiry = async (
  vendor: VendorRef,
  expiresOn: string | undefined,
  now: number,
  ports: KnownNotices,
): Promise<Notice | undefined> => {
  const name = expiresOn && dueKeyNotice(expiresOn, now, MARKET_ZONES[vendor.market]);
  return expiresOn && name
    ? writeOnce(vendor, { name, facts: { about: 'key-expiry', expiresOn } }, now, ports)
    : undefined;
};

/** Once a day while a laptop's clock is proved wrong by more than five minutes (R6). */
export const reportWrongClock = async (
  vendor: VendorRef,
  now: number,
  ports: TrackSlaPorts,
): Promise<Notice | undefined> => {
  const slowByMs = ports.clock.correction?.byMs() ?? 0;
  if (Math.abs(slowByMs) <= CLOCK_TOLERANCE_MS) return undefined;
  const name: NoticeName = `wrong-clock/${dayOf(vendor, now)}`;
  return writeOnce(vendor, { name, facts: { about: 'wrong-clock', slowByMs } }, now, ports);
};

/** Once a day within the team's hours, while older dates are not read (R8). */
export const reportOlderUnread = async (
  vendor: VendorRef,
  state: VendorState | undefined,
  now: number,
  { settings: { calendar, intervals, spans }, ports }: { settings: TrackSlaSettings; ports: KnownNotices },
): Promise<Notice | undefined> => {
  const polledAt = state?.polledAt;
  // Outside the hours, polls may be rare.
  const areHours = [now, polledAt].every((at) => at !== undefined && (!calendar || calendar.shiftAt(at)));
  if (!state || !areHours) return undefined;
  const zone = MARKET_ZONES[vendor.market];
  const unread = findUnreadDates(state, now, { zone, intervals, blindMs: spans.blindMs });
  if (!unread) return undefined;
  const name: NoticeName = `older-unread/${dayOf(vendor, now)}`;
  return writeOnce(vendor, { name, facts: { about: 'older-unread', ...unread } }, now, ports);
};

const dayOf = ({ market }: VendorRef, now: number): number => midnightMs(dateAt(now, MARKET_ZONES[market]));

const writeOnce = async (
  vendor: VendorRef,
  { name, facts }: { name: NoticeName; facts: NoticeFacts },
  now: number,
  ports: KnownNotices,
): Promise<Notice | undefined> => {
  const key = { ...vendor, notice: name };
  if (await isStored(key, ports)) return undefined;
  const { notice, isNew } = await createNotice(key, facts, now, ports);
  return isNew ? notice : undefined;
};
