import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ConfigError } from '../lib/config/config-error.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/**
 * Reads this process's arguments.
 * @param words the required number besides the options
 * @throws ConfigError with the usage
 */
export const readArguments = <T extends Options>(usage: string, words: number, options: T) => {
  const parsed = parse(usage, options);
  if (parsed.positionals.length === words) return parsed;
  throw new ConfigError(usage);
};

const parse = <T extends Options>(usage: string, options: T) => {
  try {
    return parseArgs({ args: process.argv.slice(2), options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new ConfigError(`${error instanceof Error ? error.message : 'Unknown argument'}\n\n${usage}`);
  }
};
