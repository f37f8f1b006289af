import { parseArgs } from 'node:util';
import { languageOfLocale } from '../../lib/config/language-of-locale.ts';
import { loadConfig } from '../../lib/config/load-config.ts';
import { AWS_ERROR_TEXTS } from '../../lib/deployment/name-aws-error.ts';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { enAlarms } from './en/alarms.ts';
import { enArguments } from './en/arguments.ts';
import { enDoctor } from './en/doctor.ts';
import { enManifest } from './en/manifest.ts';
import { enErase } from './en/erase.ts';
import { enPrompt } from './en/prompt.ts';
import { enRestore } from './en/restore.ts';
import { enSecrets } from './en/secrets.ts';
import { enSetup } from './en/setup.ts';
import { enTicket } from './en/ticket.ts';
import { koAlarms } from './ko/alarms.ts';
import { koArguments } from './ko/arguments.ts';
import { koAwsErrors } from './ko/aws-errors.ts';
import { koDoctor } from './ko/doctor.ts';
import { koManifest } from './ko/manifest.ts';
import { koErase } from './ko/erase.ts';
import { koPrompt } from './ko/prompt.ts';
import { koRestore } from './ko/restore.ts';
import { koSecrets } from './ko/secrets.ts';
import { koSetup } from './ko/setup.ts';
import { koTicket } from './ko/ticket.ts';
import { zhTwAlarms } from './zh-tw/alarms.ts';
import { zhTwArguments } from './zh-tw/arguments.ts';
import { zhTwAwsErrors } from './zh-tw/aws-errors.ts';
import { zhTwErase } from './zh-tw/erase.ts';
import { zhTwPrompt } from './zh-tw/prompt.ts';
import { zhTwSecrets } from './zh-tw/secrets.ts';
import { zhTwSetup } from './zh-tw/setup.ts';
import { zhTwTicket } from './zh-tw/ticket.ts';

type Language = VendorConfig['language'];

const en = {
  alarms: enAlarms,
  arguments: enArguments,
  awsErrors: AWS_ERROR_TEXTS,
  doctor: enDoctor,
  erase: enErase,
  manifest: enManifest,
  prompt: enPrompt,
  restore: enRestore,
  secrets: enSecrets,
  setup: enSetup,
  ticket: enTicket,
};

/** The texts of the commands in `admin`, in one language: an object for each command, and for what commands share. */
export type AdminTexts = typeof en;

const ko: AdminTexts = {
  alarms: koAlarms,
  arguments: koArguments,
  awsErrors: koAwsErrors,
  doctor: koDoctor,
  erase: koErase,
  manifest: koManifest,
  prompt: koPrompt,
  restore: koRestore,
  secrets: koSecrets,
  setup: koSetup,
  ticket: koTicket,
};

const zhTw = {
  alarms: zhTwAlarms,
  arguments: zhTwArguments,
  awsErrors: zhTwAwsErrors,
  erase: zhTwErase,
  prompt: zhTwPrompt,
  secrets: zhTwSecrets,
  setup: zhTwSetup,
  ticket: zhTwTicket,
} satisfies Partial<AdminTexts>;

const WRITTEN: Record<Language, Partial<AdminTexts>> = { en, ko, 'zh-TW': zhTw };

export const ADMIN_WORDING: Record<Language, AdminTexts> = {
  en,
  ko,
  // `setup` also prints the findings of the doctor, which stay in English.
  'zh-TW': { ...en, ...zhTw },
};

export type CommandName =
  | Exclude<keyof AdminTexts, 'arguments' | 'awsErrors' | 'prompt'>
  | 'bench'
  | 'mutants'
  | 'simulate';

/** The texts of a command. A command without texts of its own in the language speaks English entirely. */
export const textsFor = (command: CommandName, language: Language): AdminTexts =>
  command in WRITTEN[language] ? ADMIN_WORDING[language] : en;

/** Chinese has no blank between sentences. */
export const joinSentences = (...sentences: readonly string[]): string =>
  sentences
    .filter((sentence) => sentence !== '')
    .join(' ')
    .replaceAll(/(?<=[。？]) /g, '');

/** The language of `--language`, in any case; `undefined` if there is none of that name. */
export const languageNamed = (name: unknown): Language | undefined =>
  LANGUAGES.find((language) => typeof name === 'string' && language.toLowerCase() === name.toLowerCase());

/**
 * Returns the language of a command: that of `--language`, else of the terminal, else of the first vendor in the
 * configuration, else English. It must be known before anything can fail, so it never throws.
 */
export const chooseLanguage = async (
  args: readonly string[],
  env: Record<string, string | undefined>,
): Promise<Language> =>
  languageNamed(flagIn(args)) ??
  languageOfLocale(env) ??
  (await languageOfConfig(env['NOTIFIER_CONFIG'])) ??
  'en';

const LANGUAGES = ['ko', 'en', 'zh-TW'] as const satisfies readonly Language[];

const flagIn = (args: readonly string[]): unknown =>
  parseArgs({
    args: [...args],
    options: { language: { type: 'string' } },
    allowPositionals: true,
    strict: false,
  }).values.language;

const languageOfConfig = async (file: string | undefined): Promise<Language | undefined> => {
  try {
    return (await loadConfig(file)).vendors[0]?.language;
  } catch {
    return undefined;
  }
};
