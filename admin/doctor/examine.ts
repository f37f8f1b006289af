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
import { checkWebhooks } from './check-webhooks.ts';
import { type Check, fail, lookAt, ok, warn, type Words } from './check.ts';
import { type Clients } from './open-clients.ts';
import { openStore } from './open-store.ts';
import { sendTestTicketTo } from './send-test-ticket.ts';
import { type AlarmTest, testAlarm } from './test-alarm.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import type { TicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { findRemoved, findLeft } from '../../lib/workflows/reports/run-out.ts';

const DEPLOY = `npx cdk deploy ${STACKS.notifier}`;

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
  alarmTest?: Omit<AlarmTest, 'words'>;
  words: Words;
};

/**
 * Checks everything that must be right for hand-overs to reach Slack. Calls Coupang once for each vendor.
 * @throws ConfigError if AWS refuses every request
 */
export const examine = async (examination: Examination): Promise<Check[]> => {
  const { config, configFile, clients, testTicket, slackApiUrl, words } = examination;
  const { aws, slack: slackTexts } = words.doctor;
  const checks: Check[] = [
    ...checkConfig(config, configFile, aws.config),
    ...nameStandIn(slackApiUrl, words),
  ];
  const stacks = await examineStacks(examination);
  checks.push(...stacks.checks);
  if (!stacks.notifier) return checks;
  const { notifier } = stacks;
  const store = openStore(clients.dynamoDb, notifier);
  const vendors = config.vendors.map(({ market, id: vendorId }) => ({ market, vendorId }));
  checks.push(
    checkDeployedConfig(config, configFile, notifier, words),
    ...(await lookAt(aws.tables.left, words, () =>
      checkLeftTables(clients.dynamoDb, config, notifier, words),
    )),
    ...(await lookAt(aws.tables.removedVendors, words, async () =>
      store ? checkRemovedVendors(vendors, store, aws.tables) : [],
    )),
    ...(await lookAt(aws.schedules.all, words, () =>
      checkSchedules(clients.scheduler, config, notifier, words),
    )),
    ...(await lookAt(aws.wakeUps.name, words, () => checkWakeUps(clients, notifier, config.acting, words))),
    ...(await checkConcurrency(clients.lambda, config, words)),
    ...(await lookAt(slackTexts.refused.name, words, async () =>
      store ? checkDelivery(vendors, store, examination.now(), words) : [],
    )),
    ...(await examineAlarmMail(examination, notifier)),
    ...(await examineCoupang(examination, notifier, stacks.egressIp)),
    ...(await checkWebhooks(clients, config, words)),
  );
  const slack = await examineSlack(examination, notifier);
  checks.push(...slack.checks);
  if (testTicket !== undefined)
    checks.push(...(await examineTestTicket(examination, notifier, testTicket, slack)));
  return checks;
};

const nameStandIn = (slackApiUrl: string | undefined, { doctor }: Words): Check[] => {
  const { name, what, toDo } = doctor.slack.standIn;
  return slackApiUrl === undefined ? [] : [warn(name, what(slackApiUrl), toDo)];
};

export const examineStacks = async ({
  config,
  clients,
  words,
}: Pick<Examination, 'config' | 'clients' | 'words'>): Promise<{
  checks: Check[];
  notifier?: StackFacts;
  egressIp?: string;
}> => {
  const { egress } = config;
  const names = namesOf(config);
  const texts = words.doctor.aws.stack;
  const checks: Check[] = [];
  const find = async (which: keyof Names['stacks']): Promise<StackFacts | undefined> => {
    let facts: StackFacts | undefined;
    const found = await lookAt(texts.name(names.stacks[which]), words, async () => {
      const looked = await checkStack(clients.cloudFormation, which, names, words);
      facts = looked.facts;
      return [looked.check];
    });
    checks.push(...found);
    return facts;
  };
  const address = hasEgressStack(egress) ? (await find('egress'))?.outputs[OUTPUTS.egressIp] : undefined;
  if (address !== undefined) checks.push(ok(texts.address, texts.register(address)));
  if (!hasEgressStack(egress))
    checks.push(
      ...(await lookAt(texts.name(names.stacks.egress), words, () =>
        checkLeftEgress(clients.cloudFormation, egress, names, words),
      )),
    );
  const notifier = await find('notifier');
  return { checks, ...defined({ notifier, egressIp: address }) };
};

/** Sends a test alarm only if every check before it passed. */
const examineAlarmMail = async (
  { config, clients, alarmTest, words }: Examination,
  notifier: StackFacts,
): Promise<Check[]> => {
  const { mail, alarmTest: texts } = words.doctor.aws;
  const checks = await lookAt(mail.name, words, () => checkAlarmMail(clients.sns, config, notifier, words));
  if (alarmTest === undefined) return checks;
  if (checks.some(({ state }) => state === 'fail'))
    return [...checks, fail(texts.name, texts.notRun, words.doctor.fixFirst)];
  const test = await lookAt(texts.name, words, () =>
    testAlarm(clients.cloudWatch, config, notifier, { ...alarmTest, words }),
  );
  return [...checks, ...test];
};

/** One vendor after the other, since each check calls Coupang. */
const examineCoupang = async (
  { config, clients, now, words }: Examination,
  { outputs }: StackFacts,
  egressIp: string | undefined,
): Promise<Check[]> => {
  const pollFunction = outputs[OUTPUTS.pollFunction];
  const names = namesOf(config);
  const { doctor } = words;
  const checks: Check[] = [];
  const timed: Timed[] = [];
  for (const vendor of config.vendors) {
    const { market, id } = vendor;
    checks.push(
      ...(await lookAt(doctor.coupang.secret.name(`${market} ${id}`), words, () =>
        checkCoupangSecret(clients.secrets, names, vendor, { now: now(), words }),
      )),
    );
    if (pollFunction === undefined) continue;
    const found = await lookAt(doctor.coupang.name(`${market} ${id}`), words, async () => {
      const askedAt = now();
      const { checks: lines, answer } = await checkCoupang(
        clients.lambda,
        { pollFunction, egressIp },
        vendor,
        { ...config, words },
      );
      if (answer) timed.push({ answer, askedAt, answeredAt: now() });
      return lines;
    });
    checks.push(...found);
  }
  if (pollFunction === undefined)
    checks.push(fail(doctor.coupang.all, doctor.noPollFunction, doctor.deployRelease(DEPLOY)));
  return [...checks, ...checkClocks(timed, words)];
};

type SlackChecks = { checks: Check[]; botToken?: string };

const examineSlack = async (
  { config, clients, slack, testTicket, now, words }: Examination,
  { outputs }: StackFacts,
): Promise<SlackChecks> => {
  let stored: SlackSecret | undefined;
  const checks = await lookAt(words.doctor.coupang.secret.slack, words, async () => {
    const { checks: found, secret } = await checkSlackSecret(
      clients.secrets,
      namesOf(config),
      config.acting,
      words,
    );
    stored = secret;
    return found;
  });
  if (config.acting === 'on')
    checks.push(
      ...(await checkSlackRequests(outputs[OUTPUTS.slackActionsUrl], stored?.signingSecret, now, words)),
    );
  if (stored === undefined) return { checks };
  const { botToken, workspace } = stored;
  checks.push(
    ...(await checkSlack(slack, botToken, { ...config, ...defined({ workspace }), words }, testTicket)),
  );
  return { checks, botToken };
};

/** Runs only if the ticket can arrive. Otherwise it would wait and add nothing to the lines on Slack. */
const examineTestTicket = async (
  { clients, slack, sleep = wait, words }: Examination,
  { outputs }: StackFacts,
  channel: string,
  { checks, botToken }: SlackChecks,
): Promise<Check[]> => {
  const texts = words.doctor.slack.testTicket;
  const name = texts.name(channel);
  const pollFunction = outputs[OUTPUTS.pollFunction];
  if (pollFunction === undefined || checks.some(({ state }) => state === 'fail'))
    return [fail(name, texts.notSent, words.doctor.fixFirst)];
  return lookAt(name, words, async () => {
    const { check, card } = await sendTestTicketTo(clients.lambda, pollFunction, channel, words);
    if (!card || botToken === undefined) return [check];
    return [check, await checkMetadata(slack, botToken, card, { sleep, words })];
  });
};

/** Finds valid settings that keep hand-overs from being seen. */
const checkConfig = (
  { vendors, egress }: Config,
  file: string,
  texts: Words['doctor']['aws']['config'],
): Check[] => {
  const live = vendors.filter((vendor) => vendor.live).length;
  return [
    live > 0
      ? ok(texts.name, texts.live(file, live, vendors.length))
      : warn(texts.name, texts.noneLive(file), texts.goLive),
    ...(egress === 'none' ? [warn(texts.egress, texts.noEgress, texts.setEgress)] : []),
  ];
};

const checkRemovedVendors = async (
  configured: readonly VendorRef[],
  store: TicketStore,
  texts: Words['doctor']['aws']['tables'],
): Promise<Check[]> => {
  const checks: Check[] = [];
  for (const vendor of findRemoved(await store.states.vendors(), configured)) {
    const { open, withTexts } = await findLeft(vendor, store);
    if (open + withTexts === 0) continue;
    const what = texts.removed(`${vendor.market} ${vendor.vendorId}`, open, withTexts);
    checks.push(warn(texts.removedVendors, what, texts.putBack));
  }
  return checks.length > 0 ? checks : [ok(texts.removedVendors, texts.noneRemoved)];
};
