import { MARKET_ZONES } from '../../lib/config/market.ts';
import * as z from 'zod/mini';
import { BOT_TOKEN, SIGNING_SECRET, type SlackSecret } from '../../lib/config/read-secret.ts';
import { addDays, dateAt, daysBetween } from '../../lib/domain/time/dates.ts';
import type { AdminTexts } from '../wording/wording.ts';
import type { CheckAnswer, Prompt } from './open-prompt.ts';
import type { CoupangTarget } from '../find-vendor.ts';

type Texts = AdminTexts['secrets'];

/** An empty line keeps the stored value. */
export const askSlackKeys = async (
  { ask }: Prompt,
  { questions, faults }: Texts,
  stored?: SlackSecret,
): Promise<{ botToken: string; signingSecret: string }> => ({
  botToken: await ask({
    text: questions.botToken,
    check: (answer) => (BOT_TOKEN.test(answer) ? undefined : faults.botToken),
    hidden: true,
    stored: stored?.botToken,
  }),
  signingSecret: await ask({
    text: questions.signingSecret,
    check: (answer) => (SIGNING_SECRET.test(answer) ? undefined : faults.signingSecret),
    hidden: true,
    stored: stored?.signingSecret,
  }),
});

export const askCoupangKeys = async (
  { vendor }: CoupangTarget,
  { ask }: Prompt,
  now: number,
  { questions, faults }: Texts,
) => {
  const today = dateAt(now, MARKET_ZONES[vendor.market]);
  return {
    accessKey: await ask({ text: questions.accessKey, check: checkKey(faults), hidden: true }),
    secretKey: await ask({ text: questions.secretKey, check: checkKey(faults), hidden: true }),
    expiresOn: await ask({
      text: questions.lastDay,
      check: checkExpiry(today, faults),
      otherwise: addDays(today, KEY_DAYS),
    }),
  };
};

/** How long a Coupang key lives, days. Source: coupang-api.md section 4, Keys. */
const KEY_DAYS = 180;

const checkKey =
  (faults: Texts['faults']): CheckAnswer =>
  (answer) => {
    if (answer === '') return faults.empty;
    return /^[\x21-\x7e]+$/.test(answer) ? undefined : faults.notVisible;
  };

const checkExpiry =
  (today: string, faults: Texts['faults']): CheckAnswer =>
  (answer) => {
    if (!date.safeParse(answer).success) return faults.noDate;
    const days = daysBetween(today, answer);
    if (days <= 0) return faults.past;
    return days > KEY_DAYS ? faults.tooFar(KEY_DAYS) : undefined;
  };

const date = z.iso.date();
