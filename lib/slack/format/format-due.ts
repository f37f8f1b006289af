import type { Texts } from '../wording/texts.ts';
import { escapeText } from './escape-text.ts';
import { MINUTE_MS } from '../../domain/time/durations.ts';

/** `11/25(수) 14:17` in the given zone, the same for every reader. */
export const formatAbsolute = (at: number, zone: string, texts: Texts): string => {
  const { month, day, weekday, time } = partsOf(at, zone);
  return texts.absolute(`${month}/${day}`, texts.weekdays[weekday], time);
};

/** `11/25 14:17`. */
export const formatShort = (at: number, zone: string): string => {
  const { month, day, time } = partsOf(at, zone);
  return `${month}/${day} ${time}`;
};

/** `11/25(수)`. */
export const formatWeekdayDate = (at: number, zone: string, texts: Texts): string => {
  const { month, day, weekday } = partsOf(at, zone);
  return texts.day(`${month}/${day}`, texts.weekdays[weekday]);
};

/** `월 09:00`, for a time within a week. */
export const formatWeekdayTime = (at: number, zone: string, texts: Texts): string => {
  const { weekday, time } = partsOf(at, zone);
  return `${texts.weekdays[weekday]} ${time}`;
};

/** `14:17`. */
export const formatTime = (at: number, zone: string): string => partsOf(at, zone).time;

/** `2026-11-25`. @internal */
export const formatDay = (at: number, zone: string): string => {
  const { year, month, day } = partsOf(at, zone);
  return `${year}-${month}-${day}`;
};

/**
 * A date that Slack shows in each reader's zone. A client that cannot show it shows the absolute time. Source:
 * docs.slack.dev, "Formatting message text", date formatting.
 * @param link what it links to
 */
export const formatSlackDate = (at: number, zone: string, texts: Texts, link?: string): string => {
  const target = link === undefined ? '' : `^${escapeText(link)}`;
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}${target}|${formatAbsolute(at, zone, texts)}>`;
};

/** The same without its day, if that is the day of `now` (epoch ms). */
export const formatSlackTime = (at: number, now: number, zone: string, texts: Texts): string =>
  formatDay(at, zone) === formatDay(now, zone)
    ? `<!date^${Math.floor(at / 1000)}^{time}|${formatTime(at, zone)}>`
    : formatSlackDate(at, zone, texts);

/** How much time is left. It never shows zero. */
export const formatLeft = (ms: number, texts: Texts): string =>
  ms < MINUTE_MS ? texts.underMinute : formatDuration(ms, texts);

/** `2시간 14분`; whole minutes, rounded down. */
export const formatDuration = (ms: number, texts: Texts): string => {
  const minutes = Math.floor(Math.max(ms, 0) / MINUTE_MS);
  return texts.duration(Math.floor(minutes / 60), minutes % 60);
};

/** The duration between two times as they are shown, in whole minutes. */
export const formatBetween = (from: number, to: number, texts: Texts): string =>
  formatDuration(toMinute(to) - toMinute(from), texts);

const toMinute = (at: number): number => Math.floor(at / MINUTE_MS) * MINUTE_MS;

const WEEKDAYS = { Sun: 0, Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6 } as const;

const partsOf = (at: number, zone: string) => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? '';
  const name = part('weekday');
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    weekday: isWeekday(name) ? WEEKDAYS[name] : 0,
    time: `${part('hour')}:${part('minute')}`,
  };
};

const isWeekday = (name: string): name is keyof typeof WEEKDAYS => name in WEEKDAYS;
