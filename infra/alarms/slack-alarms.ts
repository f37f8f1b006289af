import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS } from '../../lib/config/names.ts';
import type { AlarmSpec } from '../constructs/notifier-alarm.ts';
import { metricOf } from '../metric-of.ts';
import { AT_ONCE, LASTING } from './lasting.ts';

/** A burst of new cards takes some minutes, at one message a second and channel. */
const UNSHOWN_MINUTES = 10;

/** What keeps messages from Slack, which cannot be told there (O6). */
export const slackAlarms = (): AlarmSpec[] => [
  {
    id: 'SlackRefuses',
    title: 'Slack refuses',
    loses: 'Cards and warnings do not reach their channel; they may stand in the fallback channel, or wait.',
    runbook: 'Slack refuses',
    metric: counted(METRICS.slackRefused),
    // A shop with one hand-over a day has one refusal a day: the fallback channel takes it at once (R22).
    ...AT_ONCE,
  },
  {
    id: 'SlackDoesNotAnswer',
    title: 'Slack does not answer',
    loses: 'Cards and warnings come late, or their changes.',
    runbook: 'Slack does not answer',
    metric: counted(METRICS.slackUnanswered),
    ...LASTING,
  },
  {
    id: 'MessagesFail',
    title: 'messages fail',
    loses: 'Cards, changes of cards or warnings do not reach Slack.',
    runbook: 'Messages fail',
    metric: counted(METRICS.messagesFailed),
    ...LASTING,
  },
  // Whatever lost them on the way; a queue's own figures leave out what was received three times.
  {
    id: 'NotInSlack',
    title: 'not in Slack',
    loses: `A card, a change of a card or a warning is not in Slack ${UNSHOWN_MINUTES} minutes after it should be.`,
    runbook: 'Not in Slack',
    metric: metricOf(METRICS.oldestUnshownSeconds, 'track-sla', {
      statistic: 'Maximum',
      period: Duration.minutes(1),
    }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: UNSHOWN_MINUTES * 60,
    evaluationPeriods: 2,
    // That nothing counts rings in "no complete reading".
    treatMissingData: TreatMissingData.NOT_BREACHING,
  },
];

const counted = (name: string) => metricOf(name, 'notify', { statistic: 'Sum', period: Duration.minutes(5) });
