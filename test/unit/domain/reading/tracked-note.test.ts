import { describe, expect, test } from '@jest/globals';
import {
  noteTracking,
  TRACKING_GAP_MS,
  waitsForReading,
} from '../../../../lib/domain/reading/tracked-note.ts';
import { NEW_VENDOR_STATE, type VendorState } from '../../../../lib/domain/reading/vendor-state.ts';
import { HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

const BLIND_MS = 5 * MINUTE;
const STATE: VendorState = NEW_VENDOR_STATE;
const noteAfter = (ageMs: number) => noteTracking({ ...STATE, trackedAt: NOW - ageMs }, NOW, BLIND_MS);

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
    expect(noteTracking(STATE, NOW, BLIND_MS)).toEqual({ trackedAt: NOW, resumedAt: NOW });
  });

  test('shows no gap if it only continues a pause, so that `overdue` does not wait again', () => {
    const pause = { since: NOW - HOUR, until: NOW - 5 * MINUTE };
    const note = noteTracking({ ...STATE, trackedAt: pause.until, pause }, NOW, BLIND_MS);
    expect(note).toEqual({ trackedAt: NOW, pause: { since: pause.since, until: NOW } });
  });

  test('replaces a note from the future, which another clock made', () => {
    expect(noteAfter(-HOUR)).toEqual({ trackedAt: NOW });
  });

  test('contains only the time since when the vendor is known, if it has no state (R17)', () => {
    expect(noteTracking(undefined, NOW, BLIND_MS)).toEqual({ watchedSince: NOW });
  });
});

describe('R16: after a gap', () => {
  test('`overdue` waits for a complete reading that began after it', () => {
    const resumedAt = NOW;
    expect(waitsForReading({ resumedAt }, NOW)).toBe(true);
    expect(waitsForReading({ resumedAt, recentCompleteAt: NOW - 1 }, NOW + MINUTE)).toBe(true);
    expect(waitsForReading({ resumedAt, recentCompleteAt: NOW }, NOW + MINUTE)).toBe(false);
  });

  test('`overdue` waits ten minutes at most', () => {
    expect(waitsForReading({ resumedAt: NOW }, NOW + TRACKING_GAP_MS - 1)).toBe(true);
    expect(waitsForReading({ resumedAt: NOW }, NOW + TRACKING_GAP_MS)).toBe(false);
  });

  test('`overdue` is not delayed by a gap that ends in the future, from a wrong clock', () => {
    expect(waitsForReading({ resumedAt: NOW + HOUR }, NOW)).toBe(false);
  });

  test('`overdue` does not wait without a gap', () => {
    expect(waitsForReading({}, NOW)).toBe(false);
  });
});
