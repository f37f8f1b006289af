import * as z from 'zod/mini';
import { BOT_TOKEN, SIGNING_SECRET } from '../../lib/config/read-secret.ts';
import { addDays, daysBetween } from '../../lib/domain/time/dates.ts';

/** Describes the fault in an answer without repeating the answer. Returns `undefined` if there is none. */
export type CheckAnswer = (answer: string) => string | undefined;

/** How long a Coupang key lives, days. Source: coupang-api.md section 4, Keys. */
const KEY_DAYS = 180;

/** One half of a Coupang key. */
export const checkKey: CheckAnswer = (answer) => {
  if (answer === '') return 'must not be empty';
  return /^[\x21-\x7e]+$/.test(answer)
    ? undefined
    : 'must hold only visible ASCII characters, without blanks';
};

/** @param today the market's date, `yyyy-MM-dd` */
export const lastDayOfKey = (today: string): string => addDays(today, KEY_DAYS);

/**
 * A key's last day.
 * @param today the market's date, `yyyy-MM-dd`
 */
export const checkExpiry =
  (today: string): CheckAnswer =>
  (answer) => {
    if (!date.safeParse(answer).success) return 'must be a date such as 2027-05-24';
    const days = daysBetween(today, answer);
    if (days <= 0) return 'must be in the future: an expired key does not work';
    return days > KEY_DAYS ? `must be ${KEY_DAYS} days ahead at most: keys are valid no longer` : undefined;
  };

export const checkBotToken: CheckAnswer = (answer) =>
  BOT_TOKEN.test(answer)
    ? undefined
    : 'must be a bot token: it begins with xoxb-, under OAuth & Permissions of the app';

export const checkSigningSecret: CheckAnswer = (answer) =>
  SIGNING_SECRET.test(answer)
    ? undefined
    : 'must be 32 hexadecimal digits, under Basic Information of the app';

const date = z.iso.date();
