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
import { type Check, fail, ok, warn } from './check.ts';

const NAME = 'alarm test';
const LOOK_EVERY_MS = 2000;
const LOOKS = 30;
/** The maximum of names for DescribeAlarms. Source: its API reference. */
const NAMES_AT_ONCE = 100;
const REASON = 'A test by npm run doctor -- --test-alarm. Nothing is wrong.';

export type AlarmTest = {
  /** Asks a person whether the test arrived. Absent without a terminal. */
  hasArrived?: ((question: string) => Promise<boolean>) | undefined;
  sleep: (ms: number) => Promise<void>;
};

export const testAlarm = async (
  client: CloudWatchClient,
  config: Pick<Config, 'alarmMail' | 'pagerUrl' | 'kmsKeyArn'>,
  stack: StackFacts,
  { hasArrived, sleep }: AlarmTest,
): Promise<Check[]> => {
  const { check, subject } = await sendTestAlarm(client, config, stack, sleep);
  return subject === undefined ? [check] : [check, ...(await askForTestAlarm(subject, config, hasArrived))];
};

/**
 * Sets an alarm to ALARM and back. CloudWatch sends it like any other, and its history shows whether the topic accepted it. Only a
 * person can see the mail.
 * @returns the subject of the mail, if the topic accepted it
 */
export const sendTestAlarm = async (
  client: CloudWatchClient,
  config: Pick<Config, 'kmsKeyArn'>,
  stack: StackFacts,
  sleep: AlarmTest['sleep'],
): Promise<{ check: Check; subject?: string }> => {
  const alarm = await chooseAlarm(client, stack);
  if ('name' in alarm) return { check: alarm };
  const { AlarmName = '', StateValue } = alarm;
  const before = await newestAction(client, AlarmName);
  const set = (state: MetricAlarm['StateValue']) =>
    client.send(new SetAlarmStateCommand({ AlarmName, StateValue: state, StateReason: REASON }));
  let action: AlarmHistoryItem | undefined;
  try {
    await set('ALARM');
    for (let look = 0; look < LOOKS && action === undefined; look += 1) {
      await sleep(LOOK_EVERY_MS);
      const newest = await newestAction(client, AlarmName);
      if (Number(newest?.Timestamp ?? 0) > Number(before?.Timestamp ?? 0)) action = newest;
    }
  } finally {
    await set(StateValue);
  }
  const check = judge(AlarmName, action, config);
  return check.state === 'ok' ? { check, subject: `ALARM: "${AlarmName}"` } : { check };
};

/** Chooses a quiet metric alarm that sends to the topic. A composite alarm would not return to its state by itself. */
const chooseAlarm = async (client: CloudWatchClient, { idsOf }: StackFacts): Promise<MetricAlarm | Check> => {
  const [topic] = idsOf('AWS::SNS::Topic');
  const AlarmNames = idsOf('AWS::CloudWatch::Alarm').slice(0, NAMES_AT_ONCE);
  const deploy = `Deploy: npx cdk deploy ${STACKS.notifier}`;
  if (topic === undefined || AlarmNames.length === 0)
    return fail(NAME, 'the stack has no topic for alarms, or no alarm', deploy);
  const { MetricAlarms = [] } = await client.send(
    new DescribeAlarmsCommand({ AlarmNames, AlarmTypes: ['MetricAlarm'] }),
  );
  const sending = MetricAlarms.filter(
    ({ AlarmActions = [], ActionsEnabled }) => ActionsEnabled !== false && AlarmActions.includes(topic),
  );
  if (sending.length === 0)
    return fail(NAME, 'no alarm of the stack sends to the topic', `Somebody has changed them. ${deploy}`);
  const quiet = sending.filter(({ StateValue }) => StateValue !== 'ALARM');
  return (
    quiet.find(({ StateValue }) => StateValue === 'OK') ??
    quiet[0] ??
    fail(
      NAME,
      'was not run: every alarm that could be used rings',
      'See the dashboard, and RUNBOOK.md, Alarms',
    )
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
  alarm: string,
  action: AlarmHistoryItem | undefined,
  { kmsKeyArn }: Pick<Config, 'kmsKeyArn'>,
): Check => {
  if (action === undefined)
    return fail(
      NAME,
      `CloudWatch did not show within ${(LOOKS * LOOK_EVERY_MS) / 1000} s whether the topic accepted the test`,
      `See "History" of the alarm "${alarm}" in CloudWatch, then run the test again.`,
    );
  const { HistorySummary = '', HistoryData = '' } = action;
  const text = `${HistorySummary} ${HistoryData}`;
  if (!/Failed to execute|"actionState":\s*"Failed"/i.test(text))
    return ok(NAME, `CloudWatch sent "${alarm}" to the topic`);
  if (/KMS|encryption key/i.test(text))
    return fail(
      NAME,
      'CloudWatch may not use the key of the topic: no alarm arrives anywhere',
      `Let cloudwatch.amazonaws.com use ${kmsKeyArn ?? "the topic's key"} in the key's policy: kms:Decrypt and kms:GenerateDataKey*. AWS's own key alias/aws/sns cannot be changed: then set kmsKeyArn.`,
    );
  if (/not authorized/i.test(text))
    return fail(
      NAME,
      'CloudWatch may not publish to the topic: no alarm arrives anywhere',
      "Somebody has changed the topic's policy: it must allow sns:Publish to cloudwatch.amazonaws.com, for alarms of this account.",
    );
  return fail(
    NAME,
    'CloudWatch could not send the test to the topic: no alarm arrives anywhere',
    `See "History" of the alarm "${alarm}" in CloudWatch for the reason.`,
  );
};

/** The mail addresses, and only the host of the pager, since anyone who knows its full address can call it. */
export const placesOf = ({ alarmMail, pagerUrl }: Pick<Config, 'alarmMail' | 'pagerUrl'>): string[] => [
  ...alarmMail,
  ...(pagerUrl === undefined ? [] : [new URL(pagerUrl).host]),
];

export const askForTestAlarm = async (
  subject: string,
  config: Pick<Config, 'alarmMail' | 'pagerUrl'>,
  hasArrived: AlarmTest['hasArrived'],
): Promise<Check[]> => {
  const checks: Check[] = [];
  for (const place of placesOf(config)) {
    const name = `${NAME} ${place}`;
    if (hasArrived === undefined)
      checks.push(
        warn(
          name,
          'nobody was asked whether the test arrived',
          `Look there for ${subject}. If it has not come within five minutes, alarms do not arrive: RUNBOOK.md, Alarms do not reach a mail address`,
        ),
      );
    else if (await hasArrived(`Has ${subject} arrived at ${place}? It may take some minutes.`))
      checks.push(ok(name, 'the test has arrived'));
    else
      checks.push(
        fail(
          name,
          'the test has not arrived, although the topic accepted it',
          'Look into the spam folder, and ask your mail administrator whether mails from no-reply@sns.amazonaws.com are blocked. Then run the test again.',
        ),
      );
  }
  return checks;
};
