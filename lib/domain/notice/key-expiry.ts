import { addDays, dateAt, daysBetween, midnightMs } from '../time/dates.ts';
import type { NoticeName } from './notice.ts';
import { HOUR_MS } from '../time/durations.ts';

/** The days before a key's last day on which a notice is due, the nearest last (O7). */
const NOTICE_DAYS_BEFORE = [14, 7, 3, 1] as const;
/** Nine in the morning. At midnight the people who can issue a new key are asleep. */
const NOTICE_AT_MS = 9 * HOUR_MS;

/**
 * How many days a key is good for after today; 0 on its last day, negative after it.
 * @param expiresOn the last day, `yyyy-MM-dd`
 * @param now epoch ms
 * @param zone the market's
 */
export const keyDaysLeft = (expiresOn: string, now: number, zone: string): number =>
  daysBetween(dateAt(now, zone), expiresOn);

/**
 * The key notice that is owed: the latest day of the countdown whose nine o'clock has come, in the market's zone. So a
 * vendor that goes live late gets one notice. `undefined` before the first day. It is `undefined` after the key's last day,
 * too: blindness takes over then. The name holds the day on which it is owed, as midnight UTC. Another key's countdown has
 * other days.
 * @param now epoch ms
 */
export const dueKeyNotice = (expiresOn: string, now: number, zone: string): NoticeName | undefined => {
  const daysLeft = keyDaysLeft(expiresOn, now - NOTICE_AT_MS, zone);
  const daysBefore = NOTICE_DAYS_BEFORE.findLast((days) => daysLeft <= days);
  if (daysBefore === undefined || daysLeft < 0) return undefined;
  return `key-expiry/${midnightMs(addDays(expiresOn, -daysBefore))}`;
};
