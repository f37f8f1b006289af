import { addDays, dateAt, instantAt, type Weekday, weekdayOf } from './dates.ts';

/** A day's work, from its first opening to its last closing. Breaks do not end it (S4). Half-open. */
export type Shift = { startsAt: number; endsAt: number };

/** A team's working hours. Searches cover 60 days and return `undefined` beyond them. */
export type Calendar = {
  /** The shift at an instant, breaks included. */
  shiftAt: (instant: number) => Shift | undefined;
  /** The first shift that begins after an instant. */
  nextShift: (after: number) => Shift | undefined;
  /** The last shift that ended at or before an instant. */
  previousShift: (until: number) => Shift | undefined;
  /** ms between two instants without breaks, days off and holidays. */
  businessMs: (from: number, until: number) => number;
  /** The instant after `ms` of business time. */
  addBusinessMs: (from: number, ms: number) => number | undefined;
};

export type CalendarSettings = {
  zone: string;
  /**
   * By weekday, such as `09:00-12:00`, in any order, without overlap. The last closing may be `24:00`. A weekday without hours is closed.
   */
  hours: { readonly [day in Weekday]?: readonly string[] };
  /** `yyyy-MM-dd`. */
  holidays: ReadonlySet<string>;
};

/** `openings` are in order and do not overlap. */
type Day = { openings: Shift[]; shift?: Shift };

const HORIZON_DAYS = 60;

/** Caches each date that it computed. */
export const createCalendar = (settings: CalendarSettings): Calendar => {
  const { zone } = settings;
  const known = new Map<string, Day>();
  const dayOf = (date: string): Day => {
    const day = known.get(date) ?? makeDay(date, settings);
    known.set(date, day);
    return day;
  };
  const findShift = (from: number, step: 1 | -1, fits: (shift: Shift) => boolean): Shift | undefined => {
    const date = dateAt(from, zone);
    for (let days = 0; days <= HORIZON_DAYS; days += 1) {
      const { shift } = dayOf(addDays(date, step * days));
      if (shift && fits(shift)) return shift;
    }
    return undefined;
  };
  return {
    shiftAt: (instant) => {
      const { shift } = dayOf(dateAt(instant, zone));
      return shift && shift.startsAt <= instant && instant < shift.endsAt ? shift : undefined;
    },
    nextShift: (after) => findShift(after, 1, ({ startsAt }) => startsAt > after),
    previousShift: (until) => findShift(until, -1, ({ endsAt }) => endsAt <= until),
    businessMs: (from, until) => {
      const last = dateAt(until, zone);
      let ms = 0;
      for (let date = dateAt(from, zone); date <= last; date = addDays(date, 1)) {
        for (const { startsAt, endsAt } of dayOf(date).openings)
          ms += Math.max(0, Math.min(endsAt, until) - Math.max(startsAt, from));
      }
      return ms;
    },
    addBusinessMs: (from, ms) => {
      if (ms <= 0) return from;
      const date = dateAt(from, zone);
      let left = ms;
      for (let days = 0; days <= HORIZON_DAYS; days += 1) {
        for (const { startsAt, endsAt } of dayOf(addDays(date, days)).openings) {
          const opens = Math.max(startsAt, from);
          if (left <= endsAt - opens) return opens + left;
          left -= Math.max(0, endsAt - opens);
        }
      }
      return undefined;
    },
  };
};

/** Sorts the ranges as texts, which gives the order of their times. */
const makeDay = (date: string, { zone, hours, holidays }: CalendarSettings): Day => {
  const ranges = holidays.has(date) ? [] : (hours[weekdayOf(date)] ?? []);
  const openings = ranges.toSorted().map((range) => ({
    startsAt: instantAt(date, minuteOf(range.slice(0, 5)), zone),
    endsAt: instantAt(date, minuteOf(range.slice(6)), zone),
  }));
  const [first, last] = [openings[0], openings.at(-1)];
  return { openings, ...(first && last && { shift: { startsAt: first.startsAt, endsAt: last.endsAt } }) };
};

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
