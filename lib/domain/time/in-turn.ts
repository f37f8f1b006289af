import { MINUTE_MS } from './durations.ts';

/** Multiples of the golden ratio are spread most evenly between whole numbers, however many there are. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * All of them in their order, from another place each minute. If each run gets to `some` of `all`, then `2 * all / some` runs in
 * a row get to each of them.
 */
export const inTurn = <Item>(all: readonly Item[], now: number): Item[] => {
  const from = Math.floor(((Math.floor(now / MINUTE_MS) * GOLDEN) % 1) * all.length);
  return [...all.slice(from), ...all.slice(0, from)];
};
