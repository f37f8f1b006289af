import type { Config } from '../lib/config/schema.ts';
import { type FixedCounts, monthlyCost } from './monthly-cost.ts';
import { PRICES } from './prices.ts';

export const describeMonthlyCost = (
  { egress, region, kmsKeyArn }: Pick<Config, 'egress' | 'region' | 'kmsKeyArn'>,
  counts: FixedCounts,
): string[] => {
  const { lines, totalUsd, freeUsd } = monthlyCost(counts);
  const width = Math.max(...lines.map(({ what }) => what.length));
  return [
    `Fixed cost a month with egress '${egress}': ${dollars(totalUsd)} USD (list prices of ${PRICES.region}, ${PRICES.asOf}, without taxes)`,
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
