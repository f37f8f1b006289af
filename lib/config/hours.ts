import * as z from 'zod/mini';
import { WEEKDAYS } from '../domain/time/dates.ts';

const range = z.string().check(
  z.regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, {
    error: 'must be a range such as 09:00-18:00',
    abort: true,
  }),
  z.refine((span) => span.slice(0, 5) < span.slice(6), 'must end after it begins'),
);

/** `09:00-12:00` and `12:00-18:00` touch, but do not overlap. */
const dayHours = z.array(range).check(({ value, issues }) => {
  for (const [index, span] of value.entries()) {
    const other = value.slice(0, index).find((earlier) => overlaps(earlier, span));
    if (other !== undefined)
      issues.push({ code: 'custom', input: value, path: [index], message: `must not overlap ${other}` });
  }
});

/** Ranges of time, by weekday. */
export const hours = z.partialRecord(z.enum(WEEKDAYS, `must be one of ${WEEKDAYS.join(', ')}`), dayHours);

/** Times of day as `HH:mm` sort as text. */
const overlaps = (span: string, other: string): boolean =>
  span.slice(0, 5) < other.slice(6) && other.slice(0, 5) < span.slice(6);
