import { MARKET_ZONES } from '../../lib/config/market.ts';
import { dateAt } from '../../lib/domain/time/dates.ts';
import { checkBotToken, checkExpiry, checkKey, checkSigningSecret, lastDayOfKey } from './check-answers.ts';
import type { Target } from './find-target.ts';
import type { Prompt } from './open-prompt.ts';

/**
 * Asks for the parts of a secret, and returns its JSON.
 * @param now epoch ms
 */
export const askKeys = async (target: Target, prompt: Prompt, now: number): Promise<string> =>
  JSON.stringify(target.of === 'slack' ? await askSlack(prompt) : await askCoupang(target, prompt, now));

const askSlack = async ({ ask }: Prompt) => ({
  botToken: await ask({ text: 'Bot token', check: checkBotToken, hidden: true }),
  signingSecret: await ask({
    text: 'Signing secret, under Basic Information of the app',
    check: checkSigningSecret,
    hidden: true,
  }),
});

const askCoupang = async ({ vendor }: Extract<Target, { of: 'coupang' }>, { ask }: Prompt, now: number) => {
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
