import type { VendorState } from './vendor-state.ts';
import { MINUTE_MS } from '../time/durations.ts';

/** The note that `track-sla` writes about itself into the vendor's state. */
export type TrackedNote = Pick<VendorState, 'watchedSince' | 'trackedAt' | 'resumedAt' | 'pause'>;

/** A run that starts later than this after the last one follows a gap (R16). */
export const TRACKING_GAP_MS = 10 * MINUTE_MS;
/** If the last note is older, the program was off (R17). A lost run between two notes does not make it so old. */
const PAUSED_MS = 4 * MINUTE_MS;
/** The age at which a note is written again. */
export const NOTED_ANEW_MS = 2 * MINUTE_MS;

/**
 * Returns a run's note about itself, or `undefined` if the last note is recent enough. A vendor without a state gets
 * only the time when it was first seen (R17).
 * @param now epoch ms
 */
export const noteTracking = (
  state: VendorState | undefined,
  now: number,
  blindMs: number,
): TrackedNote | undefined => {
  if (!state) return { watchedSince: now };
  const { trackedAt } = state;
  const ageMs = now - (trackedAt ?? Number.NEGATIVE_INFINITY);
  // A note from the future: the clock was set back.
  if (ageMs >= 0 && ageMs < NOTED_ANEW_MS) return undefined;
  return {
    trackedAt: now,
    ...(ageMs > TRACKING_GAP_MS && { resumedAt: now }),
    ...(trackedAt !== undefined &&
      ageMs > PAUSED_MS && { pause: { since: pausedSince(state, trackedAt, blindMs), until: now } }),
  };
};

/**
 * A laptop may wake for a moment without a network: that is still the same pause (R17). After a complete reading in that moment it
 * is another one. A poll may come before the note of a run: then the blind time that has just ended tells the reading before it.
 */
const pausedSince = (
  { pause, recentCompleteAt, catchUps }: VendorState,
  trackedAt: number,
  blindMs: number,
): number => {
  if (!pause || trackedAt - pause.until > blindMs) return trackedAt;
  const ended = catchUps.find(({ until }) => until > trackedAt + PAUSED_MS);
  const readAt = ended?.since ?? recentCompleteAt ?? 0;
  // A pause is longer than `PAUSED_MS`, and a last reading may come after the last note.
  return readAt <= pause.since + PAUSED_MS ? pause.since : trackedAt;
};

/**
 * Whether `overdue` waits (R16). After a gap it waits for one complete reading of the recent week that began since, and for
 * `TRACKING_GAP_MS` at most.
 * @param now epoch ms
 */
export const waitsForReading = (
  { resumedAt, recentCompleteAt }: Pick<VendorState, 'resumedAt' | 'recentCompleteAt'>,
  now: number,
): boolean =>
  resumedAt !== undefined &&
  Math.abs(now - resumedAt) < TRACKING_GAP_MS &&
  (recentCompleteAt === undefined || recentCompleteAt < resumedAt);
