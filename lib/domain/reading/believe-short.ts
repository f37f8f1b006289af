import { KEPT_FOR_MS, readingKey } from './plan-readings.ts';
import type { Reading } from './reading.ts';

/** Of a list whose rows fell short of Coupang's total: by how many, in how many runs in a row, and when last (corrected clock, epoch ms). */
export type ShortReading = { by: number; runs: number; at: number };

/** By `firstDate/status`. */
export type ShortReadings = Record<string, ShortReading>;

/** A total that is wrong in the same way so often is wrong, and must blind nobody (R7). Assumption: totals-count-rows. */
const BELIEVED_FROM_RUNS = 3;

const isBelieved = ({ runs }: ShortReading): boolean => runs >= BELIEVED_FROM_RUNS;

/** Lists of which a wrong total is believed, by `firstDate/status`, and how many rows each shows fewer than it tells. */
export const believedShort = (known: ShortReadings): Record<string, number> =>
  Object.fromEntries(
    Object.entries(known).flatMap(([list, short]) => (isBelieved(short) ? [[list, short.by]] : [])),
  );

/** The reading, as complete where earlier runs were short by as many rows often enough (R7). */
export const believeShort = (reading: Reading, known: ShortReadings): Reading => {
  const short = nextShort(reading, known);
  if (!short || !isBelieved(short)) return reading;
  const { incompleteBecause: _, ...believed } = reading;
  return { ...believed, complete: true };
};

/** Counts what was short in this run, each list once. Forgets lists that were not, and those not read for two days. */
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
  const before = known[keyOf(reading)];
  const inARow = before?.by === by ? before.runs : 0;
  return { by, runs: Math.min(inARow + 1, BELIEVED_FROM_RUNS), at };
};

const keyOf = ({ window, status }: Reading): string => readingKey(window, status);
