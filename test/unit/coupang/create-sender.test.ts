import { expect, test } from '@jest/globals';
import { createSender } from '../../../lib/coupang/create-sender.ts';
import { KEYS, makeClock, VENDOR } from './loopback-coupang.ts';

test('a sender allows ten seconds and five megabytes per answer, and accepts an address with or without a slash at its end', () => {
  const options = { vendor: VENDOR, credentials: async () => KEYS, clock: makeClock(), callsPerSecond: 2 };
  for (const baseUrl of ['https://made-up.example', 'https://made-up.example/'])
    expect(createSender({ ...options, baseUrl })).toMatchObject({
      baseUrl: 'https://made-up.example',
      timeoutMs: 10_000,
      maxBodyBytes: 5_000_000,
    });
});
