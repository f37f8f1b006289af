import { Duration } from 'aws-cdk-lib';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { EVENT_SOURCE, SECONDS } from '../../lib/config/names.ts';
import type { NotifierFunction } from './notifier-function.ts';

export type DeliveryLaneProps = {
  bus: EventBus;
  detailTypes: readonly string[];
  consumer: NotifierFunction;
  /** Of both queues; a key of SQS. */
  key?: IKey | undefined;
};

/**
 * The way of some detail types from the bus to a function: rule, queue, event source. What the rule cannot hand to
 * the queue and what the function cannot deliver end in one dead-letter queue; both are the same event, so one
 * redrive serves both.
 */
export class DeliveryLane extends Construct {
  readonly queue: IQueue;
  readonly deadLetters: IQueue;

  constructor(scope: Construct, id: string, { bus, detailTypes, consumer, key }: DeliveryLaneProps) {
    super(scope, id);
    const encryption = key
      ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key }
      : { encryption: QueueEncryption.SQS_MANAGED };
    const deadLetters = new Queue(this, 'DeadLetters', {
      ...encryption,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    const queue = new Queue(this, 'Queue', {
      ...encryption,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(SECONDS.queueVisibility),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 20 },
    });
    const rule = new Rule(this, 'Rule', {
      eventBus: bus,
      eventPattern: { source: [EVENT_SOURCE], detailType: [...detailTypes] },
    });
    rule.addTarget(new SqsQueue(queue, { deadLetterQueue: deadLetters }));
    consumer.lambda.addEventSource(
      // Two at a time: Slack takes one post a second a channel, so that more workers would only be told to wait.
      new SqsEventSource(queue, { batchSize: 10, maxConcurrency: 2, reportBatchItemFailures: true }),
    );
    this.queue = queue;
    this.deadLetters = deadLetters;
  }
}
