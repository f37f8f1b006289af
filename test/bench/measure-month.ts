import type { DayCounts } from './count-day.ts';
import type { Budgeted } from './measure-delivery.ts';
import { priceMonth } from './price-month.ts';

/** The sum at list prices without the CPU of the functions, whose time differs by machine. */
export const measureMonth = (day: DayCounts, budget: number): Budgeted[] => {
  const waiting = Object.entries(day.functions).map(
    ([name, counts]) => [name, { ...counts, seconds: counts.waitedSeconds }] as const,
  );
  const functions = { ...day.functions, ...Object.fromEntries(waiting) };
  return [
    {
      what: 'USD of a month of such days, at list prices, if the functions only waited',
      figure: priceMonth({ ...day, functions }).reduce((sum, { usd }) => sum + usd, 0),
      budget,
    },
  ];
};
