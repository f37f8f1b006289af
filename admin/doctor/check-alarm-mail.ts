import {
  GetSubscriptionAttributesCommand,
  paginateListSubscriptionsByTopic,
  type SNSClient,
} from '@aws-sdk/client-sns';
import { STACKS } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import { subscribeCommand } from '../alarms/subscribe-command.ts';
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
  const [TopicArn] = idsOf('AWS::SNS::Topic');
  if (TopicArn === undefined) {
    if (!vendors.some(({ live }) => live)) return [ok(words.name, words.onlyReport)];
    return [fail(words.name, words.noTopic, doctor.deploy(DEPLOY))];
  }
  const found: { protocol: string; endpoint: string; arn: string }[] = [];
  for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    for (const { Protocol = '', Endpoint = '', SubscriptionArn = '' } of page.Subscriptions ?? [])
      found.push({ protocol: Protocol, endpoint: Endpoint, arn: SubscriptionArn });
  const subscriptionsOf = (protocol: string, endpoint: string): string[] =>
    found.filter((each) => each.protocol === protocol && each.endpoint === endpoint).map(({ arn }) => arn);
  return [
    ...(await Promise.all(
      alarmMail.map((mail) =>
        judge(client, subscriptionsOf('email', mail), words, {
          mail,
          subscribe: subscribeCommand(TopicArn, 'email', mail),
        }),
      ),
    )),
    ...(pagerUrl === undefined
      ? []
      : [judgePager(pagerUrl, subscriptionsOf('https', pagerUrl), TopicArn, words)]),
  ];
};

/** Shows only the host, since anyone who knows the full address can call it. */
const judgePager = (pagerUrl: string, subscriptions: string[], topicArn: string, words: Texts): Check => {
  const { host } = new URL(pagerUrl);
  if (subscriptions.some((arn) => arn.startsWith('arn:'))) return ok(words.pager, words.getsAlarms(host));
  return subscriptions.length > 0
    ? fail(
        words.pager,
        words.pagerPending(host),
        words.checkPager(subscribeCommand(topicArn, 'https', '<pagerUrl>')),
      )
    : fail(words.pager, words.pagerMissing(host), words.run(DEPLOY));
};

/** An address of `alarmMail`, and the command that subscribes it. */
type Receiver = { mail: string; subscribe: string };

const judge = async (
  client: SNSClient,
  subscriptions: string[],
  words: Texts,
  receiver: Receiver,
): Promise<Check> => {
  const { mail, subscribe } = receiver;
  const confirmed = subscriptions.find((arn) => arn.startsWith('arn:'));
  if (confirmed !== undefined) return judgeConfirmed(client, confirmed, words, receiver);
  return subscriptions.some((arn) => /pending/i.test(arn))
    ? fail(words.name, words.pending(mail), words.confirm(CONFIRM, subscribe))
    : fail(words.name, words.missing(mail), words.subscribe(subscribe, CONFIRM));
};

/**
 * SNS shows only whether the confirmation needed a signature. A link in a mail has none. Source: the API reference of
 * SNS, GetSubscriptionAttributes.
 */
const judgeConfirmed = async (
  client: SNSClient,
  SubscriptionArn: string,
  words: Texts,
  { mail, subscribe }: Receiver,
): Promise<Check> => {
  const { Attributes } = await client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  return Attributes?.['ConfirmationWasAuthenticated'] === 'true'
    ? ok(words.name, words.getsAlarms(mail))
    : warn(words.name, words.byLink(mail), words.subscribeAgain(subscribe, CONFIRM));
};
