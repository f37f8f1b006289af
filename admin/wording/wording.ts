import { parseArgs } from 'node:util';
import {
  TERMINAL_LANGUAGES,
  terminalLanguage,
  type TerminalLanguage,
} from '../../lib/config/language-of-locale.ts';
import { AWS_ERROR_TEXTS } from '../../lib/deployment/name-aws-error.ts';
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
import { enWebhooks } from './en/webhooks.ts';
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
import { koWebhooks } from './ko/webhooks.ts';

const en = {
  language: 'en' as TerminalLanguage,
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
  webhooks: enWebhooks,
};

/** The texts of the commands in `admin`, in one language: an object for each command, and for what commands share. */
export type AdminTexts = typeof en;

const ko: AdminTexts = {
  language: 'ko',
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
  webhooks: koWebhooks,
};

export const ADMIN_WORDING: Record<TerminalLanguage, AdminTexts> = { en, ko };

/** The language of `--language`, in any case; `undefined` if there is none of that name. */
export const languageNamed = (name: unknown): TerminalLanguage | undefined =>
  TERMINAL_LANGUAGES.find((language) => typeof name === 'string' && language === name.toLowerCase());

/** Returns the language of a command: that of `--language`, else of the terminal. */
export const chooseLanguage = (
  args: readonly string[],
  env: Record<string, string | undefined>,
): TerminalLanguage => languageNamed(flagIn(args)) ?? terminalLanguage(env);

const flagIn = (args: readonly string[]): unknown =>
  parseArgs({
    args: [...args],
    options: { language: { type: 'string' } },
    allowPositionals: true,
    strict: false,
  }).values.language;
