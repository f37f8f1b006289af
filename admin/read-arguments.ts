import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ConfigError } from '../lib/config/config-error.ts';
import { checkRegion } from './check-options.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** `--help`: the usage is what was asked for, and no fault. */
export class HelpRequested extends ConfigError {}

/**
 * Reads this process's arguments.
 * @param words the required number besides the options
 * @throws ConfigError with what is wrong and the usage, or HelpAsked
 */
export const readArguments = <T extends Options>(usage: string, words: number, options: T) => {
  const parsed = parse(usage, options);
  const { help, region }: Record<string, unknown> = parsed.values;
  if (help === true) throw new HelpRequested(usage);
  checkRegion('--region', region, usage);
  const { positionals } = parsed;
  if (positionals.length < words) throw new ConfigError(`An argument is missing.\n\n${usage}`);
  // None is named: it may be a key.
  if (positionals.length > words) throw new ConfigError(`There are too many arguments.\n\n${usage}`);
  return parsed;
};

const parse = <T extends Options>(usage: string, options: T) => {
  try {
    return parseArgs({
      args: process.argv.slice(2),
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : 'Unknown argument.';
    // Node goes on with advice for arguments that begin with a hyphen. None here does.
    throw new ConfigError(`${why.replace(/(?<=^Unknown option '.*'\.) .*/s, '')}\n\n${usage}`);
  }
};
