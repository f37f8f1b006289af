import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';
import { type Named, namesOf } from '../../lib/config/names.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';

export type Observer = {
  log: Log;
  count: (name: string, value: number) => void;
  seconds: (name: string, ms: number) => void;
  middlewares: MiddlewareObj[];
};

/** Lambda kills a run at its time-out, so the metrics are published before it. */
const PUBLISHED_BEFORE_END_MS = 2000;

export const observeInLambda = (functionName: string, config: Named): Observer => {
  const logger = new Logger({ logFormatter: new ShortLines() });
  const metrics = new Metrics({ namespace: namesOf(config).metrics, serviceName: functionName });
  // Powertools logs a warning if there is nothing to publish.
  const publish = (): void => void (metrics.hasStoredMetrics() && metrics.publishStoredMetrics());
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearTimeout(timer);
    publish();
  };
  return {
    log: {
      info: (message, fields = {}) => logger.info(message, fields),
      warn: (message, fields = {}) => logger.warn(message, fields),
      error: (message, fields = {}) => logger.error(message, fields),
    },
    count: (name, value) => void metrics.addMetric(name, MetricUnit.Count, value),
    seconds: (name, ms) => void metrics.addMetric(name, MetricUnit.Seconds, toSeconds(ms)),
    middlewares: [
      // The event may contain a person's text in Slack. So no environment variable may log it.
      injectLambdaContext(logger, { logEvent: false }),
      {
        before: ({ context }) => {
          timer = setTimeout(publish, context.getRemainingTimeInMillis() - PUBLISHED_BEFORE_END_MS);
          timer.unref();
        },
        after: end,
        onError: end,
      },
    ],
  };
};

/** A log costs by the byte, and its group names the function. So a line has only the request's id. */
class ShortLines extends LogFormatter {
  override formatAttributes(
    { logLevel, message, timestamp, lambdaContext }: UnformattedAttributes,
    fields: LogAttributes,
  ): LogItem {
    const requestId = lambdaContext?.awsRequestId;
    const own = { level: logLevel, message, timestamp: timestamp.toISOString(), requestId };
    return new LogItem({ attributes: own }).addAttributes(fields);
  }
}

export const observeInto = (log: Log): Observer => ({
  log,
  count: (name, value) => log.info('metric', { name, value }),
  seconds: (name, ms) => log.info('metric', { name, value: toSeconds(ms) }),
  middlewares: [],
});

const toSeconds = (ms: number): number => Math.round(ms / 1000);
