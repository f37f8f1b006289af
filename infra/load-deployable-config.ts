import { checkHolidays } from '../lib/config/parse-config.ts';
import { loadConfig } from '../lib/config/load-config.ts';
import type { Config } from '../lib/config/schema.ts';
import { ConfigError } from '../lib/config/config-error.ts';
import { terminalLanguage } from '../lib/config/language-of-locale.ts';

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

/** Runs a command. A wrong configuration fails it with a message instead of a stack trace. */
export const explainConfigErrors = async (command: () => Promise<void>): Promise<void> => {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.in(terminalLanguage(process.env)));
    process.exitCode = 1;
  }
};
