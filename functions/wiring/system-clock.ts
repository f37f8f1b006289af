import type { Clock } from '../../lib/workflows/ports/clock.ts';

export const SYSTEM_CLOCK: Clock = { now: Date.now, elapsed: () => performance.now() };

export type Timing = { clock: Clock; sleep?: (ms: number) => Promise<void> };
