import { FUNCTION_NAMES, MEMORY_MB } from '../../infra/function-names.ts';
import { HOURS_A_MONTH } from '../../infra/prices.ts';
import type { DayCounts } from './count-day.ts';
import { FREE_METERED, METERED, type Metered } from './metered-prices.ts';

/** `usd` is the list price. `afterFreeUsd` is the price if the account uses the free amounts for nothing else. */
export type MonthLine = { what: Metered; amount: number; usd: number; afterFreeUsd: number };

export const DAYS_A_MONTH = HOURS_A_MONTH / 24;
const GB = 1_000_000_000;
/** For memory. */
export const MB_A_GB = 1024;
/** Poll runs in either zone, and the NAT is in the first. */
const ZONES = 2;
/** CloudWatch adds this to each line. Source: its API reference, PutLogEvents. */
export const BYTES_A_LOG_LINE = 26;
export const LOG_MONTHS = 3;

/** One vendor's monthly bill from the counts of a day, most expensive first. */
export const priceMonth = (day: DayCounts): MonthLine[] => {
  const amounts = amountsOf(day);
  return Object.entries(amounts)
    .filter((entry): entry is [Metered, number] => entry[0] in METERED)
    .map(([what, amount]) => ({
      what,
      amount,
      usd: amount * METERED[what],
      afterFreeUsd: Math.max(0, amount - (FREE_METERED[what] ?? 0)) * METERED[what],
    }))
    .sort((a, b) => b.usd - a.usd);
};

const amountsOf = (day: DayCounts): Record<Metered, number> => {
  const functions = FUNCTION_NAMES.map((name) => day.functions[name]);
  const sum = (amount: (of: (typeof functions)[number]) => number): number =>
    functions.reduce((total, of) => total + amount(of), 0) * DAYS_A_MONTH;
  const units = [...day.dynamodb.values()];
  const logGb = sum(({ logBytes, logLines }) => logBytes + logLines * BYTES_A_LOG_LINE) / GB;
  return {
    lambdaRequest: sum(({ invocations }) => invocations),
    lambdaGbSecond:
      FUNCTION_NAMES.reduce(
        (total, name) => total + (day.functions[name].seconds * MEMORY_MB[name]) / MB_A_GB,
        0,
      ) * DAYS_A_MONTH,
    dynamodbWriteUnit: units.reduce((total, { write }) => total + write, 0) * DAYS_A_MONTH,
    dynamodbReadUnit: units.reduce((total, { read }) => total + read, 0) * DAYS_A_MONTH,
    eventBridgeEvent: day.events * DAYS_A_MONTH,
    schedulerInvocation: day.scheduled * DAYS_A_MONTH,
    logGb,
    logGbMonth: logGb * LOG_MONTHS,
    secretsManagerCall: day.secretReads * DAYS_A_MONTH,
    betweenZonesGb: (day.natBytes * DAYS_A_MONTH) / ZONES / GB,
    internetGb: (day.internetBytes * DAYS_A_MONTH) / GB,
  };
};
