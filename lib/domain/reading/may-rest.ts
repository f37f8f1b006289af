import type { Calendar } from '../time/calendar.ts';

/** `everyMs`: the time between two polls. `nightMs`: outside the hours, a multiple of it. */
export type PollRhythm = { everyMs: number; nightMs: number };

/**
 * Whether a poll that is scheduled for an instant is left out, since nobody works then. Two scheduled polls are exactly `everyMs`
 * apart, so one in each `nightMs` is made.
 * @param scheduledAt epoch ms
 */
export const mayRest = (
  scheduledAt: number,
  calendar: Pick<Calendar, 'shiftAt'>,
  { everyMs, nightMs }: PollRhythm,
): boolean =>
  calendar.shiftAt(scheduledAt) === undefined &&
  Math.floor(scheduledAt / everyMs) % (nightMs / everyMs) !== 0;
