import * as z from 'zod/mini';
import { ConfigError } from './config-error.ts';
import { describeIssue } from './describe-issue.ts';
import { type Config, type ConfigInput, configSchema } from './schema.ts';

/** Gives an editor the types of `notifier.config.ts`. It checks nothing. */
export const defineConfig = (config: ConfigInput): ConfigInput => config;

/**
 * Checks a configuration and fills in its defaults.
 * @param file its name, for errors
 * @throws ConfigError with every fault: path, value, reason and a suggestion
 */
export const parseConfig = (input: unknown, file: string): Config => {
  const result = z.safeParse(configSchema, input);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => describeIssue(issue, input, configSchema));
  throw new ConfigError(`${file} cannot be used:\n${joinAlike(faults).join('\n')}`);
};

/** Lists the same fault at several places once, for example hours that repeat on each weekday. */
const joinAlike = (faults: readonly string[]): string[] => {
  const places = new Map<string, string[]>();
  for (const fault of faults) {
    const end = fault.indexOf(': ');
    const words = fault.slice(end);
    places.set(words, [...(places.get(words) ?? []), fault.slice(0, end)]);
  }
  return [...places].map(([words, [first = '', ...others]]) => {
    const parent = first.slice(0, first.lastIndexOf('.') + 1);
    const short = others.map((place) => (place.startsWith(parent) ? place.slice(parent.length) : place));
    return `  ${[first, ...short].join(', ')}${words}`;
  });
};
