import type { VendorConfig } from './schema.ts';

/** As POSIX orders them: the first that is set counts. */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/** The languages of a terminal. */
export const TERMINAL_LANGUAGES = ['ko', 'en'] as const satisfies readonly VendorConfig['language'][];
export type TerminalLanguage = (typeof TERMINAL_LANGUAGES)[number];

/** Returns the language in which every command speaks at this terminal: Korean in a Korean locale, otherwise English. */
export const terminalLanguage = (env: Record<string, string | undefined>): TerminalLanguage =>
  languageOfLocale(env) === 'ko' ? 'ko' : 'en';

/**
 * Returns the language of the sample's cards for a person with a locale such as `ko_KR.UTF-8`. English if the locale is of any
 * other language. Undefined if no locale is set, or one without a language, such as `C.UTF-8`.
 */
export const languageOfLocale = (
  env: Record<string, string | undefined>,
): VendorConfig['language'] | undefined => {
  const locale = VARIABLES.map((name) => env[name]?.trim()).find(Boolean);
  const [name = ''] = (locale ?? '').toLowerCase().replaceAll('-', '_').split(/[.@]/);
  if (['', 'c', 'posix'].includes(name)) return undefined;
  if (/^ko(_|$)/.test(name)) return 'ko';
  return /^zh_(tw|hant)(_|$)/.test(name) ? 'zh-TW' : 'en';
};
