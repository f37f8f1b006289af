import { parseConfig } from '../../lib/config/parse-config.ts';
import type { Config, ConfigInput, Settings } from '../../lib/config/schema.ts';

/** Two live vendors and one that is not. All made up. */
export const configFixture = (
  settings: Partial<Settings> = {},
  live = true,
  changes: Partial<ConfigInput> = {},
): Config =>
  parseConfig(
    {
      region: 'ap-northeast-2',
      egress: 'nat-gateway',
      alarmMail: 'ops@example.com',
      vendors: [
        { id: 'A00012345', market: 'KR', label: 'AA몰', live, channel: 'C0CS', fallbackChannel: 'C0OPS' },
        { id: 'A00012345', market: 'TW', label: 'AA TW', live, channel: 'C0TW', fallbackChannel: 'C0OPS' },
        {
          id: 'C00067890',
          market: 'KR',
          label: 'CC몰',
          live: false,
          channel: 'C0CS',
          fallbackChannel: 'C0OPS',
        },
      ],
      settings,
      ...changes,
    },
    'the fixture',
  );
