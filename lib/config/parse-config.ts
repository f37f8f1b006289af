import * as z from 'zod/mini';
import { ConfigError } from './config-error.ts';
import { type Config, type ConfigInput, configSchema } from './schema.ts';

/** Gives an editor the types of `notifier.config.ts`; checks nothing. */
export const defineConfig = (config: ConfigInput): ConfigInput => config;

/**
 * Checks a configuration and fills in its defaults.
 * @param file where it came from, named in the error
 * @throws ConfigError with every fault: path, value, reason
 */
export const parseConfig = (input: unknown, file: string): Config => {
  const result = z.safeParse(configSchema, input);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `  ${describe(issue, input)}`);
  throw new ConfigError(`${file} cannot be used:\n${faults.join('\n')}`);
};

const describe = (issue: z.core.$ZodIssue, input: unknown): string => {
  const path = issue.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  const place = path.replace(/^\./, '') || 'the file';
  if (issue.code === 'unrecognized_keys') {
    return `${place}: unknown ${issue.keys.join(', ')}. Remove it, or look for a misspelt name.`;
  }
  const value = issue.path.reduce<unknown>(
    (node, part) => (typeof node === 'object' && node !== null ? Reflect.get(node, part) : undefined),
    input,
  );
  if (value === undefined) return `${place}: is missing.`;
  const reason = issue.message === 'Invalid input' ? `must be of type ${expected(issue)}` : issue.message;
  // Of anything larger the path says enough.
  const shown = ['string', 'number', 'boolean'].includes(typeof value) ? `${JSON.stringify(value)} ` : '';
  return `${place}: ${shown}${reason}.`;
};

const expected = (issue: z.core.$ZodIssue): string =>
  issue.code === 'invalid_type' ? issue.expected : 'another shape';
