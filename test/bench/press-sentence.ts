import type { PressCost } from './measure-presses.ts';

const TIMES = 1000;
const CENTS_A_DOLLAR = 100;

/** What a thousand presses cost. In cents, since each costs so little: the tolerance is a tenth then, and not two cents. */
export const pressSentence = (costs: readonly PressCost[]): string => {
  const cents = (what: PressCost['what']): string => {
    const { usd = Number.NaN } = costs.find((cost) => cost.what === what) ?? {};
    return (usd * TIMES * CENTS_A_DOLLAR).toFixed(1);
  };
  return `At list prices, a thousand claims cost ${cents('a claim')} US cents and a thousand replies ${cents('a reply')}, from the press to the edited card.`;
};
