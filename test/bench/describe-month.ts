import { ELSEWHERE, type Metered } from './metered-prices.ts';
import type { MonthLine } from './price-month.ts';

const WORDS: Record<Metered, (amount: number) => string> = {
  lambdaGbSecond: (amount) => `Lambda: ${whole(amount)} GB-seconds`,
  lambdaRequest: (amount) => `Lambda: ${whole(amount)} runs`,
  dynamodbWriteUnit: (amount) => `DynamoDB: ${whole(amount)} write units`,
  dynamodbReadUnit: (amount) => `DynamoDB: ${whole(amount)} read units`,
  eventBridgeEvent: (amount) => `EventBridge: ${whole(amount)} events`,
  schedulerInvocation: (amount) => `EventBridge Scheduler: ${whole(amount)} runs started`,
  logGb: (amount) => `CloudWatch Logs: ${amount.toFixed(2)} GB taken in`,
  logGbMonth: (amount) =>
    `CloudWatch Logs: ${amount.toFixed(2)} GB kept, of three months, as if nothing were packed`,
  secretsManagerCall: (amount) => `Secrets Manager: ${whole(amount)} readings`,
  betweenZonesGb: (amount) => `Data between zones: ${amount.toFixed(2)} GB`,
  internetGb: (amount) => `Data to the internet: ${amount.toFixed(2)} GB`,
};

/** The lines of the bill, and the sum. */
export const describeMonth = (lines: readonly MonthLine[]): string[] => {
  const row = (usd: number, afterFreeUsd: number, what: string): string =>
    `${usd.toFixed(3).padStart(9)}  ${afterFreeUsd.toFixed(3).padStart(9)}  ${what}`;
  const sum = (figure: 'usd' | 'afterFreeUsd'): number =>
    lines.reduce((total, line) => total + line[figure], 0);
  return [
    `${'list'.padStart(9)}  ${'after free'.padStart(9)}`,
    ...lines.map(({ what, amount, usd, afterFreeUsd }) =>
      row(usd, afterFreeUsd, `${WORDS[what](amount)}${ELSEWHERE.includes(what) ? ' *' : ''}`),
    ),
    row(sum('usd'), sum('afterFreeUsd'), 'together, beside the fixed part, which cdk synth prints'),
  ];
};

const whole = (amount: number): string => Math.round(amount).toLocaleString('en');
