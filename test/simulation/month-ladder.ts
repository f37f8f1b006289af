import type { Calendar, Shift } from '../../lib/domain/time/calendar.ts';
import type { ReachedStep, StepName } from '../../lib/domain/ticket/step.ts';
import { ENDS_AT, MONTH_LADDER, TRACK_AT_MS } from './live-month.ts';
import { byClock, type Known } from './month-sight.ts';
import { MINUTE_MS, HOUR_MS } from '../../lib/domain/time/durations.ts';

const LEAD_MS = 75_000;

/**
 * A step that must be reached. `time`: its planned time, if it has one. `isFresh`: an agent's claim keeps it out of its
 * own channel.
 */
export type Due = ReachedStep & { time?: number; isFresh?: boolean };

export type MonthLadder = {
  /** By answerId, in order. */
  steps: Map<string, Due[]>;
  /** By the end of a shift: the members of its list, and when it is written. */
  lastShifts: Map<number, { at: number; members: Set<string> }>;
};

type Step = { name: StepName; deadline: number; time: number; from: number; until: number };

/**
 * Every step that must be reached, for every hand-over. Track-sla looks in the middle of each minute (R16, R23, S3, S4,
 * S6, C4). It is calculated from what became known, with a separate calendar.
 */
export const climbMonth = (known: readonly Known[], plain: Calendar): MonthLadder => {
  const lastShifts: MonthLadder['lastShifts'] = new Map();
  const ownLast = new Map<string, { at: number; shift: Shift }>();
  for (const handOver of known.flatMap(byClock)) {
    const last = findLast(handOver, plain);
    if (!last) continue;
    ownLast.set(`${handOver.answerId} ${handOver.dueAt}`, last);
    const list = lastShifts.get(last.shift.endsAt);
    if (!list || last.at < list.at)
      lastShifts.set(last.shift.endsAt, { at: last.at, members: new Set([handOver.answerId]) });
    else if (last.at === list.at) list.members.add(handOver.answerId);
  }
  const steps = new Map<string, Due[]>();
  for (const handOver of known.flatMap(byClock)) {
    const last = ownLast.get(`${handOver.answerId} ${handOver.dueAt}`);
    const isListed = last && lastShifts.get(last.shift.endsAt)?.members.has(handOver.answerId);
    const before = steps.get(handOver.answerId) ?? [];
    const own = last && { at: last.at, isListed: isListed === true };
    steps.set(handOver.answerId, climb(handOver, before, plain, own));
  }
  return { steps, lastShifts };
};

/** @param climbed the steps by its earlier clock */
const climb = (
  handOver: Known,
  climbed: readonly Due[],
  plain: Calendar,
  last: { at: number; isListed: boolean } | undefined,
): Due[] => {
  const { dueAt, taken } = handOver;
  const schedule = scheduleOf(handOver, plain);
  const offHours = before(dueAt, 'off-hours', handOver.askedAt);
  const reached = [...climbed];
  const has = ({ name, deadline }: Pick<Step, 'name' | 'deadline'>): boolean =>
    reached.some((step) => step.name === name && step.deadline === deadline);
  const staleAt = taken ? taken.at + MONTH_LADDER.claimStaleMs : Infinity;
  const moments = [-Infinity, ...schedule.map(({ from }) => from), staleAt, ...(last ? [last.at] : [])];
  const ticks = handOver.open.flatMap(({ from, until }) =>
    [...new Set(moments.map((moment) => tickFrom(Math.max(moment, from))))].filter(
      (tick) => tick < Math.min(until, ENDS_AT),
    ),
  );
  for (const tick of ticks.sort((a, b) => a - b)) {
    const overtaking = [offHours, ...schedule].filter(has);
    // A `target` does not overtake `off-hours` (S4).
    const isOvertaken = ({ name, time }: Step): boolean =>
      overtaking.some((step) => step.time >= time && !(name === 'off-hours' && step.name === 'target'));
    const isLost = tick >= (handOver.lostAt ?? Infinity);
    const isUntold =
      !plain.shiftAt(tick) &&
      plain.businessMs(tick, dueAt) === 0 &&
      !has({ name: 'last-shift', deadline: dueAt });
    const nobodyWorks = plain.businessMs(handOver.openedAt, dueAt) === 0 || isUntold;
    const due = [...(nobodyWorks ? [offHours] : []), ...schedule]
      .filter((step) => step.from <= tick && tick < step.until && !has(step))
      .filter((step) => !isOvertaken(step))
      .filter(({ name }) => name !== 'overdue' || !isLost)
      .sort((a, b) => a.time - b.time);
    const stale = staleOf(handOver, reached, tick, isLost);
    if (stale && !has(stale)) due.unshift(stale);
    const fires = due.pop();
    for (const { name, deadline } of due) reached.push({ name, deadline, at: tick, passed: true });
    const isLast = last?.at === tick;
    const lastShift = { name: 'last-shift', deadline: dueAt, at: tick } as const;
    if (isLast && last.isListed) reached.push(lastShift);
    else if (isLast && fires) reached.push({ ...lastShift, passed: true });
    const announced = fires ?? (isLast && !last.isListed ? lastShift : undefined);
    if (!announced) continue;
    const { name, deadline } = announced;
    const withheld = name === 'stale' ? lastAnnounced(reached, dueAt)?.name : name;
    const isHeard = isForAnyTime(withheld ?? name) || isInHours(name, handOver, tick, plain);
    const heardBy = isFresh(handOver, tick) ? 'claimer' : 'team';
    const tells = isHeard ? heardBy : 'nobody';
    const time = name === 'stale' ? staleAt : fires?.time;
    reached.push({
      name,
      deadline,
      at: tick,
      tells,
      isFresh: isFresh(handOver, tick),
      ...(time !== undefined && { time }),
    });
  }
  return reached;
};

const scheduleOf = ({ askedAt, dueAt }: Known, plain: Calendar): Step[] => {
  const targetAt = plain.addBusinessMs(askedAt, MONTH_LADDER.targetMs ?? 0) ?? Infinity;
  const lateAt = dueAt + 10 * MINUTE_MS;
  return [
    ...(targetAt < dueAt ? [before(dueAt, 'target', targetAt)] : []),
    before(dueAt, '3h', dueAt - 3 * HOUR_MS),
    before(dueAt, '1h', dueAt - HOUR_MS),
    { name: 'overdue', deadline: dueAt, time: lateAt, from: lateAt, until: Infinity },
  ];
};

const before = (dueAt: number, name: StepName, time: number): Step => ({
  name,
  deadline: dueAt,
  time,
  from: time - LEAD_MS,
  until: dueAt,
});

/** A hand-over's last shift and the time of that step, if it has one (S4). */
const findLast = (handOver: Known, plain: Calendar): { at: number; shift: Shift } | undefined => {
  const { dueAt, open } = handOver;
  for (const { from, until } of open) {
    for (
      let shift = shiftFrom(from, plain);
      shift && shift.endsAt <= dueAt;
      shift = plain.nextShift(shift.endsAt - 1)
    ) {
      if (plain.businessMs(shift.endsAt, dueAt) >= MONTH_LADDER.lastShiftMs) continue;
      const at = tickFrom(Math.max(from, shift.endsAt - HOUR_MS - LEAD_MS));
      if (at < Math.min(until, shift.endsAt, ENDS_AT)) return { at, shift };
    }
  }
  return undefined;
};

const shiftFrom = (instant: number, plain: Calendar): Shift | undefined =>
  plain.shiftAt(instant) ?? plain.nextShift(instant);

const lastAnnounced = (reached: readonly Due[], dueAt: number): Due | undefined =>
  reached.findLast(({ tells, deadline, name }) => tells && (deadline === dueAt || name === 'stale'));

/** The step that a stale claim has kept from the team. */
const staleOf = (
  { taken, dueAt }: Known,
  reached: readonly Due[],
  tick: number,
  isLost: boolean,
): Step | undefined => {
  const last = lastAnnounced(reached, dueAt);
  if (!taken || last?.tells !== 'claimer' || tick < taken.at + MONTH_LADDER.claimStaleMs) return undefined;
  const isLate = last.name === 'overdue' && !isLost;
  if (tick >= dueAt && !isLate) return undefined;
  return { name: 'stale', deadline: taken.at, time: -Infinity, from: 0, until: Infinity };
};

const isForAnyTime = (name: StepName): boolean =>
  MONTH_LADDER.nightPages.includes(name) || name === 'off-hours';

/** A step that comes early for a time within a shift counts as in that shift. */
const isInHours = (name: StepName, handOver: Known, tick: number, plain: Calendar): boolean => {
  const step = scheduleOf(handOver, plain).find((early) => early.name === name && name !== 'overdue');
  return plain.shiftAt(tick) !== undefined || plain.shiftAt(step?.time ?? tick) !== undefined;
};

const isFresh = ({ taken }: Known, tick: number): boolean =>
  taken !== undefined && taken.at <= tick && tick < taken.at + MONTH_LADDER.claimStaleMs;

/** The first look at or after an instant. */
const tickFrom = (instant: number): number =>
  Math.ceil((instant - TRACK_AT_MS) / MINUTE_MS) * MINUTE_MS + TRACK_AT_MS;
