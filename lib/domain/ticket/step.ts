import { MINUTE_MS, HOUR_MS } from '../time/durations.ts';

/** The steps at a fixed time before a deadline. `ladder` in the configuration chooses among them. */
export const DEADLINE_STEPS = ['6h', '3h', '1h', '15m'] as const;
export type DeadlineStep = (typeof DEADLINE_STEPS)[number];

/** How long before the deadline, ms. */
export const BEFORE_DUE_MS: Record<DeadlineStep, number> = {
  '6h': 6 * HOUR_MS,
  '3h': 3 * HOUR_MS,
  '1h': 60 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
};
/** How long after the deadline `overdue` comes, so that Coupang's own closing can come first (R16). */
export const OVERDUE_AFTER_MS = 10 * MINUTE_MS;

/** Every step that can warn a team. `stale` repeats for the team what a claim withheld (S6). */
export const STEP_NAMES = [
  'target',
  ...DEADLINE_STEPS,
  'last-shift',
  'off-hours',
  'overdue',
  'stale',
] as const;
export type StepName = (typeof STEP_NAMES)[number];

/** A step of one ticket's ladder that was reached. It fired, or it was passed because a nearer one was due (R23). */
export type ReachedStep = {
  name: StepName;
  /** The deadline that it warns of, epoch ms; for `stale`, the time of the claim. Name and deadline happen once. */
  deadline: number;
  /** When it was found to be due, epoch ms. */
  at: number;
  /** No message was sent, since a nearer step was due. */
  passed?: true;
  /** Whom it may mention: the people of the step, only the claimer, or, outside the hours, nobody (C4). */
  tells?: 'team' | 'claimer' | 'nobody';
  /**
   * The end of the shift in which it fired, epoch ms. From then on its message mentions nobody (C4). Absent: there is no
   * limit.
   */
  quietFrom?: number;
};
