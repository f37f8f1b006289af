import middy from '@middy/core';
import partialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { METRICS } from '../../lib/config/names.ts';
import { parseEventBody } from '../../lib/eventbridge/event-contract.ts';
import type { Log } from '../../lib/workflows/ports.ts';
import { deliver } from '../../lib/workflows/deliver.ts';
import { deliverBatch } from '../../lib/workflows/deliver-batch.ts';
import type { Environment } from '../wiring/environment.ts';
import { observeInLambda, observeInto } from '../wiring/observe.ts';
import { parseEvent } from '../wiring/parse-event.ts';
import { buildServices } from './build-services.ts';

/** Of an SQS batch, what we use. Each body is an EventBridge event. */
const sqsBatch = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });
type SqsBatch = z.infer<typeof sqsBatch>;

/** Shows in Slack each ticket that a batch of events names; answers with the messages that failed. */
export const createHandler = (env: Environment, { log }: { log?: Log } = {}) => {
  const observer = log ? observeInto(log) : observeInLambda('notify');
  const services = buildServices(env, observer.log);

  const handle = async ({ Records }: SqsBatch, context: Context) => {
    const limits = services.limits(context.getRemainingTimeInMillis());
    const settled = await deliverBatch(Records, {
      ticketOf: ({ body }) => parseEventBody(body).ticket,
      deliver: (ticket) => deliver(ticket, limits, services.ports),
      timeIsUp: () => Date.now() >= limits.stopAt,
    });
    observer.count(METRICS.messagesFailed, settled.filter(({ status }) => status === 'rejected').length);
    const isWaiting = (result: PromiseSettledResult<unknown>): boolean =>
      result.status === 'fulfilled' && result.value === 'waiting';
    observer.count(METRICS.messagesWaiting, settled.filter(isWaiting).length);
    return settled;
  };

  const logFailure = (reason: unknown, record: { messageId: string }): void =>
    observer.log.error('message failed', { messageId: record.messageId, ...describeError(reason) });

  const handler = middy(handle)
    .use(observer.middlewares)
    .use(partialBatchFailure({ logger: logFailure }));
  // Outside the middleware, which answers every error with "these messages failed": of no messages, that is a success.
  return async (event: unknown, context: Context): Promise<unknown> =>
    handler(parseEvent(sqsBatch, event, 'notify'), context);
};

const describeError = (error: unknown): Record<string, unknown> =>
  error instanceof Error ? { error: error.name, reason: error.message } : { error: 'unknown' };
