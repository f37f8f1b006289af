import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { STACKS } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { StackFacts } from './check-stack.ts';
import { type Check, fail, ok, warn } from './check.ts';

const NAME = 'alarm mail';
const CONFIRM = 'npm run alarms -- confirm';

const PAGER = 'alarm pager';

/** SNS sends nothing before the receiver confirms the subscription. */
export const checkAlarmMail = async (
  client: SNSClient,
  { alarmMail, pagerUrl, vendors }: Config,
  { idsOf }: StackFacts,
): Promise<Check[]> => {
  const topics = idsOf('AWS::SNS::Topic');
  if (topics.length === 0) {
    if (!vendors.some(({ live }) => live)) return [ok(NAME, 'no vendor is live, so only report is watched')];
    return [fail(NAME, 'the stack has no topic for alarms', `Deploy: npx cdk deploy ${STACKS.notifier}`)];
  }
  const found: { protocol: string; endpoint: string; arn: string }[] = [];
  for (const TopicArn of topics)
    for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
      for (const { Protocol = '', Endpoint = '', SubscriptionArn = '' } of page.Subscriptions ?? [])
        found.push({ protocol: Protocol, endpoint: Endpoint, arn: SubscriptionArn });
  const subscriptionsOf = (protocol: string, endpoint: string): string[] =>
    found.filter((each) => each.protocol === protocol && each.endpoint === endpoint).map(({ arn }) => arn);
  return [
    ...(await Promise.all(alarmMail.map((mail) => judge(client, mail, subscriptionsOf('email', mail))))),
    ...(pagerUrl === undefined ? [] : [judgePager(pagerUrl, subscriptionsOf('https', pagerUrl))]),
  ];
};

/** Shows only the host, since anyone who knows the full address can call it. */
const judgePager = (pagerUrl: string, subscriptions: string[]): Check => {
  const { host } = new URL(pagerUrl);
  if (subscriptions.some((arn) => arn.startsWith('arn:'))) return ok(PAGER, `${host} gets the alarms`);
  return subscriptions.length > 0
    ? fail(
        PAGER,
        `${host} has not confirmed the subscription (PendingConfirmation): no alarm arrives there`,
        'Check the integration in the pager: an integration for Amazon CloudWatch or SNS confirms by itself. "Request confirmation" in SNS sends the request again.',
      )
    : fail(
        PAGER,
        `${host} is not subscribed: no alarm arrives there`,
        `Run: npx cdk deploy ${STACKS.notifier}`,
      );
};

const judge = async (client: SNSClient, mail: string, subscriptions: string[]): Promise<Check> => {
  const confirmed = subscriptions.find((arn) => arn.startsWith('arn:'));
  if (confirmed !== undefined) return judgeConfirmed(client, mail, confirmed);
  if (subscriptions.some((arn) => /pending/i.test(arn))) {
    return fail(
      NAME,
      `${mail} has not confirmed the subscription (PendingConfirmation): no alarm arrives`,
      `Copy the link of the mail "AWS Notification - Subscription Confirmation", do not open it, and run: ${CONFIRM}. "Request confirmation" in SNS sends the mail once more.`,
    );
  }
  return fail(
    NAME,
    `${mail} is not subscribed: no alarm arrives`,
    `Somebody may have followed the unsubscribe link of an alarm. Subscribe it again in SNS, or change alarmMail and run: npx cdk deploy ${STACKS.notifier}`,
  );
};

/**
 * SNS shows only whether the confirmation needed a signature. A link in a mail has none. Source: the API reference of
 * SNS, GetSubscriptionAttributes.
 */
const judgeConfirmed = async (client: SNSClient, mail: string, SubscriptionArn: string): Promise<Check> => {
  const { Attributes } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  if (Attributes?.['ConfirmationWasAuthenticated'] === 'true') return ok(NAME, `${mail} gets the alarms`);
  return warn(
    NAME,
    `${mail} gets the alarms, but was confirmed by the link: anyone who opens the unsubscribe link of an alarm ends it, even a mail scanner`,
    `Delete the subscription in SNS, subscribe the address there again, copy the link of its mail and run: ${CONFIRM}`,
  );
};
