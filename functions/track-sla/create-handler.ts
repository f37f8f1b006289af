import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { ENV, LINES, METRICS } from '../../lib/config/names.ts';
import type { Measure } from '../../lib/workflows/sla/track-sla-run.ts';
import { trackAll, type TrackSlaTally } from '../../lib/workflows/sla/track-sla.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import type { Environment } from '../wiring/environment.ts';
import { hourly } from '../wiring/hourly.ts';
import { type Observer, observeInLambda, observeInto } from '../wiring/observe.ts';
import { readConfig } from '../wiring/read-config.ts';
import { SYSTEM_CLOCK } from '../wiring/system-clock.ts';
import { buildServices } from './build-services.ts';
import { createHeartbeat } from './heartbeat.ts';

const ENDS_BEFORE_MS = 10_000;
/** A run spends at most half of its time on finding work. The other half is for doing it. */
const LOOKS_END_BEFORE_MS = 35_000;

/** The alarm rings again only after three quiet minutes, so a second vendor that turns blind within this time is counted later. */
const TURNED_BLIND_EVERY_MS = 5 * MINUTE_MS;

/** The token is checked within the hour (O14). This leaves minutes for the run and the answer. */
const TOKEN_CHECK_MS = 55 * MINUTE_MS;

/** Tracks the tickets of all vendors. It uses only the store, so warnings continue when Coupang is unreadable. */
export const createHandler = (
  env: Environment,
  { log, clock = SYSTEM_CLOCK }: { log?: Log; clock?: Clock } = {},
) => {
  const config = readConfig(env);
  const observer = log ? observeInto(log) : observeInLambda('track-sla', config);
  const services = buildServices(env, config, log ?? seldom(observer.log, clock), clock);
  const [first] = services.vendors;
  // Only `notify` can read the token.
  const checkToken = hourly(
    clock,
    async () => first && services.ports.publisher.wake(first.vendor, [], 'token'),
    TOKEN_CHECK_MS,
  );
  const measure = measureInto(observer, config.acting === 'on', countNewIds(clock, TURNED_BLIND_EVERY_MS));
  const beat = createHeartbeat(env[ENV.heartbeatUrl], clock, observer.log);

  const handle = async (_event: unknown, context: Context): Promise<TrackSlaTally> => {
    const hasLess = (ms: number) => (): boolean => context.getRemainingTimeInMillis() < ms;
    const timeIsUp = hasLess(ENDS_BEFORE_MS);
    const looksAreOver = hasLess(LOOKS_END_BEFORE_MS);
    try {
      const { tally } = await trackAll(services.vendors, {
        ...services.ports,
        measure,
        looksAreOver,
        timeIsUp,
      });
      observer.log.info(LINES.trackSla, tally);
      if (tally.unseen === 0 && !timeIsUp()) await beat();
      return tally;
    } finally {
      // Runs last, since nothing waits for it, and also after a vendor's error.
      await checkToken();
    }
  };

  return middy(handle).use(observer.middlewares);
};

const measureInto =
  (
    { count, seconds }: Observer,
    isActing: boolean,
    countNewlyBlind: (ids: readonly string[]) => number,
  ): Measure =>
  ({ newlyBlind, oldestActMs, failed, keyDaysLeft, ...ages }) => {
    if (ages.oldestUnshownMs !== undefined) seconds(METRICS.oldestUnshownSeconds, ages.oldestUnshownMs);
    if (ages.oldestWarningMs !== undefined) seconds(METRICS.oldestWarningSeconds, ages.oldestWarningMs);
    if (ages.readingAgeMs !== undefined) seconds(METRICS.readingAgeSeconds, ages.readingAgeMs);
    if (keyDaysLeft !== undefined) count(METRICS.keyDaysLeft, keyDaysLeft);
    if (failed !== undefined) count(METRICS.ticketsFailed, failed);
    if (newlyBlind !== undefined) count(METRICS.vendorsTurnedBlind, countNewlyBlind(newlyBlind));
    if (oldestActMs !== undefined && isActing) seconds(METRICS.oldestActSeconds, oldestActMs);
  };

/**
 * Counts each id once, and some id at most once in `everyMs`. A new id waits until then, and is lost if it is no longer
 * given. A new process may count an id again: a second mail is better than none.
 * @internal
 */
export const countNewIds = (clock: Clock, everyMs: number): ((ids: readonly string[]) => number) => {
  let last = Number.NEGATIVE_INFINITY;
  const counted = new Set<string>();
  return (ids) => {
    const fresh = ids.filter((id) => !counted.has(id));
    if (fresh.length === 0 || clock.now() - last < everyMs) return 0;
    last = clock.now();
    for (const id of fresh) counted.add(id);
    return fresh.length;
  };
};

const EVERY_MINUTES = 5;

/**
 * Logs the vendors' figures only every fifth minute, since a log costs by the byte.
 * @internal
 */
export const seldom = (log: Log, clock: Clock): Log => {
  let first: number | undefined;
  return {
    ...log,
    info: (message, fields) => {
      const minute = Math.floor(clock.now() / MINUTE_MS);
      if (message === LINES.vendorFigures && minute !== (first ??= minute) && minute % EVERY_MINUTES !== 0)
        return;
      log.info(message, fields);
    },
  };
};
