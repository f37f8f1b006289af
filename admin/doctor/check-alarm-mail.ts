import { paginateListSubscriptionsByTopic, type SNSClient } from '@aws-sdk/client-sns';
import { STACKS } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { StackFacts } from './check-stack.ts';
import { type Check, fail, ok } from './check.ts';

const NAME = 'alarm mail';

/** Whether alarms reach the mail address. SNS sends nothing until its owner has confirmed. */
export const checkAlarmMail = async (
  client: SNSClient,
  { alarmMail, vendors }: Config,
  { idsOf }: StackFacts,
): Promise<Check[]> => {
  const topics = idsOf('AWS::SNS::Topic');
  if (topics.length === 0) {
    if (!vendors.some(({ live }) => live)) return [ok(NAME, 'no vendor is live, so only report is watched')];
    return [fail(NAME, 'the stack has no topic for alarms', `Deploy: npx cdk deploy ${STACKS.notifier}`)];
  }
  const found: string[] = [];
  for (const TopicArn of topics)
    for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
      for (const { Protocol, Endpoint, SubscriptionArn } of page.Subscriptions ?? [])
        if (Protocol === 'email' && Endpoint === alarmMail) found.push(SubscriptionArn ?? '');
  return [judge(alarmMail, found)];
};

const judge = (mail: string, subscriptions: string[]): Check => {
  if (subscriptions.some((arn) => arn.startsWith('arn:'))) return ok(NAME, `${mail} gets the alarms`);
  if (subscriptions.some((arn) => /pending/i.test(arn))) {
    return fail(
      NAME,
      `${mail} has not confirmed the subscription (PendingConfirmation): no alarm arrives`,
      'Open the mail "AWS Notification - Subscription Confirmation" and follow its link. "Request confirmation" in SNS sends it once more.',
    );
  }
  return fail(
    NAME,
    `${mail} is not subscribed: no alarm arrives`,
    `Somebody may have followed the unsubscribe link of an alarm. Subscribe it again in SNS, or change alarmMail and run: npx cdk deploy ${STACKS.notifier}`,
  );
};
