import type { ClientTexts } from '../texts.ts';
import { fill } from './fill.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const SHORT: Intl.DateTimeFormatOptions = {
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};

type LeftTexts = Pick<ClientTexts, 'hours' | 'minutes' | 'passed'>;

/**
 * `2시간 58분`, in the last hour `58분 12초`, after the deadline `3분 4초 지남`. Rounded down, so that it never shows too much
 * time.
 */
export const formatLeft = (leftMs: number, texts: LeftTexts): string =>
  leftMs <= 0 ? fill(texts.passed, { left: formatSpan(-leftMs, texts) }) : formatSpan(leftMs, texts);

const formatSpan = (ms: number, texts: LeftTexts): string => {
  // Without seconds, the nearest minute, as messages name it.
  const shown = ms < HOUR_MS ? ms : Math.round(ms / MINUTE_MS) * MINUTE_MS;
  const [h, m, s] = [shown / HOUR_MS, (shown % HOUR_MS) / MINUTE_MS, (shown % MINUTE_MS) / SECOND_MS].map(
    Math.floor,
  );
  return fill(shown < HOUR_MS ? texts.minutes : texts.hours, { h, m, s });
};

/**
 * In the largest unit, rounded to the nearest: `in 58 minutes`, `in 1 day`.
 * @param ms negative in the past
 */
export const formatFromNow = (ms: number, language: string): string => {
  const minutes = Math.abs(Math.round(ms / MINUTE_MS));
  const format = new Intl.RelativeTimeFormat(language);
  if (minutes >= 24 * 60) return format.format(Math.round(ms / (24 * HOUR_MS)), 'day');
  if (minutes >= 60) return format.format(Math.round(ms / HOUR_MS), 'hour');
  return format.format(Math.round(ms / MINUTE_MS), 'minute');
};

const formats = new Map<string | undefined, Intl.DateTimeFormat>();

/**
 * `11/25 14:17`: every date on the board.
 * @param at epoch ms
 * @param timeZone by default the reader's own
 */
export const formatShort = (at: number, timeZone?: string): string => {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { ...SHORT, timeZone });
  formats.set(timeZone, format);
  return format.format(at).replace(',', '');
};
