import type { Config, ConfigInput, Settings } from '../../lib/config/schema.ts';
import { madeUpConfig } from '../fixtures/made-up-config.ts';

/** Two live vendors and one that is not. All made up. */
export const configFixture = (
  settings: Partial<Settings> = {},
  live = true,
  changes: Partial<ConfigInput> = {},
): Config =>
  madeUpConfig(
    [{ live }, { market: 'TW', label: 'AA TW', live, channel: 'C0TW' }, { id: 'C00067890', label: 'CC몰' }],
    { egress: 'nat-gateway', settings, ...changes },
  );
