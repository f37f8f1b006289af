import { SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS } from '../../lib/domain/time/durations.ts';

const UNITS_MS = { ms: 1, s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS } as const;
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/;
const PART = /(?<count>\d+(?:\.\d+)?)(?<unit>ms|[smhd])/g;

/** `90s`, `2h` or `1h30m` in ms; `undefined` for anything else, or for more than a year. */
export const readDuration = (text: string): number | undefined => {
  if (!DURATION.test(text)) return undefined;
  const parts = [...text.matchAll(PART)].map(({ groups }) => {
    const unit = Object.entries(UNITS_MS).find(([name]) => name === groups?.['unit']);
    return Number(groups?.['count']) * (unit?.[1] ?? 0);
  });
  const ms = Math.round(parts.reduce((sum, part) => sum + part, 0));
  return ms <= 365 * UNITS_MS.d ? ms : undefined;
};
