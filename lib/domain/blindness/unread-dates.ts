import { judgeBlindness, readingTimesOf } from './blindness.ts';
import { SOURCE_NAMES, SOURCES } from '../sources.ts';
import { defined } from '../defined.ts';
import { KEPT_FOR_MS, type ReadingIntervals, readingKey, usualInterval } from '../reading/plan-readings.ts';
import type { VendorState } from '../reading/vendor-state.ts';
import { dateWindow, type DateWindow, windowCount } from '../time/date-windows.ts';
import { addDays, dateAt, instantAt } from '../time/dates.ts';
import { DAY_MS } from '../time/durations.ts';
import type { OlderUnreadFacts } from '../notice/notice-facts.ts';

const UNREAD_INTERVALS = 3;

const [ARCHIVED] = SOURCE_NAMES.filter((source) => SOURCES[source].hasArchive);

type Unread = DateWindow & { readAt: number };

/**
 * The dates of older windows that were not read completely for three of their intervals, as of the last poll's end. `undefined` for a blind
 * vendor, whose notice says more, and on a vendor's first day. The intervals restart after a pause or a blind time.
 */
export const findUnreadDates = (
  state: VendorState,
  now: number,
  { zone, intervals, blindMs }: { zone: string; intervals: ReadingIntervals; blindMs: number },
): Omit<OlderUnreadFacts, 'about'> | undefined => {
  const own = ARCHIVED && state.sources[ARCHIVED];
  const times = ARCHIVED && readingTimesOf(state, ARCHIVED);
  const { polledAt = 0 } = state;
  if (!own || !times || polledAt - own.firstPollAt < DAY_MS) return undefined;
  if (judgeBlindness({ state: times, now, blindMs }).is === 'blind') return undefined;
  const resumedAt = Math.max(state.pause?.until ?? 0, own.blindTimes?.at(-1)?.until ?? 0);
  const today = dateAt(polledAt, zone);
  const unread: Unread[] = [];
  for (let number = 1; number < windowCount(today); number += 1) {
    const window = dateWindow(today, number);
    // Until then its dates were in the recent week.
    const beganAt = Math.max(own.firstPollAt, instantAt(addDays(window.firstDate, 7), 0, zone));
    const readAt = Math.min(
      ...SOURCES[ARCHIVED].openLists.map((status) =>
        Math.max(beganAt, own.completeReadings[readingKey(window, status)] ?? 0),
      ),
    );
    // The time between polls may exceed the interval.
    const interval = Math.max(usualInterval(number, today, intervals), blindMs);
    if (polledAt - Math.max(readAt, resumedAt) >= UNREAD_INTERVALS * interval)
      unread.push({ ...window, readAt });
  }
  if (unread.length === 0) return undefined;
  const readAt = Math.min(...unread.map((window) => window.readAt));
  // The state forgets older readings.
  const isKnown = polledAt - readAt < KEPT_FOR_MS;
  return {
    dates: joinDates(unread, addDays(today, -7)),
    ...defined({ readAt: isKnown ? readAt : undefined }),
  };
};

/**
 * @param windows newest first
 * @param until the last date before the recent week
 */
const joinDates = (windows: readonly Unread[], until: string): OlderUnreadFacts['dates'] => {
  const dates: OlderUnreadFacts['dates'] = [];
  for (const { firstDate, lastDate } of windows) {
    const newer = dates.at(-1);
    if (newer?.from === addDays(lastDate, 1)) newer.from = firstDate;
    else dates.push({ from: firstDate, to: lastDate < until ? lastDate : until });
  }
  return dates;
};
