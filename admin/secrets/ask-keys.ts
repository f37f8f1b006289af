import { MARKET_ZONES } from '../../lib/config/market.ts';
import type { SlackSecret } from '../../lib/config/read-secret.ts';
import { dateAt } from '../../lib/domain/time/dates.ts';
import {
  checkBotToken,
  checkExpiry,
  checkKey,
  checkSigningSecret,
  lastDayOfKey,
  type Prompt,
} from './open-prompt.ts';
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
