import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { LANE_HELD_TOO_LONG_MS } from '../../lib/config/names.ts';
import { METRICS } from '../../lib/config/names.ts';
import type { AlarmSpec } from '../constructs/notifier-alarm.ts';
import { metricOf } from '../metric-of.ts';
import type { Watched } from '../watched.ts';
import { LASTING, ONE_OF_TWO_HOURS } from './lasting.ts';

/** A burst of new cards takes some minutes, at one message per second and channel. */
const UNSHOWN_MINUTES = 10;
/** Warnings go first. If a warning's answer is lost, it is looked up after a minute and sent soon after. */
const WARNING_MINUTES = 2;

/** Alarms for problems that keep messages out of Slack, so that Slack cannot report them (O6). */
export const slackAlarms = ({ config, mails }: Pick<Watched, 'config' | 'mails'>): AlarmSpec[] => [
  {
    id: 'SlackRefuses',
    title: 'Slack refuses',
    loses: mails.slackRefuses,
    runbook: 'Slack refuses',
    metric: metricOf(config, METRICS.slackRefused, 'notify', { statistic: 'Sum', period: Duration.hours(1) }),
    // A shop with one hand-over a day has one refusal a day, because the fallback channel then takes the message (R22).
    ...ONE_OF_TWO_HOURS,
  },
  {
    id: 'SlackRefusesToken',
    title: 'Slack refuses the token',
    loses: mails.slackRefusesToken,
    runbook: 'Slack refuses the token',
    metric: metricOf(config, METRICS.slackTokenRefused, 'notify', {
      statistic: 'Sum',
      period: Duration.hours(1),
    }),
    ...ONE_OF_TWO_HOURS,
  },
  {
    id: 'SlackDoesNotAnswer',
    outage: 'delays',
    title: 'Slack does not answer',
    loses: mails.slackDoesNotAnswer,
    runbook: 'Slack does not answer',
    metric: counted(config, METRICS.slackUnanswered),
    ...LASTING,
  },
  {
    id: 'MessagesRefused',
    title: 'messages refused',
    loses: mails.messagesRefused,
    runbook: 'Messages refused',
    metric: metricOf(config, METRICS.messagesRefused, 'notify', {
      statistic: 'Sum',
      period: Duration.hours(1),
    }),
    ...ONE_OF_TWO_HOURS,
  },
  {
    id: 'MessagesFail',
    title: 'messages fail',
    loses: mails.messagesFail,
    runbook: 'Messages fail',
    metric: counted(config, METRICS.messagesFailed),
    ...LASTING,
  },
  // The bus, its rule, notify or Slack may have lost them.
  {
    id: 'NotInSlack',
    outage: 'delays',
    title: 'not in Slack',
    loses: mails.notInSlack(UNSHOWN_MINUTES),
    runbook: 'Not in Slack',
    metric: metricOf(config, METRICS.oldestUnshownSeconds, 'track-sla', {
      statistic: 'Maximum',
      period: Duration.minutes(1),
    }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: UNSHOWN_MINUTES * 60,
    evaluationPeriods: 2,
    // If nothing is counted, "no complete reading" rings.
    treatMissingData: TreatMissingData.NOT_BREACHING,
  },
  {
    id: 'WarningsLate',
    outage: 'delays',
    title: 'warnings reach Slack late',
    loses: mails.warningsLate(WARNING_MINUTES),
    runbook: 'Warnings reach Slack late',
    metric: metricOf(config, METRICS.oldestWarningSeconds, 'track-sla', {
      statistic: 'Maximum',
      period: Duration.minutes(1),
    }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: WARNING_MINUTES * 60,
    evaluationPeriods: 2,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  },
  {
    id: 'LaneHeld',
    outage: 'delays',
    title: 'lane held on and on',
    loses: mails.laneHeld,
    runbook: 'Lane held on and on',
    metric: metricOf(config, METRICS.laneHeldSeconds, 'notify', {
      statistic: 'Maximum',
      period: Duration.minutes(5),
    }),
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: LANE_HELD_TOO_LONG_MS / 1000,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  },
];

const counted = (config: Watched['config'], name: string) =>
  metricOf(config, name, 'notify', { statistic: 'Sum', period: Duration.minutes(5) });
