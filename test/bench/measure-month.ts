import type { Budgeted } from './measure-delivery.ts';
import type { MonthLine } from './price-month.ts';

const usdOf = (lines: readonly MonthLine[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);

/** The sum at list prices. The budgets leave room for the longer CPU times of a busy machine. */
export const measureMonth = (lines: readonly MonthLine[], budget: number): Budgeted[] => [
  { what: 'USD of a month of such days, at list prices', figure: usdOf(lines), budget },
];
