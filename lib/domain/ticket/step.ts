import { MINUTE_MS, HOUR_MS } from '../time/durations.ts';

/** The steps that come so long before a deadline; `ladder` of the configuration says which. */
export const DEADLINE_STEPS = ['6h', '3h', '1h', '15m'] as const;
export type DeadlineStep = (typeof DEADLINE_STEPS)[number];

/** How long before the deadline, ms. */
export const BEFORE_DUE_MS: Record<DeadlineStep, number> = {
  '6h': 6 * HOUR_MS,
  '3h': 3 * HOUR_MS,
  '1h': 60 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
};
/** How long after the deadline `overdue` is: Coupang's own closing comes first (R16). */
export const OVERDUE_AFTER_MS = 10 * MINUTE_MS;

/** Every step that a team can be warned by. `stale` re-arms what an agent's claim withheld (S6). */
export const STEP_NAMES = [
  'target',
  ...DEADLINE_STEPS,
  'last-shift',
  'off-hours',
  'overdue',
  'stale',
] as const;
export type StepName = (typeof STEP_NAMES)[number];

/** A step of one ticket's ladder that was reached: fired, or marked passed because a nearer one was due (R23). */
export type ReachedStep = {
  name: StepName;
  /** The deadline that it warns of, epoch ms; of `stale`, when the claim was made. With the name: once. */
  deadline: number;
  /** When it was found to be due, corrected clock, epoch ms. */
  at: number;
  /** Nobody was told: a nearer step was. */
  passed?: true;
  /** Whom it may mention: whom the step names, who has claimed the ticket, or, outside of the hours, nobody (C4). */
  tells?: 'team' | 'claimer' | 'nobody';
  /** The end of the shift in which it fired, epoch ms: what is sent then or later mentions nobody (C4). Absent: it may at any time. */
  quietFrom?: number;
};
