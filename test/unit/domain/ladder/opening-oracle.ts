import { Temporal } from 'temporal-polyfill';
import type { CalendarSettings, Shift } from '../../../../lib/domain/time/calendar.ts';

/** A date's openings as configured, neither sorted nor joined, by Temporal. */
type OracleDay = { date: string; openings: Shift[] };

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Calculates by trying every opening of every date, as simply as possible. */
export const createOracle = (settings: CalendarSettings, first: string, days: number) => {
  const start = Temporal.PlainDate.from(first);
  const all = Array.from({ length: days }, (_, day) => openDay(start.add({ days: day }), settings));
  const openings = all.flatMap((day) => day.openings);
  const dateOf = (instant: number): string =>
    Temporal.Instant.fromEpochMilliseconds(instant)
      .toZonedDateTimeISO(settings.zone)
      .toPlainDate()
      .toString();
  const shifts = all.flatMap(({ date, openings: ofDay }) =>
    ofDay.length === 0
      ? []
      : [
          {
            date,
            startsAt: Math.min(...ofDay.map((opening) => opening.startsAt)),
            endsAt: Math.max(...ofDay.map((opening) => opening.endsAt)),
          },
        ],
  );
  /** The parts between two instants within which no opening begins or ends. */
  const stretches = (from: number, until: number): Shift[] => {
    const edges = openings.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]);
    const within = [from, ...edges.filter((edge) => edge > from && edge < until), until];
    const sorted = within.toSorted((a, b) => a - b);
    return sorted.slice(1).map((endsAt, index) => ({ startsAt: sorted[index] ?? endsAt, endsAt }));
  };
  const isOpen = (instant: number): boolean =>
    openings.some(({ startsAt, endsAt }) => startsAt <= instant && instant < endsAt);
  const shiftOf = (found: (Shift & { date: string }) | undefined): Shift | undefined =>
    found && { startsAt: found.startsAt, endsAt: found.endsAt };
  const daysFrom = (date: string, other: string): number =>
    Math.abs(Temporal.PlainDate.from(date).until(other).days);
  return {
    shiftAt: (instant: number) =>
      shiftOf(shifts.find(({ startsAt, endsAt }) => startsAt <= instant && instant < endsAt)),
    nextShift: (after: number) => {
      const found = shifts.find(({ startsAt }) => startsAt > after);
      return found && daysFrom(dateOf(after), found.date) <= 60 ? shiftOf(found) : undefined;
    },
    previousShift: (until: number) => {
      const found = shifts.findLast(({ endsAt }) => endsAt <= until);
      return found && daysFrom(dateOf(until), found.date) <= 60 ? shiftOf(found) : undefined;
    },
    businessMs: (from: number, until: number) =>
      stretches(from, until)
        .filter(({ startsAt }) => isOpen(startsAt))
        .reduce((ms, { startsAt, endsAt }) => ms + Math.max(0, endsAt - startsAt), 0),
    addBusinessMs: (from: number, ms: number) => {
      let left = ms;
      for (const { startsAt, endsAt } of stretches(
        from,
        Math.max(from, ...openings.map((opening) => opening.endsAt)),
      )) {
        if (!isOpen(startsAt)) continue;
        if (left <= endsAt - startsAt)
          return daysFrom(dateOf(from), dateOf(startsAt)) <= 60 ? startsAt + left : undefined;
        left -= endsAt - startsAt;
      }
      return undefined;
    },
  };
};

const openDay = (date: Temporal.PlainDate, { zone, hours, holidays }: CalendarSettings): OracleDay => {
  const weekday = WEEKDAYS[date.dayOfWeek - 1];
  const ranges = weekday === undefined || holidays.has(date.toString()) ? [] : (hours[weekday] ?? []);
  const at = (time: string): number =>
    time === '24:00'
      ? date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds
      : date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
  const openings = ranges.map((range) => {
    const [startsAt, endsAt] = range.split('-').map(at);
    return { startsAt: startsAt ?? 0, endsAt: endsAt ?? 0 };
  });
  return { date: date.toString(), openings: openings.filter(({ startsAt, endsAt }) => startsAt < endsAt) };
};
