import type { Clock } from '../../lib/workflows/ports/clock.ts';

/** This machine's clocks. For deadlines, Coupang's offset is added. */
export const SYSTEM_CLOCK: Clock = { now: Date.now, elapsed: () => performance.now() };
