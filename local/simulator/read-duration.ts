const UNITS_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/;
const PART = /(?<count>\d+(?:\.\d+)?)(?<unit>ms|[smhd])/g;

/** Ms of `90s`, `2h`, `1h30m`; undefined where it is none, or longer than a year. */
export const readDuration = (text: string): number | undefined => {
  if (!DURATION.test(text)) return undefined;
  const parts = [...text.matchAll(PART)].map(({ groups }) => {
    const unit = Object.entries(UNITS_MS).find(([name]) => name === groups?.['unit']);
    return Number(groups?.['count']) * (unit?.[1] ?? 0);
  });
  const ms = Math.round(parts.reduce((sum, part) => sum + part, 0));
  return ms <= 365 * UNITS_MS.d ? ms : undefined;
};
