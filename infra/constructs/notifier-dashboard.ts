import { Duration, Stack } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  type IWidget,
  LogQueryVisualizationType,
  LogQueryWidget,
  SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { METRICS, VENDOR_FIGURES } from '../../lib/config/names.ts';
import { metricOf } from '../metric-of.ts';
import { functionsOf, type Watched } from '../watched.ts';

export type NotifierDashboardProps = { watched: Watched; alarms: readonly IAlarm[] };

const MINUTE = Duration.minutes(1);
const SPAN = Duration.minutes(5);
const DAY = Duration.days(1);
const WIDTH = 24;

/** What is open, what is late, what Slack lacks and what fails, over all vendors (S9). */
export class NotifierDashboard extends Construct {
  constructor(scope: Construct, id: string, { watched, alarms }: NotifierDashboardProps) {
    super(scope, id);
    new Dashboard(this, 'Dashboard', {
      dashboardName: Stack.of(this).stackName,
      defaultInterval: Duration.days(1),
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: WIDTH, height: 4 })],
        [
          value('Open', [gauge(METRICS.ticketsOpen)]),
          value('Oldest, seconds', [gauge(METRICS.oldestTicketSeconds)]),
          value('Due within the hour', [gauge(METRICS.ticketsDueWithinHour)]),
          value('Breached, 1 day', [
            metricOf(METRICS.deadlinesMissed, 'poll', { statistic: 'Sum', period: DAY }),
          ]),
        ],
        [
          graph('Open', [gauge(METRICS.ticketsOpen), gauge(METRICS.ticketsDueWithinHour)]),
          graph('Breached', [counted(METRICS.deadlinesMissed, 'poll')]),
          graph('Time to answer, seconds', [
            metricOf(METRICS.answerSeconds, 'poll', { statistic: 'p50', period: DAY, label: 'median' }),
            metricOf(METRICS.answerSeconds, 'poll', {
              statistic: 'p90',
              period: DAY,
              label: '90th percentile',
            }),
          ]),
        ],
        [
          graph('Opened, closed, warnings', [
            counted(METRICS.ticketsOpened, 'poll'),
            counted(METRICS.ticketsClosed, 'poll'),
            counted(METRICS.ticketsWarned, 'track-sla'),
          ]),
          graph('Since the last complete reading, worst vendor, seconds', [gauge(METRICS.readingAgeSeconds)]),
          graph('On the way to Slack', [
            counted(METRICS.messagesRefused, 'notify'),
            counted(METRICS.messagesFailed, 'notify'),
            counted(METRICS.slackRefused, 'notify'),
            counted(METRICS.slackUnanswered, 'notify'),
          ]),
        ],
        [
          graph('What Slack does not show, and a lane held on and on, seconds', [
            gauge(METRICS.oldestUnshownSeconds),
            gauge(METRICS.oldestWarningSeconds),
            metricOf(METRICS.laneHeldSeconds, 'notify', {
              statistic: 'Maximum',
              period: MINUTE,
              label: METRICS.laneHeldSeconds,
            }),
          ]),
          graph('Runs of functions', runs(watched)),
          graph('Errors of functions', errors(watched)),
        ],
        [
          graph('What fails alone', [
            counted(METRICS.listingsFailed, 'poll'),
            counted(METRICS.ticketsFailed, 'track-sla'),
          ]),
          vendors(watched),
        ],
      ],
    });
  }
}

/** Track-sla counts it once a minute. */
const gauge = (name: string): IMetric =>
  metricOf(name, 'track-sla', { statistic: 'Maximum', period: MINUTE, label: name });

const counted = (name: string, of: Parameters<typeof metricOf>[1]): IMetric =>
  metricOf(name, of, { statistic: 'Sum', period: SPAN, label: name });

const value = (title: string, metrics: IMetric[]): IWidget =>
  new SingleValueWidget({ title, metrics, width: WIDTH / 4, height: 3 });

const graph = (title: string, left: IMetric[]): IWidget =>
  new GraphWidget({ title, left, width: WIDTH / 3, height: 6, leftYAxis: { min: 0, showUnits: false } });

/** Metrics have no vendor dimension, since each would cost money. So this reads the log. */
const vendors = ({ functions }: Watched): IWidget =>
  new LogQueryWidget({
    title: 'Vendors, last figures',
    view: LogQueryVisualizationType.TABLE,
    logGroupNames: [functions['track-sla'].lambda.logGroup.logGroupName],
    queryLines: [
      `filter message = '${VENDOR_FIGURES}'`,
      'fields oldestMs / 1000 as oldestSeconds, oldestUnshownMs / 1000 as unshownSeconds, oldestWarningMs / 1000 as warningSeconds, readingAgeMs / 1000 as readingSeconds',
      'stats latest(open), latest(oldestSeconds), latest(dueWithinHour), latest(unshownSeconds), latest(warningSeconds), latest(readingSeconds), latest(keyDaysLeft) by market, vendorId',
      'sort market, vendorId',
    ],
    width: (WIDTH / 3) * 2,
    height: 6,
  });

const runs = (watched: Watched): IMetric[] =>
  functionsOf(watched).map(({ name, lambda }) =>
    lambda.metricInvocations({ statistic: 'Sum', period: SPAN, label: name }),
  );

const errors = (watched: Watched): IMetric[] =>
  functionsOf(watched).map(({ name, lambda }) =>
    lambda.metricErrors({ statistic: 'Sum', period: SPAN, label: name }),
  );
