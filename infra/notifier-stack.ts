import { ArnFormat, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import {
  ENV,
  NORMAL_DETAIL_TYPES,
  SECONDS,
  SECRETS,
  TABLE,
  URGENT_DETAIL_TYPES,
} from '../lib/config/names.ts';
import type { Config } from '../lib/config/schema.ts';
import { DeliveryLane } from './constructs/delivery-lane.ts';
import { FailureQueue } from './constructs/failure-queue.ts';
import { MinuteSchedules } from './constructs/minute-schedules.ts';
import { NotifierFunction } from './constructs/notifier-function.ts';
import { TicketTable } from './constructs/ticket-table.ts';
import { pollRate } from './poll-rate.ts';

const TRACK_SLA_RATE = Duration.minutes(1);
const REPORT_RATE = Duration.minutes(5);

export type NotifierStackProps = StackProps & {
  config: Config;
  /** Where `npm run build` put the bundles. */
  assetsDir: string;
};

/** Everything but the egress: table, bus, the four functions, their queues and schedules. */
export class NotifierStack extends Stack {
  constructor(scope: Construct, id: string, { config, assetsDir, ...props }: NotifierStackProps) {
    super(scope, id, props);
    const liveVendors = config.vendors.filter((vendor) => vendor.live);
    const table = new TicketTable(this, 'Tickets');
    const bus = new EventBus(this, 'Bus', {
      description: 'What happened to tickets and notices: keys and facts, no free text.',
    });
    const storing = { [ENV.tableName]: table.tableName };
    const publishing = { ...storing, [ENV.busName]: bus.eventBusName };

    const poll = new NotifierFunction(this, 'Poll', {
      name: 'poll',
      assetsDir,
      description: "Reads one vendor's inquiries at Coupang and stores what changed.",
      timeout: Duration.seconds(config.settings.pollTimeoutSeconds),
      environment: publishing,
    });
    table.allow(poll.role, ['GetItem', 'Query', 'PutItem', 'UpdateItem'], [TABLE.attention]);
    bus.grantPutEventsTo(poll.role);
    allowSecrets(
      poll.role,
      liveVendors.map(({ market, id: vendorId }) => SECRETS.coupang(market, vendorId)),
    );

    const trackSla = new NotifierFunction(this, 'TrackSla', {
      name: 'track-sla',
      assetsDir,
      description: 'Announces again what has not reached Slack, and tells when a vendor cannot be read.',
      timeout: Duration.seconds(60),
      environment: { ...publishing, [ENV.trackSlaSeconds]: String(TRACK_SLA_RATE.toSeconds()) },
    });
    table.allow(
      trackSla.role,
      ['GetItem', 'Query', 'PutItem', 'UpdateItem'],
      [TABLE.attention, TABLE.closed],
    );
    bus.grantPutEventsTo(trackSla.role);

    const report = new NotifierFunction(this, 'Report', {
      name: 'report',
      assetsDir,
      description: 'Writes hand-overs and reports, and removes texts that were kept long enough.',
      timeout: Duration.seconds(120),
      environment: { ...publishing, [ENV.reportSeconds]: String(REPORT_RATE.toSeconds()) },
    });
    table.allow(report.role, ['GetItem', 'PutItem', 'UpdateItem'], [TABLE.attention, TABLE.closed]);
    bus.grantPutEventsTo(report.role);

    const notify = new NotifierFunction(this, 'Notify', {
      name: 'notify',
      assetsDir,
      description: 'Makes Slack show what tickets and notices say.',
      timeout: Duration.seconds(SECONDS.notifyTimeout),
      environment: storing,
    });
    table.allow(notify.role, ['GetItem', 'UpdateItem']);
    allowSecrets(notify.role, [SECRETS.slack]);

    new DeliveryLane(this, 'Urgent', { bus, detailTypes: URGENT_DETAIL_TYPES, consumer: notify });
    new DeliveryLane(this, 'Normal', { bus, detailTypes: NORMAL_DETAIL_TYPES, consumer: notify });

    if (liveVendors.length === 0) return;
    new MinuteSchedules(this, 'Schedules', [
      ...liveVendors.map(({ market, id: vendorId }) => ({
        name: `poll-${market}-${vendorId}`,
        target: poll,
        rate: pollRate(config.settings),
        input: { market, vendorId },
      })),
      { name: 'track-sla', target: trackSla, rate: TRACK_SLA_RATE, input: {} },
      {
        name: 'report',
        target: report,
        rate: REPORT_RATE,
        input: {},
        failures: new FailureQueue(this, 'ReportFailures', { of: report }),
      },
    ]);
  }
}

/** A secret's ARN ends in six characters that are not known before it is made. */
const allowSecrets = (role: IRole, names: readonly string[]): void => {
  if (names.length === 0) return;
  const resources = names.map((name) =>
    Stack.of(role).formatArn({
      service: 'secretsmanager',
      resource: 'secret',
      resourceName: `${name}-??????`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  );
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources }));
};
