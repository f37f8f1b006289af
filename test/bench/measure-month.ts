import type { Budgeted } from './measure-delivery.ts';
import type { MonthLine } from './price-month.ts';

const usdOf = (lines: readonly MonthLine[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);

export const measureMonth = (lines: readonly MonthLine[], budget: number): Budgeted[] => [
  { what: 'USD of a month of such days, at list prices', figure: usdOf(lines), budget },
];
