import type { DeadlineStep, StepName } from '../ticket/step.ts';

/** `off-hours` has its own mentions. `stale` uses those of the withheld step. Neither has a channel of its own. */
type ConfiguredStep = Exclude<StepName, 'off-hours' | 'stale'>;

/** The channels and mentions of a vendor's team, by ids of the messenger. */
export type TeamSettings = {
  ladder: readonly DeadlineStep[];
  channel: string;
  fallbackChannel: string;
  stepChannels: Partial<Record<ConfiguredStep, string>>;
  mentions: Partial<Record<ConfiguredStep, readonly string[]>>;
  mentionOnNew: readonly string[];
  offHours: { mention: readonly string[] };
};
