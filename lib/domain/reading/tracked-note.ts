import type { VendorState } from './vendor-state.ts';
import { MINUTE_MS } from '../time/durations.ts';

/** What a run of `track-sla` writes into the vendor's state about itself. */
export type TrackedNote = Pick<VendorState, 'watchedSince' | 'trackedAt' | 'resumedAt'>;

/** A run that comes later than that comes after a gap (R16). */
export const TRACKING_GAP_MS = 10 * MINUTE_MS;
/** How old a note may grow before it is written anew. */
export const NOTED_ANEW_MS = 0.4 * TRACKING_GAP_MS;

/**
 * What a run notes of itself; `undefined`: the last note is young enough. Before Coupang's clock is known it notes only a vendor
 * without a state (R17): no step fires, and a gap has no length by two clocks.
 * @param now corrected clock, epoch ms
 */
export const noteTracking = (
  state: VendorState | undefined,
  now: number,
  { gapMs, notedAnewMs }: { gapMs: number; notedAnewMs: number },
): TrackedNote | undefined => {
  if (!state) return { watchedSince: now };
  if (state.clockOffsetMs === undefined) return undefined;
  const ageMs = now - (state.trackedAt ?? Number.NEGATIVE_INFINITY);
  // One from the future was noted by another clock.
  if (ageMs >= 0 && ageMs < notedAnewMs) return undefined;
  return { trackedAt: now, ...(ageMs > gapMs && { resumedAt: now }) };
};

/**
 * Whether `overdue` waits (R16): after a gap, for one complete reading of the recent week that began since, and no longer than the gap
 * that counts.
 * @param now corrected clock, epoch ms
 */
export const waitsForReading = (
  { resumedAt, recentCompleteAt }: Pick<VendorState, 'resumedAt' | 'recentCompleteAt'>,
  now: number,
  gapMs: number,
): boolean =>
  resumedAt !== undefined &&
  Math.abs(now - resumedAt) < gapMs &&
  (recentCompleteAt === undefined || recentCompleteAt < resumedAt);
