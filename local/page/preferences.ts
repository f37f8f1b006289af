import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { isOneOf } from '../../lib/domain/is-one-of.ts';
import { LANGUAGES, type Language } from './texts.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const LANGUAGE_COOKIE = 'notifier-language';
const THEME_COOKIE = 'notifier-theme';
const PANEL_COOKIE = 'notifier-controls';
const YEAR_SECONDS = 31_536_000;

/**
 * The address wins over the visitor's stored choice, that over the language of the cards, and that over the browser's
 * languages.
 * @param cards absent until a page chooses it
 */
export const readLanguage = (c: Context, cards: Language | undefined): Language =>
  [c.req.query('lang'), getCookie(c, LANGUAGE_COOKIE), cards].find(isLanguage) ??
  browsersLanguage(c.req.header('accept-language'));

const isLanguage = (text: string | undefined): text is Language => isOneOf(text, LANGUAGES);

/** Whether a request comes from a browser, which has languages. A script's may accept any. */
export const namesLanguage = (c: Context): boolean =>
  getCookie(c, LANGUAGE_COOKIE) !== undefined || /[a-z]/i.test(c.req.header('accept-language') ?? '');

export const readTheme = (c: Context): Theme => {
  const chosen = c.req.query('theme') ?? getCookie(c, THEME_COOKIE);
  return isOneOf(chosen, THEMES) ? chosen : 'system';
};

/** The browser's script writes the cookie. */
export const readIsPanelOpen = (c: Context): boolean => getCookie(c, PANEL_COOKIE) === 'open';

export const restOfQuery = (c: Context): URLSearchParams => {
  const query = new URL(c.req.url).searchParams;
  query.delete('lang');
  query.delete('theme');
  return query;
};

export const pageAddress = (query: URLSearchParams): string =>
  query.size === 0 ? '/' : `/?${query.toString()}`;

/** @returns false if the address has no choice */
export const rememberChoice = (c: Context): boolean => {
  const { lang = '', theme = '' } = c.req.query();
  const valid = [
    ...(isLanguage(lang) ? [[LANGUAGE_COOKIE, lang] as const] : []),
    ...(isOneOf(theme, THEMES) ? [[THEME_COOKIE, theme] as const] : []),
  ];
  for (const [name, value] of valid)
    setCookie(c, name, value, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'Strict' });
  return valid.length > 0;
};

/** English if the reader lists only other languages; Korean if the reader accepts any. Regions do not matter. */
const browsersLanguage = (header: string | undefined): Language => {
  if (header === undefined || header.trim() === '') return 'ko';
  const [best] = header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/);
      const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { name: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .flatMap(({ name }) => LANGUAGES.filter((ours) => ours.split('-')[0] === name || name === '*'));
  return best ?? 'en';
};
