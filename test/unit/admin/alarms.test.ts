import { describe, expect, test } from '@jest/globals';
import { ConfirmSubscriptionCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { checkPasted, confirmSubscription } from '../../../admin/alarms/confirm-subscription.ts';
import { ADMIN_WORDING } from '../../../admin/wording/wording.ts';
import { runAdmin } from './run-admin.ts';

const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:alarms';
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
    ['the link of the mail', linkTo(TOPIC)],
    ['its token', TOKEN],
  ])('by %s', async (_what, pasted) => {
    const mock = mockClient(sns).on(ConfirmSubscriptionCommand).resolves({});
    expect(checkPasted(texts.alarms)(pasted)).toBeUndefined();
    await confirmSubscription(sns, TOPIC, pasted, texts);
    expect(mock.calls().map(({ args: [{ input }] }) => input)).toEqual([
      { TopicArn: TOPIC, Token: TOKEN, AuthenticateOnUnsubscribe: 'true' },
    ]);
  });

  test('but refuses the link of another topic', async () => {
    const mock = mockClient(sns).on(ConfirmSubscriptionCommand).resolves({});
    const message = await messageOf(confirmSubscription(sns, TOPIC, linkTo(`${TOPIC}-others`), texts));
    expect(message).toContain('another topic');
    expect(message).not.toContain(TOKEN);
    expect(mock.calls()).toEqual([]);
  });

  test('and reports a refusal of SNS without the token, which AWS may quote', async () => {
    const refusal = Object.assign(new Error(`Invalid token ${TOKEN}`), { name: 'InvalidParameterException' });
    mockClient(sns).on(ConfirmSubscriptionCommand).rejects(refusal);
    const message = await messageOf(confirmSubscription(sns, TOPIC, TOKEN, texts));
    expect(message).toContain('InvalidParameterException');
    expect(message).not.toContain(TOKEN);
  });

  test.each(['', 'yes', 'https://example.com/', linkTo(TOPIC).slice(0, 60)])(
    'refuses anything else and quotes none of it: "%s"',
    (pasted) => {
      const fault = checkPasted(texts.alarms)(pasted);
      expect(fault).toContain('Subscription Confirmation');
      if (pasted !== '') expect(fault).not.toContain(pasted);
    },
  );

  test('knows only one subcommand', async () => {
    for (const args of [[], ['end'], ['confirm', 'it']])
      expect((await runAdmin('admin/alarms.ts', { args })).err).toMatch(
        /^[^\n]+\nnpm run alarms -- --help shows all options\.\n$/,
      );
  });
});
