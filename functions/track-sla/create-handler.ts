import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { ENV, LINES, METRICS } from '../../lib/config/names.ts';
import { type CollectedMetrics, collectMetrics } from '../../lib/workflows/sla/collect-metrics.ts';
import { askToShare } from '../../lib/workflows/sla/ask-to-share.ts';
import { trackAll, type TrackSlaTally } from '../../lib/workflows/sla/track-sla.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import type { Environment } from '../wiring/environment.ts';
import { hourly } from '../wiring/hourly.ts';
import { type Observer, observeInLambda, observeInto } from '../wiring/observe.ts';
import { readConfig } from '../wiring/read-config.ts';
import { type Stretch, SYSTEM_CLOCK } from '../wiring/system-clock.ts';
import { buildServices } from './build-services.ts';
import { createHeartbeat } from './heartbeat.ts';

/** The time of the last writes, with some margin. */
const ENDS_BEFORE_MS = 10_000;

/** So that Slack's token is checked within the hour (O14), with the minutes until the run and the answer. */
const TOKEN_CHECK_MS = 55 * MINUTE_MS;

/** Tracks the tickets of all vendors with the store only, so that warnings continue when Coupang cannot be read. */
export const createHandler = (
  env: Environment,
  { log, clock = SYSTEM_CLOCK, stretch }: { log?: Log; clock?: Clock; stretch?: Stretch } = {},
) => {
  const config = readConfig(env);
  const observer = log ? observeInto(log) : observeInLambda('track-sla', config);
  const services = buildServices(env, config, observer.log, clock, stretch);
  const isTokenDue = hourly(clock, TOKEN_CHECK_MS);
  const beat = createHeartbeat(env[ENV.heartbeatUrl], clock, observer.log);

  const handle = async (_event: unknown, context: Context): Promise<TrackSlaTally> => {
    const timeIsUp = (): boolean => context.getRemainingTimeInMillis() < ENDS_BEFORE_MS;
    const tally = await trackAll(services.vendors, { ...services.ports, timeIsUp });
    observer.log.info(LINES.trackSla, tally);
    observer.count(METRICS.ticketsFailed, tally.failed);
    await askToShare(services.vendors, services.ports);
    const vendors = services.vendors.map(({ vendor }) => vendor);
    measure(await collectMetrics(vendors, services.ports), observer);
    // `notify` has the token.
    const [first] = vendors;
    if (first && isTokenDue()) await services.ports.publisher.wake(first, [], 'token');
    // Some work was left out then.
    if (!timeIsUp()) await beat();
    return tally;
  };

  return middy(handle).use(observer.middlewares);
};

const measure = (seen: CollectedMetrics, { count, seconds }: Observer): void => {
  seconds(METRICS.oldestUnshownSeconds, seen.oldestUnshownMs);
  seconds(METRICS.oldestWarningSeconds, seen.oldestWarningMs);
  seconds(METRICS.readingAgeSeconds, seen.readingAgeMs);
  if (seen.keyDaysLeft !== undefined) count(METRICS.keyDaysLeft, seen.keyDaysLeft);
};
