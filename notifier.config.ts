import { defineConfig } from './lib/config/parse-config.ts';

/** The settings that a team edits. Keys never belong here; `vendor-schema.ts`, `schema.ts` and `aws-settings.ts` in `lib/config` explain each setting and its default. */
export default defineConfig({
  region: 'ap-northeast-2',
  egress: 'nat-instance',
  alarmMail: 'ops@example.com',
  vendors: [
    {
      id: 'A00012345',
      market: 'KR',
      label: 'AA몰',
      live: false,
      channel: 'C0CS',
      fallbackChannel: 'C0OPS',
      hours: {
        mon: ['09:00-12:00', '13:00-18:00'],
        tue: ['09:00-12:00', '13:00-18:00'],
        wed: ['09:00-12:00', '13:00-18:00'],
        thu: ['09:00-12:00', '13:00-18:00'],
        fri: ['09:00-12:00', '13:00-18:00'],
      },
      holidays: { add: [], remove: [] },
      ladder: ['3h', '1h'],
      mentions: { '1h': ['S0CS'] },
      stepChannels: { '1h': 'C0LEAD' },
      nightPages: ['1h'],
      mentionOnNew: [],
      offHours: { mention: [] },
      lastShiftMinutes: 120,
      target: '4h',
      inTimeThreshold: 0.95,
      sources: ['call-center'],
    },
  ],
});
