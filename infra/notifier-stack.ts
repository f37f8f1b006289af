import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { teamLanguage } from '../lib/config/find-vendor.ts';
import { configHash } from '../lib/config/load-config.ts';
import { ENV, namesOf, OUTPUTS, SCHEDULES, SECONDS, TABLE, WAKE_UP } from '../lib/config/names.ts';
import type { Config } from '../lib/config/schema.ts';
import { addActing } from './add-acting.ts';
import { addWebhooks } from './add-webhooks.ts';
import { BusRule } from './constructs/bus-rule.ts';
import { MinuteSchedules } from './constructs/minute-schedules.ts';
import { createNetwork } from './constructs/network.ts';
import { NotifierFunction, ONCE, TWICE } from './constructs/notifier-function.ts';
import { allowCoupangKeys, allowSlackKeys } from './constructs/notifier-secrets.ts';
import { TicketTable } from './constructs/ticket-table.ts';
import { Watching } from './constructs/watching.ts';
import { pollRate } from './poll-rate.ts';
import type { Endpoints } from './read-endpoints.ts';
import { sayWhatToMind } from './say-what-to-mind.ts';
import { ALARM_MAILS, type Watched } from './watched.ts';

const TRACK_SLA_RATE = Duration.minutes(1);
const REPORT_RATE = Duration.minutes(5);

export type NotifierStackProps = StackProps & {
  config: Config;
  assetsDir: string;
  /** Stand-ins for Coupang and Slack, for a trial. Default: the real services. */
  endpoints?: Endpoints;
};

/** Everything but the egress: table, bus, functions and schedules. */
export class NotifierStack extends Stack {
  readonly watched: Watched;

  constructor(
    scope: Construct,
    id: string,
    { config, assetsDir, endpoints = {}, ...props }: NotifierStackProps,
  ) {
    super(scope, id, props);
    sayWhatToMind(this, config, endpoints);
    const liveVendors = config.vendors.filter((vendor) => vendor.live);
    const key = config.kmsKeyArn === undefined ? undefined : Key.fromKeyArn(this, 'Key', config.kmsKeyArn);
    const ofEach = { assetsDir, logDays: config.logDays, key };
    const table = new TicketTable(this, 'Tickets', { existing: config.existingTable, key });
    const bus = new EventBus(this, 'Bus', {
      eventBusName: namesOf(config).bus,
      // Some tools that deploy CloudFormation replace the bus for another description, and lose its rules.
      description: 'Changes of tickets and notices, and wake-ups of notify: keys and facts, no free text.',
    });
    const publishing = { [ENV.tableName]: table.tableName, [ENV.busName]: bus.eventBusName };
    const toCoupang = endpoints.coupangBaseUrl !== undefined && {
      [ENV.coupangBaseUrl]: endpoints.coupangBaseUrl,
    };
    const toSlack = endpoints.slackApiUrl !== undefined && { [ENV.slackApiUrl]: endpoints.slackApiUrl };
    const network = createNetwork(this, config);

    const poll = new NotifierFunction(this, 'Poll', {
      ...ofEach,
      name: 'poll',
      description: "Reads one vendor's inquiries at Coupang and stores what changed.",
      timeout: Duration.seconds(config.settings.pollTimeoutSeconds),
      environment: { ...publishing, ...toCoupang },
      tries: ONCE,
      madeGoodBy: 'The next poll, which reads the whole open window again: there is no cursor to lose.',
      network,
    });
    // Only Home tabs show the figures of closed tickets. Only the order view shows earlier contact.
    const indexes = config.acting === 'on' ? [TABLE.attention, TABLE.closed] : [TABLE.attention];
    table.allow(poll.role, ['GetItem', 'Query', 'PutItem', 'UpdateItem'], indexes);
    bus.grantPutEventsTo(poll.role);
    allowCoupangKeys(poll.role, config, key);

    const trackSla = new NotifierFunction(this, 'TrackSla', {
      ...ofEach,
      name: 'track-sla',
      description:
        'Warns of deadlines, wakes notify for what Slack lacks, and reports when a vendor cannot be read.',
      timeout: Duration.seconds(60),
      environment: {
        ...publishing,
        [ENV.trackSlaSeconds]: String(TRACK_SLA_RATE.toSeconds()),
        ...(config.heartbeatUrl !== undefined && { [ENV.heartbeatUrl]: config.heartbeatUrl }),
      },
      tries: ONCE,
      madeGoodBy: 'The run of the next minute: work that was not done stays due in the index.',
    });
    table.allow(trackSla.role, ['GetItem', 'PutItem', 'UpdateItem'], [TABLE.attention, TABLE.closed]);
    bus.grantPutEventsTo(trackSla.role);

    const report = new NotifierFunction(this, 'Report', {
      ...ofEach,
      name: 'report',
      description: 'Writes hand-overs and reports, and removes texts that were kept long enough.',
      timeout: Duration.seconds(120),
      environment: { ...publishing, [ENV.reportSeconds]: String(REPORT_RATE.toSeconds()) },
      tries: TWICE,
      madeGoodBy: 'A second try, then the run five minutes later: it writes what is due and not written.',
    });
    table.allow(report.role, ['GetItem', 'Query', 'PutItem', 'UpdateItem'], [TABLE.attention, TABLE.closed]);
    bus.grantPutEventsTo(report.role);

    const notify = new NotifierFunction(this, 'Notify', {
      ...ofEach,
      name: 'notify',
      description: 'Makes Slack show what tickets and notices say.',
      timeout: Duration.seconds(SECONDS.notifyTimeout),
      environment: { ...publishing, ...toSlack },
      tries: ONCE,
      madeGoodBy: 'The run of track-sla in the next minute, which wakes notify for what Slack still lacks.',
    });
    table.allow(notify.role, ['GetItem', 'PutItem', 'UpdateItem'], indexes);
    // Notify wakes itself if its time is over before everything is shown.
    bus.grantPutEventsTo(notify.role);
    allowSlackKeys(notify.role, config, key);

    new BusRule(this, 'WakeUp', { bus, event: WAKE_UP, starts: notify });

    const acting =
      config.acting === 'on'
        ? addActing(this, {
            config,
            ofEach,
            table,
            bus,
            environments: {
              'slack-actions': { ...publishing, ...toSlack },
              act: { ...publishing, ...toCoupang, ...toSlack },
            },
            network,
          })
        : undefined;

    const webhooks =
      config.webhooks.length > 0
        ? addWebhooks(this, {
            config,
            ofEach,
            table,
            bus,
            environment: { [ENV.tableName]: table.tableName },
          })
        : undefined;

    this.watched = {
      config,
      liveVendors,
      functions: {
        poll,
        notify,
        'track-sla': trackSla,
        report,
        ...acting?.functions,
        ...(webhooks && { webhooks }),
      },
      mails: ALARM_MAILS[teamLanguage(config)],
    };
    new Watching(this, 'Watching', this.watched);
    putOut(this, {
      [OUTPUTS.tableName]: table.tableName,
      [OUTPUTS.busName]: bus.eventBusName,
      [OUTPUTS.pollFunction]: poll.lambda.functionName,
      [OUTPUTS.configHash]: configHash(config),
      ...(acting && { [OUTPUTS.slackActionsUrl]: acting.url }),
    });

    new MinuteSchedules(this, 'Schedules', {
      polls: liveVendors.map(({ market, id: vendorId }) => ({
        name: SCHEDULES.poll(market, vendorId),
        target: poll,
        rate: pollRate(config.settings),
        input: { market, vendorId },
      })),
      others: [
        ...(liveVendors.length === 0
          ? []
          : [{ name: SCHEDULES.trackSla, target: trackSla, rate: TRACK_SLA_RATE, input: {} }]),
        // Texts must leave the table even if no vendor is live any more.
        { name: SCHEDULES.report, target: report, rate: REPORT_RATE, input: {} },
      ],
    });
  }
}

const putOut = (stack: Stack, outputs: Record<string, string>): void => {
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
};
