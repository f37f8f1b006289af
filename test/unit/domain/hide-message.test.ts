import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { hideForMs } from '../../../lib/domain/hide-message.ts';

const NOW = 1_764_000_000_000;
const MINUTE = 60_000;
const waiting = { retryAt: NOW + 10_000, sentAt: NOW, receives: 1, now: NOW, random: 0 };

describe('how long a waiting message is hidden', () => {
  test('R21: until Slack may be asked, and 2^receives seconds more, with jitter', () => {
    expect(hideForMs(waiting)).toBe(11_000);
    expect(hideForMs({ ...waiting, receives: 3 })).toBe(14_000);
    expect(hideForMs({ ...waiting, receives: 3, random: 0.5 })).toBe(16_000);
    expect(hideForMs({ ...waiting, retryAt: NOW - 1 })).toBe(1000);
  });

  test('R21: a minute at most', () => {
    expect(hideForMs({ ...waiting, receives: 20, random: 0.999 })).toBe(MINUTE);
    expect(hideForMs({ ...waiting, retryAt: NOW + 5 * MINUTE })).toBe(MINUTE);
  });

  test('R21: a message older than ten minutes is let go', () => {
    expect(hideForMs({ ...waiting, sentAt: NOW - 10 * MINUTE })).toBe(11_000);
    expect(hideForMs({ ...waiting, sentAt: NOW - 10 * MINUTE - 1 })).toBeUndefined();
  });

  test('R21: it is never shown before Slack may be asked, up to a minute, nor later than that', () => {
    const numbers = fc.record({
      wait: fc.integer({ min: -MINUTE, max: MINUTE }),
      receives: fc.integer({ min: 1, max: 20 }),
      random: fc.double({ min: 0, max: 0.999, noNaN: true }),
    });
    fc.assert(
      fc.property(numbers, ({ wait, receives, random }) => {
        const hidden = hideForMs({ retryAt: NOW + wait, sentAt: NOW, receives, now: NOW, random }) ?? 0;
        expect(hidden).toBeGreaterThan(0);
        expect(hidden).toBeGreaterThanOrEqual(Math.min(wait, MINUTE));
        expect(hidden).toBeLessThanOrEqual(MINUTE);
      }),
    );
  });
});
