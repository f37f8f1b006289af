/**
 * List prices of Asia Pacific (Seoul) in USD, without taxes.
 * Not read first-hand: they are what public documents quote of the AWS Price List (offers AmazonEC2, AmazonVPC, AWSSecretsManager,
 * AmazonCloudWatch; region ap-northeast-2). The pages aws.amazon.com/vpc/pricing, /secrets-manager/pricing and /cloudwatch/pricing
 * show them, too.
 */
export const PRICES = {
  region: 'ap-northeast-2',
  /** When they were looked up. */
  asOf: '2026-10-01',
  natGatewayHour: 0.059,
  publicIpv4Hour: 0.005,
  secretMonth: 0.4,
  customMetricMonth: 0.3,
  alarmMetricMonth: 0.1,
  dashboardMonth: 3,
} as const;

/** As AWS reckons a month in its examples. */
export const HOURS_A_MONTH = 730;

/** What CloudWatch gives each account for nothing a month. Source: aws.amazon.com/cloudwatch/pricing. */
export const FREE = { customMetrics: 10, alarmMetrics: 10, dashboards: 3 } as const;

const MILLION = 1_000_000;

/**
 * What is paid by use, USD a unit, from the same kind of source, as of `PRICES.asOf`; DynamoDB's as of 2026-06-12. Those of
 * `ELSEWHERE` were found quoted for other regions only.
 */
export const METERED = {
  /** Of arm64. */
  lambdaGbSecond: 0.0000133334,
  lambdaRequest: 0.2 / MILLION,
  dynamodbWriteUnit: 0.68 / MILLION,
  dynamodbReadUnit: 0.1355 / MILLION,
  /** Custom events of up to 64 KB. */
  eventBridgeEvent: 1 / MILLION,
  schedulerInvocation: 1 / MILLION,
  logGb: 0.76,
  logGbMonth: 0.0314,
  secretsManagerCall: 0.05 / 10_000,
  natGatewayGb: 0.059,
  internetGb: 0.126,
} as const;

export type Metered = keyof typeof METERED;

export const ELSEWHERE: readonly Metered[] = ['eventBridgeEvent', 'schedulerInvocation'];

/** Of it, what each account has for nothing a month and for good, as aws.amazon.com/free is quoted ("Always free"). */
export const FREE_METERED: Partial<Record<Metered, number>> = {
  lambdaGbSecond: 400_000,
  lambdaRequest: MILLION,
  schedulerInvocation: 14 * MILLION,
  logGb: 5,
  logGbMonth: 5,
  internetGb: 100,
};
