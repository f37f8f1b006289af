/** Random numbers from a seed: the same seed gives the same numbers. Mulberry32, a public-domain recurrence. */
export const createRandom = (seed: number) => {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  /** From 0 to below 1. */
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    /** A whole number from 0 to below `limit`. */
    below,
    /** Both ends included. */
    between: (least: number, most: number): number => least + below(most - least + 1),
    chance: (probability: number): boolean => next() < probability,
    pick: <T>(choices: readonly [T, ...T[]]): T => choices[below(choices.length)] ?? choices[0],
    /** `undefined` for an empty list. */
    pickAny: <T>(choices: readonly T[]): T | undefined => choices[below(choices.length)],
  };
};

export type Random = ReturnType<typeof createRandom>;
