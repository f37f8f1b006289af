import {
  type AlarmHistoryItem,
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  type MetricAlarm,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { STACKS } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { StackFacts } from './check-stack.ts';
import { type Check, fail, ok, warn, type Words } from './check.ts';

const DEPLOY = `npx cdk deploy ${STACKS.notifier}`;
const LOOK_EVERY_MS = 2000;
const LOOKS = 30;
/** The maximum of names for DescribeAlarms. Source: its API reference. */
const NAMES_AT_ONCE = 100;
const REASON = 'A test by npm run doctor -- --test-alarm. Nothing is wrong.';

export type AlarmTest = {
  /** Asks a person whether the test arrived. Absent without a terminal. */
  hasArrived?: ((question: string) => Promise<boolean>) | undefined;
  sleep: (ms: number) => Promise<void>;
  words: Words;
};

type Texts = Words['doctor']['aws']['alarmTest'];

export const testAlarm = async (
  client: CloudWatchClient,
  config: Pick<Config, 'alarmMail' | 'pagerUrl'>,
  stack: StackFacts,
  test: AlarmTest,
): Promise<Check[]> => {
  const { check, subject } = await sendTestAlarm(client, stack, test);
  return subject === undefined ? [check] : [check, ...(await askForTestAlarm(subject, config, test))];
};

/**
 * Sets an alarm to ALARM and back. CloudWatch sends it like any other, and its history shows whether the topic accepted it. Only a
 * person can see the mail.
 * @returns the subject of the mail, if the topic accepted it
 */
export const sendTestAlarm = async (
  client: CloudWatchClient,
  stack: StackFacts,
  { sleep, words: { doctor } }: Omit<AlarmTest, 'hasArrived'>,
): Promise<{ check: Check; subject?: string }> => {
  const words = doctor.aws.alarmTest;
  const alarm = await chooseAlarm(client, stack, words);
  if ('name' in alarm) return { check: alarm };
  const { AlarmName = '', StateValue } = alarm;
  const before = await newestAction(client, AlarmName);
  const set = (state: MetricAlarm['StateValue']) =>
    client.send(new SetAlarmStateCommand({ AlarmName, StateValue: state, StateReason: REASON }));
  let action: AlarmHistoryItem | undefined;
  try {
    // CloudWatch sends an alarm only when it begins.
    if (StateValue === 'ALARM') await set('OK');
    await set('ALARM');
    for (let look = 0; look < LOOKS && action === undefined; look += 1) {
      await sleep(LOOK_EVERY_MS);
      const newest = await newestAction(client, AlarmName);
      if (Number(newest?.Timestamp ?? 0) > Number(before?.Timestamp ?? 0)) action = newest;
    }
  } finally {
    await set(StateValue);
  }
  const history = `aws cloudwatch describe-alarm-history --region ${await client.config.region()} --alarm-name "${AlarmName}" --history-item-type Action`;
  const check = judge({ alarm: AlarmName, history }, action, words);
  return check.state === 'ok' ? { check, subject: `ALARM: "${AlarmName}"` } : { check };
};

/**
 * Chooses a metric alarm that sends to the topic, a quiet one if possible: the only alarm of a new stack rings until `report`
 * has run. A composite alarm would not return to its state by itself.
 */
const chooseAlarm = async (
  client: CloudWatchClient,
  { idsOf }: StackFacts,
  words: Texts,
): Promise<MetricAlarm | Check> => {
  const [topic] = idsOf('AWS::SNS::Topic');
  const AlarmNames = idsOf('AWS::CloudWatch::Alarm').slice(0, NAMES_AT_ONCE);
  if (topic === undefined || AlarmNames.length === 0)
    return fail(words.name, words.noAlarm, words.deploy(DEPLOY));
  const { MetricAlarms = [] } = await client.send(
    new DescribeAlarmsCommand({ AlarmNames, AlarmTypes: ['MetricAlarm'] }),
  );
  const sending = MetricAlarms.filter(
    ({ AlarmActions = [], ActionsEnabled }) => ActionsEnabled !== false && AlarmActions.includes(topic),
  );
  const [first] = sending;
  if (first === undefined) return fail(words.name, words.noneSends, words.changed(DEPLOY));
  return (
    sending.find(({ StateValue }) => StateValue === 'OK') ??
    sending.find(({ StateValue }) => StateValue !== 'ALARM') ??
    first
  );
};

const newestAction = async (
  client: CloudWatchClient,
  AlarmName: string,
): Promise<AlarmHistoryItem | undefined> => {
  const { AlarmHistoryItems = [] } = await client.send(
    new DescribeAlarmHistoryCommand({
      AlarmName,
      HistoryItemType: 'Action',
      ScanBy: 'TimestampDescending',
      MaxRecords: 1,
    }),
  );
  return AlarmHistoryItems[0];
};

/**
 * Source for the texts of a failure: AWS's knowledge centre, "Why didn't I receive an SNS notification for my
 * CloudWatch alarm trigger?"
 */
const judge = (
  { alarm, history }: { alarm: string; history: string },
  action: AlarmHistoryItem | undefined,
  words: Texts,
): Check => {
  const { name } = words;
  if (action === undefined)
    return fail(name, words.notSeen((LOOKS * LOOK_EVERY_MS) / 1000), words.seeHistory(history));
  const { HistorySummary = '', HistoryData = '' } = action;
  const text = `${HistorySummary} ${HistoryData}`;
  if (!/Failed to execute|"actionState":\s*"Failed"/i.test(text)) return ok(name, words.sent(alarm));
  if (/not authorized/i.test(text)) return fail(name, words.noPublish, words.allowPublish);
  return fail(name, words.notSent, words.seeHistory(history));
};

/** The mail addresses, and only the host of the pager, since anyone who knows its full address can call it. */
export const placesOf = ({ alarmMail, pagerUrl }: Pick<Config, 'alarmMail' | 'pagerUrl'>): string[] => [
  ...alarmMail,
  ...(pagerUrl === undefined ? [] : [new URL(pagerUrl).host]),
];

export const askForTestAlarm = async (
  subject: string,
  config: Pick<Config, 'alarmMail' | 'pagerUrl'>,
  { hasArrived, words: { doctor } }: Pick<AlarmTest, 'hasArrived' | 'words'>,
): Promise<Check[]> => {
  const words = doctor.aws.alarmTest;
  const checks: Check[] = [];
  for (const place of placesOf(config)) {
    const name = `${words.name} ${place}`;
    if (hasArrived === undefined) checks.push(warn(name, words.notAsked, words.lookThere(subject)));
    else if (await hasArrived(words.question(subject, place))) checks.push(ok(name, words.arrived));
    else checks.push(fail(name, words.notArrived, words.lookForSpam));
  }
  return checks;
};
