import { createHash } from 'node:crypto';
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Handler } from '../handlers.ts';
import type { Queue, ReceivedMessage } from './queue.ts';

const batchResponse = z.nullish(
  z.looseObject({
    batchItemFailures: z.nullish(z.array(z.looseObject({ itemIdentifier: z.string() }))),
  }),
);

export type Delivered = { received: number; failed: number; error?: unknown };

/**
 * Takes one batch off the queue and invokes the handler with it, as Lambda's event source mapping does: what
 * the handler does not name as failed is deleted; if it throws, or names what was not in the batch, nothing is.
 */
export const deliverBatch = async (
  queue: Queue,
  handler: Handler,
  context: () => Context,
  region: string,
): Promise<Delivered> => {
  const batch = queue.receive();
  if (batch.length === 0) return { received: 0, failed: 0 };
  const event: SQSEvent = { Records: batch.map((message) => toRecord(message, queue.name, region)) };
  let response: unknown;
  try {
    response = await handler(event, context());
  } catch (error) {
    return { received: batch.length, failed: batch.length, error };
  }
  const failed = failedIds(response, batch);
  for (const message of batch) {
    if (!failed.has(message.messageId)) queue.remove(message.receiptHandle);
  }
  return { received: batch.length, failed: failed.size };
};

const failedIds = (response: unknown, batch: ReceivedMessage[]): Set<string> => {
  const all = new Set(batch.map((message) => message.messageId));
  const parsed = z.safeParse(batchResponse, response);
  if (!parsed.success) return all;
  const named = (parsed.data?.batchItemFailures ?? []).map((failure) => failure.itemIdentifier);
  return named.every((id) => all.has(id)) ? new Set(named) : all;
};

const toRecord = (message: ReceivedMessage, queueName: string, region: string): SQSRecord => ({
  messageId: message.messageId,
  receiptHandle: message.receiptHandle,
  body: message.body,
  attributes: {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    SenderId: 'AIDALOCAL',
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  },
  messageAttributes: {},
  md5OfBody: createHash('md5').update(message.body).digest('hex'),
  eventSource: 'aws:sqs',
  eventSourceARN: `arn:aws:sqs:${region}:000000000000:${queueName}`,
  awsRegion: region,
});
