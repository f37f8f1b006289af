import { KEPT_FOR_MS, readingKey } from './plan-readings.ts';
import type { Reading } from './reading.ts';
import { addDays } from '../time/dates.ts';
import { HOUR_MS } from '../time/durations.ts';

/** A list with `by` rows fewer than Coupang's total, in `runs` runs in a row, last at `at`. */
export type ShortReading = { by: number; runs: number; at: number };

/** By `firstDate/status`. */
export type ShortReadings = Record<string, ShortReading>;

/**
 * A total that is wrong by the same number in this many runs is a wrong total, and the vendor is not blind (R7).
 * Assumption: totals-count-rows.
 */
const BELIEVED_FROM_RUNS = 3;

const isBelieved = ({ runs }: ShortReading): boolean => runs >= BELIEVED_FROM_RUNS;

/** By `firstDate/status`. */
export const believedShort = (known: ShortReadings): Record<string, number> =>
  Object.fromEntries(
    Object.entries(known).flatMap(([list, short]) => (isBelieved(short) ? [[list, short.by]] : [])),
  );

export const believeShort = (reading: Reading, known: ShortReadings): Reading => {
  const short = nextShort(reading, known);
  if (!short || !isBelieved(short)) return reading;
  const { incompleteBecause: _, ...believed } = reading;
  return { ...believed, complete: true };
};

/** Forgets lists that were not short, or not read for two days. */
export const rememberShort = (
  known: ShortReadings,
  readings: readonly Reading[],
  now: number,
): ShortReadings => {
  const read = new Map(readings.map((reading) => [keyOf(reading), nextShort(reading, known)]));
  const kept = Object.entries(known).filter(([key, { at }]) => !read.has(key) && now - at < KEPT_FOR_MS);
  const counted = [...read].flatMap(([key, short]) => (short ? [[key, short] as const] : []));
  return Object.fromEntries([...kept, ...counted]);
};

const nextShort = (reading: Reading, known: ShortReadings): ShortReading | undefined => {
  const { shortBy: by, beganAt: at } = reading;
  if (by === undefined) return undefined;
  const before = known[keyOf(reading)] ?? beforeMidnight(reading, known);
  const inARow = before?.by === by ? before.runs : 0;
  return { by, runs: Math.min(inARow + 1, BELIEVED_FROM_RUNS), at };
};

/** Two polls are at most an hour apart. */
const JUST_BEFORE_MS = 2 * HOUR_MS;

/** The recent week moves by a day at midnight. Without this a wrong total would make the vendor blind each night. */
const beforeMidnight = (
  { window: { firstDate, lastDate }, status, beganAt }: Reading,
  known: ShortReadings,
): ShortReading | undefined => {
  const short = known[readingKey({ firstDate: addDays(firstDate, -1), lastDate }, status)];
  return short && beganAt - short.at <= JUST_BEFORE_MS ? short : undefined;
};

const keyOf = ({ window, status }: Reading): string => readingKey(window, status);
