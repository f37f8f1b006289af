import type { Calendar } from '../time/calendar.ts';
import { dateAt } from '../time/dates.ts';

/** The author of the roster's deeds, in the ledger and the thread. */
export const ROSTER = 'roster';

/** Who shares a vendor's tickets (A9), in the order of the configuration. `zone` applies to the dates of a leave. */
export type Roster = { zone: string; people: readonly RosterPerson[] };

export type RosterPerson = {
  /** A Slack user id. */
  user: string;
  /** A person of weight 2 gets twice as many tickets as a person of weight 1. */
  weight: number;
  /** Absent: at any time. */
  shifts?: Calendar;
  /** `yyyy-MM-dd`, both included. */
  leave: readonly { from: string; until: string }[];
};

/** Within a shift, outside its breaks, and not on leave. */
export const onShift = ({ zone, people }: Roster, now: number): RosterPerson[] => {
  const today = dateAt(now, zone);
  return people.filter(
    ({ shifts, leave }) =>
      (shifts === undefined || shifts.businessMs(now, now + 1) > 0) &&
      !leave.some(({ from, until }) => from <= today && today <= until),
  );
};
