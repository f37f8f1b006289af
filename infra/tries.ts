import { Duration } from 'aws-cdk-lib';

/** How often a run is tried that something started and nobody waits for, and how late it may begin. */
export type Tries = { retries: number; latestStart: Duration };

/** R26: of what the next minute makes good there is no retry. */
export const ONCE: Tries = { retries: 0, latestStart: Duration.seconds(60) };
/** Of what runs seldom each run counts. */
export const TWICE: Tries = { retries: 1, latestStart: Duration.hours(1) };
