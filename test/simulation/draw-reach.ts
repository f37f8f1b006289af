import { TRACK_EVERY_MS } from './create-world.ts';
import type { Random } from './random.ts';
import type { Temperament } from './temperament.ts';

/** Features that only few days have, since they make a day long. */
export type Reach = {
  /** Vendors that track-sla looks at beside the one with all the faults. */
  otherVendors: number;
  /** How long a run of track-sla may take. In less than its minute it does not get to all vendors. */
  trackMs: number;
  /** How often a run starts in a new process, though an idle one is there. */
  coldStarts: number;
};

/** Uses its own random numbers, so that all other draws stay the same. */
export const drawReach = (random: Random): Reach & Partial<Temperament> => {
  const coldStarts = random.chance(0.5) ? random.pick([0.1, 0.4]) : 0;
  const isCrowded = random.chance(0.04);
  const otherVendors = random.chance(0.12) ? random.pick([1, 3, MANY]) : 0;
  return {
    coldStarts,
    otherVendors,
    trackMs: TRACK_EVERY_MS,
    ...(otherVendors > 0 && { stepMs: random.pick([20, 200, 1000]) }),
    ...(otherVendors >= MANY && { ...NO_TIME_FOR_ALL, stepMs: random.pick([200, 400]) }),
    ...(isCrowded && drawCrowd(random)),
  };
};

/** More vendors than a run looks at in the first seconds. It takes enough runs for each to get its turn. */
const MANY = 28;
const NO_TIME_FOR_ALL = { trackMs: 38_000, minutes: 10 };

/** So many hand-overs at once need several requests to the bus. */
export const CROWD = 30;

const drawCrowd = (random: Random): Partial<Temperament> => {
  const many = (): number => random.between(CROWD, 2 * CROWD);
  const [burst, firstSight] = random.pick([
    [many(), 0],
    [1, many()],
    [many(), many()],
  ]);
  return { burst, firstSight, mostInquiries: 12, pageSize: 30, stepMs: random.pick([20, 100]) };
};
