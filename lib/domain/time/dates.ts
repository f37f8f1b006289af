import { DAY_MS } from './durations.ts';

/** Calendar dates as `yyyy-MM-dd`. The zone is always given, never the machine's. */

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The date in `zone` at an instant (epoch ms). */
export const dateAt = (instant: number, zone: string): string => {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  return formatter.format(instant);
};

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** How many days `later` is after `earlier`; negative if it is before. */
export const daysBetween = (earlier: string, later: string): number =>
  Math.round((Date.parse(`${later}T00:00:00Z`) - Date.parse(`${earlier}T00:00:00Z`)) / DAY_MS);
