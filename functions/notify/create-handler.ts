import middy from '@middy/core';
import partialBatchFailure from '@middy/sqs-partial-batch-failure';
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { METRICS } from '../../lib/config/names.ts';
import { parseEventBody } from '../../lib/eventbridge/event-contract.ts';
import type { Clock, Log } from '../../lib/workflows/ports.ts';
import { deliver } from '../../lib/workflows/deliver.ts';
import { deliverBatch } from '../../lib/workflows/deliver-batch.ts';
import { hideWaiting } from '../../lib/workflows/hide-waiting.ts';
import { StillWaiting } from '../../lib/workflows/still-waiting.ts';
import type { Environment } from '../wiring/environment.ts';
import { observeInLambda, observeInto } from '../wiring/observe.ts';
import { parseEvent } from '../wiring/parse-event.ts';
import { SYSTEM_CLOCK } from '../wiring/system-clock.ts';
import { buildServices } from './build-services.ts';
import type { Trouble } from './count-refusals.ts';

const whole = z.pipe(
  z.string().check(z.regex(/^\d+$/)),
  z.transform((digits: string) => Number(digits)),
);
/** Of an SQS batch, what we use. Each body is an EventBridge event. Source: Lambda developer guide, "Using SQS". */
const sqsBatch = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      receiptHandle: z.string(),
      body: z.string(),
      eventSourceARN: z.string(),
      attributes: z.object({ ApproximateReceiveCount: whole, SentTimestamp: whole }),
    }),
  ),
});
type SqsBatch = z.infer<typeof sqsBatch>;

/** `sleep`: between posts into a channel. */
type Options = { log?: Log; clock?: Clock; sleep?: (ms: number) => Promise<void> };

/** Shows in Slack each ticket and notice that a batch of events names; answers with the messages that failed. */
export const createHandler = (env: Environment, { log, clock = SYSTEM_CLOCK, sleep }: Options = {}) => {
  const observer = log ? observeInto(log) : observeInLambda('notify');
  const countTrouble = (trouble: Trouble): void =>
    trouble === 'refused'
      ? observer.count(METRICS.slackRefused, 1)
      : observer.count(METRICS.slackUnanswered, 1);
  const services = buildServices(env, observer.log, clock, countTrouble, sleep);

  const handle = async ({ Records }: SqsBatch, context: Context) => {
    const limits = services.limits(context.getRemainingTimeInMillis());
    const messages = Records.map(({ attributes, ...record }) => ({
      ...record,
      sentAt: attributes.SentTimestamp,
      receives: attributes.ApproximateReceiveCount,
    }));
    const settled = await deliverBatch(messages, {
      subjectOf: ({ body }) => parseEventBody(body).subject,
      deliver: services.passOverRemoved((subject) => deliver(subject, limits, services.ports)),
      finish: (message, outcome) => hideWaiting(message, outcome, services),
      timeIsUp: () => clock.now() >= limits.stopAt,
    });
    const rejected = settled.filter((result) => result.status === 'rejected');
    const waiting = rejected.filter(({ reason }) => reason instanceof StillWaiting).length;
    observer.count(METRICS.messagesWaiting, waiting);
    observer.count(METRICS.messagesFailed, rejected.length - waiting);
    return settled;
  };

  const logFailure = (reason: unknown, { messageId }: { messageId: string }): void =>
    reason instanceof StillWaiting
      ? observer.log.info(reason.message, { messageId, code: reason.code })
      : observer.log.error('message failed', { messageId, ...describeError(reason) });

  const handler = middy(handle)
    .use(observer.middlewares)
    .use(partialBatchFailure({ logger: logFailure }));
  // Outside the middleware, which answers every error with "these messages failed": of no messages, that is a success.
  return async (event: unknown, context: Context): Promise<unknown> =>
    handler(parseEvent(sqsBatch, event, 'notify'), context);
};

const describeError = (error: unknown): Record<string, unknown> =>
  error instanceof Error ? { error: error.name, reason: error.message } : { error: 'unknown' };
