import { addDays, dateAt, daysBetween, midnightMs } from '../time/dates.ts';
import type { NoticeName } from './notice.ts';
import { HOUR_MS } from '../time/durations.ts';

/** Days before a key's last day on which a notice is due (O7). */
const NOTICE_DAYS_BEFORE = [14, 7, 3, 1] as const;
/** Nine in the morning. At midnight the people who can issue a new key are asleep. */
const NOTICE_AT_MS = 9 * HOUR_MS;

/**
 * The days after today for which a key is valid: 0 on its last day, negative after it.
 * @param expiresOn the last day, `yyyy-MM-dd`
 * @param zone the market's
 */
export const keyDaysLeft = (expiresOn: string, now: number, zone: string): number =>
  daysBetween(dateAt(now, zone), expiresOn);

/**
 * The key notice that is due: the latest day of the countdown whose nine o'clock, in the market's zone, has passed. So a vendor that goes
 * live late gets a single notice. The name holds that day as midnight UTC, so that another key's countdown has other names.
 * @returns `undefined` before the first day, and after the key's last day, when blindness reports instead
 */
export const dueKeyNotice = (expiresOn: string, now: number, zone: string): NoticeName | undefined => {
  const daysLeft = keyDaysLeft(expiresOn, now - NOTICE_AT_MS, zone);
  const daysBefore = NOTICE_DAYS_BEFORE.findLast((days) => daysLeft <= days);
  if (daysBefore === undefined || daysLeft < 0) return undefined;
  return `key-expiry/${midnightMs(addDays(expiresOn, -daysBefore))}`;
};
