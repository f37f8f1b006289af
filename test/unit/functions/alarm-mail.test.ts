import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { createHandler } from '../../../functions/report/create-handler.ts';
import { findMissingMails } from '../../../functions/report/build-services.ts';
import { serve } from '../../fixtures/serve.ts';
import { keepLog } from '../slack/keep-log.ts';
import { madeUpContext } from './made-up-context.ts';
import { makeFunctionEnv } from './make-function-env.ts';

const MAIL = 'ops@example.com';

test.each([
  ['is confirmed', MAIL, 'arn:aws:sns:made-up', 0],
  ['waits', MAIL, 'PendingConfirmation', 1],
  ['was ended', MAIL, 'Deleted', 1],
  ['is of another address', 'other@example.com', 'arn:aws:sns:made-up', 1],
])('O14: a subscription that %s', async (_what, Endpoint, SubscriptionArn, missing) => {
  const client = new SNSClient({ region: 'ap-northeast-2' });
  mockClient(client)
    .on(ListSubscriptionsByTopicCommand)
    .resolves({ Subscriptions: [{ Protocol: 'email', Endpoint, SubscriptionArn }] });
  expect(await findMissingMails(client, 'made-up', [MAIL])).toMatchObject({ missing });
});

test('O14: the hash shows which addresses are missing, in any order, and contains no address', async () => {
  const client = new SNSClient({ region: 'ap-northeast-2' });
  mockClient(client).on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [] });
  const hashOf = async (...mails: string[]) => (await findMissingMails(client, 'made-up', mails)).hash;
  expect(await hashOf(MAIL)).toMatch(/^[0-9a-f]{8}$/);
  expect(await hashOf('lead@example.com')).not.toBe(await hashOf(MAIL));
  expect(await hashOf(MAIL, 'lead@example.com')).toBe(await hashOf('lead@example.com', MAIL));
});

test('O14: checks the subscriptions even if the reports of a vendor fail, since the mail of that failure may be lost', async () => {
  const requests: string[] = [];
  const store = await serve((_, response) => {
    response.statusCode = 400;
    response.end(JSON.stringify({ __type: 'AccessDeniedException' }));
  });
  const sns = await serve((_, response, body) => {
    requests.push(new URLSearchParams(body).get('Action') ?? '');
    response.statusCode = 400;
    response.end();
  });
  const endpoints = {
    ALARM_TOPIC_ARN: 'made-up',
    AWS_ENDPOINT_URL_DYNAMODB: store.url,
    AWS_ENDPOINT_URL_SNS: sns.url,
  };
  const report = createHandler({ ...makeFunctionEnv(), ...endpoints }, { log: keepLog() });
  await expect(report({}, madeUpContext)).rejects.toThrow('AccessDeniedException');
  await Promise.all([store.close(), sns.close()]);
  expect(requests).toEqual(['ListSubscriptionsByTopic']);
});
