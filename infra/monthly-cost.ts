import { NAT_DISK_GB } from './constructs/nat-instance.ts';
import { FREE, HOURS_A_MONTH, PRICES } from './prices.ts';
import type { Config } from '../lib/config/schema.ts';

export type FixedCounts = {
  natGateways: number;
  natInstances: number;
  secrets: number;
  customMetrics: number;
  /** An alarm over an expression costs as much as all metrics that it reads. */
  alarmMetrics: number;
  compositeAlarms: number;
  dashboards: number;
};

export type CostLine = { what: string; usd: number };

/**
 * @internal
 * The fixed part of a month's bill, USD: one line for each kind of resource, with the share that is free for an account
 * without other use.
 */
export const monthlyCost = (
  counts: FixedCounts,
): { lines: CostLine[]; totalUsd: number; freeUsd: number } => {
  const { natGateways, natInstances, secrets, customMetrics, alarmMetrics, compositeAlarms, dashboards } =
    counts;
  const addresses = natGateways + natInstances;
  const all = [
    {
      what: count(natGateways, 'NAT gateway'),
      usd: natGateways * HOURS_A_MONTH * PRICES.natGatewayHour,
    },
    {
      what: count(natInstances, 'NAT instance'),
      usd: natInstances * HOURS_A_MONTH * PRICES.natInstanceHour,
    },
    { what: `disk of ${NAT_DISK_GB} GB`, usd: natInstances * NAT_DISK_GB * PRICES.diskGbMonth },
    {
      what: count(addresses, 'public IPv4 address', 'public IPv4 addresses'),
      usd: addresses * HOURS_A_MONTH * PRICES.publicIpv4Hour,
    },
    { what: count(secrets, 'secret'), usd: secrets * PRICES.secretMonth },
    { what: count(customMetrics, 'custom metric'), usd: customMetrics * PRICES.customMetricMonth },
    {
      what: `alarms over ${count(alarmMetrics, 'metric')}`,
      usd: alarmMetrics * PRICES.alarmMetricMonth,
    },
    { what: count(compositeAlarms, 'composite alarm'), usd: compositeAlarms * PRICES.compositeAlarmMonth },
    { what: count(dashboards, 'dashboard'), usd: dashboards * PRICES.dashboardMonth },
  ];
  const lines = all.filter(({ usd }) => usd > 0);
  return {
    lines,
    totalUsd: lines.reduce((sum, { usd }) => sum + usd, 0),
    freeUsd:
      Math.min(customMetrics, FREE.customMetrics) * PRICES.customMetricMonth +
      Math.min(alarmMetrics, FREE.alarmMetrics) * PRICES.alarmMetricMonth +
      Math.min(dashboards, FREE.dashboards) * PRICES.dashboardMonth,
  };
};

const count = (number: number, singular: string, many = `${singular}s`): string =>
  `${number} ${number === 1 ? singular : many}`;

/** @param live the counts with a live vendor; absent if one is live already */
export const describeMonthlyCost = (
  { egress, region, kmsKeyArn }: Pick<Config, 'egress' | 'region' | 'kmsKeyArn'>,
  counts: FixedCounts,
  live?: FixedCounts,
): string[] => {
  const { lines, totalUsd, freeUsd } = monthlyCost(counts);
  const width = Math.max(...lines.map(({ what }) => what.length));
  const later = live && monthlyCost(live).totalUsd;
  return [
    `Fixed cost a month with egress '${egress}': ${dollars(totalUsd)} USD (list prices of ${PRICES.region}, ${PRICES.asOf}, without taxes)`,
    ...(later === undefined
      ? []
      : [
          `  No vendor is live yet: once one is, its metrics, alarms and dashboard make it ${dollars(later)} USD.`,
        ]),
    ...lines.map(({ what, usd }) => `  ${what.padEnd(width)}  ${dollars(usd).padStart(6)}`),
    ...(freeUsd > 0
      ? [`  Of it ${dollars(freeUsd)} are free if nothing else in the account uses CloudWatch's free tier.`]
      : []),
    ...(egress === 'existing-subnets' ? ['  The egress of your VPC costs what it costs already.'] : []),
    ...(kmsKeyArn === undefined ? [] : ['  Your KMS key comes on top, and its requests.']),
    ...(region === PRICES.region ? [] : [`  In ${region} prices differ a little.`]),
    '  What each vendor uses (Lambda, DynamoDB, events, logs) comes on top: docs/cost.md.',
  ];
};

const dollars = (usd: number): string => usd.toFixed(2);
