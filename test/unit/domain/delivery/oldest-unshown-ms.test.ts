import { describe, expect, test } from '@jest/globals';
import { oldestUnshownMs } from '../../../../lib/workflows/sla/collect-metrics.ts';

const NOW = 1_000_000;
const shown = { changedAt: NOW - 900_000, attentionAt: NOW };
const pendingItem = (agoMs: number, rank = 2) => ({ rank, changedAt: NOW - agoMs, attentionAt: NOW });

describe('how long the oldest message has been pending (S9, R25)', () => {
  test('is zero if all is shown, or there is nothing', () => {
    expect(oldestUnshownMs([], NOW)).toBe(0);
    expect(oldestUnshownMs([shown], NOW)).toBe(0);
  });

  test('counts from the change, for the longest wait, whatever is pending', () => {
    expect(oldestUnshownMs([pendingItem(1000), pendingItem(3000, 6), pendingItem(2000, 0), shown], NOW)).toBe(
      3000,
    );
  });

  test('excludes what Slack refuses and what waits for its next try', () => {
    expect(
      oldestUnshownMs([pendingItem(1000), { ...pendingItem(90_000), attentionAt: NOW + 60_000 }], NOW),
    ).toBe(1000);
  });

  test('is never negative, for any clock', () => {
    expect(oldestUnshownMs([pendingItem(-5000)], NOW)).toBe(0);
  });
});
