const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** @type {Intl.DateTimeFormatOptions} */
const SHORT = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/**
 * `2시간 58분`, in the last hour `58분 12초`, after the deadline `3분 4초 지남`. Rounded down, so that it never shows too much
 * time.
 * @param {number} leftMs
 * @param {import('./times.js').LeftTexts} texts
 * @returns {string}
 */
export const formatLeft = (leftMs, texts) => {
  if (leftMs <= 0) return texts.passed.replace('{left}', formatSpan(-leftMs, texts));
  return formatSpan(leftMs, texts);
};

/**
 * @param {number} ms
 * @param {import('./times.js').LeftTexts} texts
 */
const formatSpan = (ms, texts) => {
  const [h, m, s] = [ms / HOUR_MS, (ms % HOUR_MS) / MINUTE_MS, (ms % MINUTE_MS) / SECOND_MS].map(Math.floor);
  return (ms < HOUR_MS ? texts.minutes : texts.hours)
    .replace('{h}', String(h))
    .replace('{m}', String(m))
    .replace('{s}', String(s));
};

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ['day', 24 * HOUR_MS],
  ['hour', HOUR_MS],
];

/**
 * In the largest unit, rounded to the nearest: `in 58 minutes`, `in 1 day`.
 * @param {number} ms negative in the past
 * @param {string} language
 */
export const formatFromNow = (ms, language) => {
  const minutes = Math.round(ms / MINUTE_MS);
  const [unit, size] = UNITS.find(([, least]) => Math.abs(minutes) * MINUTE_MS >= least) ?? [
    'minute',
    MINUTE_MS,
  ];
  return new Intl.RelativeTimeFormat(language).format(Math.round(ms / size), unit);
};

/** @type {Map<string | undefined, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * `11/25 14:17`: every date on the board.
 * @param {number} at epoch ms
 * @param {string} [timeZone] by default the reader's own
 */
export const formatShort = (at, timeZone) => {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { ...SHORT, timeZone });
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.get('month')}/${parts.get('day')} ${parts.get('hour')}:${parts.get('minute')}`;
};
