import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { StackFacts } from './check-stack.ts';
import { type Check, fail, ok } from './check.ts';

/** Whether the dead-letter queues are empty: those that hand nothing on to another. */
export const checkQueues = async (client: SQSClient, { idsOf }: StackFacts): Promise<Check[]> => {
  const queues = await Promise.all(idsOf('AWS::SQS::Queue').map((url) => readQueue(client, url)));
  const deadLetters = queues.filter(({ isDeadLetters }) => isDeadLetters);
  if (deadLetters.length === 0) {
    return [fail('dead letters', 'the stack has no dead-letter queue', 'Deploy this release anew.')];
  }
  const full = deadLetters.filter(({ messages }) => messages > 0);
  if (full.length === 0) return [ok('dead letters', 'there are none')];
  return full.map(({ name, messages }) =>
    fail(
      'dead letters',
      `${messages} in ${name}`,
      'See the function’s log for why, mend it, then redrive them: nothing is posted twice (RUNBOOK.md).',
    ),
  );
};

const readQueue = async (client: SQSClient, QueueUrl: string) => {
  const { Attributes = {} } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: [
        'RedrivePolicy',
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
      ],
    }),
  );
  const { RedrivePolicy, ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes;
  return {
    name: QueueUrl.split('/').at(-1) ?? QueueUrl,
    isDeadLetters: RedrivePolicy === undefined || RedrivePolicy === '',
    messages: Number(ApproximateNumberOfMessages ?? 0) + Number(ApproximateNumberOfMessagesNotVisible ?? 0),
  };
};
