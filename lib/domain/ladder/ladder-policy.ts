import type { DeadlineStep, ReachedStep, StepName } from '../ticket/step.ts';

/** What a team configured. */
export type LadderPolicy = {
  /** Before the deadline. */
  steps: readonly DeadlineStep[];
  /** The team's own goal, in business time, ms. */
  targetMs?: number;
  /** Less business time than that between the end of a shift and the deadline makes it the last one, ms; 0: none is (S4). */
  lastShiftMs: number;
  /** After so long an agent's claim counts no more, ms (S6). */
  claimStaleMs: number;
  /** Steps that mention outside of the hours, too (C4). */
  nightPages: readonly StepName[];
  /** Steps with a channel of their own (S6). */
  ownChannel: readonly StepName[];
};

/** A step and what it is of, as `ReachedStep` names it. */
export type DueStep = Pick<ReachedStep, 'name' | 'deadline'>;

export type LadderLook = {
  /** To be told now, in the card's thread: the nearest of those that are due (R23). */
  fires?: DueStep;
  /** Due, but overtaken by it. */
  passed: DueStep[];
  /** `last-shift` is due: told in the list of the shift that ends then, or, once that stands, in the card's thread. */
  lastShift?: { endsAt: number; nextShiftAt?: number };
  /** When something is due next, less the lead; an hour from now where nothing is known to come. */
  lookAgainAt: number;
};

/**
 * `now`: corrected clock, epoch ms. `leadMs`: so long before its time a step fires (R23). `withholdsOverdue`: what has ended is
 * not known yet (R16).
 */
export type LookTime = { now: number; leadMs: number; withholdsOverdue?: boolean };
