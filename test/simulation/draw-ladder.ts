import { type Calendar, createCalendar } from '../../lib/domain/time/calendar.ts';
import {
  BEFORE_DUE_MS,
  DEADLINE_STEPS,
  type DeadlineStep,
  type StepName,
} from '../../lib/domain/ticket/step.ts';
import { ZONE } from './plain-calendar.ts';
import { createPlainCalendar, dateOf, type Week } from './plain-calendar.ts';
import type { Random } from './random.ts';
import type { LadderPolicy } from '../../lib/domain/ladder/team-settings.ts';
import { MINUTE_MS, HOUR_MS, DAY_MS } from '../../lib/domain/time/durations.ts';

/** A team's ladder and hours on one simulated day. */
export type DayLadder = {
  policy: LadderPolicy;
  /** The program's calendar, and the harness's own. */
  calendar: Calendar | undefined;
  plain: ReturnType<typeof createPlainCalendar> | undefined;
  /** Steps that mention somebody. */
  mentioned: readonly StepName[];
  /** More pending warnings of a step, or breaches, than this become a list (R24). */
  alertsAbove: number;
  /** Ages of hand-overs at first sight for which a step falls due within the day. */
  ages: readonly number[];
  /** How often an agent claims a ticket, or gives one back, between two calls. */
  claims: number;
  /** Minutes after the day's start, during which Slack does not answer. */
  slackDown: { from: number; for: number } | undefined;
};

/** Minutes from the day's start until a step falls due. */
const DUE_IN_MINUTES = [-2, 0.5, 2, 4, 8];

const MAY_PAGE: readonly StepName[] = ['target', ...DEADLINE_STEPS, 'overdue'];
const MAY_OWN: readonly StepName[] = [...MAY_PAGE, 'off-hours'];

/** Uses its own random numbers, so that all other draws stay the same. */
export const drawLadder = (random: Random, startsAt: number): DayLadder => {
  const some = <T>(from: readonly T[], likely: number): T[] => from.filter(() => random.chance(likely));
  const steps = random.chance(0.1) ? [] : some<DeadlineStep>(DEADLINE_STEPS, 0.6);
  const targetMs = random.chance(0.4) ? random.pick([20, 60, 240]) * MINUTE_MS : undefined;
  const policy: LadderPolicy = {
    steps,
    ...(targetMs !== undefined && { targetMs }),
    lastShiftMs: random.pick([0, 2, 2, 5]) * HOUR_MS,
    claimStaleMs: random.pick([2, 5, 15, 120]) * MINUTE_MS,
    nightPages: some(MAY_PAGE, 0.3),
    // `off-hours` has none (S6). It is drawn, so that later draws stay the same.
    ownChannel: some(MAY_OWN, 0.3).filter((name) => name !== 'off-hours'),
  };
  const week = drawWeek(random, startsAt);
  const daysOff = new Set(random.chance(0.15) ? [dateOf(startsAt + DAY_MS)] : []);
  const [sun, mon, tue, wed, thu, fri, sat] = week ?? [];
  const hours = { sun, mon, tue, wed, thu, fri, sat };
  const day = {
    policy,
    calendar: week && createCalendar({ zone: ZONE, hours: defined(hours), holidays: daysOff }),
    plain: week && createPlainCalendar(week, daysOff),
    ages: random.chance(0.7) ? agesOf(steps) : [],
    claims: random.chance(0.5) ? random.pick([0.01, 0.05]) : 0,
    slackDown: random.chance(0.2) ? { from: random.between(0, 4), for: random.pick([3, 6, 15]) } : undefined,
  };
  return { ...day, mentioned: some(MAY_PAGE, 0.3), alertsAbove: random.pick([0, 1, 1, 2, 5]) };
};

/** The ages for each step and for `overdue`. */
const agesOf = (steps: readonly DeadlineStep[]): number[] =>
  [...steps.map((name) => BEFORE_DUE_MS[name]), -10 * MINUTE_MS].flatMap((beforeMs) =>
    DUE_IN_MINUTES.map((minutes) => Math.round(DAY_MS - beforeMs - minutes * MINUTE_MS)),
  );

/** Hours with a shift that starts or ends during the simulated day; usual hours; no work for days; or no calendar. */
const drawWeek = (random: Random, startsAt: number): Week | undefined => {
  const minute = Math.floor((startsAt / MINUTE_MS + 9 * 60) % (24 * 60));
  const drawn = random.pick(['none', 'usual', 'ends-soon', 'opens-soon', 'closed'] as const);
  const inMinutes = random.between(2, 12);
  switch (drawn) {
    case 'none':
      return undefined;
    case 'usual':
      return weekOf(['09:00-12:00', '13:00-18:00'], false);
    case 'ends-soon':
      return weekOf(rangesUntil(minute + 60 + inMinutes), true);
    case 'opens-soon':
      return weekOf(rangesFrom(minute + inMinutes), true);
    case 'closed':
      return [[], [], [], [], [], [], ['10:00-11:00']];
  }
};

/** @param weekends whether the team works on weekends */
const weekOf = (ranges: readonly string[], weekends: boolean): Week => {
  const off = weekends ? ranges : [];
  return [off, ranges, ranges, ranges, ranges, ranges, off];
};

const rangesUntil = (minute: number): string[] =>
  minute >= 24 * 60 || minute < 180 ? ['09:00-12:00', '13:00-18:00'] : rangeOf(minute - 170, minute);

const rangesFrom = (minute: number): string[] =>
  minute >= 22 * 60 ? ['09:00-12:00', '13:00-18:00'] : rangeOf(minute, minute + 100);

/** With a break in it. */
const rangeOf = (from: number, until: number): string[] => {
  const middle = Math.floor((from + until) / 2);
  return [`${clock(from)}-${clock(middle - 10)}`, `${clock(middle + 10)}-${clock(until)}`];
};

const clock = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

const defined = (hours: Record<string, readonly string[] | undefined>): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(hours).flatMap(([day, ranges]) => (ranges ? [[day, ranges]] : [])));
