import middy from '@middy/core';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import type { Environment } from '../wiring/environment.ts';
import { observeInLambda, observeInto } from '../wiring/observe.ts';
import { readConfig } from '../wiring/read-config.ts';
import { SYSTEM_CLOCK } from '../wiring/system-clock.ts';
import { buildServices } from './build-services.ts';
import { createTakeRequest } from './take-request.ts';

type Options = { log?: Log; clock?: Clock };

/** Stores what people do in Slack (A1 to A3). It never calls Coupang. */
export const createHandler = (env: Environment, { log, clock = SYSTEM_CLOCK }: Options = {}) => {
  const config = readConfig(env);
  const observer = log ? observeInto(log) : observeInLambda('slack-actions', config);
  const take = createTakeRequest(buildServices(env, config, observer.log, clock));
  return middy(take).use(observer.middlewares);
};
