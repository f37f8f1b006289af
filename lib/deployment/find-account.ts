import { DescribeEventBusCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';

/** The account of whoever is signed in. Every region has this bus, and its ARN holds the account. */
export const findAccount = async (client: EventBridgeClient): Promise<string> => {
  const { Arn } = await client.send(new DescribeEventBusCommand({}));
  return Arn?.split(':')[4] ?? '';
};
