import type { LadderPolicy } from '../../../lib/domain/ladder/team-settings.ts';
import { BEFORE_DUE_MS } from '../../../lib/domain/ticket/step.ts';
import { ANSWER_LIMIT_MS } from '../../../lib/domain/ticket/ticket.ts';
import type { Calendar, Shift } from '../../../lib/domain/time/calendar.ts';
import { addDays, dateAt, instantAt } from '../../../lib/domain/time/dates.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';

/** These scenes invite the user to act on a card. A team that cannot act sees `answer` and `WATCHED` instead. */
export const ACT_SCENES = ['claim', 'order', 'reply', 'guard', 'question', 'confirm', 'home'] as const;
const WATCHED = ['watch-question', 'saved'] as const;
export type ActScene = (typeof ACT_SCENES)[number];

/** In order. Each scene has a caption. */
export const SCENES = [
  'prepare',
  'arrival',
  'morning',
  'answer',
  'outage',
  'all-clear',
  'warning',
  'last-warning',
  'breach',
  'last-chance',
  ...ACT_SCENES,
  ...WATCHED,
  'shift-end',
  'report',
] as const;
export type SceneName = (typeof SCENES)[number];

/** @param at epoch ms; the clock goes there before the scene */
export type PlannedScene = { name: SceneName; at: number };

export type DayPlan = {
  /** Epoch ms. */
  now: number;
  zone: string;
  /** Absent if the team has no hours: then no shift ends. */
  calendar: Calendar | undefined;
  ladder: Pick<LadderPolicy, 'steps' | 'lastShiftMs'>;
  /** Whether people can act on the cards. */
  canAct: boolean;
  /** Whether the vendor reads product questions. */
  hasQuestions: boolean;
};

/** The first hand-over, which came the day before, is due this long before the end of the shift. */
const BREACH_BEFORE_END_MS = 110 * MINUTE_MS;
/** The user acts after the list of the last chance. */
const ACTS_BEFORE_END_MS = 55 * MINUTE_MS;
const ACT_APART_MS = 5 * MINUTE_MS;

/**
 * Plans the next working day on which every scene can happen, starting with the afternoon before it. It assumes a shift
 * of eight hours or more, and leaves out steps and shifts that the team does not have.
 */
export const planDay = (plan: DayPlan): PlannedScene[] => {
  const { now, calendar, ladder, canAct, hasQuestions } = plan;
  const acts = ACT_SCENES.filter((name) => name !== 'question' || hasQuestions);
  const { startsAt, endsAt } = findShift(plan);
  const dueAt = endsAt - BREACH_BEFORE_END_MS;
  const [nearest, before] = ladder.steps.toSorted((a, b) => BEFORE_DUE_MS[a] - BEFORE_DUE_MS[b]);
  const scene = (name: SceneName, at: number): PlannedScene => ({ name, at });
  return [
    scene('prepare', now),
    scene('arrival', dueAt - ANSWER_LIMIT_MS),
    scene('morning', startsAt + 20 * MINUTE_MS),
    ...(canAct ? [] : [scene('answer', startsAt + HOUR_MS)]),
    scene('outage', startsAt + 90 * MINUTE_MS),
    scene('all-clear', startsAt + 110 * MINUTE_MS),
    ...(before ? [scene('warning', dueAt - BEFORE_DUE_MS[before])] : []),
    ...(nearest ? [scene('last-warning', dueAt - BEFORE_DUE_MS[nearest])] : []),
    scene('breach', dueAt),
    ...(calendar && ladder.lastShiftMs > 20 * MINUTE_MS ? [scene('last-chance', endsAt - HOUR_MS)] : []),
    ...(canAct
      ? acts.map((name, index) => scene(name, endsAt - ACTS_BEFORE_END_MS + index * ACT_APART_MS))
      : [
          ...(hasQuestions ? [scene('watch-question', endsAt - ACTS_BEFORE_END_MS)] : []),
          scene('saved', endsAt - 40 * MINUTE_MS),
        ]),
    ...(calendar ? [scene('shift-end', endsAt)] : []),
    scene('report', calendar?.nextShift(endsAt)?.startsAt ?? startsAt + DAY_MS),
  ];
};

/** Finds a shift after a working afternoon and before a working day. */
const findShift = (plan: DayPlan): Shift => {
  const { calendar } = plan;
  const shifts = calendar ? followingShifts(plan, calendar) : [];
  const fits = ({ endsAt }: Shift): boolean =>
    calendar?.shiftAt(endsAt - BREACH_BEFORE_END_MS - DAY_MS) !== undefined &&
    (calendar.nextShift(endsAt)?.startsAt ?? Number.POSITIVE_INFINITY) < endsAt + DAY_MS;
  return shifts.find(fits) ?? shifts[0] ?? nineToSix(plan);
};

const MOST_SHIFTS = 60;

/** The shifts whose first hand-over is still to come. */
const followingShifts = ({ now }: DayPlan, calendar: Calendar): Shift[] => {
  const shifts: Shift[] = [];
  let shift = calendar.nextShift(now);
  for (let count = 0; shift && count < MOST_SHIFTS; count += 1) {
    shifts.push(shift);
    shift = calendar.nextShift(shift.startsAt);
  }
  return shifts.filter(({ endsAt }) => endsAt - BREACH_BEFORE_END_MS - DAY_MS > now);
};

const nineToSix = ({ now, zone }: DayPlan): Shift => {
  const date = addDays(dateAt(now, zone), 2);
  return { startsAt: instantAt(date, 9 * 60, zone), endsAt: instantAt(date, 18 * 60, zone) };
};
