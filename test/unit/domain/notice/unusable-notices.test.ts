import { nested } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { unusableNotices } from '../../../../lib/workflows/intake/store-batch.ts';
import { makeReading } from '../../../fixtures/domain/make-reading.ts';
import { NOW, VENDOR, ZONE } from '../../../fixtures/domain/made-up.ts';

const items = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    hash: `made-up-hash-${index}`,
    problem: 'inquiryId: is missing',
  }));
const noticesOf = (count: number, at = NOW) =>
  unusableNotices(VENDOR, makeReading({ unusable: items(count), status: 'TRANSFER' }), at, ZONE);

describe('unusableNotices', () => {
  test('R13: makes a separate notice per item, keyed by vendor, status and hash', () => {
    expect(noticesOf(2)).toMatchObject([
      nested({
        ...VENDOR,
        notice: 'unusable/TRANSFER/made-up-hash-0',
        facts: { about: 'unusable', status: 'TRANSFER', count: 1, problem: 'inquiryId: is missing' },
      }),
      { key: { notice: 'unusable/TRANSFER/made-up-hash-1' } },
    ]);
    expect(noticesOf(0)).toEqual([]);
  });

  test('makes a single notice a day for more than three in a reading, so that an API change does not flood the channel', () => {
    expect(noticesOf(3)).toHaveLength(3);
    expect(noticesOf(4)).toMatchObject([
      { key: { notice: 'unusable/TRANSFER/2026-11-25' }, facts: { count: 4 } },
    ]);
    const nextDay = Date.UTC(2026, 10, 25, 15, 0);
    expect(noticesOf(4, nextDay)).toMatchObject([{ key: { notice: 'unusable/TRANSFER/2026-11-26' } }]);
  });
});
