import type { VendorConfig } from './schema.ts';

/** As POSIX orders them: the first that is set counts. */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/**
 * Returns the language of a person at a terminal, from a locale such as `ko_KR.UTF-8`. English if the locale is of any
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
