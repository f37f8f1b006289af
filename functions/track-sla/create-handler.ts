import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { ENV, LINES, METRICS } from '../../lib/config/names.ts';
import type { CollectedMetrics } from '../../lib/workflows/sla/collect-metrics.ts';
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
import { seldom } from './seldom.ts';

/** The time of the last writes, with some margin. */
const ENDS_BEFORE_MS = 10_000;
/** Half of a run's work at most is to look at vendors. The other half is for what the looks have found. */
const LOOKS_END_BEFORE_MS = 35_000;

/** So that Slack's token is checked within the hour (O14), with the minutes until the run and the answer. */
const TOKEN_CHECK_MS = 55 * MINUTE_MS;

/** Tracks the tickets of all vendors with the store only, so that warnings continue when Coupang cannot be read. */
export const createHandler = (
  env: Environment,
  { log, clock = SYSTEM_CLOCK, stretch }: { log?: Log; clock?: Clock; stretch?: Stretch } = {},
) => {
  const config = readConfig(env);
  const observer = log ? observeInto(log) : observeInLambda('track-sla', config);
  const services = buildServices(env, config, log ?? seldom(observer.log, clock), clock, stretch);
  const [first] = services.vendors;
  // `notify` has the token.
  const checkToken = hourly(
    clock,
    async () => first && services.ports.publisher.wake(first.vendor, [], 'token'),
    TOKEN_CHECK_MS,
  );
  const beat = createHeartbeat(env[ENV.heartbeatUrl], clock, observer.log);

  const handle = async (_event: unknown, context: Context): Promise<TrackSlaTally> => {
    const hasLess = (ms: number) => (): boolean => context.getRemainingTimeInMillis() < ms;
    const timeIsUp = hasLess(ENDS_BEFORE_MS);
    const looksAreOver = hasLess(LOOKS_END_BEFORE_MS);
    // First: an error of one vendor ends the run.
    await checkToken();
    const { tally, metrics } = await trackAll(services.vendors, {
      ...services.ports,
      looksAreOver,
      timeIsUp,
    });
    const sawAll = tally.unseen === 0;
    observer.log.info(LINES.trackSla, tally);
    observer.count(METRICS.ticketsFailed, tally.failed);
    measure(metrics, sawAll, observer);
    // Some work was left out otherwise.
    if (sawAll && !timeIsUp()) await beat();
    return tally;
  };

  return middy(handle).use(observer.middlewares);
};

/**
 * If some vendors were not looked at, each figure may be worse than it says. Then the age of the last reading is left out, and its alarm
 * rings: the others alone would stay silent.
 */
const measure = (seen: CollectedMetrics, sawAll: boolean, { count, seconds }: Observer): void => {
  seconds(METRICS.oldestUnshownSeconds, seen.oldestUnshownMs);
  seconds(METRICS.oldestWarningSeconds, seen.oldestWarningMs);
  if (sawAll) seconds(METRICS.readingAgeSeconds, seen.readingAgeMs);
  if (seen.keyDaysLeft !== undefined) count(METRICS.keyDaysLeft, seen.keyDaysLeft);
};
