import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS } from '../../lib/config/names.ts';
import type { AlarmSpec } from '../constructs/notifier-alarm.ts';
import { metricOf } from '../metric-of.ts';
import type { Watched } from '../watched.ts';
import { LASTING } from './lasting.ts';

/** In five minutes. A refused request is a stranger's, or the signing secret is wrong. */
const MANY_REFUSED = 50;

/** Counts from when the act is due: a minute after its press. From then on `track-sla` requests it each minute. */
const ACT_MINUTES = 3;

/** Alarms on requests to the URL that Slack calls, and on acts. Both exist only with `acting: 'on'`. */
export const actingAlarms = ({ config, functions, mails }: Watched): AlarmSpec[] => {
  const door = functions['slack-actions'];
  if (!door) return [];
  return [
    {
      id: 'RequestsRefused',
      title: 'requests refused',
      loses: mails.requestsRefused,
      runbook: 'Requests refused',
      // A free metric of Lambda for each URL. Source: its developer guide, "Monitoring Lambda function URLs".
      metric: door.lambda.metric('Url4xxCount', { statistic: 'Sum', period: Duration.minutes(5) }),
      ...LASTING,
      threshold: MANY_REFUSED,
    },
    {
      id: 'ActsNotStarted',
      title: 'acts are not started',
      loses: mails.actsNotStarted,
      runbook: 'Acts are not started',
      metric: metricOf(config, METRICS.oldestActSeconds, 'track-sla', {
        statistic: 'Maximum',
        period: Duration.minutes(1),
      }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: ACT_MINUTES * 60,
      evaluationPeriods: 2,
      // Without any figure, "no complete reading" rings.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    },
  ];
};
