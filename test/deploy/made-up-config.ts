import type { ConfigInput } from '../../lib/config/schema.ts';

type VendorInput = ConfigInput['vendors'][number];

/** Made up, like everything here. */
export const FIRST = { market: 'KR', vendorId: 'A00012345' } as const;
export const SECOND = { market: 'KR', vendorId: 'A00067890' } as const;
export const CHANNELS = { first: 'C0CS', second: 'C0BB', fallback: 'C0OPS' } as const;

/** One live vendor and one that is not, without a fixed address. */
export const madeUpConfig = (changed: Partial<ConfigInput> = {}): ConfigInput => ({
  region: 'ap-northeast-2',
  egress: 'none',
  alarmMail: 'ops@example.com',
  vendors: [firstVendor(), secondVendor()],
  // Only we use the simulator, so the first sweep may be fast.
  settings: { callsPerSecond: 5 },
  ...changed,
});

export const firstVendor = (changed: Partial<VendorInput> = {}): VendorInput => ({
  id: FIRST.vendorId,
  market: FIRST.market,
  label: 'AA몰',
  live: true,
  channel: CHANNELS.first,
  fallbackChannel: CHANNELS.fallback,
  ...changed,
});

export const secondVendor = (changed: Partial<VendorInput> = {}): VendorInput => ({
  id: SECOND.vendorId,
  market: SECOND.market,
  label: 'BB몰',
  live: false,
  channel: CHANNELS.second,
  fallbackChannel: CHANNELS.fallback,
  ...changed,
});
