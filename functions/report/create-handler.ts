import middy from '@middy/core';
import type { Clock } from '../../lib/workflows/ports/clock.ts';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { reportAll, type ReportTally } from '../../lib/workflows/reports/report.ts';
import type { Environment } from '../wiring/environment.ts';
import { hourly } from '../wiring/hourly.ts';
import { observeInLambda, observeInto } from '../wiring/observe.ts';
import { readConfig } from '../wiring/read-config.ts';
import { SYSTEM_CLOCK } from '../wiring/system-clock.ts';
import { buildServices } from './build-services.ts';

/** Writes the reports that are due, and removes old texts. It uses only the store. */
export const createHandler = (
  env: Environment,
  { log, clock = SYSTEM_CLOCK }: { log?: Log; clock?: Clock } = {},
) => {
  const config = readConfig(env);
  const observer = log ? observeInto(log) : observeInLambda('report', config);
  const services = buildServices(env, config, observer.log, clock);

  const handle = async (): Promise<ReportTally> => {
    try {
      const tally = await reportAll(services.vendors, services.ports);
      observer.log.info('report', tally);
      return tally;
    } finally {
      // Runs also after a failure, since the alarm of that failure is a mail.
      await lookAtMail();
      await remind();
    }
  };

  const tryTo = async (work: (() => Promise<void>) | undefined, problem: string): Promise<void> => {
    try {
      await work?.();
    } catch (error) {
      observer.log.error(problem, { code: error instanceof Error ? error.name : 'unknown' });
    }
  };
  const lookAtMail = hourly(clock, () =>
    tryTo(services.sendAlarmMail, 'The subscriptions to the alarms could not be looked at.'),
  );
  const remind = () =>
    tryTo(services.remindOfBlindness, 'The reminder of blind vendors failed. The next run tries again.');

  return middy(handle).use(observer.middlewares);
};
