import { MARKET_TEXTS, questionTemplatesOf, templatesOf } from 'fake-coupang';
import { defineConfig } from '../lib/config/parse-config.ts';

const SHIFTS = ['09:00-12:00', '13:00-18:00'];

/** A vendor of Taiwan for the laptop: `npm run start:tw`. */
export default defineConfig({
  region: 'ap-northeast-2',
  egress: 'nat-gateway',
  alarmMail: 'ops@example.com',
  acting: 'on',
  vendors: [
    {
      id: 'A00012345',
      market: 'TW',
      label: 'AA商店',
      live: false,
      channel: 'C0CS',
      fallbackChannel: 'C0OPS',
      hours: { mon: SHIFTS, tue: SHIFTS, wed: SHIFTS, thu: SHIFTS, fri: SHIFTS },
      // The weekdays off in the office calendar of 2026 (中華民國115年政府行政機關辦公日曆表). Your team's may differ.
      holidays: {
        add: [
          '2026-01-01',
          '2026-02-16',
          '2026-02-17',
          '2026-02-18',
          '2026-02-19',
          '2026-02-20',
          '2026-02-27',
          '2026-04-03',
          '2026-04-06',
          '2026-05-01',
          '2026-06-19',
          '2026-09-25',
          '2026-09-28',
          '2026-10-09',
          '2026-10-26',
          '2026-12-25',
        ],
        years: [2026],
      },
      mentions: { '1h': ['S0CS'] },
      stepChannels: { '1h': 'C0LEAD' },
      nightPages: ['1h'],
      target: '4h',
      sources: ['call-center', 'product'],
      acting: {
        people: { U0MEI: { wingId: 'mei.cs' }, U0AN: { wingId: 'an.cs' } },
        reactions: 'on',
        templates: [...templatesOf(MARKET_TEXTS.TW.catalogue), ...questionTemplatesOf('TW')],
      },
    },
  ],
});
