import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';
import { EVENT_SOURCE, METRICS_NAMESPACE } from '../../lib/config/names.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';

/** A function's log and counts, and the middlewares for them. */
export type Observer = {
  log: Log;
  count: (name: string, value: number) => void;
  seconds: (name: string, ms: number) => void;
  middlewares: MiddlewareObj[];
};

/** In Lambda: JSON lines by powertools with the request's id, and EMF metrics without a vendor dimension. */
export const observeInLambda = (functionName: string): Observer => {
  const logger = new Logger({ serviceName: `${EVENT_SOURCE}-${functionName}` });
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName: functionName });
  const publish = (): void => {
    // Without any metric powertools would log a warning in each run.
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  };
  return {
    log: {
      info: (message, fields = {}) => logger.info(message, fields),
      warn: (message, fields = {}) => logger.warn(message, fields),
      error: (message, fields = {}) => logger.error(message, fields),
    },
    count: (name, value) => metrics.addMetric(name, MetricUnit.Count, value),
    seconds: (name, ms) => metrics.addMetric(name, MetricUnit.Seconds, toSeconds(ms)),
    middlewares: [injectLambdaContext(logger), { after: publish, onError: publish }],
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
