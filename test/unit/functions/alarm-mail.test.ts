import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { createHandler } from '../../../functions/report/create-handler.ts';
import { findUnsubscribed } from '../../../functions/report/build-services.ts';
import { serve } from '../../fixtures/serve.ts';
import { keepLog } from '../slack/keep-log.ts';
import { madeUpContext } from './made-up-context.ts';
import { makeFunctionEnv } from './make-function-env.ts';

const MAIL = 'ops@example.com';
const PAGER = 'https://events.example.com/made-up';

test.each([
  ['are confirmed', [MAIL, PAGER], 'arn:aws:sns:made-up', 0],
  ['wait', [MAIL, PAGER], 'PendingConfirmation', 2],
  ['were ended', [MAIL, PAGER], 'Deleted', 2],
  ['are of another mail address', ['other@example.com', PAGER], 'arn:aws:sns:made-up', 1],
  ['are of another pager', [MAIL, 'https://other.example.com'], 'arn:aws:sns:made-up', 1],
])('O14: subscriptions of mail and pager that %s', async (_what, endpoints, SubscriptionArn, missing) => {
  const client = new SNSClient({ region: 'ap-northeast-2' });
  mockClient(client)
    .on(ListSubscriptionsByTopicCommand)
    .resolves({ Subscriptions: endpoints.map((Endpoint) => ({ Endpoint, SubscriptionArn })) });
  const config = { alarmMail: [MAIL], pagerUrl: PAGER };
  expect(await findUnsubscribed(client, 'made-up', config)).toMatchObject({ missing });
});

test('O14: the hash shows which addresses are missing, in any order, and contains no address', async () => {
  const client = new SNSClient({ region: 'ap-northeast-2' });
  mockClient(client).on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [] });
  const hashOf = async (...alarmMail: string[]) =>
    (await findUnsubscribed(client, 'made-up', { alarmMail })).hash;
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
