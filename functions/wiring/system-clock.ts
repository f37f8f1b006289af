import type { Clock } from '../../lib/workflows/ports/clock.ts';

/** This machine's clocks. Coupang's offset comes on top where its deadlines count. */
export const SYSTEM_CLOCK: Clock = { now: Date.now, elapsed: () => performance.now() };
