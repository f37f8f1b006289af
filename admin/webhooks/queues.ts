import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

type Client = Pick<SQSClient, 'send'>;

/** @returns `undefined` if there is no such queue */
export const findQueue = async (sqs: Client, name: string): Promise<string | undefined> => {
  try {
    return (await sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return undefined;
    throw error;
  }
};

/** About how many messages a queue has, also those that wait for their next try. */
export const countMessages = async (sqs: Client, QueueUrl: string): Promise<number> => {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] }),
  );
  return COUNTS.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
};
const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/**
 * Moves all messages of a queue to another queue, where each has all its tries again. A message that is not moved stays. If the process
 * dies between the two steps, a message is in both queues.
 * @returns how many messages were moved
 * @throws Error if SQS refuses each message of a batch
 */
export const moveMessages = async (sqs: Client, from: string, to: string): Promise<number> => {
  let moved = 0;
  for (;;) {
    const { Messages: found = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    if (found.length === 0) return moved;
    const { Successful: sent = [], Failed: [refused] = [] } = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: to,
        Entries: found.map(({ Body }, index) => ({ Id: String(index), MessageBody: Body })),
      }),
    );
    if (refused && sent.length === 0) throw new Error(`SQS took no message: ${refused.Code}`);
    await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: from,
        Entries: sent.map(({ Id }) => ({ Id, ReceiptHandle: found[Number(Id)]?.ReceiptHandle })),
      }),
    );
    moved += sent.length;
  }
};
