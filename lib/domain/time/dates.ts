import { DAY_MS, HOUR_MS, MINUTE_MS } from './durations.ts';

/** Calendar dates are `yyyy-MM-dd`. Callers pass the zone, so that the machine's zone has no effect. */

/** Valid from 2010 to 2100. A test compares the next two years with Node's data, in case a law changes an offset. */
const OFFSETS_MS: { readonly [zone: string]: number } = {
  'Asia/Seoul': 9 * HOUR_MS,
  'Asia/Taipei': 8 * HOUR_MS,
};

/** How far a market's zone is ahead of UTC, ms. @throws RangeError for any other zone */
export const offsetMs = (zone: string): number => {
  const offset = OFFSETS_MS[zone];
  if (offset !== undefined) return offset;
  throw new RangeError(`${zone} is not the zone of a market.`);
};
export const dateAt = (instant: number, zone: string): string => utcDate(instant + offsetMs(zone));

/** The date in UTC. @param ms epoch ms */
export const utcDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** UTC midnight. NaN if it is not a date. */
export const midnightMs = (date: string): number => Date.parse(`${date}T00:00:00Z`);

export const addDays = (date: string, days: number): string => utcDate(midnightMs(date) + days * DAY_MS);

/** Negative if `later` is before `earlier`. */
export const daysBetween = (earlier: string, later: string): number =>
  Math.round((midnightMs(later) - midnightMs(earlier)) / DAY_MS);

/** In the order of `Date`. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A day of a zone, from midnight to midnight, half-open. */
export type ZonedDay = { date: string; from: number; until: number };

/**
 * The instant of a local time.
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
export const dayAt = (instant: number, zone: string): ZonedDay => {
  const date = dateAt(instant, zone);
  const from = instantAt(date, 0, zone);
  return { date, from, until: from + DAY_MS };
};
