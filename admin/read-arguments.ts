import { parseArgs, type ParseArgsConfig } from 'node:util';
import { ConfigError } from '../lib/config/config-error.ts';
import { REGION } from '../lib/config/schema.ts';
import { isNativeError } from 'node:util/types';
import { nearestWord } from '../lib/config/nearest-word.ts';
import { describeAwsFailure, isAwsError } from '../lib/deployment/name-aws-error.ts';
import { ADMIN_WORDING, type AdminTexts, chooseLanguage, languageNamed } from './wording/wording.ts';

/** The text of `--help`, and the texts of complaints about arguments. */
export type Help = { usage: string; texts: AdminTexts };

type Options = NonNullable<ParseArgsConfig['options']>;

class HelpRequested extends ConfigError {}

/**
 * Reads this process's arguments.
 * @param words the names of the required arguments besides the options
 * @throws ConfigError with what is wrong, or HelpRequested
 */
export const readArguments = <T extends Options>(help: Help, words: readonly string[], options: T) => {
  const parsed = parse(help, options);
  const { help: isHelp, region, language }: Record<string, unknown> = parsed.values;
  if (isHelp === true) throw new HelpRequested(help.usage);
  const texts = help.texts.arguments;
  if (language !== undefined && languageNamed(language) === undefined)
    throw explainUsage(texts.badLanguage, help);
  checkRegion('--region', region, help);
  const { positionals } = parsed;
  const missing = words[positionals.length];
  if (missing !== undefined) throw explainUsage(texts.isMissing(commandOf(help), `<${missing}>`), help);
  // Repeats none of them, since they may be keys.
  if (positionals.length > words.length) throw explainUsage(texts.areTooMany, help);
  return parsed;
};

/** @throws ConfigError unless the word is one of the commands; it does not repeat the word, which may be a secret */
export const checkCommand = (word: string | undefined, known: readonly string[], help: Help): void => {
  if (word !== undefined && known.includes(word)) return;
  const fault = help.texts.arguments.unknownCommand(commandOf(help));
  throw explainUsage(suggest(fault, word ?? '', known, help.texts), help);
};

/** Adds the known word that was probably meant. */
const suggest = (fault: string, word: string, known: readonly string[], texts: AdminTexts): string => {
  const meant = nearestWord(word, known);
  return meant === undefined ? fault : `${fault} ${texts.arguments.didYouMean(meant)}`;
};

/** The usage begins with `npm run <command>`. */
const commandOf = ({ usage }: Help): string => /npm run (\S+)/.exec(usage)?.[1] ?? '';

/** The whole help would scroll the fault off the screen. */
export const explainUsage = (fault: string, help: Help): ConfigError =>
  new ConfigError(`${fault}\n${help.texts.arguments.seeHelp(`npm run ${commandOf(help)} -- --help`)}`);

/** The options of every command. */
const COMMON = { help: { type: 'boolean', short: 'h' }, language: { type: 'string' } } as const;

const parse = <T extends Options>(help: Help, options: T) => {
  try {
    return parseArgs({
      args: process.argv.slice(2),
      options: { ...options, ...COMMON },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    throw explainUsage(describeFault(error, help.texts, Object.keys({ ...options, ...COMMON })), help);
  }
};

/** Node's message names the option in quotes, with what belongs to it: `Option '-h, --help' does not take an argument`. */
const describeFault = (error: unknown, texts: AdminTexts, known: readonly string[]): string => {
  const message = isNativeError(error) ? error.message : '';
  const option = /(--?[\w-]+)[^',]*'/.exec(message)?.[1] ?? '';
  const words = texts.arguments;
  if (message.startsWith('Unknown option'))
    return suggest(
      words.unknownOption(option),
      option,
      known.map((name) => `--${name}`),
      texts,
    );
  return message.includes('does not take') ? words.takesNoValue(option) : words.needsValue(option);
};

/**
 * The SDK's error for an empty region does not help.
 * @throws ConfigError unless it looks like an AWS region, or is absent
 */
const checkRegion = (option: string, value: unknown, help: Help): void => {
  if (value === undefined || (typeof value === 'string' && REGION.test(value))) return;
  throw explainUsage(help.texts.arguments.badRegion(option), help);
};

export const checkChannelId = (option: string, value: string | undefined, help: Help): void => {
  if (value === undefined || /^[CG][A-Z0-9]{2,}$/.test(value)) return;
  throw explainUsage(help.texts.arguments.badChannel(option), help);
};

export const checkUrl = (option: string, value: string | undefined, help: Help): void => {
  if (value === undefined || /^https?:\/\/./.test(value)) return;
  throw explainUsage(help.texts.arguments.badUrl(option), help);
};

/**
 * Runs a command in the language of its terminal. If a person can fix an error, it prints only the message, without a stack trace.
 * @param exitCode if it fails
 */
export const explainErrors = async (
  exitCode: number,
  command: (texts: AdminTexts) => Promise<void>,
): Promise<void> => {
  const texts = ADMIN_WORDING[chooseLanguage(process.argv.slice(2), process.env)];
  try {
    await command(texts);
  } catch (error) {
    if (error instanceof HelpRequested) {
      console.log(error.message);
      return;
    }
    console.error(explain(error, texts));
    process.exitCode = exitCode;
  }
};

const explain = (error: unknown, texts: AdminTexts): unknown => {
  if (error instanceof ConfigError) return error.in(texts.language);
  if (isAwsError(error)) return describeAwsFailure(error, texts.awsErrors, texts.arguments.awsRefused);
  // The system's errors about files name the file.
  if (isNativeError(error) && 'syscall' in error && 'path' in error)
    return texts.arguments.badFile(error.message);
  return error;
};
