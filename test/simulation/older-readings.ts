import { dateWindow, windowCount } from '../../lib/domain/time/date-windows.ts';
import { dateAt } from '../../lib/domain/time/dates.ts';
import { readingKey } from '../../lib/domain/reading/plan-readings.ts';
import { SOURCES } from '../../lib/domain/sources.ts';
import { NEW_VENDOR_STATE, type VendorState } from '../../lib/domain/reading/vendor-state.ts';
import { DAY_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { ZONE } from './plain-calendar.ts';

/** As if every window but the recent week had been read a minute ago. This saves a day its first sixty readings. */
export const olderReadings = (now: number): Record<string, number> => {
  const today = dateAt(now, ZONE);
  return Object.fromEntries(
    Array.from({ length: windowCount(today) - 1 }, (_, index) => dateWindow(today, index + 1)).flatMap(
      (window) =>
        SOURCES['call-center'].openLists.map((status) => [readingKey(window, status), now - 60_000]),
    ),
  );
};

const recentReadings = (now: number): Record<string, number> =>
  Object.fromEntries(
    SOURCES['call-center'].openLists.map((status) => [
      readingKey(dateWindow(dateAt(now, ZONE), 0), status),
      now - MINUTE_MS,
    ]),
  );

/** As if the hand-overs of a vendor had been read for a week, until a minute ago. */
export const readForAWeek = (now: number): VendorState => ({
  ...NEW_VENDOR_STATE,
  sources: {
    'call-center': {
      completeReadings: { ...olderReadings(now), ...recentReadings(now) },
      shortReadings: {},
      firstPollAt: now - 8 * DAY_MS,
      recentCompleteAt: now - MINUTE_MS,
    },
  },
  firstPollAt: now - 8 * DAY_MS,
  polledAt: now - MINUTE_MS,
  trackedAt: now - MINUTE_MS,
});
