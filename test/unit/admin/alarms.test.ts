import { describe, expect, test } from '@jest/globals';
import { ConfirmSubscriptionCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { checkPasted, confirmSubscription } from '../../../admin/alarms/confirm-subscription.ts';
import { ADMIN_WORDING } from '../../../admin/wording/wording.ts';
import { type AlarmTest, testAlarm } from '../../../admin/doctor/test-alarm.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import type { ConfigInput } from '../../../lib/config/schema.ts';
import written from '../../../notifier.config.ts';
import { ALARM, type Account, TOPIC_ARN, makeAccount, mockAccount } from './made-up-account.ts';

const TOKEN = 'ab12'.repeat(50);
const linkTo = (topic: string): string =>
  `https://sns.ap-northeast-2.amazonaws.com/confirmation.html?TopicArn=${topic}&Token=${TOKEN}&Endpoint=ops@example.com`;

const texts = ADMIN_WORDING.en;
const sns = new SNSClient({ region: 'ap-northeast-2' });
const messageOf = (work: Promise<void>): Promise<string> =>
  work.then(
    () => 'confirmed',
    (error: unknown) => String(error),
  );

describe('O14: confirms a mail address so that only the account can end the subscription', () => {
  test.each([
    ['the link of the mail', linkTo(TOPIC_ARN)],
    ['its token', TOKEN],
  ])('by %s', async (_what, pasted) => {
    const mock = mockClient(sns).on(ConfirmSubscriptionCommand).resolves({});
    expect(checkPasted(texts.alarms)(pasted)).toBeUndefined();
    await confirmSubscription(sns, TOPIC_ARN, pasted, texts);
    expect(mock.calls().map(({ args: [{ input }] }) => input)).toEqual([
      { TopicArn: TOPIC_ARN, Token: TOKEN, AuthenticateOnUnsubscribe: 'true' },
    ]);
  });

  test('but refuses the link of another topic', async () => {
    const mock = mockClient(sns).on(ConfirmSubscriptionCommand).resolves({});
    const message = await messageOf(
      confirmSubscription(sns, TOPIC_ARN, linkTo(`${TOPIC_ARN}-others`), texts),
    );
    expect(message).toContain('another topic');
    expect(message).not.toContain(TOKEN);
    expect(mock.calls()).toEqual([]);
  });

  test('and reports a refusal of SNS without the token, which AWS may quote', async () => {
    const refusal = Object.assign(new Error(`Invalid token ${TOKEN}`), { name: 'InvalidParameterException' });
    mockClient(sns).on(ConfirmSubscriptionCommand).rejects(refusal);
    const message = await messageOf(confirmSubscription(sns, TOPIC_ARN, TOKEN, texts));
    expect(message).toContain('InvalidParameterException');
    expect(message).not.toContain(TOKEN);
  });

  test.each(['', 'yes', 'https://example.com/', linkTo(TOPIC_ARN).slice(0, 60)])(
    'refuses anything else and quotes none of it: "%s"',
    (pasted) => {
      const fault = checkPasted(texts.alarms)(pasted);
      expect(fault).toContain('Subscription Confirmation');
      if (pasted !== '') expect(fault).not.toContain(pasted);
    },
  );
});

const configOf = (changed: Partial<ConfigInput> = {}) => parseConfig({ ...written, ...changed }, 'made-up');

/** The lines of a test, the questions, and the pauses. */
const runTest = async (
  change: (account: Account) => void = () => undefined,
  config = configOf(),
  hasArrived?: AlarmTest['hasArrived'],
) => {
  const account = makeAccount(config);
  change(account);
  const idsOf = (type: string) =>
    account.resources.filter(([resourceType]) => resourceType === type).map(([, id]) => id);
  const slept: number[] = [];
  const sleep = async (ms: number): Promise<void> => void slept.push(ms);
  const checks = await testAlarm(
    mockAccount(account).cloudWatch,
    config,
    { outputs: {}, idsOf },
    { hasArrived, sleep, words: ADMIN_WORDING.en },
  );
  return {
    account,
    slept,
    lines: checks.map(({ name, state, what, toDo = '' }) => `${state} ${name}: ${what} -> ${toDo}`),
  };
};

describe('the alarm test (O6)', () => {
  test('sets an alarm to ALARM and back, and asks for each address and the pager whether it arrived', async () => {
    const questions: string[] = [];
    const { account, lines } = await runTest(
      undefined,
      configOf({
        alarmMail: ['ops@example.com', 'lead@example.com'],
        pagerUrl: 'https://events.example.com/hush',
      }),
      async (question) => {
        questions.push(question);
        return !question.includes('lead@');
      },
    );
    expect(account.alarmStates).toEqual([`${ALARM}: ALARM`, `${ALARM}: OK`]);
    expect(questions).toEqual(
      ['ops@example.com', 'lead@example.com', 'events.example.com'].map((place) =>
        expect.stringContaining(`Has ALARM: "${ALARM}" arrived at ${place}?`),
      ),
    );
    expect(lines).toEqual([
      expect.stringMatching(/^ok alarm test: CloudWatch sent/),
      expect.stringMatching(/^ok alarm test ops@example\.com: the test has arrived/),
      expect.stringMatching(/^fail alarm test lead@example\.com: .* -> Look into the spam folder/),
      expect.stringMatching(/^ok alarm test events\.example\.com: the test has arrived/),
    ]);
  });

  test('names the mail to look for if there is no terminal, and does not fail', async () => {
    const { lines } = await runTest();
    expect(lines).toEqual([
      expect.stringMatching(/^ok alarm test:/),
      expect.stringMatching(/^warn alarm test ops@example\.com: nobody was asked.* -> Look there for ALARM:/),
    ]);
  });

  test('reports a topic to which CloudWatch may not publish, asks nobody, and sets the alarm back', async () => {
    const summary = `Failed to execute action ${TOPIC_ARN}. Received error: "Resource: arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:made-up is not authorized to perform: SNS:Publish on resource: ${TOPIC_ARN}"`;
    const ask = async (): Promise<boolean> => {
      throw new Error('nobody should be asked');
    };
    const change = (account: Account) => (account.alarmAction = summary);
    const { account, lines } = await runTest(change, configOf(), ask);
    expect(lines).toEqual([expect.stringMatching(/^fail alarm test: CloudWatch may not publish/)]);
    expect(account.alarmStates.at(-1)).toBe(`${ALARM}: OK`);
  });

  test('reports an unknown failure, and where to find its cause', async () => {
    const { lines } = await runTest((account) => (account.alarmAction = 'Failed to execute action: made up'));
    expect(lines).toEqual([
      expect.stringMatching(
        /^fail alarm test: .* -> See its history: aws cloudwatch describe-alarm-history /,
      ),
    ]);
  });

  test('gives up after a minute without a result, and ignores earlier results', async () => {
    const { account, lines, slept } = await runTest((made) => (made.alarmAction = undefined));
    expect(lines).toEqual([expect.stringMatching(/^fail alarm test: CloudWatch did not show within 60 s/)]);
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBe(60_000);
    expect(account.alarmStates.at(-1)).toBe(`${ALARM}: OK`);
  });

  test('ends an alarm that rings before it sets it to ALARM, since CloudWatch sends only a beginning', async () => {
    const ring = ({ alarms }: Account) => (alarms[ALARM] = { state: 'ALARM', actions: [TOPIC_ARN] });
    const { account, lines } = await runTest(ring);
    expect(lines[0]).toMatch(/^ok alarm test: CloudWatch sent/);
    expect(account.alarmStates.slice(0, 2)).toEqual([`${ALARM}: OK`, `${ALARM}: ALARM`]);
    expect(account.alarms[ALARM]?.state).toBe('ALARM');
  });

  test('uses no alarm that sends nothing by itself', async () => {
    const silent = await runTest(({ alarms }) => (alarms[ALARM] = { state: 'OK', actions: [] }));
    expect(silent.lines).toEqual([expect.stringMatching(/^fail alarm test: no alarm .* sends to the topic/)]);
    const none = await runTest((account) => {
      account.resources = account.resources.filter(([type]) => type !== 'AWS::CloudWatch::Alarm');
    });
    expect(none.lines).toEqual([expect.stringMatching(/^fail alarm test: .* no alarm -> Deploy/)]);
  });
});
