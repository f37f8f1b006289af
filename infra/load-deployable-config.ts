import { checkHolidays } from '../lib/config/holidays.ts';
import { loadConfig } from '../lib/config/load-config.ts';
import type { Config } from '../lib/config/schema.ts';

/**
 * The configuration in NOTIFIER_CONFIG, if it may be deployed today.
 * @param now epoch ms
 * @throws ConfigError
 */
export const loadDeployableConfig = async (env: NodeJS.ProcessEnv, now: number): Promise<Config> => {
  const config = await loadConfig(env['NOTIFIER_CONFIG']);
  checkHolidays(config, now);
  return config;
};
