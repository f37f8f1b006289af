import { addDays, dateAt, daysBetween, midnightMs, utcDate } from './dates.ts';
import { DAY_MS } from './durations.ts';

/**
 * A vendor is read in windows of seven dates (R8). Number 0 is the recent week, which ends today. All others lie on fixed dates, so that
 * midnight moves only the recent week. Number 1 holds the day before the recent week and may overlap with it. Coupang accepts six days
 * between the dates, not seven. Assumptions: end-date-inclusive, product-end-date.
 */
const MONTH_DAYS = 7 + 4 * 7;
const ARCHIVE_DAYS = MONTH_DAYS + 180;

/** The last of the four weeks before the recent week. The archive follows. */
export const lastMonthWindow = (today: string): number => {
  const day = dayOf(today);
  return numberOf(day + 1 - MONTH_DAYS, day);
};

export const windowCount = (today: string): number => countAt(dayOf(today));

export const dateWindow = (today: string, number: number): DateWindow => {
  const day = dayOf(today);
  const first = number === 0 ? day - 6 : firstOfWeek(day - 7) - 7 * (number - 1);
  return { firstDate: dateOf(first), lastDate: dateOf(first + 6) };
};

/**
 * The windows that may list an inquiry: the window of its date, and a neighbour within a day of it (R9). Empty if no window covers the
 * date. Assumption: window-filters-by-inquiry-date.
 */
export const windowsHolding = (inquiryAt: number | undefined, today: string, zone: string): number[] => {
  if (inquiryAt === undefined) return [];
  const day = dayOf(dateAt(inquiryAt, zone));
  const current = dayOf(today);
  const own = numberOf(day, current);
  const count = countAt(current);
  if (own >= count) return [];
  const numbers = [own, numberOf(day - 1, current), numberOf(day + 1, current)];
  return [...new Set(numbers)].filter((number) => number < count);
};

/** The first date of a window on fixed dates. */
export const weekOf = (date: string): string => dateOf(firstOfWeek(dayOf(date)));

/** A poll asks for the windows of each ticket, so they are counted in days since 1970, not in dates. */
const dayOf = (date: string): number => midnightMs(date) / DAY_MS;
const dateOf = (day: number): string => utcDate(day * DAY_MS);

const countAt = (today: number): number => numberOf(today + 1 - ARCHIVE_DAYS, today) + 1;

const numberOf = (day: number, today: number): number =>
  day >= today - 6 ? 0 : 1 + (firstOfWeek(today - 7) - firstOfWeek(day)) / 7;

const firstOfWeek = (day: number): number => day - (day % 7);

/** Seven dates in the market's zone, `yyyy-MM-dd`. Both ends are included. */
export type DateWindow = {
  firstDate: string;
  lastDate: string;
};

/** The newest date comes first, since a new inquiry is the most urgent. */
export const datesOf = ({ firstDate, lastDate }: DateWindow): string[] =>
  Array.from({ length: daysBetween(firstDate, lastDate) + 1 }, (_, index) => addDays(lastDate, -index));
