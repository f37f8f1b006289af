import { describe, expect, test } from '@jest/globals';
import {
  compareTs,
  instantOf,
  isLaterTs,
  tsBefore,
  tsOf,
} from '../../../../lib/domain/delivery/known-channel.ts';

describe('Slack’s ts', () => {
  test.each([
    ['1795583820.000100', '1795583820.000100', 0],
    ['1795583820.000100', '1795583820.0001', 0],
    ['1795583820.000100', '1795583820.000099', 1],
    ['1795583820.1', '1795583820.000999', 1],
    ['1795583820', '1795583820.000001', -1],
    ['999999999.999999', '1795583820.000100', -1],
    // A double is the same for both.
    ['9007199254740.000002', '9007199254740.000001', 1],
  ])('%s compared with %s is %i', (ts, other, sign) => {
    expect(Math.sign(compareTs(ts, other))).toBe(sign);
    expect(Math.sign(compareTs(other, ts))).toBe(sign === 0 ? 0 : -sign);
    expect(isLaterTs(ts, other)).toBe(sign > 0);
  });

  test('is moved back by whole seconds, and keeps its fraction', () => {
    expect(tsBefore('1795583820.000100', 60)).toBe('1795583760.000100');
    expect(tsBefore('1795583820', 60)).toBe('1795583760.000000');
    expect(tsBefore('59.000001', 60)).toBe('0.000001');
  });

  test('is made from an instant, and converted back', () => {
    expect(tsOf(1_795_583_820_999)).toBe('1795583820.000000');
    expect(tsOf(-1)).toBe('0.000000');
    expect(instantOf('1795583820.000100')).toBe(1_795_583_820_000);
    expect(instantOf('1795583820.5')).toBe(1_795_583_820_500);
  });
});
