import { MINUTE_MS } from './durations.ts';

/** Multiples of the golden ratio spread evenly between whole numbers, for any number of items. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Rotates a list, with another start each minute. If each run handles `some` of `all` items, `2 * all / some` runs in a row reach every
 * item.
 */
export const inTurn = <Item>(all: readonly Item[], now: number): Item[] => {
  const from = Math.floor(((Math.floor(now / MINUTE_MS) * GOLDEN) % 1) * all.length);
  return [...all.slice(from), ...all.slice(0, from)];
};
