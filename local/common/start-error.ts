import { ConfigError } from '../../lib/config/config-error.ts';
import type { TerminalLanguage } from '../../lib/config/language-of-locale.ts';
import { enErrors, type ErrorTexts } from './wording/en.ts';
import { koErrors } from './wording/ko.ts';

export const ERROR_TEXTS: Record<TerminalLanguage, ErrorTexts> = { ko: koErrors, en: enErrors };

/** An error that a person at the terminal can fix, in each language of a terminal. */
export const startError = (say: (texts: ErrorTexts) => string, options?: ErrorOptions): ConfigError =>
  new ConfigError({ en: say(enErrors), ko: say(koErrors) }, options);
