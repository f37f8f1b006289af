import type { Budgeted } from './measure-delivery.ts';
import type { MonthLine } from './price-month.ts';

/** The sum at list prices. The budget leaves room for a busy machine, whose CPU times are longer. */
export const measureMonth = (lines: readonly MonthLine[]): Budgeted[] => [
  {
    what: 'USD of a month of such days, at list prices',
    figure: lines.reduce((sum, { usd }) => sum + usd, 0),
    budget: 0.6,
  },
];
