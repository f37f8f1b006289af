import type { PressCost } from './measure-presses.ts';
import type { Budgeted } from './measure-delivery.ts';

export const tell = (rows: readonly (readonly [figure: string, what: string])[]): void => {
  for (const [figure, what] of rows) console.log(`${figure.padStart(8)}  ${what}`);
};

export const tellPress = ({ what, runs, seconds, read, write, usd }: PressCost): [string, string] => [
  (usd * 1000).toFixed(3),
  `USD for a thousand times ${what}: each ${runs.toFixed(1)} runs, ${Math.round(seconds * 1000)} ms, ${read.toFixed(1)} read and ${write.toFixed(1)} write units`,
];

type Times = readonly (readonly [figure: string, what: string])[];

export const tellActing = (rows: readonly Budgeted[], times: Times): void =>
  tellTimed('Acting from Slack', rows, times);

export const tellBoard = (rows: readonly Budgeted[], times: Times): void =>
  tellTimed('The board', rows, times);

/** `times` have no budget: they differ by machine. */
const tellTimed = (title: string, rows: readonly Budgeted[], times: Times): void => {
  tellBudgeted(title, rows);
  console.log('');
  tell(times);
};

export const tellRequests = (rows: readonly Budgeted[]): void =>
  tellBudgeted('Requests, counted on in-memory ports', rows);

export const tellDelivery = (rows: readonly Budgeted[]): void =>
  tellBudgeted('Delivery under load, on in-memory ports and a made-up clock (takes two minutes)', rows);

export const tellIntake = (rows: readonly Budgeted[]): void => tellBudgeted('Intake under load', rows);

export const tellLooks = (rows: readonly Budgeted[]): void =>
  tellBudgeted('Many vendors, counted on in-memory ports and a made-up clock', rows);

export const tellStart = (rows: readonly Budgeted[]): void => tellBudgeted('Start on a laptop', rows);

export const tellItems = (rows: readonly Budgeted[]): void => tellBudgeted('Items of that day', rows);

export const tellPosts = (rows: readonly Budgeted[]): void =>
  tellBudgeted('Posts of a scripted day, counted on in-memory ports', rows);

export const tellMonth = (rows: readonly Budgeted[]): void => tellBudgeted('A month', rows);

export const tellBundles = ({
  sizes,
  imports,
}: {
  sizes: readonly Budgeted[];
  imports: readonly Budgeted[];
}): void => {
  tellBudgeted('Bundles, against bare ones of the same clients', sizes);
  tellBudgeted('Imports of bundles, against bare ones, the least of 15 processes each in turns', imports);
};

/** Prints figure and budget of each row. A row over its budget fails the run, and so does one without a figure. */
const tellBudgeted = (title: string, rows: readonly Budgeted[]): void => {
  console.log(`\n${title}: figure, budget\n`);
  tell(
    rows.map(({ what, figure, budget }) => [
      figure.toFixed(2),
      `${budget.toFixed(2).padStart(6)}  ${what}${figure <= budget ? '' : '  <- over its budget'}`,
    ]),
  );
  if (!rows.every(({ figure, budget }) => figure <= budget)) process.exitCode = 1;
};
