import { ConfirmSubscriptionCommand, type SNSClient } from '@aws-sdk/client-sns';
import { ConfigError } from '../../lib/config/config-error.ts';
import { describeAwsFailure } from '../../lib/deployment/name-aws-error.ts';
import type { CheckAnswer } from '../secrets/open-prompt.ts';
import type { AdminTexts } from '../wording/wording.ts';
import { subscribeCommand } from './subscribe-command.ts';

type Texts = AdminTexts['alarms'];

/** Does not repeat the pasted text: anybody who has the token can confirm. */
export const checkPasted =
  (texts: Texts): CheckAnswer =>
  (pasted) =>
    TOKEN.test(readPasted(pasted).token) ? undefined : texts.badLink;

/**
 * Confirms a subscription so that only the account can end it. Otherwise anybody could end it by a link in a mail.
 * Source: the API reference of SNS, ConfirmSubscription, AuthenticateOnUnsubscribe.
 * @param pasted the link in the mail, or its token
 * @throws ConfigError that says what to do; it contains no token
 */
export const confirmSubscription = async (
  client: Pick<SNSClient, 'send'>,
  topicArn: string,
  pasted: string,
  { alarms: texts, awsErrors }: Pick<AdminTexts, 'alarms' | 'awsErrors'>,
): Promise<void> => {
  const { token, topic = topicArn } = readPasted(pasted);
  if (topic !== topicArn) throw new ConfigError(texts.otherTopic(topic, topicArn));
  try {
    await client.send(
      new ConfirmSubscriptionCommand({
        TopicArn: topicArn,
        Token: token,
        AuthenticateOnUnsubscribe: 'true',
      }),
    );
  } catch (error) {
    // Without `cause`: AWS's message may quote the token.
    const subscribe = subscribeCommand(topicArn, 'email', '<address>');
    throw new ConfigError(
      describeAwsFailure(error, awsErrors, (reason) => texts.notConfirmed(reason, subscribe)),
    );
  }
};

const TOKEN = /^[0-9a-f]{32,512}$/i;

const readPasted = (pasted: string): { token: string; topic?: string } => {
  const query = URL.canParse(pasted) ? new URL(pasted).searchParams : undefined;
  const topic = query?.get('TopicArn');
  return { token: query?.get('Token') ?? pasted, ...(topic && { topic }) };
};
