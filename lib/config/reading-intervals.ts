import type { ReadingIntervals } from '../domain/reading/plan-readings.ts';
import { HOUR_MS, MINUTE_MS } from '../domain/time/durations.ts';
import type { Settings } from './schema.ts';

/** How often the older windows are read (R8). */
export const readingIntervals = ({
  monthMinutes,
  archiveHours,
  openTicketMinutes,
}: Pick<Settings, 'monthMinutes' | 'archiveHours' | 'openTicketMinutes'>): ReadingIntervals => ({
  monthMs: monthMinutes * MINUTE_MS,
  archiveMs: archiveHours * HOUR_MS,
  openTicketMs: openTicketMinutes * MINUTE_MS,
});

/** A poll may come this many intervals after the last. */
const SLOW_POLLS = 1.5;

/**
 * A vendor without a complete reading of the recent week for longer than this is blind, ms (R17). Longer than the time
 * between two polls.
 */
export const blindMs = ({
  blindMinutes,
  pollSeconds,
}: {
  blindMinutes: number;
  pollSeconds: number;
}): number => Math.max(blindMinutes * MINUTE_MS, pollSeconds * SLOW_POLLS * 1000);
