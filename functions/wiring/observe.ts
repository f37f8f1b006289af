import type { MiddlewareObj } from '@middy/core';
import { type Named, namesOf } from '../../lib/config/names.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { createLambdaLog } from './lambda-log.ts';
import { createLambdaMetrics } from './lambda-metrics.ts';

/** A function's log and counts, and the middlewares for them. */
export type Observer = {
  log: Log;
  count: (name: string, value: number) => void;
  seconds: (name: string, ms: number) => void;
  middlewares: MiddlewareObj[];
};

/** Lambda kills a run at its time-out. So the metrics are published this long before it. */
const PUBLISHED_BEFORE_END_MS = 2000;

/** In Lambda: JSON lines with the request's id, and metrics without a vendor dimension. */
export const observeInLambda = (functionName: string, config: Named): Observer => {
  let requestId: string | undefined;
  const metrics = createLambdaMetrics(namesOf(config).metrics, functionName);
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearTimeout(timer);
    metrics.publish();
  };
  return {
    log: createLambdaLog(() => requestId),
    count: (name, value) => metrics.add(name, 'Count', value),
    seconds: (name, ms) => metrics.add(name, 'Seconds', toSeconds(ms)),
    middlewares: [
      {
        before: ({ context }) => {
          requestId = context.awsRequestId;
          timer = setTimeout(metrics.publish, context.getRemainingTimeInMillis() - PUBLISHED_BEFORE_END_MS);
          timer.unref();
        },
        after: end,
        onError: end,
      },
    ],
  };
};

/** On the laptop: the given log, which also gets the counts. */
export const observeInto = (log: Log): Observer => ({
  log,
  count: (name, value) => log.info('metric', { name, value }),
  seconds: (name, ms) => log.info('metric', { name, value: toSeconds(ms) }),
  middlewares: [],
});

const toSeconds = (ms: number): number => Math.round(ms / 1000);
