import type { Budgeted } from './measure-delivery.ts';

export const tell = (rows: readonly (readonly [figure: string, what: string])[]): void => {
  for (const [figure, what] of rows) console.log(`${figure.padStart(8)}  ${what}`);
};

/** Prints figure and budget of each row. A row over its budget fails the run. */
export const tellDelivery = (rows: readonly Budgeted[]): void => {
  console.log(
    '\nDelivery under load, on in-memory ports and a made-up clock: figure, budget (takes two minutes)\n',
  );
  tell(
    rows.map(({ what, figure, budget }) => [
      figure.toFixed(2),
      `${budget.toFixed(1).padStart(5)}  ${what}${figure <= budget ? '' : '  <- over its budget'}`,
    ]),
  );
  if (rows.some(({ figure, budget }) => figure > budget)) process.exitCode = 1;
};
