import { addDays, dateAt, daysBetween } from '../time/dates.ts';
import type { NoticeName } from './notice.ts';
import { HOUR_MS } from '../time/durations.ts';

/** So many days before a key's last day people are told, the nearest last (O7). */
const TOLD_DAYS_BEFORE = [14, 7, 3, 1] as const;
/** Not at midnight: whoever can have a key issued anew is asleep. */
const TOLD_AT_MS = 9 * HOUR_MS;

/**
 * How many days a key is good for after today; 0 on its last day, negative after it.
 * @param expiresOn the last day, `yyyy-MM-dd`
 * @param now epoch ms
 * @param zone the market's
 */
export const keyDaysLeft = (expiresOn: string, now: number, zone: string): number =>
  daysBetween(dateAt(now, zone), expiresOn);

/**
 * The notice that is owed of a key: of the days in the countdown that have come, at nine in the market's morning, the last
 * one, so that a vendor that goes live late is told once. `undefined` before the first, and after the last day, when
 * blindness tells the rest. It is named after the day on which it is owed, as UTC's midnight: another key's countdown has other
 * days.
 * @param now corrected clock, epoch ms
 */
export const owedKeyNotice = (expiresOn: string, now: number, zone: string): NoticeName | undefined => {
  const daysLeft = keyDaysLeft(expiresOn, now - TOLD_AT_MS, zone);
  const told = TOLD_DAYS_BEFORE.findLast((days) => daysLeft <= days);
  if (told === undefined || daysLeft < 0) return undefined;
  return `key-expiry/${Date.parse(`${addDays(expiresOn, -told)}T00:00:00Z`)}`;
};
