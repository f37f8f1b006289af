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
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { promisedSources } from '../../lib/config/find-vendor.ts';
import { LINES, METRICS } from '../../lib/config/names.ts';
import type { FunctionName } from '../function-names.ts';
import { metricOf } from '../metric-of.ts';
import { functionsOf, type Watched } from '../watched.ts';

export type NotifierDashboardProps = { watched: Watched; alarms: readonly IAlarm[] };

const MINUTE = Duration.minutes(1);
const SPAN = Duration.minutes(5);
const WIDTH = 24;

/** Shows open tickets, late tickets, messages that are missing in Slack, and failures, over all vendors (S9). */
export class NotifierDashboard extends Construct {
  constructor(scope: Construct, id: string, { watched, alarms }: NotifierDashboardProps) {
    super(scope, id);
    new Dashboard(this, 'Dashboard', {
      dashboardName: Stack.of(this).stackName,
      defaultInterval: Duration.days(1),
      widgets: [
        [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: WIDTH, height: 4 })],
        [vendors(watched), graph('Breached', [counted(watched, METRICS.deadlinesMissed, 'poll')])],
        [
          changes(watched),
          answers(watched),
          graph('What fails alone', [
            counted(watched, METRICS.listingsFailed, 'poll'),
            counted(watched, METRICS.ticketsFailed, 'track-sla'),
          ]),
        ],
        [
          graph('Since the last complete reading, worst vendor, seconds; vendors turned blind', [
            gauge(watched, METRICS.readingAgeSeconds),
            counted(watched, METRICS.vendorsTurnedBlind, 'track-sla'),
          ]),
          graph('On the way to Slack', [
            counted(watched, METRICS.messagesRefused, 'notify'),
            counted(watched, METRICS.messagesFailed, 'notify'),
            counted(watched, METRICS.slackRefused, 'notify'),
            counted(watched, METRICS.slackTokenRefused, 'notify'),
            counted(watched, METRICS.slackUnanswered, 'notify'),
          ]),
          graph('What Slack does not show, and a lane held on and on, seconds', [
            gauge(watched, METRICS.oldestUnshownSeconds),
            gauge(watched, METRICS.oldestWarningSeconds),
            ...(watched.config.acting === 'on' ? [gauge(watched, METRICS.oldestActSeconds)] : []),
            metricOf(watched.config, METRICS.laneHeldSeconds, 'notify', {
              statistic: 'Maximum',
              period: MINUTE,
              label: METRICS.laneHeldSeconds,
            }),
            ...(watched.functions.webhooks
              ? [
                  metricOf(watched.config, METRICS.webhookLateSeconds, 'webhooks', {
                    statistic: 'Maximum',
                    period: SPAN,
                    label: METRICS.webhookLateSeconds,
                  }),
                ]
              : []),
          ]),
        ],
        [graph('Runs of functions', runs(watched)), graph('Errors of functions', errors(watched))],
      ],
    });
  }
}

/** Track-sla counts it once a minute. */
const gauge = ({ config }: Watched, name: string): IMetric =>
  metricOf(config, name, 'track-sla', { statistic: 'Maximum', period: MINUTE, label: name });

const counted = ({ config }: Watched, name: string, of: FunctionName): IMetric =>
  metricOf(config, name, of, { statistic: 'Sum', period: SPAN, label: name });

const graph = (title: string, left: IMetric[]): IWidget =>
  new GraphWidget({ title, left, width: WIDTH / 3, height: 6, leftYAxis: { min: 0, showUnits: false } });

type Query = {
  title: string;
  view: LogQueryVisualizationType;
  of: FunctionName[];
  lines: string[];
  thirds?: number;
};

/**
 * Only figures with an alarm are metrics, without a vendor, because each metric costs money. The logs have the rest.
 */
const query = ({ functions }: Watched, { title, view, of, lines, thirds = 1 }: Query): IWidget =>
  new LogQueryWidget({
    title,
    view,
    logGroupNames: of.map((name) => functions[name].lambda.logGroup.logGroupName),
    queryLines: lines,
    width: (WIDTH / 3) * thirds,
    height: 6,
  });

const vendors = (watched: Watched): IWidget =>
  query(watched, {
    title: 'Vendors, last figures',
    view: LogQueryVisualizationType.TABLE,
    of: ['track-sla'],
    lines: [
      `filter message = '${LINES.vendorFigures}'`,
      'fields oldestMs / 1000 as oldestSeconds, oldestUnshownMs / 1000 as unshownSeconds, oldestWarningMs / 1000 as warningSeconds, readingAgeMs / 1000 as readingSeconds',
      `stats latest(open), latest(oldestSeconds), latest(dueWithinHour), ${queuesBySource(watched)}latest(unshownSeconds), latest(warningSeconds), latest(readingSeconds), latest(keyDaysLeft) by market, vendorId`,
      'sort market, vendorId',
    ],
    thirds: 2,
  });

/** The columns of the sources that Coupang does not close at their deadline, as far as a vendor reads them. */
const queuesBySource = ({ config }: Watched): string =>
  promisedSources(config)
    .flatMap((name) => [`bySource.${name}.open`, `bySource.${name}.overdue`])
    .map((field) => `latest(\`${field}\`), `)
    .join('');

const changes = (watched: Watched): IWidget =>
  query(watched, {
    title: 'Opened, closed, warnings, each hour',
    view: LogQueryVisualizationType.LINE,
    of: ['poll', 'track-sla'],
    lines: [
      `filter message in ['${LINES.poll}', '${LINES.trackSla}']`,
      'stats sum(opened) as tickets_opened, sum(closed) as tickets_closed, sum(warned) as warnings by bin(1h)',
    ],
  });

const answers = (watched: Watched): IWidget =>
  query(watched, {
    title: 'Time to answer, minutes',
    view: LogQueryVisualizationType.TABLE,
    of: ['poll'],
    lines: [
      `filter message = '${LINES.answered}'`,
      'fields answeredAfterMs / 60000 as minutes',
      'stats count(*) as answered, pct(minutes, 50) as median, pct(minutes, 90) as percentile90 by market, vendorId',
    ],
  });

const runs = (watched: Watched): IMetric[] =>
  functionsOf(watched).map(({ name, lambda }) =>
    lambda.metricInvocations({ statistic: 'Sum', period: SPAN, label: name }),
  );

const errors = (watched: Watched): IMetric[] =>
  functionsOf(watched).map(({ name, lambda }) =>
    lambda.metricErrors({ statistic: 'Sum', period: SPAN, label: name }),
  );
