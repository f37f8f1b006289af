import { describe, expect, test } from '@jest/globals';
import { calendarOf, ladderPolicyOf } from '../../../functions/wiring/sla-settings.ts';
import type { ConfigInput, VendorConfig } from '../../../lib/config/schema.ts';
import { HOUR, MINUTE } from '../../fixtures/domain/made-up.ts';
import { madeUpVendorConfig } from '../../fixtures/made-up-config.ts';

const makeVendor = (changes: Partial<ConfigInput['vendors'][number]> = {}): VendorConfig =>
  madeUpVendorConfig({ live: true, ...changes });

describe('calendarOf (S3)', () => {
  const hours = { thu: ['09:00-18:00'], fri: ['09:00-18:00'], sat: ['09:00-18:00'] };
  /** The openings around Christmas 2026, a Friday. */
  const openings = (changes: Partial<ConfigInput['vendors'][number]>): (string | undefined)[] =>
    ['2026-12-24', '2026-12-25', '2026-12-26'].map((date) => {
      const shift = calendarOf(makeVendor({ hours, ...changes }))?.shiftAt(Date.parse(`${date}T03:00:00Z`));
      return shift && new Date(shift.startsAt).toISOString();
    });

  test('knows the hours in the market’s zone, its public holidays and the team’s own', () => {
    expect(openings({ holidays: { add: ['2026-12-26'] } })).toEqual([
      '2026-12-24T00:00:00.000Z',
      undefined,
      undefined,
    ]);
    expect(openings({ holidays: { remove: ['2026-12-25'] } })[1]).toBe('2026-12-25T00:00:00.000Z');
    expect(openings({ market: 'TW' })).toEqual([
      '2026-12-24T01:00:00.000Z',
      '2026-12-25T01:00:00.000Z',
      '2026-12-26T01:00:00.000Z',
    ]);
  });

  test.each([{}, { mon: [] }])('does not exist for the hours %j', (none) => {
    expect(calendarOf(makeVendor({ hours: none }))).toBeUndefined();
  });
});

describe('ladderPolicyOf', () => {
  test('by default warns at 3h and 1h, with two hours for the last shift and for a claim', () => {
    expect(ladderPolicyOf(makeVendor(), { claimStaleHours: 2 })).toEqual({
      steps: ['3h', '1h'],
      lastShiftMs: 2 * HOUR,
      claimStaleMs: 2 * HOUR,
      nightPages: [],
      ownChannel: [],
    });
  });

  test('uses what the team configured, in milliseconds', () => {
    const vendor = makeVendor({ ladder: ['15m'], lastShiftMinutes: 0, nightPages: ['15m', 'overdue'] });
    expect(ladderPolicyOf(vendor, { claimStaleHours: 0.5 })).toEqual({
      steps: ['15m'],
      lastShiftMs: 0,
      claimStaleMs: 30 * MINUTE,
      nightPages: ['15m', 'overdue'],
      ownChannel: [],
    });
  });

  test.each([
    ['4h', 4 * HOUR],
    ['90m', 90 * MINUTE],
  ])('has a target of %s', (target, targetMs) => {
    expect(ladderPolicyOf(makeVendor({ target }), { claimStaleHours: 2 })).toMatchObject({ targetMs });
  });

  test('gives a step with a channel its own channel, except last-shift, whose list goes there as a whole (S6)', () => {
    const stepChannels = { '1h': 'C0LEAD', 'last-shift': 'C0LEAD', overdue: 'C0OPS' };
    const policy = ladderPolicyOf(makeVendor({ stepChannels, hours: { mon: ['09:00-18:00'] } }), {
      claimStaleHours: 2,
    });
    expect(policy.ownChannel).toEqual(['1h', 'overdue']);
  });
});
