import type { Alarm } from './read-alarm.ts';

export type Rules = Pick<
  Alarm,
  'ComparisonOperator' | 'Threshold' | 'EvaluationPeriods' | 'DatapointsToAlarm' | 'TreatMissingData' | 'Fill'
>;

/** CloudWatch reads more periods than it evaluates. It documents no other number than this: five for an alarm of three. */
export const READ_BEYOND = 2;

/**
 * Whether the alarm rings after the last of these periods: `X` breaches, `0` does not, `-` has no data. Source: CloudWatch's user
 * guide, "Configuring how CloudWatch alarms treat missing data".
 */
export const isRinging = (alarm: Rules, periods: string, readBeyond = READ_BEYOND): boolean => {
  const { EvaluationPeriods: n, DatapointsToAlarm: least = n, TreatMissingData } = alarm;
  if (TreatMissingData === 'ignore') throw new Error('It depends on the state before.');
  const gap = alarm.Fill === undefined ? '-' : breaches(alarm, alarm.Fill) ? 'X' : '0';
  const read = periods
    .padStart(n + readBeyond, '-')
    .slice(-n - readBeyond)
    .replaceAll('-', gap);
  const present = read.replaceAll('-', '').slice(-n);
  const evaluated = present.padStart(n, TreatMissingData === 'breaching' ? 'X' : '0');
  return evaluated.replaceAll('0', '').length >= least;
};

/** After how many of the coming periods it rings first. Fails if it never does. */
export const ringsAfter = (
  alarm: Rules,
  before: string,
  coming: string,
  readBeyond = READ_BEYOND,
): number => {
  const count = coming
    .split('')
    .findIndex((_, index) => isRinging(alarm, before + coming.slice(0, index + 1), readBeyond));
  if (count < 0) throw new Error('It never rings.');
  return count + 1;
};

export const breaches = ({ ComparisonOperator, Threshold }: Rules, value: number): boolean => {
  switch (ComparisonOperator) {
    case 'GreaterThanThreshold':
      return value > Threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= Threshold;
    case 'LessThanThreshold':
      return value < Threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= Threshold;
    default:
      throw new Error(`What is ${ComparisonOperator}?`);
  }
};
