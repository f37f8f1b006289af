import { Duration } from 'aws-cdk-lib';

/** The retries of an asynchronous run, and how late it may start. */
export type Tries = { retries: number; latestStart: Duration };

/** R26: no retry, because the next minute's run repairs it. */
export const ONCE: Tries = { retries: 0, latestStart: Duration.seconds(60) };
/** For functions that run seldom, so that each run counts. */
export const TWICE: Tries = { retries: 1, latestStart: Duration.hours(1) };
