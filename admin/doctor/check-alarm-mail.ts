import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { STACKS } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import type { StackFacts } from './check-stack.ts';
import { type Check, fail, ok, warn, type Words } from './check.ts';

const CONFIRM = 'npm run alarms -- confirm';
const DEPLOY = `npx cdk deploy ${STACKS.notifier}`;

type Texts = Words['doctor']['aws']['mail'];

/** SNS sends nothing before the receiver confirms the subscription. */
export const checkAlarmMail = async (
  client: SNSClient,
  { alarmMail, pagerUrl, vendors }: Config,
  { idsOf }: StackFacts,
  { doctor }: Words,
): Promise<Check[]> => {
  const words = doctor.aws.mail;
  const topics = idsOf('AWS::SNS::Topic');
  if (topics.length === 0) {
    if (!vendors.some(({ live }) => live)) return [ok(words.name, words.onlyReport)];
    return [fail(words.name, words.noTopic, doctor.deploy(DEPLOY))];
  }
  const found: { protocol: string; endpoint: string; arn: string }[] = [];
  for (const TopicArn of topics)
    for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
      for (const { Protocol = '', Endpoint = '', SubscriptionArn = '' } of page.Subscriptions ?? [])
        found.push({ protocol: Protocol, endpoint: Endpoint, arn: SubscriptionArn });
  const subscriptionsOf = (protocol: string, endpoint: string): string[] =>
    found.filter((each) => each.protocol === protocol && each.endpoint === endpoint).map(({ arn }) => arn);
  return [
    ...(await Promise.all(
      alarmMail.map((mail) => judge(client, mail, subscriptionsOf('email', mail), words)),
    )),
    ...(pagerUrl === undefined ? [] : [judgePager(pagerUrl, subscriptionsOf('https', pagerUrl), words)]),
  ];
};

/** Shows only the host, since anyone who knows the full address can call it. */
const judgePager = (pagerUrl: string, subscriptions: string[], words: Texts): Check => {
  const { host } = new URL(pagerUrl);
  if (subscriptions.some((arn) => arn.startsWith('arn:'))) return ok(words.pager, words.getsAlarms(host));
  return subscriptions.length > 0
    ? fail(words.pager, words.pagerPending(host), words.checkPager)
    : fail(words.pager, words.pagerMissing(host), words.run(DEPLOY));
};

const judge = async (
  client: SNSClient,
  mail: string,
  subscriptions: string[],
  words: Texts,
): Promise<Check> => {
  const confirmed = subscriptions.find((arn) => arn.startsWith('arn:'));
  if (confirmed !== undefined) return judgeConfirmed(client, mail, confirmed, words);
  return subscriptions.some((arn) => /pending/i.test(arn))
    ? fail(words.name, words.pending(mail), words.confirm(CONFIRM))
    : fail(words.name, words.missing(mail), words.subscribe(DEPLOY));
};

/**
 * SNS shows only whether the confirmation needed a signature. A link in a mail has none. Source: the API reference of
 * SNS, GetSubscriptionAttributes.
 */
const judgeConfirmed = async (
  client: SNSClient,
  mail: string,
  SubscriptionArn: string,
  words: Texts,
): Promise<Check> => {
  const { Attributes } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  return Attributes?.['ConfirmationWasAuthenticated'] === 'true'
    ? ok(words.name, words.getsAlarms(mail))
    : warn(words.name, words.byLink(mail), words.confirmAgain(CONFIRM));
};
