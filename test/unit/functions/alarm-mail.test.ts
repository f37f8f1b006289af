import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { countMissingMails } from '../../../functions/report/count-missing-mails.ts';

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
  expect(await countMissingMails(client, 'made-up', [MAIL])).toBe(missing);
});
