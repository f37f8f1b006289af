import middy from '@middy/core';
import { setTimeout as wait } from 'node:timers/promises';
import type { Context, SQSBatchResponse } from 'aws-lambda';
import * as z from 'zod/mini';
import { METRICS, namesOf } from '../../lib/config/names.ts';
import type { Webhook } from '../../lib/config/webhook-schema.ts';
import { NotifierError } from '../../lib/domain/notifier-error.ts';
import { parseJson } from '../../lib/domain/parse-json.ts';
import { HOUR_MS, SECOND_MS } from '../../lib/domain/time/durations.ts';
import { type PublicEvent, readPublicEvent } from '../../lib/eventbridge/read-public-event.ts';
import type { Send } from '../../lib/webhooks/deliver.ts';
import { sendHttps } from '../../lib/webhooks/send-https.ts';
import { WebhookError } from '../../lib/webhooks/webhook-error.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import type { Environment } from '../wiring/environment.ts';
import { observeInLambda, observeInto } from '../wiring/observe.ts';
import { parseEvent } from '../wiring/parse-event.ts';
import { readConfig } from '../wiring/read-config.ts';
import { SYSTEM_CLOCK, type Timing } from '../wiring/system-clock.ts';
import { buildServices } from './build-services.ts';
import { createHold, type Hold } from './create-hold.ts';

/** `send` and `hold` are the world outside. On AWS they are always those of the defaults. */
type Options = Partial<Timing> & { log?: Log; send?: Send; hold?: Hold };

const FIRST_WAIT_MS = 30 * SECOND_MS;
/** 40 such waits are ten days, and SQS keeps a message for 14. */
const LONGEST_RETRY_AFTER_MS = 6 * HOUR_MS;

const message = z.object({
  messageId: z.string(),
  receiptHandle: z.string(),
  body: z.string(),
  eventSourceARN: z.string(),
  attributes: z.object({ ApproximateReceiveCount: z.coerce.number(), SentTimestamp: z.coerce.number() }),
});
type Message = z.infer<typeof message>;
const batch = z.object({ Records: z.array(message) });

/** The longest pause of a receiver that a run waits for. Through the queue, a message would wait for 30 seconds at least. */
const LONGEST_PAUSE_MS = 10 * SECOND_MS;
const MOST_PAUSES = 3;
/** A call takes at most ten seconds, and must still be noted. */
const LAST_CALL_MS = 15 * SECOND_MS;

/**
 * Sends the events of a webhook's queue to its receiver, one after the other. A message that failed stays in the queue, and waits longer
 * after each try: 30 s, a minute, and so on up to an hour, or as long as the receiver's `Retry-After`.
 */
export const createHandler = (
  env: Environment,
  { log: toLog, clock = SYSTEM_CLOCK, sleep = wait, send = sendHttps, hold = createHold(env) }: Options = {},
) => {
  const config = readConfig(env);
  const { log, seconds, middlewares } = toLog ? observeInto(toLog) : observeInLambda('webhooks', config);
  const services = buildServices(env, config, { log, clock, send });
  const { queues } = namesOf(config);

  /** @throws WebhookError if the receiver does not take the event, even after the pauses that it wants */
  const sendPaced = async (event: PublicEvent, webhook: Webhook, timeIsUp: (pauseMs: number) => boolean) => {
    for (let pauses = 0; ; pauses += 1) {
      try {
        return await services.send(event, webhook);
      } catch (error) {
        const pauseMs = error instanceof WebhookError ? error.waitMs : undefined;
        if (pauseMs === undefined || pauseMs > LONGEST_PAUSE_MS) throw error;
        if (pauses === MOST_PAUSES || timeIsUp(pauseMs)) throw error;
        await sleep(pauseMs);
      }
    }
  };

  const putBack = async ({ attributes, ...place }: Message, webhook: Webhook, error: unknown) => {
    const tries = attributes.ApproximateReceiveCount;
    const fields = { webhook: webhook.name, tries };
    log.warn('webhook: not delivered', { ...fields, reason: reasonOf(error) });
    seconds(METRICS.webhookLateSeconds, Math.max(0, clock.now() - attributes.SentTimestamp));
    const { receiptHandle, eventSourceARN: queueArn } = place;
    try {
      await hold({ queueArn, receiptHandle }, Math.ceil(nextWaitMs(tries, error) / SECOND_MS));
    } catch (refused) {
      // The queue then hands the message out again after the queue's visibility time-out.
      log.warn('webhook: the wait is not set', { ...fields, reason: reasonOf(refused) });
    }
  };

  const handle = async (event: unknown, context: Context): Promise<SQSBatchResponse> => {
    const { Records: messages } = parseEvent(batch, event, 'webhooks');
    const timeIsUp = (pauseMs = 0): boolean => context.getRemainingTimeInMillis() < LAST_CALL_MS + pauseMs;
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    for (const each of messages) {
      const webhook = config.webhooks.find(({ name }) =>
        each.eventSourceARN.endsWith(`:${queues.webhook(name)}`),
      );
      // A webhook that is no longer configured has lost its queue.
      if (webhook === undefined) continue;
      try {
        if (timeIsUp()) throw new WebhookError('the run had no time left for it');
        const read = readPublicEvent(parseJson(each.body));
        const status = await sendPaced(read, webhook, timeIsUp);
        if (status !== undefined)
          log.info('webhook: delivered', { webhook: webhook.name, event: read.id, status });
      } catch (error) {
        batchItemFailures.push({ itemIdentifier: each.messageId });
        await putBack(each, webhook, error);
      }
    }
    return { batchItemFailures };
  };

  return middy(handle).use(middlewares);
};

const nextWaitMs = (tries: number, error: unknown): number => {
  const wanted = error instanceof WebhookError ? (error.waitMs ?? 0) : 0;
  const usual = Math.min(HOUR_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
  return Math.min(LONGEST_RETRY_AFTER_MS, Math.max(usual, wanted));
};

/** Messages of foreign errors may quote an address. */
const reasonOf = (error: unknown): string => {
  if (error instanceof NotifierError) return error.message;
  return error instanceof Error ? error.name : 'unknown';
};
