import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClientConfig } from '../wiring/aws-clients.ts';
import type { Environment } from '../wiring/environment.ts';

/** Hides a message of a queue for a time, after which the queue hands it out again. */
export type Hold = (message: { queueArn: string; receiptHandle: string }, seconds: number) => Promise<void>;

export const createHold = (env: Environment): Hold => {
  // The queue is at the endpoint of SQS, wherever that is. The host of its address below is not called.
  const client = new SQSClient({ ...awsClientConfig(env, 'SQS'), useQueueUrlAsEndpoint: false });
  return async ({ queueArn, receiptHandle }, seconds) => {
    const [, , , region, account, name] = queueArn.split(':');
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  };
};
