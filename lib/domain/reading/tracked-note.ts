import type { SourceState, VendorState } from './vendor-state.ts';
import { MINUTE_MS } from '../time/durations.ts';

/** The heartbeat that `track-sla` writes into the vendor's state. */
export type TrackedNote = Pick<VendorState, 'watchedSince' | 'trackedAt' | 'resumedAt' | 'pause'>;

export const TRACKING_GAP_MS = 10 * MINUTE_MS;
/** If the last note is older, the program was off. A single lost run does not make it so old. */
const PAUSED_MS = 4 * MINUTE_MS;
export const NOTE_AGAIN_MS = 2 * MINUTE_MS;

/** A run's note, or `undefined` if the last note is recent enough. A vendor without a state gets only the time of its first sight. */
export const noteTracking = (
  state: VendorState | undefined,
  now: number,
  blindMs: number,
): TrackedNote | undefined => {
  if (!state) return { watchedSince: now };
  const { trackedAt } = state;
  const ageMs = now - (trackedAt ?? Number.NEGATIVE_INFINITY);
  // After the clock was set back, the note is in the future.
  if (ageMs >= 0 && ageMs < NOTE_AGAIN_MS) return undefined;
  return {
    trackedAt: now,
    ...(ageMs > TRACKING_GAP_MS && { resumedAt: now }),
    ...(trackedAt !== undefined &&
      ageMs > PAUSED_MS && { pause: { since: pausedSince(state, trackedAt, blindMs), until: now } }),
  };
};

/**
 * When the pause began. A laptop may wake for a moment without a network: the pause goes on, unless a complete reading ended it. If a poll ran
 * before this note, it has replaced `recentCompleteAt`. Then the blind time that has just ended gives the reading before.
 */
const pausedSince = ({ pause, sources }: VendorState, trackedAt: number, blindMs: number): number => {
  if (!pause || trackedAt - pause.until > blindMs) return trackedAt;
  const readings = Object.values(sources).map(
    ({ recentCompleteAt, blindTimes = [] }) =>
      blindTimes.find(({ until }) => until > trackedAt + PAUSED_MS)?.since ?? recentCompleteAt ?? 0,
  );
  const readAt = Math.max(0, ...readings);
  // A pause is longer than `PAUSED_MS`, and a last reading may follow the last note.
  return readAt <= pause.since + PAUSED_MS ? pause.since : trackedAt;
};

/**
 * Whether the step `overdue` waits. After a gap in the runs it waits until its source has read the recent week completely, in a reading that
 * began after the gap. It waits `TRACKING_GAP_MS` at most.
 */
export const waitsForReading = (
  { resumedAt, recentCompleteAt }: Pick<VendorState, 'resumedAt'> & Pick<SourceState, 'recentCompleteAt'>,
  now: number,
): boolean =>
  resumedAt !== undefined &&
  Math.abs(now - resumedAt) < TRACKING_GAP_MS &&
  (recentCompleteAt === undefined || recentCompleteAt < resumedAt);
