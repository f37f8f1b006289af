import type { Clock } from '../../lib/workflows/ports/clock.ts';

export const SYSTEM_CLOCK: Clock = { now: Date.now, elapsed: () => performance.now() };

/**
 * Spans of time as `Clock.now` shows them, at each reading.
 * @param past what ages are compared with
 * @param ahead what is added to a time
 */
export type Stretch = <Past extends object, Ahead extends object>(past: Past, ahead: Ahead) => Past & Ahead;

/** Of a clock that runs at its real speed. */
export const AS_THEY_ARE: Stretch = (past, ahead) => ({ ...past, ...ahead });
