const MILLION = 1_000_000;

/**
 * Usage prices: list prices of Seoul in USD per unit, without taxes. Source and date are those of `infra/prices.ts`;
 * DynamoDB's are of 2026-06-12. The prices in `ELSEWHERE` were found only for other regions.
 */
export const METERED = {
  /** On arm64. */
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
  /** In both directions. */
  betweenZonesGb: 0.02,
  internetGb: 0.126,
} as const;

export type Metered = keyof typeof METERED;

export const ELSEWHERE: readonly Metered[] = ['eventBridgeEvent', 'schedulerInvocation', 'betweenZonesGb'];

/** The monthly free amount of each account, in the same units. Source: quotes of aws.amazon.com/free, "Always free". */
export const FREE_METERED: Partial<Record<Metered, number>> = {
  lambdaGbSecond: 400_000,
  lambdaRequest: MILLION,
  schedulerInvocation: 14 * MILLION,
  logGb: 5,
  logGbMonth: 5,
  internetGb: 100,
};
