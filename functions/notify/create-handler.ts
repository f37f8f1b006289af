import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { defined } from '../../lib/domain/defined.ts';
import { parseWakeUp, type WakeUp } from '../../lib/eventbridge/event-contract.ts';
import { refreshHomes } from '../../lib/workflows/acts/refresh-homes.ts';
import { drain, type DrainResult } from '../../lib/workflows/delivery/drain.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import type { Environment } from '../wiring/environment.ts';
import { observeInLambda, observeInto, type Observer } from '../wiring/observe.ts';
import { readConfig } from '../wiring/read-config.ts';
import { SYSTEM_CLOCK, type Timing } from '../wiring/system-clock.ts';
import { buildServices } from './build-services.ts';
import { METRICS } from '../../lib/config/names.ts';

type Options = Partial<Timing> & { log?: Log };

/** An action makes at most two calls of ten seconds each. Its result must still be written. */
const LAST_ACTION_MS = 45_000;

/** A Home takes at most two calls. */
const LAST_HOME_MS = 30_000;

/** Shows in Slack what is pending for the woken vendor (R18). Any other event fails. */
export const createHandler = (env: Environment, { log, clock = SYSTEM_CLOCK, sleep }: Options = {}) => {
  const config = readConfig(env);
  const observer = log ? observeInto(log) : observeInLambda('notify', config);
  const services = buildServices(env, config, observer, { clock, ...defined({ sleep }) });

  const show = async ({ vendor, deliverables, homes }: WakeUp, context: Context): Promise<DrainResult> => {
    const stopAfterMs = context.getRemainingTimeInMillis() - LAST_ACTION_MS;
    const result = await drain(vendor, deliverables, { stopAfterMs }, services.ports);
    observer.log.info('notify', { ...vendor, ...result });
    countDrain(result, observer);
    if (homes) {
      const timeIsUp = (): boolean => context.getRemainingTimeInMillis() < LAST_HOME_MS;
      const shown = await refreshHomes(vendor, timeIsUp, services.homes);
      observer.log.info('homes', { ...vendor, shown });
    }
    return result;
  };

  const handle = async (event: unknown, context: Context): Promise<DrainResult | undefined> => {
    const wakeUp = parseWakeUp(event);
    if (!services.hasChannel(wakeUp.vendor)) return undefined;
    try {
      return await show(wakeUp, context);
    } finally {
      // On quiet days nothing else shows that Slack refuses the token.
      if (wakeUp.token) await services.checkToken();
    }
  };

  return middy(handle).use(observer.middlewares);
};

const countDrain = (
  { refused, failed, heldMs }: DrainResult,
  { count, seconds }: Pick<Observer, 'count' | 'seconds'>,
): void => {
  count(METRICS.messagesRefused, refused);
  count(METRICS.messagesFailed, failed);
  if (heldMs !== undefined) seconds(METRICS.laneHeldSeconds, heldMs);
};
