import { SOURCE_NAMES } from '../../lib/domain/sources.ts';
import type { SharePolicy } from '../../lib/domain/act/share.ts';
import { createCalendar } from '../../lib/domain/time/calendar.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { ZONE } from './plain-calendar.ts';
import { dateOf } from './plain-calendar.ts';
import type { Random } from './random.ts';

/** Who shares the tickets on one simulated day, and the harness's own view of them. */
export type DaySharing = {
  policy: SharePolicy;
  /** Whether a person works at an instant. */
  works: (user: string, at: number) => boolean;
  /** Whether a person is in do-not-disturb at an instant. */
  rests: (user: string, at: number) => boolean;
};

const PEOPLE = ['U0MADEUP1', 'U0MADEUP2', 'U0MADEUP3', 'U0MADEUP4'] as const;

type Span = { from: number; until: number };

/** On most days nobody shares, so that such a day stays as it was. */
export const drawSharing = (
  random: Random,
  startsAt: number,
  claimStaleMs: number,
  likely = 0.3,
): DaySharing | undefined => {
  if (!random.chance(likely)) return undefined;
  const passOnMs = Math.max(claimStaleMs - 2 * MINUTE_MS, claimStaleMs / 2);
  const drawn = PEOPLE.filter(() => random.chance(0.8)).map((user) => ({
    user,
    weight: random.pick([1, 1, 2]),
    // `undefined`: always.
    shift: random.chance(0.4) ? undefined : drawShift(random, startsAt),
    leave: random.chance(0.2) ? [dateOf(startsAt + random.pick([0, DAY_MS]))] : [],
    rest: random.chance(0.3) ? drawRest(random, startsAt) : undefined,
  }));
  const personOf = (user: string) => drawn.find((person) => person.user === user);
  return {
    policy: {
      passOnMs,
      sources: SOURCE_NAMES,
      roster: {
        zone: ZONE,
        people: drawn.map(({ user, weight, shift, leave }) => ({
          user,
          weight,
          leave: leave.map((date) => ({ from: date, until: date })),
          ...(shift && { shifts: calendarOf(shift) }),
        })),
      },
    },
    works: (user, at) => {
      const person = personOf(user);
      if (!person || person.leave.includes(dateOf(at))) return false;
      const minute = Math.floor((at / MINUTE_MS + 9 * 60) % (24 * 60));
      return !person.shift || (minute >= person.shift.from && minute < person.shift.until);
    },
    rests: (user, at) => {
      const rest = personOf(user)?.rest;
      return rest !== undefined && at >= rest.from && at < rest.until;
    },
  };
};

/** Minutes of each day: a shift that begins or ends soon, or one that is elsewhere. */
const drawShift = (random: Random, startsAt: number): Span => {
  const now = Math.floor((startsAt / MINUTE_MS + 9 * 60) % (24 * 60));
  const from = Math.min(24 * 60 - 2, Math.max(0, now + random.pick([-600, -60, 1, 3, 240])));
  return { from, until: Math.min(24 * 60, Math.max(from + 1, now + random.pick([2, 5, 60, 480]))) };
};

const drawRest = (random: Random, startsAt: number): Span => {
  const from = startsAt + random.between(0, 5) * MINUTE_MS;
  return { from, until: from + random.pick([2 * MINUTE_MS, HOUR_MS]) };
};

const calendarOf = ({ from, until }: Span) => {
  const range = [`${clock(from)}-${clock(until)}`];
  const hours = { sun: range, mon: range, tue: range, wed: range, thu: range, fri: range, sat: range };
  return createCalendar({ zone: ZONE, hours, holidays: new Set() });
};

const clock = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
