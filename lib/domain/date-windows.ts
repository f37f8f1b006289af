import { addDays, dateAt, daysBetween } from './dates.ts';
import type { DateWindow } from './reading.ts';

/**
 * The windows a vendor is read in (R8): number 0 is the recent week, ending today; 1 to 4 the four weeks before
 * it; 5 to 30 the 180 days before those. Coupang takes a difference of six days, not of seven.
 */
export const MONTH_WINDOWS = 4;
export const ARCHIVE_WINDOWS = Math.ceil(180 / 7);
export const WINDOW_COUNT = 1 + MONTH_WINDOWS + ARCHIVE_WINDOWS;

export const dateWindow = (today: string, number: number): DateWindow => ({
  firstDate: addDays(today, -7 * number - 6),
  lastDate: addDays(today, -7 * number),
});

/**
 * The numbers of the windows that may list an inquiry: the one that holds its date, and the neighbour where the
 * date is the first or last of its window (R9). Empty where no window covers it.
 */
export const windowsHolding = (inquiryAt: number | undefined, today: string, zone: string): number[] => {
  if (inquiryAt === undefined) return [];
  const age = Math.max(0, daysBetween(dateAt(inquiryAt, zone), today));
  const own = Math.floor(age / 7);
  if (own >= WINDOW_COUNT) return [];
  const neighbours = [age % 7 === 0 ? own - 1 : own, age % 7 === 6 ? own + 1 : own];
  return [...new Set([own, ...neighbours])].filter((number) => number >= 0 && number < WINDOW_COUNT);
};
