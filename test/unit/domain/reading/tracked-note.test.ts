import { describe, expect, test } from '@jest/globals';
import { noteTracking, waitsForReading } from '../../../../lib/domain/reading/tracked-note.ts';
import { NEW_VENDOR_STATE, type VendorState } from '../../../../lib/domain/reading/vendor-state.ts';
import { HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

const GAP_MS = 10 * MINUTE;
const SPANS = { gapMs: GAP_MS, pausedMs: 4 * MINUTE, notedAnewMs: 2 * MINUTE, blindMs: 5 * MINUTE };
const TOLD: VendorState = NEW_VENDOR_STATE;
const noteAfter = (ageMs: number) => noteTracking({ ...TOLD, trackedAt: NOW - ageMs }, NOW, SPANS);

describe('R16: the note that track-sla writes about its runs', () => {
  test('is written every two minutes, however often it runs', () => {
    expect(noteAfter(0)).toBeUndefined();
    expect(noteAfter(2 * MINUTE - 1)).toBeUndefined();
    expect(noteAfter(2 * MINUTE)).toEqual({ trackedAt: NOW });
  });

  test('R17: shows a pause if the last note is over four minutes old', () => {
    expect(noteAfter(4 * MINUTE)).toEqual({ trackedAt: NOW });
    expect(noteAfter(4 * MINUTE + 1)).toEqual({
      trackedAt: NOW,
      pause: { since: NOW - 4 * MINUTE - 1, until: NOW },
    });
  });

  test('shows a gap if the last note is over ten minutes old, or missing', () => {
    expect(noteAfter(10 * MINUTE)).not.toHaveProperty('resumedAt');
    expect(noteAfter(10 * MINUTE + 1)).toMatchObject({ trackedAt: NOW, resumedAt: NOW });
    expect(noteTracking(TOLD, NOW, SPANS)).toEqual({ trackedAt: NOW, resumedAt: NOW });
  });

  test('replaces a note from the future, which another clock made', () => {
    expect(noteAfter(-HOUR)).toEqual({ trackedAt: NOW });
  });

  test('has only the time since when the vendor is known, if it has no state (R17)', () => {
    expect(noteTracking(undefined, NOW, SPANS)).toEqual({ watchedSince: NOW });
  });
});

describe('R16: after a gap', () => {
  const waits = (state: Partial<VendorState>, now: number): boolean => waitsForReading(state, now, GAP_MS);

  test('`overdue` waits for a complete reading that began after it', () => {
    const resumedAt = NOW;
    expect(waits({ resumedAt }, NOW)).toBe(true);
    expect(waits({ resumedAt, recentCompleteAt: NOW - 1 }, NOW + MINUTE)).toBe(true);
    expect(waits({ resumedAt, recentCompleteAt: NOW }, NOW + MINUTE)).toBe(false);
  });

  test('`overdue` waits ten minutes at most', () => {
    expect(waits({ resumedAt: NOW }, NOW + GAP_MS - 1)).toBe(true);
    expect(waits({ resumedAt: NOW }, NOW + GAP_MS)).toBe(false);
  });

  test('a gap that ends in the future, from a wrong clock, delays nothing', () => {
    expect(waits({ resumedAt: NOW + HOUR }, NOW)).toBe(false);
  });

  test('without a gap it does not wait', () => {
    expect(waits({}, NOW)).toBe(false);
  });
});
