import type { PressCost } from './start-press-system.ts';
import type { Budgeted } from './measure-delivery.ts';

export const printRows = (rows: readonly (readonly [figure: string, what: string])[]): void => {
  for (const [figure, what] of rows) console.log(`${figure.padStart(8)}  ${what}`);
};

export const describePress = ({ what, runs, seconds, read, write, usd }: PressCost): [string, string] => [
  (usd * 1000).toFixed(3),
  `USD for a thousand times ${what}: each ${runs.toFixed(1)} runs, ${Math.round(seconds * 1000)} ms, ${read.toFixed(1)} read and ${write.toFixed(1)} write units`,
];

/** Prints figure and budget of each row. A row over its budget fails the run, and so does one without a figure. */
export const printBudgeted = (title: string, rows: readonly Budgeted[]): void => {
  console.log(`\n${title}: figure, budget\n`);
  printRows(
    rows.map(({ what, figure, budget }) => [
      figure.toFixed(2),
      `${budget.toFixed(2).padStart(6)}  ${what}${figure <= budget ? '' : '  <- over its budget'}`,
    ]),
  );
  if (!rows.every(({ figure, budget }) => figure <= budget)) process.exitCode = 1;
};
