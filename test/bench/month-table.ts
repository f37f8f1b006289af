import type { Metered } from './metered-prices.ts';
import type { MonthLine } from './price-month.ts';

type Row = { of: Metered[]; say: (amount: (what: Metered) => string) => string };

const ROWS: Row[] = [
  {
    of: ['lambdaRequest', 'lambdaGbSecond'],
    say: (amount) =>
      `Lambda: ${amount('lambdaRequest')} runs, ${amount('lambdaGbSecond')} GB-seconds (arm64)`,
  },
  {
    of: ['logGb', 'logGbMonth'],
    say: (amount) => `CloudWatch Logs: ${amount('logGb')} GB, kept for 90 days`,
  },
  {
    of: ['dynamodbWriteUnit', 'dynamodbReadUnit'],
    say: (amount) =>
      `DynamoDB: ${amount('dynamodbWriteUnit')} write units, ${amount('dynamodbReadUnit')} read units`,
  },
  {
    of: ['schedulerInvocation', 'eventBridgeEvent'],
    say: (amount) =>
      `EventBridge Scheduler: ${amount('schedulerInvocation')} runs started; EventBridge: ${amount('eventBridgeEvent')} events`,
  },
  {
    of: ['betweenZonesGb', 'internetGb'],
    say: (amount) =>
      `The way to Coupang: ${amount('internetGb')} GB to the internet, ${amount('betweenZonesGb')} GB between zones`,
  },
  {
    of: ['secretsManagerCall'],
    say: (amount) => `Secrets Manager: ${amount('secretsManagerCall')} readings`,
  },
];

/** The bill of a month as a table in Markdown, its amounts to three digits. */
export const monthTable = (lines: readonly MonthLine[]): string => {
  const amountOf = (what: Metered): string => rounded(lines.find((line) => line.what === what)?.amount ?? 0);
  const sum = (figure: 'usd' | 'afterFreeUsd', of?: readonly Metered[]): number =>
    lines
      .filter(({ what }) => of === undefined || of.includes(what))
      .reduce((total, line) => total + line[figure], 0);
  const rows = ROWS.map(({ of, say }) => [say(amountOf), usd(sum('usd', of)), usd(sum('afterFreeUsd', of))]);
  const total = [sum('usd'), sum('afterFreeUsd')].map((figure) => `**${usd(figure)}**`);
  return alignColumns([
    ['by use, a month', 'list price', 'after free amounts'],
    ...rows,
    ['**sum**', ...total],
  ]);
};

const rounded = (amount: number): string => Number(amount.toPrecision(3)).toLocaleString('en');

const usd = (figure: number): string => (figure === 0 ? '–' : figure.toFixed(2));

const alignColumns = (rows: readonly string[][]): string => {
  const [head = [], ...others] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]): string =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [head, rule, ...others].map(line).join('\n');
};
