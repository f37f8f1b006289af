import type { DeadlineStep, StepName } from '../ticket/step.ts';

/** `off-hours` has separate mentions. `stale` uses those of the withheld step. */
type ConfiguredStep = Exclude<StepName, 'off-hours' | 'stale'>;

/** Channels and mentions are ids of the messenger. */
export type TeamSettings = {
  ladder: readonly DeadlineStep[];
  channel: string;
  fallbackChannel: string;
  stepChannels: Partial<Record<ConfiguredStep, string>>;
  mentions: Partial<Record<ConfiguredStep, readonly string[]>>;
  mentionOnNew: readonly string[];
  offHours: { mention: readonly string[] };
};

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
