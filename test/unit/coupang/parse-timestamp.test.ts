import { describe, expect, test } from '@jest/globals';
import { parseTimestamp } from '../../../lib/coupang/read-fields.ts';

const at = (iso: string) => Date.parse(iso);

describe('time stamps', () => {
  test.each([
    ['2025-01-15T14:17:13.973885-08:00', at('2025-01-15T22:17:13.973Z')],
    ['2025-01-15T14:17:13.973885123+09:00', at('2025-01-15T05:17:13.973Z')],
    ['2025-01-15T14:17:13Z', at('2025-01-15T14:17:13Z')],
    ['2025-01-15T14:17:13+0900', at('2025-01-15T05:17:13Z')],
    ['2025-01-15T14:17:13+09', at('2025-01-15T05:17:13Z')],
    ['2025-01-15T14:17+09:00', at('2025-01-15T05:17:00Z')],
    ['2025-01-15T14:17:13.5', at('2025-01-15T05:17:13.5Z')],
    ['2025-01-15 14:17:13', at('2025-01-15T05:17:13Z')],
    [' 2025-01-15 14:17:13 ', at('2025-01-15T05:17:13Z')],
    ['2024-02-29T00:00:00+09:00', at('2024-02-28T15:00:00Z')],
  ])('%s is read', (text, expected) => {
    expect(parseTimestamp(text, 'Asia/Seoul')).toBe(expected);
  });

  test('use the zone of the market without an offset, not that of the machine', () => {
    const text = '2026-01-15 14:17:13';
    expect(parseTimestamp(text, 'Asia/Taipei')).toBe(at('2026-01-15T06:17:13Z'));
    expect(parseTimestamp(text, 'Asia/Seoul')).toBe(at('2026-01-15T05:17:13Z'));
  });

  test.each([
    '',
    '2025-01-15',
    '2025-02-29T00:00:00Z',
    '2025-13-01T00:00:00Z',
    '2025-01-15T24:00:00Z',
    '2025-01-15T10:60:00Z',
    '2025-01-15T10:00:00+24:00',
    '2025-01-15T10:00:00+09:60',
    '2025-01-15T10:00:00.1234567890Z',
    '15/01/2025 10:00:00',
    '1736918233973',
    '20**-01-15 14:17:13',
  ])('«%s» is not a time stamp', (text) => {
    expect(parseTimestamp(text, 'Asia/Seoul')).toBeUndefined();
  });
});
