import { setTimeout as wait } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import { defined } from '../../lib/domain/defined.ts';
import { hasEgressStack } from '../../lib/config/aws-settings.ts';
import { type Names, namesOf, OUTPUTS, STACKS } from '../../lib/config/names.ts';
import type { SlackSecret } from '../../lib/config/read-secret.ts';
import type { Config } from '../../lib/config/schema.ts';
import { checkAlarmMail } from './check-alarm-mail.ts';
import { checkClocks, type Timed } from './check-clocks.ts';
import {
  checkConcurrency,
  checkDeployedConfig,
  checkLeftTables,
  checkLeftEgress,
  checkStack,
  type StackFacts,
} from './check-stack.ts';
import { checkCoupang } from './check-coupang.ts';
import { checkDelivery } from './check-delivery.ts';
import { checkMetadata } from './check-metadata.ts';
import { checkSchedules, checkWakeUps } from './check-wake-ups.ts';
import { checkCoupangSecret, checkSlackSecret } from './check-secrets.ts';
import { checkSlackRequests } from './check-slack-requests.ts';
import { checkSlack } from './check-slack.ts';
import { type Check, fail, lookAt, ok, warn } from './check.ts';
import { type Clients } from './open-clients.ts';
import { openStore } from './open-store.ts';
import { sendTestTicketTo } from './send-test-ticket.ts';
import { type AlarmTest, testAlarm } from './test-alarm.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { TicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { findRemoved, findLeft, PUT_BACK_OR_WAIT } from '../../lib/workflows/reports/run-out.ts';

export type Examination = {
  config: Config;
  configFile: string;
  clients: Clients;
  slack: WebClient;
  /** The stand-in for Slack, in a trial. */
  slackApiUrl?: string;
  now: () => number;
  testTicket?: string;
  sleep?: (ms: number) => Promise<unknown>;
  alarmTest?: AlarmTest;
};

/**
 * Checks everything that must be right for hand-overs to reach Slack. Calls Coupang once for each vendor.
 * @throws ConfigError if AWS refuses every request
 */
export const examine = async (examination: Examination): Promise<Check[]> => {
  const { config, configFile, clients, testTicket, slackApiUrl } = examination;
  const checks: Check[] = [...checkConfig(config, configFile), ...nameStandIn(slackApiUrl)];
  const stacks = await examineStacks(examination);
  checks.push(...stacks.checks);
  if (!stacks.notifier) return checks;
  const { notifier } = stacks;
  const store = openStore(clients.dynamoDb, notifier);
  const vendors = config.vendors.map(({ market, id: vendorId }) => ({ market, vendorId }));
  checks.push(
    checkDeployedConfig(config, configFile, notifier),
    ...(await lookAt('left tables', () => checkLeftTables(clients.dynamoDb, config, notifier))),
    ...(await lookAt('removed vendors', async () => (store ? checkRemovedVendors(vendors, store) : []))),
    ...(await lookAt('schedules', () => checkSchedules(clients.scheduler, config, notifier))),
    ...(await lookAt('wake-ups to notify', () =>
      checkWakeUps(clients.eventBridge, clients.lambda, notifier, config.acting),
    )),
    ...(await checkConcurrency(clients.lambda, config)),
    ...(await lookAt('refused messages', async () =>
      store ? checkDelivery(vendors, store, examination.now()) : [],
    )),
    ...(await examineAlarmMail(examination, notifier)),
    ...(await examineCoupang(examination, notifier, stacks.egressIp)),
  );
  const slack = await examineSlack(examination, notifier);
  checks.push(...slack.checks);
  if (testTicket !== undefined)
    checks.push(...(await examineTestTicket(examination, notifier, testTicket, slack)));
  return checks;
};

const nameStandIn = (slackApiUrl: string | undefined): Check[] =>
  slackApiUrl === undefined
    ? []
    : [
        warn(
          'Slack address',
          `the bot token goes to ${slackApiUrl}, and not to Slack`,
          'Leave --slack-api-url out, unless this is a trial.',
        ),
      ];

export const examineStacks = async ({
  config,
  clients,
}: Pick<Examination, 'config' | 'clients'>): Promise<{
  checks: Check[];
  notifier?: StackFacts;
  egressIp?: string;
}> => {
  const { egress } = config;
  const names = namesOf(config);
  const checks: Check[] = [];
  const find = async (which: keyof Names['stacks']): Promise<StackFacts | undefined> => {
    let facts: StackFacts | undefined;
    const found = await lookAt(`stack ${names.stacks[which]}`, async () => {
      const looked = await checkStack(clients.cloudFormation, which, names);
      facts = looked.facts;
      return [looked.check];
    });
    checks.push(...found);
    return facts;
  };
  const address = hasEgressStack(egress) ? (await find('egress'))?.outputs[OUTPUTS.egressIp] : undefined;
  if (address !== undefined) {
    checks.push({
      name: 'egress address',
      state: 'ok',
      what: `${address}; it must be registered for each vendor's key in WING`,
    });
  }
  if (!hasEgressStack(egress))
    checks.push(
      ...(await lookAt(`stack ${names.stacks.egress}`, () =>
        checkLeftEgress(clients.cloudFormation, egress, names),
      )),
    );
  const notifier = await find('notifier');
  return { checks, ...defined({ notifier, egressIp: address }) };
};

/** Sends a test alarm only if every check before it passed. */
const examineAlarmMail = async (
  { config, clients, alarmTest }: Examination,
  notifier: StackFacts,
): Promise<Check[]> => {
  const checks = await lookAt('alarm mail', () => checkAlarmMail(clients.sns, config, notifier));
  if (alarmTest === undefined) return checks;
  if (checks.some(({ state }) => state === 'fail'))
    return [...checks, fail('alarm test', 'was not run', 'First fix the failures above.')];
  const test = await lookAt('alarm test', () => testAlarm(clients.cloudWatch, config, notifier, alarmTest));
  return [...checks, ...test];
};

/** One vendor after the other, since each check calls Coupang. */
const examineCoupang = async (
  { config, clients, now }: Examination,
  { outputs }: StackFacts,
  egressIp: string | undefined,
): Promise<Check[]> => {
  const pollFunction = outputs[OUTPUTS.pollFunction];
  const names = namesOf(config);
  const checks: Check[] = [];
  const timed: Timed[] = [];
  for (const vendor of config.vendors) {
    const { market, id } = vendor;
    checks.push(
      ...(await lookAt(`secret ${market} ${id}`, () =>
        checkCoupangSecret(clients.secrets, names, vendor, now()),
      )),
    );
    if (pollFunction === undefined) continue;
    const found = await lookAt(`Coupang ${market} ${id}`, async () => {
      const askedAt = now();
      const { checks: lines, answer } = await checkCoupang(
        clients.lambda,
        { pollFunction, egressIp },
        vendor,
        config,
      );
      if (answer) timed.push({ answer, askedAt, answeredAt: now() });
      return lines;
    });
    checks.push(...found);
  }
  if (pollFunction === undefined) {
    const toDo = `Deploy this release: npx cdk deploy ${STACKS.notifier}`;
    checks.push(fail('Coupang', 'the stack does not name its poll function', toDo));
  }
  return [...checks, ...checkClocks(timed)];
};

type SlackChecks = { checks: Check[]; botToken?: string };

const examineSlack = async (
  { config, clients, slack, testTicket, now }: Examination,
  { outputs }: StackFacts,
): Promise<SlackChecks> => {
  let stored: SlackSecret | undefined;
  const checks = await lookAt('secret Slack', async () => {
    const { checks: found, secret } = await checkSlackSecret(clients.secrets, namesOf(config), config.acting);
    stored = secret;
    return found;
  });
  if (config.acting === 'on')
    checks.push(...(await checkSlackRequests(outputs[OUTPUTS.slackActionsUrl], stored?.signingSecret, now)));
  if (stored === undefined) return { checks };
  const { botToken, workspace } = stored;
  checks.push(...(await checkSlack(slack, botToken, { ...config, ...defined({ workspace }) }, testTicket)));
  return { checks, botToken };
};

/** Runs only if the ticket can arrive. Otherwise it would wait and add nothing to the lines on Slack. */
const examineTestTicket = async (
  { clients, slack, sleep = wait }: Examination,
  { outputs }: StackFacts,
  channel: string,
  { checks, botToken }: SlackChecks,
): Promise<Check[]> => {
  const name = `test ticket ${channel}`;
  const pollFunction = outputs[OUTPUTS.pollFunction];
  if (pollFunction === undefined || checks.some(({ state }) => state === 'fail'))
    return [fail(name, 'was not sent', 'First fix the failures above.')];
  return lookAt(name, async () => {
    const { check, card } = await sendTestTicketTo(clients.lambda, pollFunction, channel);
    if (!card || botToken === undefined) return [check];
    return [check, await checkMetadata(slack, botToken, card, sleep)];
  });
};

/** Finds valid settings that keep hand-overs from being seen. */
const checkConfig = ({ vendors, egress }: Config, file: string): Check[] => {
  const live = vendors.filter((vendor) => vendor.live).length;
  const checks: Check[] = [
    live > 0
      ? ok('configuration', `${file}: ${live} of ${vendors.length} vendors live`)
      : warn(
          'configuration',
          `${file}: no vendor is live, so nothing is read`,
          'Once all other lines are ok: set live: true and deploy.',
        ),
  ];
  if (egress === 'none') {
    const toDo =
      "Set egress to 'existing-subnets' or 'nat-instance' and deploy; 'none' is for the simulator.";
    checks.push(warn('egress', "'none': Coupang accepts registered addresses only", toDo));
  }
  return checks;
};

const NAME = 'removed vendors';

const checkRemovedVendors = async (
  configured: readonly VendorRef[],
  store: TicketStore,
): Promise<Check[]> => {
  const checks: Check[] = [];
  for (const vendor of findRemoved(await store.states.vendors(), configured)) {
    const { open, withTexts } = await findLeft(vendor, store);
    if (open + withTexts === 0) continue;
    const what = `${vendor.market} ${vendor.vendorId} is in the table and not in the configuration: ${open} open tickets without polls and warnings, ${withTexts} closed ones with texts`;
    checks.push(warn(NAME, what, PUT_BACK_OR_WAIT));
  }
  return checks.length > 0 ? checks : [ok(NAME, 'none left anything in the table')];
};
