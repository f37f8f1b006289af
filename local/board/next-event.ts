import { reportsDueAt } from '../../lib/domain/report/due-reports.ts';
import type { Calendar } from '../../lib/domain/time/calendar.ts';
import type { StepName } from '../../lib/domain/ticket/step.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';
import { dayAt } from '../../lib/domain/time/dates.ts';
import type { OpenTicket } from './board.ts';

export const LEAPS = ['next-event', 'hour', 'morning'] as const;
export type LeapTo = (typeof LEAPS)[number];

/** `of`: the product of the ticket, or the number of its inquiry. */
export type NextEvent =
  | { name: 'step'; step: StepName; of: string }
  | { name: 'deadline'; of: string }
  | { name: 'shift-end' }
  | { name: 'report' };

/** Where a leap ends, epoch ms, and the event that happens then. */
export type Leap = { at: number; event?: NextEvent };

/** A team's working time. `calendar` is absent if the team has no hours. */
export type Team = { zone: string; calendar?: Calendar };

/** @param now epoch ms */
type Seen = {
  now: number;
  open: readonly Pick<OpenTicket, 'dueAt' | 'next' | 'product' | 'inquiryId'>[];
  teams: readonly Team[];
};

export const findLeap = (to: LeapTo, seen: Seen): Leap => {
  const { now, teams } = seen;
  switch (to) {
    case 'hour':
      return { at: now + HOUR_MS };
    case 'morning':
      return {
        at: Math.min(...teams.map((team) => reportTimes(now, team)[1])),
        event: { name: 'report' },
      };
    case 'next-event':
      return nextEvent(seen);
  }
};

const nextEvent = ({ now, open, teams }: Seen): Leap => {
  const events = [
    ...open.flatMap(({ dueAt, next, product, inquiryId }): Required<Leap>[] => {
      const of = product ?? inquiryId;
      const deadline = { at: dueAt, event: { name: 'deadline' as const, of } };
      return next
        ? [{ at: next.at, event: { name: 'step' as const, step: next.name, of } }, deadline]
        : [deadline];
    }),
    ...teams.flatMap((team): Required<Leap>[] => {
      const { calendar } = team;
      const shift = calendar?.shiftAt(now) ?? calendar?.nextShift(now);
      const reports = reportTimes(now, team).map((at) => ({ at, event: { name: 'report' as const } }));
      return shift ? [{ at: shift.endsAt, event: { name: 'shift-end' as const } }, ...reports] : reports;
    }),
  ];
  const [soonest] = events.filter(({ at }) => at > now).toSorted((a, b) => a.at - b.at);
  if (!soonest) throw new RangeError('There is no team, so nothing happens.');
  return soonest;
};

/** When the reports of today and of tomorrow are due: at the first opening, or at nine. */
const reportTimes = (now: number, team: Team): [number, number] => {
  const today = dayAt(now, team.zone);
  return [reportsDueAt(today, team), reportsDueAt(dayAt(today.until, team.zone), team)];
};
