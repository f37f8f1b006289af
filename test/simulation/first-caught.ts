import type { Breakage } from './breakage.ts';
import type { SimulationResult } from './simulate.ts';

export type Live = (seed: number, breakage?: Breakage) => Promise<SimulationResult>;

/** The first day on which a rule of the breakage finds it. On another day another rule may find it sooner. */
export const firstCaught = async (
  live: Live,
  breakage: Breakage,
  { first = 0, count }: { first?: number; count: number },
): Promise<SimulationResult | undefined> => {
  for (let seed = first; seed < first + count; seed += 1) {
    const result = await live(seed, breakage);
    if (result.violation && breakage.caughtBy.includes(result.violation.rule)) return result;
  }
  return undefined;
};
