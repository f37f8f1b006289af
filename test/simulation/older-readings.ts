import { dateWindow, windowCount } from '../../lib/domain/time/date-windows.ts';
import { dateAt } from '../../lib/domain/time/dates.ts';
import { OPEN_STATUSES, readingKey } from '../../lib/domain/reading/plan-readings.ts';
import { NEW_VENDOR_STATE, type VendorState } from '../../lib/domain/reading/vendor-state.ts';
import { DAY_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { ZONE } from './memory-coupang.ts';

/** As if every window but the recent week had been read a minute ago. This saves a day its first sixty readings. */
export const olderReadings = (now: number): Record<string, number> => {
  const today = dateAt(now, ZONE);
  return Object.fromEntries(
    Array.from({ length: windowCount(today) - 1 }, (_, index) => dateWindow(today, index + 1)).flatMap(
      (window) => OPEN_STATUSES.map((status) => [readingKey(window, status), now - 60_000]),
    ),
  );
};

/** As if the hand-overs of a vendor had been read for a week, until a minute ago. */
export const readForAWeek = (now: number): VendorState => ({
  ...NEW_VENDOR_STATE,
  completeReadings: olderReadings(now),
  firstPollAt: now - 8 * DAY_MS,
  polledAt: now - MINUTE_MS,
  recentCompleteAt: now - MINUTE_MS,
  trackedAt: now - MINUTE_MS,
});
