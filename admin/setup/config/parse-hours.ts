import { WEEKDAYS, type Weekday } from '../../../lib/domain/time/zoned-time.ts';

export type Hours = Partial<Record<Weekday, string[]>>;

const ALWAYS = 'always';
const DAY = new RegExp(`^(${WEEKDAYS.join('|')})(?:-(${WEEKDAYS.join('|')}))?$`);

/**
 * Hours as a person types them: `mon-fri 09:00-12:00 13:00-18:00, sat 10:00-14:00`, or `always`. The schema checks the
 * ranges.
 * @returns undefined if it is not in that form
 */
export const parseHours = (text: string): Hours | undefined => {
  const words = text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  if (words.join() === ALWAYS) return {};
  const hours: Hours = {};
  let days: Weekday[] = [];
  let hasRange = true;
  for (const word of words) {
    const named = readDays(word);
    if (named) {
      // The first day after a range begins a new group.
      days = hasRange ? named : [...days, ...named];
      hasRange = false;
    } else {
      if (days.length === 0) return undefined;
      hasRange = true;
      for (const day of days) hours[day] = [...(hours[day] ?? []), word];
    }
  }
  return hasRange && words.length > 0 ? hours : undefined;
};

/** `mon` or `fri-sun`. */
const readDays = (word: string): Weekday[] | undefined => {
  const [, first, last = first] = DAY.exec(word) ?? [];
  const from = WEEKDAYS.findIndex((day) => day === first);
  if (from < 0) return undefined;
  const count = (WEEKDAYS.findIndex((day) => day === last) - from + 7) % 7;
  return Array.from({ length: count + 1 }, (_, index) => WEEKDAYS[(from + index) % 7] ?? 'sun');
};
