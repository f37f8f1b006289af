import { tellingTime } from '../../lib/domain/report/due-reports.ts';
import type { Calendar } from '../../lib/domain/time/calendar.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';
import { dayAt } from '../../lib/domain/time/zoned-time.ts';
import type { OpenTicket } from './board.ts';

/** Where a leap of the clock may end. */
export const LEAPS = ['next-event', 'hour', 'morning'] as const;
export type LeapTo = (typeof LEAPS)[number];

export type EventName = 'step' | 'deadline' | 'shift-end' | 'report';

/** When a team works. `calendar` is absent if it has no hours. */
export type Team = { zone: string; calendar?: Calendar };

/** @param now epoch ms */
type Seen = { now: number; open: readonly Pick<OpenTicket, 'dueAt' | 'next'>[]; teams: readonly Team[] };

/** Where a leap ends, epoch ms. `event`: what happens then. */
export const findLeap = (to: LeapTo, seen: Seen): { at: number; event?: EventName } => {
  const { now, teams } = seen;
  switch (to) {
    case 'hour':
      return { at: now + HOUR_MS };
    case 'morning':
      return { at: Math.min(...teams.map((team) => reportTimes(now, team)[1])) };
    case 'next-event':
      return nextEvent(seen);
  }
};

const nextEvent = ({ now, open, teams }: Seen): { at: number; event: EventName } => {
  const named = (event: EventName, times: readonly number[]) => times.map((at) => ({ at, event }));
  const [soonest] = [
    ...named(
      'step',
      open.flatMap(({ next }) => next?.at ?? []),
    ),
    ...named(
      'deadline',
      open.map(({ dueAt }) => dueAt),
    ),
    ...named(
      'shift-end',
      teams.flatMap(({ calendar }) => (calendar?.shiftAt(now) ?? calendar?.nextShift(now))?.endsAt ?? []),
    ),
    ...named(
      'report',
      teams.flatMap((team) => reportTimes(now, team)),
    ),
  ]
    .filter(({ at }) => at > now)
    .toSorted((a, b) => a.at - b.at);
  if (!soonest) throw new RangeError('There is no team, so nothing happens.');
  return soonest;
};

/** When the reports of today and of tomorrow are due: at the first opening, or at nine. */
const reportTimes = (now: number, team: Team): [number, number] => {
  const today = dayAt(now, team.zone);
  return [tellingTime(today, team), tellingTime(dayAt(today.until, team.zone), team)];
};
