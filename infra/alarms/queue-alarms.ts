import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { AlarmSpec } from '../constructs/notifier-alarm.ts';
import { FUNCTION_NAMES } from '../function-names.ts';
import type { Watched } from '../watched.ts';
import { LOST_WITH } from './function-alarms.ts';

/**
 * Queues that nobody works off, and what has ended as a dead letter (D9, S2). A message that was received three times no longer
 * counts as waiting; what is tried in vain rings as "not in Slack". Source: SQS developer guide, "Available CloudWatch metrics".
 */
export const queueAlarms = ({ lanes, failures }: Watched): AlarmSpec[] => [
  // A warning is to be in Slack within two minutes.
  waiting('urgent', 2, 'Warnings of deadlines and of blindness reach Slack late.', lanes.urgent.queue),
  // A burst is posted at one message a second and channel.
  waiting('normal', 10, 'New cards and changes of cards reach Slack late.', lanes.normal.queue),
  deadLetters(
    'urgent',
    'A warning of a deadline or of blindness may never have reached Slack.',
    lanes.urgent.deadLetters,
  ),
  deadLetters('normal', 'A card or its change may never have reached Slack.', lanes.normal.deadLetters),
  ...FUNCTION_NAMES.flatMap((name) => {
    const queue = failures[name];
    return queue ? [deadLetters(name, LOST_WITH[name], queue)] : [];
  }),
];

/** Two readings in a row: what was late and is through by then is nobody's work any more. */
const waiting = (lane: string, minutes: number, loses: string, queue: IQueue): AlarmSpec => ({
  id: `${lane} messages wait`,
  title: `${lane} messages wait`,
  loses,
  runbook: 'Messages wait too long',
  metric: queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', period: Duration.minutes(1) }),
  comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
  threshold: minutes * 60,
  evaluationPeriods: 2,
  treatMissingData: TreatMissingData.NOT_BREACHING,
});

const deadLetters = (of: string, loses: string, queue: IQueue): AlarmSpec => ({
  id: `${of} dead letters`,
  title: `${of} dead letters`,
  loses,
  runbook: 'Dead letters',
  metric: queue.metricApproximateNumberOfMessagesVisible({
    statistic: 'Maximum',
    period: Duration.minutes(5),
  }),
  comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  threshold: 1,
  evaluationPeriods: 1,
  treatMissingData: TreatMissingData.NOT_BREACHING,
});
