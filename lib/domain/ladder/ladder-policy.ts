import type { DeadlineStep, ReachedStep, StepName } from '../ticket/step.ts';

/** The configuration of a team's ladder. */
export type LadderPolicy = {
  steps: readonly DeadlineStep[];
  /** The team's goal, in business time, ms. */
  targetMs?: number;
  /**
   * A shift is a ticket's last shift if less business time than this lies between its end and the deadline, ms. 0 disables `last-shift`
   * (S4).
   */
  lastShiftMs: number;
  /** The age at which a claim expires, ms (S6). */
  claimStaleMs: number;
  /** Steps that mention people outside the hours, too (C4). */
  nightPages: readonly StepName[];
  /** Steps with a separate channel (S6). */
  ownChannel: readonly StepName[];
  /** Whether the last warning also goes to the claimer, as a direct message (A9). */
  remindsClaimer?: boolean;
};

export type DueStep = Pick<ReachedStep, 'name' | 'deadline'>;

export type LadderLook = {
  /** The nearest due step, for the card's thread (R23). */
  fires?: DueStep;
  /** Due steps before it. */
  passed: DueStep[];
  /**
   * `last-shift` is due. It goes into the list of the shift that ends at `endsAt`, or into the card's thread if that list is already
   * written.
   */
  lastShift?: { endsAt: number; nextShiftAt?: number };
  /** A provisional ticket is due to be announced (R10). */
  announces?: true;
  /** When the next step is due, minus the lead. Without a next step, an hour from now. */
  lookAgainAt: number;
};

/**
 * `leadMs`: how long before its time a step fires (R23). `withholdsOverdue`: it is unknown which tickets have ended (R16).
 */
export type LookTime = { now: number; leadMs: number; withholdsOverdue?: boolean };
