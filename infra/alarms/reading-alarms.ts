import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { blindMs } from '../../lib/config/reading-intervals.ts';
import { METRICS } from '../../lib/config/names.ts';
import type { AlarmSpec } from '../constructs/notifier-alarm.ts';
import { metricOf } from '../metric-of.ts';
import type { Watched } from '../watched.ts';
import { severalPolls } from './lasting.ts';

/**
 * Whether Coupang is read at all (D10, R17). Missing data rings, because a function that does not run cannot report. So
 * these alarms may ring for some minutes when the first vendor goes live.
 */
export const readingAlarms = ({ config, functions, mails }: Watched): AlarmSpec[] => {
  const polls = severalPolls(config.settings);
  const blindSeconds = blindMs(config.settings) / 1000;
  return [
    {
      id: 'NoCompleteReading',
      outage: 'reading',
      title: 'no complete reading',
      loses: mails.notReading,
      runbook: 'No complete reading',
      metric: metricOf(config, METRICS.readingAgeSeconds, 'track-sla', {
        statistic: 'Maximum',
        period: Duration.minutes(1),
      }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: blindSeconds,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.BREACHING,
      fill: blindSeconds + 1,
    },
    // "No complete reading" does not ring again for a second vendor. This alarm ends after three minutes, so it can
    // ring again.
    {
      id: 'VendorTurnedBlind',
      title: 'a vendor turned blind',
      loses: mails.vendorTurnedBlind,
      runbook: 'A vendor turned blind',
      metric: metricOf(config, METRICS.vendorsTurnedBlind, 'track-sla', {
        statistic: 'Sum',
        period: Duration.minutes(1),
      }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      threshold: 1,
      // A figure may arrive minutes late, after the evaluation of its own minute.
      evaluationPeriods: 3,
      datapointsToAlarm: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    },
    {
      id: 'PollDoesNotRun',
      outage: 'reading',
      title: 'poll does not run',
      loses: mails.pollDoesNotRun,
      runbook: 'Poll does not run',
      metric: functions.poll.lambda.metricInvocations({ statistic: 'Sum', period: polls }),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      evaluationPeriods: 2,
      treatMissingData: TreatMissingData.BREACHING,
      fill: 0,
    },
    // Without a VPC there is no egress of our own.
    ...(config.egress === 'none' ? [] : [egressLost(config, mails)]),
  ];
};

/**
 * Missing data rings, because a poll that hangs until its time-out counts nothing. A poll that finds another poll at
 * work counts nothing, either, so a period is as long as the longest poll.
 */
const egressLost = (config: Watched['config'], mails: Watched['mails']): AlarmSpec => ({
  id: 'EgressLost',
  outage: 'reading',
  title: 'egress lost',
  loses: mails.egressLost,
  runbook: 'Egress lost',
  metric: metricOf(config, METRICS.coupangUnreachable, 'poll', {
    statistic: 'Minimum',
    period: Duration.minutes(
      Math.max(severalPolls(config.settings).toMinutes(), Math.ceil(config.settings.pollTimeoutSeconds / 60)),
    ),
  }),
  comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  threshold: 1,
  evaluationPeriods: 2,
  treatMissingData: TreatMissingData.BREACHING,
  fill: 1,
});
