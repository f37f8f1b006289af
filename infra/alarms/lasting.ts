import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmSpec } from '../constructs/notifier-alarm.ts';
import { Duration } from 'aws-cdk-lib';
import type { Settings } from '../../lib/config/schema.ts';
import { pollRate } from '../poll-rate.ts';

type Rings = Pick<
  AlarmSpec,
  'comparisonOperator' | 'threshold' | 'evaluationPeriods' | 'datapointsToAlarm' | 'treatMissingData' | 'fill'
>;

/** Rings at the first count. A period without data has no count. */
const AT_ONCE = {
  comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  threshold: 1,
  evaluationPeriods: 1,
  treatMissingData: TreatMissingData.NOT_BREACHING,
  fill: 0,
} as const satisfies Rings;

/** Rings if two of three periods have a count. The next run repairs a single failure. */
export const LASTING = { ...AT_ONCE, evaluationPeriods: 3, datapointsToAlarm: 2 } as const satisfies Rings;

/** Rings at the first count of an hour. Work that is retried hourly would begin and end an alarm over one hour with each retry. */
export const ONE_OF_TWO_HOURS = {
  ...AT_ONCE,
  evaluationPeriods: 2,
  datapointsToAlarm: 1,
} as const satisfies Rings;

/** A period of at least five minutes in which each vendor is polled more than once. */
export const severalPolls = (settings: Settings): Duration =>
  Duration.seconds(Math.max(300, pollRate(settings).toSeconds() * 2));
