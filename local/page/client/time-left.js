const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * How near a deadline is: the name of its colour and text.
 * @param {number} leftMs
 */
export const stepOfLeft = (leftMs) => {
  if (leftMs <= 0) return 'over';
  if (leftMs < HOUR_MS) return 'under-1h';
  return leftMs < 3 * HOUR_MS ? 'under-3h' : 'calm';
};

/**
 * `2시간 58분`, in the last hour `58분 12초`, after the deadline `3분 4초 지남`. Rounded down, so that it never shows too much
 * time.
 * @param {number} leftMs
 * @param {import('./time-left.js').LeftTexts} texts
 * @returns {string}
 */
export const formatLeft = (leftMs, texts) => {
  if (leftMs <= 0) return texts.passed.replace('{left}', formatSpan(-leftMs, texts));
  return formatSpan(leftMs, texts);
};

/**
 * @param {number} ms
 * @param {import('./time-left.js').LeftTexts} texts
 */
const formatSpan = (ms, texts) => {
  const [h, m, s] = [ms / HOUR_MS, (ms % HOUR_MS) / MINUTE_MS, (ms % MINUTE_MS) / SECOND_MS].map(Math.floor);
  return (ms < HOUR_MS ? texts.minutes : texts.hours)
    .replace('{h}', String(h))
    .replace('{m}', String(m))
    .replace('{s}', String(s));
};
