import { texts } from './page-texts.js';
import { serverNow } from './server-clock.js';
import { formatFromNow, formatShort } from './times.js';

const language = document.documentElement.lang;

/** @type {Intl.DateTimeFormatOptions} */
const LONG = { year: 'numeric', month: 'long', day: 'numeric' };
/** @type {Intl.DateTimeFormatOptions} */
const SHORT = { year: 'numeric', month: 'short', day: 'numeric' };
/** @type {Intl.DateTimeFormatOptions} */
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/**
 * @param {Intl.DateTimeFormatOptions} options
 * @param {string} [locale]
 * @returns {(at: Date) => string}
 */
const written = (options, locale = language) => {
  const format = new Intl.DateTimeFormat(locale, options);
  return (at) => format.format(at);
};

/**
 * Yesterday, today and tomorrow by name.
 * @param {(at: Date) => string} otherwise
 * @returns {(at: Date) => string}
 */
const pretty = (otherwise) => {
  const names = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return (at) => {
    const days = Math.round((startOfDay(at) - startOfDay(new Date(serverNow()))) / 86_400_000);
    return Math.abs(days) > 1 ? otherwise(at) : names.format(days, 'day');
  };
};

/** @param {Date} at */
const isToday = (at) => startOfDay(at) === startOfDay(new Date(serverNow()));

/** @param {Date} at */
const startOfDay = (at) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** @param {Date} at */
const fromNow = (at) => formatFromNow(at.getTime() - serverNow(), language);

/** Slack's date tokens, and the board's own `{short}` and `{short_or_time}`, in the reader's zone. Source: docs.slack.dev, "Formatting message text". */
const TOKENS = new Map([
  ['{date_num}', written({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'sv-SE')],
  ['{date_slash}', written({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-US')],
  ['{date_short}', written(SHORT)],
  ['{date_short_pretty}', pretty(written(SHORT))],
  ['{date}', written(LONG)],
  ['{date_pretty}', pretty(written(LONG))],
  ['{date_long}', written({ ...LONG, weekday: 'long' })],
  ['{date_long_pretty}', pretty(written({ ...LONG, weekday: 'long' }))],
  ['{time}', written(TIME)],
  ['{time_secs}', written({ ...TIME, second: '2-digit' })],
  ['{ago}', fromNow],
  ['{short}', (at) => formatShort(at.getTime())],
  ['{short_or_time}', (at) => (isToday(at) ? written(TIME)(at) : formatShort(at.getTime()))],
]);
const TOKEN = /\{\w+\}/g;

/**
 * Writes every date below an element in the reader's own zone. A date with an unknown token keeps its fallback.
 * @param {ParentNode} root
 */
export const localizeDates = (root) => {
  for (const element of root.querySelectorAll('time[data-format]')) {
    if (!(element instanceof HTMLTimeElement)) continue;
    const format = element.dataset['format'] ?? '';
    if ((format.match(TOKEN) ?? []).some((token) => !TOKENS.has(token))) continue;
    const at = new Date(element.dateTime);
    if (element.title === '') element.title = element.textContent;
    const shown = format.replace(TOKEN, (token) => TOKENS.get(token)?.(at) ?? token);
    if (element.textContent !== shown) element.textContent = shown;
  }
};

/**
 * The time of day in the reader's own zone. It says so if it is not on the same day as before.
 * @param {number} at epoch ms
 * @param {number} before epoch ms
 */
export const writeClock = (at, before) => {
  const time = written(TIME)(new Date(at));
  const isSameDay = startOfDay(new Date(at)) === startOfDay(new Date(before));
  return isSameDay ? time : texts.nextDay.replace('{time}', time);
};

let minute = Math.floor(serverNow() / 60_000);

/** Rewrites relative dates each minute, so also at midnight. */
export const followMinutes = () => {
  const now = Math.floor(serverNow() / 60_000);
  if (now === minute) return;
  minute = now;
  localizeDates(document);
};
