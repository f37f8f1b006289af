import { SECONDS } from '../../lib/config/names.ts';
import type { Handler } from '../handlers.ts';
import { type Listening, listen } from '../listen.ts';
import type { Rule } from './bus.ts';
import { deliverBatch } from './deliver-batch.ts';
import { awsEndpoint } from './endpoint.ts';
import { makeContext } from './make-context.ts';
import { createQueue, type Queue } from './queue.ts';
import { startPoller } from './queue-poller.ts';

export type DeliveryOptions = {
  busName: string;
  region: string;
  /** Detail types that overtake the rest. */
  urgent: readonly string[];
  now: () => number;
};

/** The bus, its two queues, and the endpoint at which the SDK finds them. */
export type LocalDelivery = {
  endpoint: Listening;
  queues: { urgent: Queue; normal: Queue };
  /** Begins to invoke `notify`, one batch at a time for each queue. */
  start: (notify: Handler, onError: (error: unknown) => void) => { stop: () => Promise<void> };
};

const MOST_RECEIVES = 20;

export const openDelivery = async ({
  busName,
  region,
  urgent,
  now,
}: DeliveryOptions): Promise<LocalDelivery> => {
  const queueNamed = (name: string) =>
    createQueue({ name, now, visibilityMs: SECONDS.queueVisibility * 1000, maxReceives: MOST_RECEIVES });
  const queues = { urgent: queueNamed('urgent'), normal: queueNamed('normal') };
  const rules: Rule[] = [
    { detailTypes: urgent, target: queues.urgent.send },
    { detailTypes: 'everything-else', target: queues.normal.send },
  ];
  const bus = { name: busName, region, rules, now };
  const endpoint = await listen(awsEndpoint(bus, [queues.urgent, queues.normal]).fetch);
  const notifyContext = () => makeContext('notify', SECONDS.notifyTimeout * 1000, now);
  return {
    endpoint,
    queues,
    start: (notify, onError) => {
      const pollers = [queues.urgent, queues.normal].map((queue) =>
        startPoller(queue, () => deliverBatch(queue, notify, notifyContext, region), now, onError),
      );
      return { stop: async () => void (await Promise.all(pollers.map((poller) => poller.stop()))) };
    },
  };
};
