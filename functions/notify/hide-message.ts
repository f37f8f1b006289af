import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { awsClientConfig } from '../wiring/aws-clients.ts';
import type { Environment } from '../wiring/environment.ts';

export type Receipt = { receiptHandle: string; eventSourceARN: string };

/** Hides a message in its queue (ChangeMessageVisibility); the queue is known by the record's ARN. */
export const createHideMessage = (env: Environment): ((receipt: Receipt, forMs: number) => Promise<void>) => {
  // The endpoint is the region's, or the one that the environment names; never the host of a queue's URL.
  const client = new SQSClient({ ...awsClientConfig(env, 'SQS'), useQueueUrlAsEndpoint: false });
  return async ({ receiptHandle, eventSourceARN }, forMs) => {
    await client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl(eventSourceARN),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: Math.ceil(forMs / 1000),
      }),
    );
  };
};

/** `arn:aws:sqs:<region>:<account>:<name>`. Source: SQS developer guide, "Queue and message identifiers". */
const queueUrl = (arn: string): string => {
  const [, , , region, account, name] = arn.split(':');
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
};
