import { describe, expect, test } from '@jest/globals';
import { neededConcurrency } from '../../lib/config/needed-concurrency.ts';
import { configFixture } from './config-fixture.ts';
import { synthesise } from './synthesise.ts';

const vendors = (live: number) =>
  Array.from({ length: live + 1 }, (_, index) => ({
    id: `A${String(index).padStart(8, '0')}`,
    market: 'KR' as const,
    label: `${index}`,
    live: index < live,
    channel: 'C0CS',
    fallbackChannel: 'C0OPS',
  }));
const notesWith = (live: number) =>
  synthesise(configFixture({}, true, { egress: 'none', vendors: vendors(live) })).notes;

describe('the concurrency that the account must have (R26)', () => {
  test('is a poll and a notify for each live vendor, plus twenty', () => {
    expect([0, 1, 40].map((live) => neededConcurrency(vendors(live)))).toEqual([20, 22, 100]);
  });

  test('is printed at synth if there are many vendors, since a synth cannot see the limit', () => {
    expect(notesWith(40)).toEqual([]);
    expect(notesWith(41)).toEqual([
      expect.stringMatching(/run 102 functions at once.*Service Quotas.*npm run doctor/),
    ]);
  });
});
