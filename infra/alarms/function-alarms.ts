import { Duration } from 'aws-cdk-lib';
import { type Metric, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmSpec } from '../constructs/notifier-alarm.ts';
import type { AnyFunctionName } from '../function-names.ts';
import { functionsOf, type Watched } from '../watched.ts';
import { LASTING, severalPolls } from './lasting.ts';

const OUTAGE_OF: Partial<Record<AnyFunctionName, Pick<AlarmSpec, 'outage'>>> = {
  poll: { outage: 'reading' },
  notify: { outage: 'delays' },
};

/** A single failure rings no alarm, because the next run repairs it. */
export const functionAlarms = (watched: Watched): AlarmSpec[] =>
  functionsOf(watched).flatMap(({ name, lambda }) => {
    // In a period without any run poll cannot fail. Two of three periods might then never fail.
    const period = name === 'poll' ? severalPolls(watched.config.settings) : Duration.minutes(5);
    const sum = { statistic: 'Sum', period };
    const loses = watched.mails.functions[name];
    return [
      { ...ringing(name, 'fails', lambda.metricErrors(sum)), loses },
      { ...ringing(name, 'is throttled', lambda.metricThrottles(sum)), loses },
    ];
  });

const ringing = (name: AnyFunctionName, what: string, metric: Metric): Omit<AlarmSpec, 'loses'> => ({
  id: `${name} ${what}`,
  title: `${name} ${what}`,
  runbook: `A function ${what}`,
  metric,
  ...LASTING,
  ...OUTAGE_OF[name],
});

/** A function that never starts cannot fail. `report` runs every five minutes. */
export const reportAlarms = ({ functions, mails }: Watched): AlarmSpec[] => [
  {
    id: 'ReportDoesNotRun',
    title: 'report does not run',
    loses: mails.reportDoesNotRun,
    runbook: 'Report does not run',
    metric: functions.report.lambda.metricInvocations({ statistic: 'Sum', period: Duration.minutes(15) }),
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 2,
    treatMissingData: TreatMissingData.BREACHING,
    fill: 0,
  },
];
