import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { findMissingMails } from '../../../functions/report/find-missing-mails.ts';

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

test('O14: the hash says which addresses are missing, in any order, and holds none of them', async () => {
  const client = new SNSClient({ region: 'ap-northeast-2' });
  mockClient(client).on(ListSubscriptionsByTopicCommand).resolves({ Subscriptions: [] });
  const hashOf = async (...mails: string[]) => (await findMissingMails(client, 'made-up', mails)).hash;
  expect(await hashOf(MAIL)).toMatch(/^[0-9a-f]{8}$/);
  expect(await hashOf('lead@example.com')).not.toBe(await hashOf(MAIL));
  expect(await hashOf(MAIL, 'lead@example.com')).toBe(await hashOf('lead@example.com', MAIL));
});
