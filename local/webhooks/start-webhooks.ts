import { randomBytes } from 'node:crypto';
import { namesOf } from '../../lib/config/names.ts';
import type { Config } from '../../lib/config/schema.ts';
import { wantedEvents } from '../../lib/config/webhook-schema.ts';
import { SECOND_MS } from '../../lib/domain/time/durations.ts';
import type { Hold } from '../../functions/webhooks/create-hold.ts';
import { makeContext } from '../aws/make-context.ts';
import type { Handler } from '../common/handlers.ts';
import { listen } from '../common/listen.ts';
import { createQueue, type LocalQueue } from './queue.ts';
import { createReceiver, type Deliveries } from './receiver.ts';

/** Without webhooks in the configuration, the page shows the deliveries of this one. */
const SAMPLE: Config['webhooks'][number] = {
  name: 'sample',
  as: 'json',
  events: ['opened', 'warned', 'closed', 'blind', 'seen'],
};

export const withSampleWebhook = (config: Config): Config =>
  config.webhooks.length > 0 ? config : { ...config, webhooks: [SAMPLE] };

export type LocalWebhooks = {
  /** The receiver's address and signing secret, for the function. */
  env: { WEBHOOKS_URL: string; WEBHOOKS_SECRET: string };
  /** The bus's targets, by detail type. */
  targets: Record<string, (event: object) => void>;
  hold: Hold;
  deliveries: Deliveries;
  /** Begins to deliver. Returns a function that stops it, and resolves when the current run has ended. */
  start: (handler: Handler, onError: (error: unknown) => void) => () => Promise<void>;
  close: () => Promise<void>;
};

/** As in infra/add-webhooks.ts. */
const TRIES = 40;
const HIDDEN_MS = 720 * SECOND_MS;
const TIMEOUT_MS = 120 * SECOND_MS;
const LOOK_EVERY_MS = SECOND_MS;

/** The queues of the configured webhooks and a receiver for all of them, on this machine. Events that wait at the stop are lost. */
export const startWebhooks = async (
  config: Config,
  { now, elapsed }: { now: () => number; elapsed: () => number },
): Promise<LocalWebhooks> => {
  const signingSecret = `whsec_${randomBytes(32).toString('base64')}`;
  const receiver = createReceiver(signingSecret, now);
  const { url, close } = await listen(receiver.app.fetch);
  const names = namesOf(config);
  const queues = config.webhooks.map(({ name, events }) => {
    const arn = `arn:aws:sqs:${config.region}:000000000000:${names.queues.webhook(name)}`;
    const types = new Set(wantedEvents(events).types);
    return { arn, types, queue: createQueue({ arn, now, maxTries: TRIES, hiddenMs: HIDDEN_MS }) };
  });
  let wake: () => void = () => undefined;
  const take =
    (type: string) =>
    (event: object): void => {
      for (const { types, queue } of queues) if (types.has(type)) queue.put(JSON.stringify(event));
      wake();
    };
  const types = new Set(config.webhooks.flatMap(({ events }) => wantedEvents(events).types));

  const start: LocalWebhooks['start'] = (handler, onError) => {
    const run = (batch: unknown): Promise<unknown> =>
      handler(batch, makeContext('webhooks', TIMEOUT_MS, elapsed));
    const stop = new AbortController();
    const workOff = async (queue: LocalQueue): Promise<void> => {
      try {
        while (!stop.signal.aborted && (await queue.work(run)));
      } catch (error) {
        onError(error);
      }
    };
    const running = new Map<LocalQueue, Promise<void>>();
    wake = () => {
      for (const { queue } of queues)
        if (!running.has(queue))
          running.set(
            queue,
            workOff(queue).finally(() => running.delete(queue)),
          );
    };
    const timer = setInterval(() => wake(), LOOK_EVERY_MS).unref();
    return async () => {
      stop.abort();
      clearInterval(timer);
      await Promise.all(running.values());
    };
  };
  return {
    env: { WEBHOOKS_URL: url, WEBHOOKS_SECRET: signingSecret },
    targets: Object.fromEntries([...types].map((type) => [type, take(type)])),
    hold: async ({ queueArn, receiptHandle }, seconds) =>
      queues.find(({ arn }) => arn === queueArn)?.queue.hold(receiptHandle, seconds),
    deliveries: receiver,
    start,
    close,
  };
};
