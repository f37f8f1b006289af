import * as z from 'zod/mini';
import { ConfigError } from './config-error.ts';
import { describeIssue } from './describe-issue.ts';
import { type Config, type ConfigInput, configSchema } from './schema.ts';

/** Gives an editor the types of `notifier.config.ts`. It checks nothing. */
export const defineConfig = (config: ConfigInput): ConfigInput => config;

/**
 * Checks a configuration and fills in its defaults.
 * @param file its file, which the error names
 * @throws ConfigError with every fault: path, value, reason, what was probably meant
 */
export const parseConfig = (input: unknown, file: string): Config => {
  const result = z.safeParse(configSchema, input);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `  ${describeIssue(issue, input, configSchema)}`);
  throw new ConfigError(`${file} cannot be used:\n${faults.join('\n')}`);
};
