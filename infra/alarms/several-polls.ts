import { Duration } from 'aws-cdk-lib';
import type { Settings } from '../../lib/config/schema.ts';
import { pollRate } from '../poll-rate.ts';

/** A period of at least five minutes in which each vendor is polled more than once. */
export const severalPolls = (settings: Settings): Duration =>
  Duration.seconds(Math.max(300, pollRate(settings).toSeconds() * 2));
