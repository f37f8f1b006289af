import { randomUUID } from 'node:crypto';
import middy from '@middy/core';
import * as z from 'zod/mini';
import { ConfigError } from '../../lib/config/config-error.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import { METRICS } from '../../lib/config/names.ts';
import { type PollSummary, poll } from '../../lib/workflows/poll.ts';
import type { Clock, Log } from '../../lib/workflows/ports.ts';
import type { Environment } from '../wiring/environment.ts';
import { type Observer, observeInLambda, observeInto } from '../wiring/observe.ts';
import { parseEvent } from '../wiring/parse-event.ts';
import { vendorConfig } from '../wiring/read-config.ts';
import { SYSTEM_CLOCK } from '../wiring/system-clock.ts';
import { buildServices } from './build-services.ts';

/** The Scheduler's input. */
const pollEvent = z.strictObject({ market: z.enum(['KR', 'TW']), vendorId: z.string() });

/** `progress`: told of the readings of a long poll. */
type Options = { log?: Log; clock?: Clock; progress?: (done: number, of: number) => void };

/** Polls one vendor; answers with what it saw and did. */
export const createHandler = (env: Environment, { log, clock = SYSTEM_CLOCK, progress }: Options = {}) => {
  const observer = log ? observeInto(log) : observeInLambda('poll');
  const services = buildServices(env, observer.log, clock);

  const handle = async (event: unknown): Promise<PollSummary> => {
    const vendor = parseEvent(pollEvent, event, 'poll');
    if (!vendorConfig(services.config, vendor).live) {
      throw new ConfigError(
        `Vendor ${vendor.vendorId} has live: false, so Coupang is not called. Set live: true and deploy.`,
      );
    }
    const settings = { ...services.settings, zone: MARKET_ZONES[vendor.market] };
    const source = services.sourceOf(vendor);
    const summary = await poll(vendor, settings, {
      ...services.ports,
      source,
      clock,
      newToken: randomUUID,
      ...(progress && { progress }),
    });
    report(summary, observer);
    return summary;
  };

  return middy(handle).use(observer.middlewares);
};

const report = (summary: PollSummary, { log, count }: Observer): void => {
  log.info('poll', summary);
  count(METRICS.pollComplete, summary.result === 'swept' ? 1 : 0);
  count(METRICS.ticketsOpened, summary.opened);
  count(METRICS.ticketsClosed, summary.closed);
  count(METRICS.unusableItems, summary.unusable);
};
