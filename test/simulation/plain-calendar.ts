import type { Shift } from '../../lib/domain/time/calendar.ts';
import { MINUTE_MS, DAY_MS } from '../../lib/domain/time/durations.ts';

/** Ranges such as `09:00-12:00` by weekday, Sunday first. */
export type Week = readonly [Ranges, Ranges, Ranges, Ranges, Ranges, Ranges, Ranges];
type Ranges = readonly string[];

export const ZONE = 'Asia/Seoul';

/** Korea has no daylight saving time. */
export const AHEAD_MS = 9 * 60 * MINUTE_MS;
const FARTHEST_DAYS = 60;

/**
 * A calendar of Korea with plain arithmetic on days of 24 hours. The harness must not use the calendar that it tests.
 * @param daysOff `yyyy-MM-dd`
 */
export const createPlainCalendar = (week: Week, daysOff: ReadonlySet<string>) => {
  const rangesOf = (day: number): Shift[] => {
    const startsAt = day * DAY_MS - AHEAD_MS;
    if (daysOff.has(dateOf(startsAt))) return [];
    // 1970-01-01 was a Thursday.
    return (week[(day + 4) % 7] ?? []).map((range) => ({
      startsAt: startsAt + minuteOf(range.slice(0, 5)) * MINUTE_MS,
      endsAt: startsAt + minuteOf(range.slice(6)) * MINUTE_MS,
    }));
  };
  const shiftOf = (day: number): Shift | undefined => {
    const [first, last] = [rangesOf(day)[0], rangesOf(day).at(-1)];
    return first && last && { startsAt: first.startsAt, endsAt: last.endsAt };
  };
  return {
    shiftAt: (instant: number): Shift | undefined => {
      const shift = shiftOf(dayOf(instant));
      return shift && instant >= shift.startsAt && instant < shift.endsAt ? shift : undefined;
    },
    businessMs: (from: number, until: number): number => {
      let sum = 0;
      for (let day = dayOf(from); day <= dayOf(until); day += 1)
        for (const { startsAt, endsAt } of rangesOf(day))
          sum += Math.max(0, Math.min(endsAt, until) - Math.max(startsAt, from));
      return sum;
    },
    addBusinessMs: (from: number, ms: number): number | undefined => {
      let left = ms;
      for (let day = dayOf(from); day <= dayOf(from) + FARTHEST_DAYS; day += 1)
        for (const { startsAt, endsAt } of rangesOf(day)) {
          const begins = Math.max(startsAt, from);
          if (begins + left <= endsAt && begins < endsAt) return begins + left;
          left -= Math.max(0, endsAt - begins);
        }
      return undefined;
    },
  };
};

const dayOf = (instant: number): number => Math.floor((instant + AHEAD_MS) / DAY_MS);

/** The date in Korea, `yyyy-MM-dd`. */
export const dateOf = (instant: number): string => dateAhead(instant, AHEAD_MS);

/** When a date begins in Korea, epoch ms. */
export const startOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) - AHEAD_MS;

/** The date of a clock that is ahead of UTC. */
export const dateAhead = (instant: number, aheadMs: number): string =>
  new Date(instant + aheadMs).toISOString().slice(0, 10);

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
