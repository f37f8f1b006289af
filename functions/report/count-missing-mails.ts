import { paginateListSubscriptionsByTopic, type SNSClient } from '@aws-sdk/client-sns';

/** How many of the addresses have no confirmed subscription to the alarms. */
export const countMissingMails = async (
  client: SNSClient,
  TopicArn: string,
  mails: readonly string[],
): Promise<number> => {
  const reached = new Set<string>();
  // A subscription that waits, or was ended, has a word in place of its ARN.
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    for (const { Protocol, Endpoint = '', SubscriptionArn = '' } of page.Subscriptions ?? [])
      if (Protocol === 'email' && SubscriptionArn.startsWith('arn:')) reached.add(Endpoint);
  return mails.filter((mail) => !reached.has(mail)).length;
};
