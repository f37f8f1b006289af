import { describe, expect, test } from '@jest/globals';
import { oldestUnshownMs } from '../../../lib/domain/oldest-unshown-ms.ts';

const NOW = 1_000_000;
const shown = { version: 2, shownVersion: 2, changedAt: NOW - 900_000 };
const changed = (agoMs: number) => ({ version: 2, shownVersion: 1, changedAt: NOW - agoMs });
const unposted = (agoMs: number) => ({ version: 1, shownVersion: 0, changedAt: NOW - agoMs });

describe('how long the oldest change has waited for Slack (S9)', () => {
  test('is nothing where all is shown, or nothing is there', () => {
    expect(oldestUnshownMs([], NOW)).toBe(0);
    expect(oldestUnshownMs([shown], NOW)).toBe(0);
  });

  test('is counted from the change, of the one that waits longest, be it posted before or not', () => {
    expect(oldestUnshownMs([changed(1000), unposted(3000), changed(2000), shown], NOW)).toBe(3000);
    expect(oldestUnshownMs([unposted(1000), changed(4000)], NOW)).toBe(4000);
  });

  test('counts an end that a card does not show yet, and no ticket that had ended before any card (D5)', () => {
    expect(oldestUnshownMs([{ ...changed(5000), closedAt: NOW }], NOW)).toBe(5000);
    expect(oldestUnshownMs([{ ...unposted(5000), closedAt: NOW }], NOW)).toBe(0);
  });

  test('is never less than nothing, whatever a clock says', () => {
    expect(oldestUnshownMs([unposted(-5000)], NOW)).toBe(0);
  });
});
