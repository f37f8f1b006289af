import { Duration } from 'aws-cdk-lib';
import { type Metric, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmSpec } from '../constructs/notifier-alarm.ts';
import type { AnyFunctionName } from '../function-names.ts';
import { functionsOf, type Watched } from '../watched.ts';
import { LASTING, severalPolls } from './lasting.ts';

const LOST_WITH: Readonly<Record<AnyFunctionName, string>> = {
  poll: 'Hand-overs of at least one vendor may not be read.',
  notify: 'Cards and warnings may not reach Slack, or come late.',
  'track-sla':
    'Warnings before deadlines may not be sent, and Slack does not show when Coupang cannot be read.',
  report: 'Hand-overs at the end of a shift and reports may be missing.',
  'slack-actions': 'Buttons, commands and the home page in Slack may do nothing.',
  act: 'Confirmations and replies from Slack may not reach Coupang, or come late.',
};

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
    return [
      ringing(name, 'fails', 'A function fails', lambda.metricErrors(sum)),
      ringing(name, 'is throttled', 'A function is throttled', lambda.metricThrottles(sum)),
    ];
  });

const ringing = (name: AnyFunctionName, what: string, runbook: string, metric: Metric): AlarmSpec => ({
  id: `${name} ${what}`,
  title: `${name} ${what}`,
  loses: LOST_WITH[name],
  runbook,
  metric,
  ...LASTING,
  ...OUTAGE_OF[name],
});

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
