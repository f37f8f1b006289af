import { defined } from '../defined.ts';
import type { Calendar } from '../time/calendar.ts';
import { addDays, dayAt, instantAt, WEEKDAYS, weekdayOf, type ZonedDay } from '../time/dates.ts';
import type { ReportName } from '../notice/notice.ts';
import type { ReportTime } from './report-figures.ts';

export type DueReport = DueHandOver | DueFigures;
export type DueHandOver = {
  about: 'hand-over';
  name: ReportName;
  endsAt: number;
  /** Absent if unknown. */
  nextEndsAt?: number;
};
export type DueFigures = ReportTime & {
  about: 'daily' | 'weekly';
  name: ReportName;
  /** Absent if unknown. */
  nextShiftAt?: number;
  /** The hand-over in the same message (R27). */
  handOver?: DueHandOver;
};

export type ReportPlan = {
  now: number;
  /** How long before the end of its shift a hand-over is due. */
  leadMs: number;
  zone: string;
  /** Without hours there is no hand-over, and a day's report comes at nine. */
  calendar?: Calendar;
  /** When the vendor was first polled or watched. Nothing is known before. */
  knownSince: number;
};

const NINE = 9 * 60;
/** Longer than the lag of the store's indexes. */
const INDEX_LAG_MS = 30_000;

/**
 * The reports that are due, written or not (S7):
 * - the hand-over of a shift that is about to end, or of the last shift until the next shift begins;
 * - yesterday's report, from today's first opening, or from nine without an opening;
 * - the report of last week, Monday to Sunday, from the same time on Monday.
 */
export const dueReports = (plan: ReportPlan): DueReport[] => {
  const { now, zone } = plan;
  const today = dayAt(now, zone);
  const monday = mondayOf(today, zone);
  const yesterday = { from: dayAt(today.from - 1, zone).from, until: today.from };
  const lastWeek = { from: instantAt(addDays(monday.date, -7), 0, zone), until: monday.from };
  return [
    ...dueHandOver(plan),
    ...dueFigures('daily', yesterday, today, plan),
    ...dueFigures('weekly', lastWeek, monday, plan),
  ];
};

const dueHandOver = ({ now, leadMs, calendar, knownSince }: ReportPlan): DueHandOver[] => {
  const shift = calendar?.shiftAt(now);
  const ends = shift && shift.endsAt - leadMs <= now ? shift : undefined;
  const { endsAt } = (shift ? ends : calendar?.previousShift(now)) ?? {};
  if (endsAt === undefined || endsAt <= knownSince) return [];
  // Two shifts may adjoin.
  const next = calendar?.nextShift(endsAt - 1);
  return [
    { about: 'hand-over', name: `hand-over/${endsAt}`, endsAt, ...defined({ nextEndsAt: next?.endsAt }) },
  ];
};

/** @param day the day on which the report is due */
const dueFigures = (
  about: DueFigures['about'],
  time: ReportTime,
  day: ZonedDay,
  plan: ReportPlan,
): DueFigures[] => {
  const { now, calendar, knownSince } = plan;
  if (time.until <= knownSince || now < reportsDueAt(day, plan)) return [];
  const next = calendar?.nextShift(now);
  const name: ReportName = `${about}/${time.from}`;
  return [{ about, name, ...time, ...defined({ nextShiftAt: next?.startsAt }) }];
};

/** When the reports of a day are due. By then the store's indexes include everything before midnight. */
export const reportsDueAt = (
  { date, from, until }: ZonedDay,
  { calendar, zone }: Pick<ReportPlan, 'calendar' | 'zone'>,
): number => {
  const opening = calendar?.nextShift(from - 1)?.startsAt ?? Infinity;
  return Math.max(opening < until ? opening : instantAt(date, NINE, zone), from + INDEX_LAG_MS);
};

const mondayOf = ({ date }: ZonedDay, zone: string): ZonedDay => {
  const daysSince = (WEEKDAYS.indexOf(weekdayOf(date)) + 6) % 7;
  return dayAt(instantAt(addDays(date, -daysSince), 0, zone), zone);
};

/** Merges a hand-over into a day's report that is due in the same run (R27). */
export const joinReports = (due: readonly DueReport[]): DueReport[] => {
  const handOver = due.find((report) => report.about === 'hand-over');
  const isDaily = ({ about }: DueReport): boolean => about === 'daily';
  if (!handOver || !due.some(isDaily)) return [...due];
  return due
    .filter((report) => report !== handOver)
    .map((report) => (report.about === 'daily' ? { ...report, handOver } : report));
};

/** The daily reports since a shift's end. Any of them may contain the shift's hand-over. */
export const daysSince = (
  { endsAt }: Pick<DueHandOver, 'endsAt'>,
  { now, zone }: Pick<ReportPlan, 'now' | 'zone'>,
): ReportName[] => {
  const names: ReportName[] = [];
  for (let day = dayAt(now, zone); day.until >= endsAt; day = dayAt(day.from - 1, zone))
    names.push(`daily/${dayAt(day.from - 1, zone).from}`);
  return names;
};
