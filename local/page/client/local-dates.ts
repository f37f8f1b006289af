import { all } from './dom.ts';
import { fill } from './fill.ts';
import { texts } from './page-texts.ts';
import { serverNow } from './server-clock.ts';
import { formatFromNow, formatShort } from './times.ts';

const language = document.documentElement.lang;

type Write = (at: Date) => string;

const LONG: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', day: 'numeric' };
const SHORT: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'short', day: 'numeric' };
const DIGITS: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' };
const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

const written = (options: Intl.DateTimeFormatOptions, locale = language): Write => {
  const format = new Intl.DateTimeFormat(locale, options);
  return (at) => format.format(at);
};

/** Yesterday, today and tomorrow by name. */
const pretty = (otherwise: Write): Write => {
  const names = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return (at) => {
    const days = Math.round((startOfDay(at) - startOfDay(new Date(serverNow()))) / 86_400_000);
    return Math.abs(days) > 1 ? otherwise(at) : names.format(days, 'day');
  };
};

const startOfDay = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

const isSameDay = (at: Date, other: Date): boolean => startOfDay(at) === startOfDay(other);

const time = written(TIME);
const short: Write = (at) => formatShort(at.getTime());

/** Slack's date tokens, and the board's own `{short}` and `{short_or_time}`, in the reader's zone. Source: docs.slack.dev, "Formatting message text". */
const TOKENS = new Map<string, Write>([
  ['{date_num}', written(DIGITS, 'sv-SE')],
  ['{date_slash}', written(DIGITS, 'en-US')],
  ['{date_short}', written(SHORT)],
  ['{date_short_pretty}', pretty(written(SHORT))],
  ['{date}', written(LONG)],
  ['{date_pretty}', pretty(written(LONG))],
  ['{date_long}', written({ ...LONG, weekday: 'long' })],
  ['{date_long_pretty}', pretty(written({ ...LONG, weekday: 'long' }))],
  ['{time}', time],
  ['{time_secs}', written({ ...TIME, second: '2-digit' })],
  ['{ago}', (at) => formatFromNow(at.getTime() - serverNow(), language)],
  ['{short}', short],
  ['{short_or_time}', (at) => (isSameDay(at, new Date(serverNow())) ? time(at) : short(at))],
]);
const TOKEN = /\{\w+\}/g;

/** Writes every date below an element in the reader's own zone. A date with an unknown token keeps its fallback. */
export const localizeDates = (root: ParentNode): void => {
  for (const element of all<HTMLTimeElement>('time[data-format]', root)) {
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
 * @param at epoch ms
 * @param before epoch ms
 */
export const writeClock = (at: number, before: number): string => {
  const clock = time(new Date(at));
  return isSameDay(new Date(at), new Date(before)) ? clock : fill(texts.nextDay, { time: clock });
};

let minute = Math.floor(serverNow() / 60_000);

/** Rewrites relative dates each minute, so also at midnight. */
export const followMinutes = (): void => {
  const now = Math.floor(serverNow() / 60_000);
  if (now === minute) return;
  minute = now;
  localizeDates(document);
};
