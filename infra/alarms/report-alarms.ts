import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmSpec } from '../constructs/notifier-alarm.ts';
import type { Watched } from '../watched.ts';
import { LOST_WITH } from './function-alarms.ts';

/** A function that never starts cannot fail. `report` runs every five minutes. */
export const reportAlarms = ({ functions }: Watched): AlarmSpec[] => [
  {
    id: 'ReportDoesNotRun',
    title: 'report does not run',
    loses: `${LOST_WITH.report} Texts are kept longer than they may be.`,
    runbook: 'Report does not run',
    metric: functions.report.lambda.metricInvocations({ statistic: 'Sum', period: Duration.minutes(15) }),
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 2,
    treatMissingData: TreatMissingData.BREACHING,
    fill: 0,
  },
];
