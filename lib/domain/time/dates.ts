import { DAY_MS, HOUR_MS } from './durations.ts';

/** Calendar dates as `yyyy-MM-dd`. The zone is always given, never the machine's. */

/** From 2010 to 2100. A test asks Node about the next two years, in case a law changes one. */
const OFFSETS_MS: { readonly [zone: string]: number } = {
  'Asia/Seoul': 9 * HOUR_MS,
  'Asia/Taipei': 8 * HOUR_MS,
};

/**
 * How far the clocks of a market's zone are ahead of UTC, ms. They never change.
 * @throws RangeError for any other zone
 */
export const offsetMs = (zone: string): number => {
  const offset = OFFSETS_MS[zone];
  if (offset !== undefined) return offset;
  throw new RangeError(`${zone} is not the zone of a market.`);
};

/** The date in `zone` at an instant (epoch ms). */
export const dateAt = (instant: number, zone: string): string =>
  new Date(instant + offsetMs(zone)).toISOString().slice(0, 10);

/** Midnight of a date in UTC, epoch ms. NaN if it is not a date. */
export const midnightMs = (date: string): number => Date.parse(`${date}T00:00:00Z`);

export const addDays = (date: string, days: number): string =>
  new Date(midnightMs(date) + days * DAY_MS).toISOString().slice(0, 10);

/** How many days `later` is after `earlier`; negative if it is before. */
export const daysBetween = (earlier: string, later: string): number =>
  Math.round((midnightMs(later) - midnightMs(earlier)) / DAY_MS);
