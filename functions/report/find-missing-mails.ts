import { createHash } from 'node:crypto';
import { paginateListSubscriptionsByTopic, type SNSClient } from '@aws-sdk/client-sns';

/** Returns how many addresses have no confirmed subscription to the alarms, and a hash of these addresses. */
export const findMissingMails = async (
  client: SNSClient,
  TopicArn: string,
  mails: readonly string[],
): Promise<{ missing: number; hash: string }> => {
  const reached = new Set<string>();
  // A subscription that is pending or ended has a word in place of its ARN.
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    for (const { Protocol, Endpoint = '', SubscriptionArn = '' } of page.Subscriptions ?? [])
      if (Protocol === 'email' && SubscriptionArn.startsWith('arn:')) reached.add(Endpoint);
  const missing = mails.filter((mail) => !reached.has(mail)).sort();
  const hash = createHash('sha256').update(missing.join(' ')).digest('hex').slice(0, 8);
  return { missing: missing.length, hash };
};
