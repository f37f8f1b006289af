import { Duration } from 'aws-cdk-lib';
import { ConfigError } from '../lib/config/config-error.ts';
import type { Settings } from '../lib/config/schema.ts';

/** EventBridge Scheduler's finest rate is a minute, in whole minutes. Source: its user guide, "Schedule types". */
const FINEST_RATE_SECONDS = 60;

/**
 * How often a deployed poll runs. The laptop may poll more often.
 * @throws ConfigError if EventBridge Scheduler has no such rate
 */
export const pollRate = ({ pollSeconds }: Pick<Settings, 'pollSeconds'>): Duration => {
  if (pollSeconds < FINEST_RATE_SECONDS || pollSeconds % FINEST_RATE_SECONDS !== 0) {
    throw new ConfigError(
      `settings.pollSeconds: ${pollSeconds} cannot be deployed, for EventBridge Scheduler runs at whole minutes. Use a multiple of 60.`,
    );
  }
  return Duration.seconds(pollSeconds);
};
