import { KEPT_FOR_MS, readingKey } from './plan-readings.ts';
import type { Reading } from './reading.ts';
import { addDays } from '../time/dates.ts';
import { HOUR_MS } from '../time/durations.ts';

/**
 * A list that shows fewer rows than Coupang's total. `by`: how many fewer. `runs`: in how many runs in a row. `at`: the last
 * time, epoch ms.
 */
export type ShortReading = { by: number; runs: number; at: number };

/** By `firstDate/status`. */
export type ShortReadings = Record<string, ShortReading>;

/**
 * A total that is wrong by the same number in so many runs is a wrong total, and the vendor is not blind (R7).
 * Assumption: totals-count-rows.
 */
const BELIEVED_FROM_RUNS = 3;

const isBelieved = ({ runs }: ShortReading): boolean => runs >= BELIEVED_FROM_RUNS;

/** How many rows each list shows fewer than its total, by `firstDate/status`. Only lists whose shortfall is believed. */
export const believedShort = (known: ShortReadings): Record<string, number> =>
  Object.fromEntries(
    Object.entries(known).flatMap(([list, short]) => (isBelieved(short) ? [[list, short.by]] : [])),
  );

/** Makes the reading complete if earlier runs were short by the same number often enough (R7). */
export const believeShort = (reading: Reading, known: ShortReadings): Reading => {
  const short = nextShort(reading, known);
  if (!short || !isBelieved(short)) return reading;
  const { incompleteBecause: _, ...believed } = reading;
  return { ...believed, complete: true };
};

/**
 * Counts the lists that were short in this run, each once. Forgets lists that were not short, and those not read for two
 * days.
 */
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

/** Between two polls there is an hour at most. */
const JUST_BEFORE_MS = 2 * HOUR_MS;

/** At midnight the recent week moves on by a day. Else a wrong total would make the vendor blind each night. */
const beforeMidnight = (
  { window: { firstDate, lastDate }, status, beganAt }: Reading,
  known: ShortReadings,
): ShortReading | undefined => {
  const short = known[readingKey({ firstDate: addDays(firstDate, -1), lastDate }, status)];
  return short && beganAt - short.at <= JUST_BEFORE_MS ? short : undefined;
};

const keyOf = ({ window, status }: Reading): string => readingKey(window, status);
