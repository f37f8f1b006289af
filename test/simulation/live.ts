import { inconsistentDay, questionDay } from './inconsistent/day.ts';
import { liveDay } from './live-day.ts';
import type { Kind } from './planted/plant.ts';
import { simulate, type SimulationResult } from './simulate.ts';

export type Live = (seed: number, worse?: Record<string, number>) => Promise<SimulationResult>;

/** How a day of each kind is lived. Only minutes can be worse than drawn. */
export const LIVE: Record<Kind, Live> = {
  minutes: simulate,
  days: (seed) => liveDay(seed),
  inconsistent: (seed) => inconsistentDay(seed),
  questions: (seed) => questionDay(seed),
};
