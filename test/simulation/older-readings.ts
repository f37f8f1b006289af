import { dateWindow, windowCount } from '../../lib/domain/time/date-windows.ts';
import { dateAt } from '../../lib/domain/time/dates.ts';
import { OPEN_STATUSES, readingKey } from '../../lib/domain/reading/plan-readings.ts';
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
