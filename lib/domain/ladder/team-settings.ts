import type { DeadlineStep, StepName } from '../ticket/step.ts';

/** `off-hours` has people of its own, `stale` those of the step that it stands for; both go to `channel`. */
type ConfiguredStep = Exclude<StepName, 'off-hours' | 'stale'>;

/** Whom and where a vendor's team wants to be told. People and channels are ids of the messenger. */
export type TeamSettings = {
  ladder: readonly DeadlineStep[];
  channel: string;
  fallbackChannel: string;
  stepChannels: Partial<Record<ConfiguredStep, string>>;
  mentions: Partial<Record<ConfiguredStep, readonly string[]>>;
  mentionOnNew: readonly string[];
  offHours: { mention: readonly string[] };
};
