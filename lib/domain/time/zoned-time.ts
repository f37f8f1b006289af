import { addDays, dateAt } from './dates.ts';
import { MINUTE_MS, DAY_MS } from './durations.ts';

/** From Sunday on, in the order of `Date`. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A calendar day of a zone, from midnight to midnight, half-open, epoch ms. */
export type ZonedDay = { date: string; from: number; until: number };

const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * The instant (epoch ms) at which the clocks of `zone` show a time of a date. Clocks that are put forward skip some times:
 * such a time becomes later by the length of the skip. Of a time that the clocks show twice, the first counts. Temporal's
 * `compatible` does the same.
 * @param date `yyyy-MM-dd`
 * @param minuteOfDay 1440 is midnight of the next date
 */
export const instantAt = (date: string, minuteOfDay: number, zone: string): number =>
  instantOf(midnightMs(date) + minuteOfDay * MINUTE_MS, zone);

/**
 * The same for a whole second.
 * @param wall what the clocks show, as if they were in UTC, epoch ms
 */
export const instantOf = (wall: number, zone: string): number => {
  // An offset is smaller than a day. So these two are the offsets before and after the instant.
  const before = offsetMsAt(wall - DAY_MS, zone);
  const after = offsetMsAt(wall + DAY_MS, zone);
  const early = wall - before;
  if (before === after || offsetMsAt(early, zone) === before) return early;
  const late = wall - after;
  return offsetMsAt(late, zone) === after ? late : early;
};

/** @throws RangeError if it is not a date */
export const weekdayOf = (date: string): Weekday => {
  const weekday = WEEKDAYS[new Date(midnightMs(date)).getUTCDay()];
  if (weekday) return weekday;
  throw new RangeError(`${date} is not a date such as 2026-12-25.`);
};

/** The day of `zone` that holds an instant (epoch ms). It is longer or shorter than 24 hours if the clocks change. */
export const dayAt = (instant: number, zone: string): ZonedDay => {
  const date = dateAt(instant, zone);
  return { date, from: instantAt(date, 0, zone), until: instantAt(addDays(date, 1), 0, zone) };
};

const midnightMs = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** How much the clocks of `zone` are ahead of UTC at a whole second (epoch ms), ms. */
const offsetMsAt = (second: number, zone: string): number =>
  Date.parse(`${clockOf(zone).format(second).replace(' ', 'T')}Z`) - second;

const clockOf = (zone: string): Intl.DateTimeFormat => {
  const known = formatters.get(zone);
  if (known) return known;
  // The Swedish format is 2026-12-25 09:00:00.
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  formatters.set(zone, made);
  return made;
};
