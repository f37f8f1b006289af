import type { DeadlineStep, ReachedStep, StepName } from '../ticket/step.ts';

/** The configuration of a team's ladder. */
export type LadderPolicy = {
  /** Steps at a fixed time before the deadline. */
  steps: readonly DeadlineStep[];
  /** The team's own goal, in business time, ms. */
  targetMs?: number;
  /**
   * A shift is the last one if less business time than this is left between its end and the deadline, ms. 0: no shift is
   * (S4).
   */
  lastShiftMs: number;
  /** The age at which a claim no longer counts, ms (S6). */
  claimStaleMs: number;
  /** Steps that mention people outside the hours, too (C4). */
  nightPages: readonly StepName[];
  /** Steps with a channel of their own (S6). */
  ownChannel: readonly StepName[];
  /** Whether the last warning also goes to the claimer, as a direct message (A9). Default: false. */
  remindsClaimer?: boolean;
};

export type DueStep = Pick<ReachedStep, 'name' | 'deadline'>;

export type LadderLook = {
  /** The step to post now in the card's thread: the nearest one that is due (R23). */
  fires?: DueStep;
  /** Due, but a nearer step is due as well. */
  passed: DueStep[];
  /**
   * `last-shift` is due. It goes into the list of the shift that ends at `endsAt`. If that list is written already, it goes
   * into the card's thread.
   */
  lastShift?: { endsAt: number; nextShiftAt?: number };
  /** A provisional ticket is due to be announced (R10). */
  announces?: true;
  /** When the next step is due, minus the lead. An hour from now if no next step is known. */
  lookAgainAt: number;
};

/**
 * `now`: epoch ms. `leadMs`: how long before its time a step fires (R23). `withholdsOverdue`: it is not
 * known yet which tickets have ended (R16).
 */
export type LookTime = { now: number; leadMs: number; withholdsOverdue?: boolean };
