import middy from '@middy/core';
import { findVendor } from '../../lib/config/find-vendor.ts';
import { parseActAsked } from '../../lib/eventbridge/event-contract.ts';
import { type CarriedOut, carryOut } from '../../lib/workflows/acts/carry-out.ts';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import type { Environment } from '../wiring/environment.ts';
import { observeInLambda, observeInto } from '../wiring/observe.ts';
import { SYSTEM_CLOCK } from '../wiring/system-clock.ts';
import { buildServices } from './build-services.ts';

type Options = { log?: Log; clock?: Clock };

/** Does at Coupang what a person asked for in Slack (A2, A3). */
export const createHandler = (env: Environment, { log, clock = SYSTEM_CLOCK }: Options = {}) => {
  const observer = log ? observeInto(log) : observeInLambda('act');
  const { config, egress, portsOf } = buildServices(env, observer.log, clock);

  const handle = async (event: unknown): Promise<CarriedOut> => {
    const key = parseActAsked(event);
    const result =
      findVendor(config, key) === undefined ? 'nothing' : await carryOut(key, { egress }, portsOf(key));
    observer.log.info('act', { deliverable: ticketId(key), result });
    return result;
  };

  return middy(handle).use(observer.middlewares);
};
