import { MARKET_ZONES } from '../../lib/config/market.ts';
import * as z from 'zod/mini';
import { BOT_TOKEN, SIGNING_SECRET, type SlackSecret } from '../../lib/config/read-secret.ts';
import { addDays, dateAt, daysBetween } from '../../lib/domain/time/dates.ts';
import type { CheckAnswer, Prompt } from './open-prompt.ts';
import type { CoupangTarget } from '../find-vendor.ts';

/** An empty line keeps the stored value. */
export const askSlackKeys = async (
  { ask }: Prompt,
  stored?: SlackSecret,
): Promise<{ botToken: string; signingSecret: string }> => ({
  botToken: await ask({
    text: 'Bot token',
    check: checkBotToken,
    hidden: true,
    stored: stored?.botToken,
  }),
  signingSecret: await ask({
    text: 'Signing secret, under Basic Information of the app',
    check: checkSigningSecret,
    hidden: true,
    stored: stored?.signingSecret,
  }),
});

export const askCoupangKeys = async ({ vendor }: CoupangTarget, { ask }: Prompt, now: number) => {
  const today = dateAt(now, MARKET_ZONES[vendor.market]);
  return {
    accessKey: await ask({ text: 'Access key', check: checkKey, hidden: true }),
    secretKey: await ask({ text: 'Secret key', check: checkKey, hidden: true }),
    expiresOn: await ask({
      text: 'Last day of the key, as WING shows it',
      check: checkExpiry(today),
      otherwise: lastDayOfKey(today),
    }),
  };
};

/** How long a Coupang key lives, days. Source: coupang-api.md section 4, Keys. */
const KEY_DAYS = 180;

const checkKey: CheckAnswer = (answer) => {
  if (answer === '') return 'must not be empty';
  return /^[\x21-\x7e]+$/.test(answer)
    ? undefined
    : 'must hold only visible ASCII characters, without blanks';
};

const lastDayOfKey = (today: string): string => addDays(today, KEY_DAYS);

const checkExpiry =
  (today: string): CheckAnswer =>
  (answer) => {
    if (!date.safeParse(answer).success) return 'must be a date such as 2027-05-24';
    const days = daysBetween(today, answer);
    if (days <= 0) return 'must be in the future: an expired key does not work';
    return days > KEY_DAYS ? `must be ${KEY_DAYS} days ahead at most: keys are valid no longer` : undefined;
  };

const checkBotToken: CheckAnswer = (answer) =>
  BOT_TOKEN.test(answer)
    ? undefined
    : 'must be a bot token: it begins with xoxb-, under OAuth & Permissions of the app';

const checkSigningSecret: CheckAnswer = (answer) =>
  SIGNING_SECRET.test(answer)
    ? undefined
    : 'must be 32 hexadecimal digits, under Basic Information of the app';

const date = z.iso.date();
