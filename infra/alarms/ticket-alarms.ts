import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS } from '../../lib/config/names.ts';
import type { AlarmSpec } from '../constructs/notifier-alarm.ts';
import { metricOf } from '../metric-of.ts';
import type { Watched } from '../watched.ts';
import { LASTING, severalPolls } from './lasting.ts';

/** The first day of the countdown (O7). */
const KEY_DAYS = 14;

/**
 * Alarms for deadlines that people miss, and for single hand-overs that cannot be processed. No function fails for
 * these.
 */
export const ticketAlarms = ({ config, mails }: Watched): AlarmSpec[] => [
  {
    id: 'DeadlinesMissed',
    title: 'deadlines missed',
    loses: mails.deadlinesMissed,
    runbook: 'Deadlines missed',
    metric: metricOf(config, METRICS.deadlinesMissed, 'poll', {
      statistic: 'Sum',
      period: Duration.minutes(5),
    }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  },
  {
    id: 'ListingsFail',
    title: 'listings fail',
    loses: mails.listingsFail,
    runbook: 'Listings fail',
    metric: metricOf(config, METRICS.listingsFailed, 'poll', {
      statistic: 'Sum',
      period: severalPolls(config.settings),
    }),
    ...LASTING,
  },
  {
    id: 'TicketsFail',
    title: 'tickets fail',
    loses: mails.ticketsFail,
    runbook: 'Tickets fail',
    metric: metricOf(config, METRICS.ticketsFailed, 'track-sla', {
      statistic: 'Sum',
      period: Duration.minutes(5),
    }),
    ...LASTING,
  },
  {
    id: 'KeyAboutToExpire',
    title: 'key about to expire',
    loses: mails.keyAboutToExpire(KEY_DAYS),
    runbook: 'Key about to expire',
    metric: metricOf(config, METRICS.keyDaysLeft, 'track-sla', {
      statistic: 'Minimum',
      period: Duration.hours(1),
    }),
    comparisonOperator: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: KEY_DAYS,
    evaluationPeriods: 1,
    // Missing data does not prolong the key's life.
    treatMissingData: TreatMissingData.IGNORE,
  },
];
