import { Duration } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ACT_REQUESTED, ORDER_REQUESTED, SHARING_DUE, TABLE } from '../lib/config/names.ts';
import type { Config } from '../lib/config/schema.ts';
import { hasSharing } from '../lib/config/sharing.ts';
import { BusRule } from './constructs/bus-rule.ts';
import type { Network } from './constructs/network.ts';
import { NotifierFunction, type NotifierFunctionProps, ONCE, TWICE } from './constructs/notifier-function.ts';
import { allowCoupangKeys, allowSlackKeys } from './constructs/notifier-secrets.ts';
import type { TicketTable } from './constructs/ticket-table.ts';
import type { ActingFunctionName } from './function-names.ts';

/** Slack waits three seconds for an answer. A press is stored even later. */
const SLACK_ACTIONS_TIMEOUT = Duration.seconds(10);
/** Not longer than an act may take (`LONGEST_ACT_MS`). */
const ACT_TIMEOUT = Duration.seconds(60);

export type ActingParts = {
  config: Config;
  ofEach: Pick<NotifierFunctionProps, 'assetsDir' | 'logDays' | 'key'>;
  table: TicketTable;
  bus: EventBus;
  environments: Record<ActingFunctionName, Record<string, string>>;
  /** The network path to Coupang, the same as poll's. */
  network: Network | 'none';
};

/**
 * Adds the functions of `acting: 'on'`: `slack-actions`, which Slack calls at its own URL, and `act`, which calls
 * Coupang. The URL is public, but the function only accepts requests that Slack has signed.
 */
export const addActing = (
  scope: Construct,
  { config, ofEach, table, bus, environments, network }: ActingParts,
): { functions: Record<ActingFunctionName, NotifierFunction>; url: string } => {
  const slackActions = new NotifierFunction(scope, 'SlackActions', {
    ...ofEach,
    name: 'slack-actions',
    description: 'Takes what people press in Slack: checks it, stores it, and answers.',
    timeout: SLACK_ACTIONS_TIMEOUT,
    reserved: config.slackActionsConcurrency,
    environment: environments['slack-actions'],
    tries: ONCE,
    madeGoodBy: 'The person, whom Slack tells that it failed, or Slack, which sends an event again.',
  });
  // The home page shows the queue and the day's figures.
  table.allow(slackActions.role, ['GetItem', 'UpdateItem'], [TABLE.attention, TABLE.closed]);
  bus.grantPutEventsTo(slackActions.role);
  allowSlackKeys(slackActions.role, config, ofEach.key);
  // This grants everybody lambda:InvokeFunctionUrl, and lambda:InvokeFunction only through the URL.
  const { url } = slackActions.lambda.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });

  const act = new NotifierFunction(scope, 'Act', {
    ...ofEach,
    name: 'act',
    description: 'Does at Coupang what a person asked for in Slack, once, and reads it back.',
    timeout: ACT_TIMEOUT,
    environment: environments.act,
    tries: TWICE,
    madeGoodBy: 'A second try, then track-sla, which asks for the act again until it has a result.',
    network,
  });
  const shares = hasSharing(config);
  // After a confirmation it reads all tickets of the inquiry (R28).
  table.allow(act.role, ['GetItem', 'Query', 'UpdateItem'], shares ? [TABLE.attention, TABLE.closed] : []);
  bus.grantPutEventsTo(act.role);
  allowCoupangKeys(act.role, config, ofEach.key);
  allowSlackKeys(act.role, config, ofEach.key);
  new BusRule(scope, 'ActAsked', { bus, event: ACT_REQUESTED, starts: act });
  // Nobody waits for a late answer: `act` drops an older request itself.
  new BusRule(scope, 'OrderRequested', { bus, event: ORDER_REQUESTED, starts: act, tries: ONCE });
  if (shares) new BusRule(scope, 'SharingDue', { bus, event: SHARING_DUE, starts: act });

  return { functions: { 'slack-actions': slackActions, act }, url };
};
