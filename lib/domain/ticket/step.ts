import { isOneOf } from '../is-one-of.ts';
import { MINUTE_MS, HOUR_MS } from '../time/durations.ts';

/** Steps at a fixed time before a deadline. `ladder` in the configuration selects from them. */
export const DEADLINE_STEPS = ['6h', '3h', '1h', '15m'] as const;
export type DeadlineStep = (typeof DEADLINE_STEPS)[number];

export const isDeadlineStep = (name: string | undefined): name is DeadlineStep =>
  isOneOf(name, DEADLINE_STEPS);

/** ms before the deadline. */
export const BEFORE_DUE_MS: Record<DeadlineStep, number> = {
  '6h': 6 * HOUR_MS,
  '3h': 3 * HOUR_MS,
  '1h': 60 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
};
const NEAR_MS = 5 * MINUTE_MS;

/**
 * The time left that a step's message names: the step's own, unless the real one differs by more than five minutes or a tenth of it. Other
 * steps have none of their own, and an hour or more is rounded down to five minutes.
 */
export const namedLeftMs = (name: StepName, leftMs: number): number => {
  if (!isDeadlineStep(name)) return roundDown(leftMs);
  const own = BEFORE_DUE_MS[name];
  return Math.abs(leftMs - own) <= Math.min(NEAR_MS, own / 10) ? own : leftMs;
};

/** @returns from an hour on whole five minutes, since nobody needs more */
export const roundDown = (ms: number): number => (ms < HOUR_MS ? ms : Math.floor(ms / NEAR_MS) * NEAR_MS);

/** Coupang's own closing comes first. */
export const OVERDUE_AFTER_MS = 10 * MINUTE_MS;

/** `stale` repeats the steps that a claim withheld from the team. */
export const STEP_NAMES = [
  'target',
  ...DEADLINE_STEPS,
  'last-shift',
  'off-hours',
  'overdue',
  'stale',
] as const;
export type StepName = (typeof STEP_NAMES)[number];

/** A step that fired, or was passed because a nearer step was due. */
export type ReachedStep = {
  name: StepName;
  /** The deadline that it warns of. For `stale`, the time of the claim. */
  deadline: number;
  at: number;
  passed?: true;
  /** Whom it may mention. Outside the hours, nobody. */
  tells?: 'team' | 'claimer' | 'nobody';
  /** The end of its shift. From then on its message mentions nobody. */
  quietFrom?: number;
};
