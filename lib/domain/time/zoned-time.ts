import { dateAt, midnightMs, offsetMs } from './dates.ts';
import { DAY_MS, MINUTE_MS } from './durations.ts';

/** In the order of `Date`. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A day of a zone, from midnight to midnight, half-open, epoch ms. */
export type ZonedDay = { date: string; from: number; until: number };

/**
 * The instant (epoch ms) of a local time.
 * @param date `yyyy-MM-dd`
 * @param minuteOfDay 1440 is midnight of the next date
 */
export const instantAt = (date: string, minuteOfDay: number, zone: string): number =>
  midnightMs(date) + minuteOfDay * MINUTE_MS - offsetMs(zone);

/** @throws RangeError if it is not a date */
export const weekdayOf = (date: string): Weekday => {
  const weekday = WEEKDAYS[new Date(midnightMs(date)).getUTCDay()];
  if (weekday) return weekday;
  throw new RangeError(`${date} is not a date such as 2026-12-25.`);
};

/** @param instant epoch ms */
export const dayAt = (instant: number, zone: string): ZonedDay => {
  const date = dateAt(instant, zone);
  const from = instantAt(date, 0, zone);
  return { date, from, until: from + DAY_MS };
};
