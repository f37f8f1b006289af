import middy from '@middy/core';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { reportAll, type ReportTally } from '../../lib/workflows/reports/report.ts';
import type { Environment } from '../wiring/environment.ts';
import { hourly } from '../wiring/hourly.ts';
import { observeInLambda, observeInto } from '../wiring/observe.ts';
import { readConfig } from '../wiring/read-config.ts';
import { type Stretch, SYSTEM_CLOCK } from '../wiring/system-clock.ts';
import { buildServices } from './build-services.ts';

/** Writes the reports that are due, and removes texts that are old enough. It uses the store only. */
export const createHandler = (
  env: Environment,
  { log, clock = SYSTEM_CLOCK, stretch }: { log?: Log; clock?: Clock; stretch?: Stretch } = {},
) => {
  const config = readConfig(env);
  const observer = log ? observeInto(log) : observeInLambda('report', config);
  const services = buildServices(env, config, observer.log, clock, stretch);

  const handle = async (): Promise<ReportTally> => {
    try {
      const tally = await reportAll(services.vendors, services.ports);
      observer.log.info('report', tally);
      return tally;
    } finally {
      // Also after a failure: its alarm is a mail, too.
      await lookAtMail();
    }
  };

  /** The reports do not depend on it. */
  const lookAtMail = hourly(clock, async () => {
    try {
      await services.tellAlarmMail?.();
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      observer.log.error('The subscriptions to the alarms could not be looked at.', { code: name });
    }
  });

  return middy(handle).use(observer.middlewares);
};
