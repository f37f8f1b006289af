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
