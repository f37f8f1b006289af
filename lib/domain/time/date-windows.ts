import { addDays, dateAt, daysBetween } from './dates.ts';

/**
 * A vendor is read in windows of seven dates (R8). Number 0 is the recent week, which ends today. All others lie on fixed dates, so that
 * midnight moves only the recent week. Number 1 holds the day before the recent week and may overlap with it. Coupang accepts six days
 * between the dates, not seven. Assumptions: end-date-inclusive, product-end-date.
 */
const MONTH_DAYS = 7 + 4 * 7;
const ARCHIVE_DAYS = MONTH_DAYS + 180;

/** The last of the four weeks before the recent week. The archive follows. */
export const lastMonthWindow = (today: string): number => numberOf(addDays(today, 1 - MONTH_DAYS), today);

export const windowCount = (today: string): number => numberOf(addDays(today, 1 - ARCHIVE_DAYS), today) + 1;

export const dateWindow = (today: string, number: number): DateWindow => {
  const firstDate =
    number === 0 ? addDays(today, -6) : addDays(weekOf(addDays(today, -7)), -7 * (number - 1));
  return { firstDate, lastDate: addDays(firstDate, 6) };
};

/**
 * The windows that may list an inquiry: the window of its date, and a neighbour within a day of it (R9). Empty if no window covers the
 * date. Assumption: window-filters-by-inquiry-date.
 */
export const windowsHolding = (inquiryAt: number | undefined, today: string, zone: string): number[] => {
  if (inquiryAt === undefined) return [];
  const date = dateAt(inquiryAt, zone);
  const own = numberOf(date, today);
  const count = windowCount(today);
  if (own >= count) return [];
  const numbers = [own, numberOf(addDays(date, -1), today), numberOf(addDays(date, 1), today)];
  return [...new Set(numbers)].filter((number) => number < count);
};

const numberOf = (date: string, today: string): number => {
  const isRecent = date >= addDays(today, -6);
  return isRecent ? 0 : 1 + daysBetween(weekOf(date), weekOf(addDays(today, -7))) / 7;
};

/** The first date of a window on fixed dates. */
export const weekOf = (date: string): string => addDays(date, -(daysBetween(FIRST_DATE, date) % 7));
const FIRST_DATE = '2015-01-01';

/** Seven dates in the market's zone, `yyyy-MM-dd`. Both ends are included. */
export type DateWindow = {
  firstDate: string;
  lastDate: string;
};

/** The newest date comes first, since a new inquiry is the most urgent. */
export const datesOf = ({ firstDate, lastDate }: DateWindow): string[] =>
  Array.from({ length: daysBetween(firstDate, lastDate) + 1 }, (_, index) => addDays(lastDate, -index));
