import type { ListStatus, OpenStatus } from '../sources.ts';
import {
  dateWindow,
  type DateWindow,
  lastMonthWindow,
  windowCount,
  windowsHolding,
} from '../time/date-windows.ts';
import { addDays, dateAt } from '../time/dates.ts';
import { DAY_MS } from '../time/durations.ts';

/** When the last complete reading began, by `firstDate/status`. */
export type CompleteReadings = Record<string, number>;

export type ReadingIntervals = { monthMs: number; archiveMs: number; openTicketMs: number };

/** Older entries are dropped to keep the state small. Their windows are due again anyway. */
export const KEPT_FOR_MS = 2 * DAY_MS;

/** When the last complete reading of a list that covers an inquiry began. For an inquiry without a date, any window counts. */
export const lastCompleteOf = (
  list: ListStatus,
  inquiryAt: number | undefined,
  readings: CompleteReadings,
  zone: string,
): number | undefined => {
  const date = inquiryAt === undefined ? undefined : dateAt(inquiryAt, zone);
  const began = Object.entries(readings).flatMap(([key, at]) => {
    const [firstDate = '', status] = key.split('/');
    const covers = date === undefined || (firstDate <= date && date <= addDays(firstDate, 6));
    return covers && status === list ? [at] : [];
  });
  return began.length > 0 ? Math.max(...began) : undefined;
};

export const readingKey = (window: DateWindow, status: ListStatus): string => `${window.firstDate}/${status}`;

/**
 * Plans the windows of a poll, newest first: always the recent week, and each older window that is due. A window that may list an open ticket
 * has the shortest interval. It is read together with the other windows that may list that ticket, since only a run that reads them all can
 * find it absent.
 */
export const planReadings = (input: {
  now: number;
  zone: string;
  completeReadings: CompleteReadings;
  intervals: ReadingIntervals;
  openTickets: readonly { inquiryAt?: number }[];
  lists: readonly OpenStatus[];
  hasArchive: boolean;
}): { recent: DateWindow; older: DateWindow[] } => {
  const { now, zone, completeReadings, intervals } = input;
  const today = dateAt(now, zone);
  const together = input.openTickets.map((ticket) => windowsHolding(ticket.inquiryAt, today, zone));
  const watched = new Set(together.flat());
  const isDue = (number: number): boolean => {
    const usual = usualInterval(number, today, intervals);
    const interval = watched.has(number) ? Math.min(usual, intervals.openTicketMs) : usual;
    const window = dateWindow(today, number);
    return input.lists.some((status) => {
      const last = completeReadings[readingKey(window, status)];
      return last === undefined || now - last >= interval;
    });
  };
  const count = input.hasArchive ? windowCount(today) - 1 : lastMonthWindow(today);
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const due = new Set(numbers.filter(isDue));
  const joined = new Set(together.filter((group) => group.some((number) => due.has(number))).flat());
  const older = numbers.filter((number) => due.has(number) || joined.has(number));
  return { recent: dateWindow(today, 0), older: older.map((number) => dateWindow(today, number)) };
};

/** The interval of a window without an open ticket. */
export const usualInterval = (number: number, today: string, intervals: ReadingIntervals): number =>
  number <= lastMonthWindow(today) ? intervals.monthMs : intervals.archiveMs;

export const rememberReadings = (
  known: CompleteReadings,
  readings: readonly { window: DateWindow; status: ListStatus; complete: boolean; beganAt: number }[],
  now: number,
): CompleteReadings => {
  const fresh = readings
    .filter((reading) => reading.complete)
    .map((reading) => [readingKey(reading.window, reading.status), reading.beganAt] as const);
  const kept = Object.entries(known).filter(([, beganAt]) => now - beganAt < KEPT_FOR_MS);
  return Object.fromEntries([...kept, ...fresh]);
};
