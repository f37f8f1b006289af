import type { Texts } from '../wording/wording.ts';
import { escapeText } from './cut-text.ts';
import { dateAt, offsetMs } from '../../domain/time/dates.ts';
import { MINUTE_MS } from '../../domain/time/durations.ts';

/** `11/25(수) 14:17` in the given zone, the same for every reader. */
export const formatAbsolute = (at: number, zone: string, texts: Texts): string =>
  texts.absolute(formatDay(at, zone), nameWeekday(at, zone, texts), formatTime(at, zone));

/** `11/25(수)`. */
export const formatWeekdayDate = (at: number, zone: string, texts: Texts): string =>
  texts.day(formatDay(at, zone), nameWeekday(at, zone, texts));

/** `월 09:00`, for a time within a week. */
export const formatWeekdayTime = (at: number, zone: string, texts: Texts): string =>
  `${nameWeekday(at, zone, texts)} ${formatTime(at, zone)}`;

/** `14:17`. */
export const formatTime = (at: number, zone: string): string => clockAt(at, zone).toISOString().slice(11, 16);

/** `11/25`. */
const formatDay = (at: number, zone: string): string => dateAt(at, zone).slice(5).replace('-', '/');

const nameWeekday = (at: number, zone: string, { weekdays }: Texts): string =>
  weekdays[clockAt(at, zone).getUTCDay()] ?? '';

const clockAt = (at: number, zone: string): Date => new Date(at + offsetMs(zone));

/** Slack's tokens for a time with its day. */
export const DATE_AND_TIME = '{date_short_pretty} {time}';

/**
 * A date that Slack shows in each reader's zone. Other clients show the absolute time. Source: docs.slack.dev,
 * "Formatting message text", date formatting.
 * @param link its target
 */
export const formatSlackDate = (at: number, zone: string, texts: Texts, link?: string): string => {
  const target = link === undefined ? '' : `^${escapeText(link)}`;
  return `<!date^${Math.floor(at / 1000)}^${DATE_AND_TIME}${target}|${formatAbsolute(at, zone, texts)}>`;
};

/** The same without its day, if that is the day of `now` or of another time (epoch ms). */
export const formatSlackTime = (at: number, now: number, zone: string, texts: Texts): string =>
  dateAt(at, zone) === dateAt(now, zone)
    ? `<!date^${Math.floor(at / 1000)}^{time}|${formatTime(at, zone)}>`
    : formatSlackDate(at, zone, texts);

/** A countdown: rounded down, so that it never shows too much time. */
export const formatLeft = (ms: number, texts: Texts): string => formatDuration(toMinute(ms), texts);

/** `1시간 남음`, or that the deadline is over. */
export const sayLeft = (dueAt: number, now: number, texts: Texts): string =>
  dueAt > now ? texts.step.left(formatDuration(dueAt - now, texts)) : texts.step.past;

/** `2시간 14분`; rounded to the nearest minute, `1분 미만` if that is none. */
export const formatDuration = (ms: number, texts: Texts): string => {
  const minutes = nearestMinute(ms);
  return minutes < 1 ? texts.underMinute : texts.duration(Math.floor(minutes / 60), minutes % 60);
};

/** The minutes that `formatDuration` shows. */
export const nearestMinute = (ms: number): number => Math.round(ms / MINUTE_MS);

/** The difference between two times as shown, in whole minutes. */
export const formatBetween = (from: number, to: number, texts: Texts): string =>
  formatDuration(toMinute(to) - toMinute(from), texts);

const toMinute = (at: number): number => Math.floor(at / MINUTE_MS) * MINUTE_MS;
