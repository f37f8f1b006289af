import { Duration } from 'aws-cdk-lib';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { EVENT_SOURCE, namesOf } from '../lib/config/names.ts';
import type { Config } from '../lib/config/schema.ts';
import { wantedEvents } from '../lib/config/webhook-schema.ts';
import { NotifierFunction, type NotifierFunctionProps, ONCE } from './constructs/notifier-function.ts';
import { allowWebhookKeys } from './constructs/notifier-secrets.ts';
import type { TicketTable } from './constructs/ticket-table.ts';

/** A batch of ten messages, each with a call of ten seconds at most. */
const TIMEOUT = Duration.seconds(120);
/** AWS advises six times the function's time-out. Source: Lambda's developer guide, "Creating and configuring an Amazon SQS event source mapping". */
const VISIBILITY = Duration.seconds(720);
/** About a day and a half, since the waits double up to an hour. */
const TRIES = 40;
/** The longest that SQS keeps a message. */
const KEPT = Duration.days(14);

export type WebhookParts = {
  config: Config;
  ofEach: Pick<NotifierFunctionProps, 'assetsDir' | 'logDays' | 'key'>;
  table: TicketTable;
  bus: EventBus;
  environment: Record<string, string>;
};

/**
 * Adds the function `webhooks`, and for each webhook a rule of the bus and two queues, so that a receiver that does not answer delays no
 * other one.
 */
export const addWebhooks = (
  scope: Construct,
  { config, ofEach, table, bus, environment }: WebhookParts,
): NotifierFunction => {
  const webhooks = new NotifierFunction(scope, 'Webhooks', {
    ...ofEach,
    name: 'webhooks',
    description: 'Sends events of tickets and vendors to the webhooks of other tools.',
    timeout: TIMEOUT,
    environment,
    tries: ONCE,
    madeGoodBy:
      'The queue, which hands each message out again. A queue keeps it until it is 14 days old if 40 tries fail.',
  });
  // A text shows what the ticket or notice says now.
  if (config.webhooks.some((webhook) => webhook.as !== 'json')) table.allow(webhooks.role, ['GetItem']);
  allowWebhookKeys(webhooks.role, config, ofEach.key);
  for (const { name, events } of config.webhooks) {
    const { queues } = namesOf(config);
    // The events name no person's words. A team's key would need a policy that lets the bus use it.
    const common: QueueProps = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: KEPT,
    };
    const queue = new Queue(scope, `Webhook-${name}`, {
      ...common,
      queueName: queues.webhook(name),
      visibilityTimeout: VISIBILITY,
      deadLetterQueue: {
        maxReceiveCount: TRIES,
        queue: new Queue(scope, `WebhookUndelivered-${name}`, {
          ...common,
          queueName: queues.undelivered(name),
        }),
      },
    });
    const detailType = wantedEvents(events).types;
    new Rule(scope, `WebhookRule-${name}`, {
      eventBus: bus,
      eventPattern: { source: [EVENT_SOURCE], detailType },
      targets: [new SqsQueue(queue)],
    });
    webhooks.lambda.addEventSource(
      new SqsEventSource(queue, { batchSize: 10, maxConcurrency: 2, reportBatchItemFailures: true }),
    );
  }
  return webhooks;
};
