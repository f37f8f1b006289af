import middy from '@middy/core';
import { METRICS } from '../../lib/config/names.ts';
import { type TrackSlaTally, trackSla } from '../../lib/workflows/track-sla.ts';
import type { Log } from '../../lib/workflows/ports.ts';
import type { Environment } from '../wiring/environment.ts';
import { observeInLambda, observeInto } from '../wiring/observe.ts';
import { buildServices } from './build-services.ts';

/** Looks after all vendors' tickets from the store alone, so that a Coupang outage silences nothing. */
export const createHandler = (env: Environment, { log }: { log?: Log } = {}) => {
  const observer = log ? observeInto(log) : observeInLambda('track-sla');
  const services = buildServices(env, observer.log);

  const handle = async (): Promise<TrackSlaTally> => {
    const total = { republished: 0, reannounced: 0, settled: 0 };
    for (const vendor of services.vendors) {
      const tally = await trackSla(vendor, services.intervalMs, services.ports);
      total.republished += tally.republished;
      total.reannounced += tally.reannounced;
      total.settled += tally.settled;
    }
    observer.log.info('track-sla', total);
    observer.count(METRICS.ticketsReannounced, total.reannounced);
    return total;
  };

  return middy(handle).use(observer.middlewares);
};
