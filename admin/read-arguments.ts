import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ConfigError } from '../lib/config/config-error.ts';
import { REGION } from '../lib/config/schema.ts';
import { isNativeError } from 'node:util/types';

type Options = NonNullable<ParseArgsConfig['options']>;

class HelpRequested extends ConfigError {}

/**
 * Reads this process's arguments.
 * @param words the required number besides the options
 * @throws ConfigError with what is wrong and the usage, or HelpRequested
 */
export const readArguments = <T extends Options>(usage: string, words: number, options: T) => {
  const parsed = parse(usage, options);
  const { help, region }: Record<string, unknown> = parsed.values;
  if (help === true) throw new HelpRequested(usage);
  checkRegion('--region', region, usage);
  const { positionals } = parsed;
  if (positionals.length < words) throw new ConfigError(`An argument is missing.\n\n${usage}`);
  // Repeats none of them, since they may be keys.
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
    // Node adds advice for arguments that begin with a hyphen. None here does.
    throw new ConfigError(`${why.replace(/(?<=^Unknown option '.*'\.) .*/s, '')}\n\n${usage}`);
  }
};

/**
 * The SDK's error for an empty region does not help.
 * @throws ConfigError unless it looks like an AWS region, or is absent
 */
const checkRegion = (option: string, value: unknown, usage: string): void => {
  if (value === undefined || (typeof value === 'string' && REGION.test(value))) return;
  throw new ConfigError(`${option} must be an AWS region such as ap-northeast-2.\n\n${usage}`);
};

export const checkChannelId = (option: string, value: string | undefined, usage: string): void => {
  if (value === undefined || /^[CG][A-Z0-9]{2,}$/.test(value)) return;
  throw new ConfigError(`${option} must be a Slack channel id such as C0123456789, not a name.\n\n${usage}`);
};

export const checkUrl = (option: string, value: string | undefined, usage: string): void => {
  if (value === undefined || /^https?:\/\/./.test(value)) return;
  throw new ConfigError(
    `${option} must be a URL such as http://127.0.0.1:4400/api/. Leave it out to ask the real one.\n\n${usage}`,
  );
};

/**
 * Runs a command. If a person can fix an error, it prints only the message, without a stack trace.
 * @param exitCode if it fails
 */
export const explainErrors = async (command: () => Promise<void>, exitCode: number): Promise<void> => {
  try {
    await command();
  } catch (error) {
    if (error instanceof HelpRequested) {
      console.log(error.message);
      return;
    }
    console.error(explain(error));
    process.exitCode = exitCode;
  }
};

const explain = (error: unknown): unknown => {
  if (error instanceof ConfigError) return error.message;
  // The system's errors about files name the file.
  if (isNativeError(error) && 'syscall' in error && 'path' in error)
    return `${error.message}. Check the path, the rights to it and the disk.`;
  return error;
};
