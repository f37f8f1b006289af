import type { ReadingIntervals } from '../domain/reading/plan-readings.ts';
import { HOUR_MS, MINUTE_MS } from '../domain/time/durations.ts';
import type { Settings } from './schema.ts';

/** How often the older windows are read, as a team configured it (R8). */
export const readingIntervals = ({
  monthMinutes,
  archiveHours,
  openTicketMinutes,
}: Pick<Settings, 'monthMinutes' | 'archiveHours' | 'openTicketMinutes'>): ReadingIntervals => ({
  monthMs: monthMinutes * MINUTE_MS,
  archiveMs: archiveHours * HOUR_MS,
  openTicketMs: openTicketMinutes * MINUTE_MS,
});

/** So much later than planned a poll may come. */
const SLOW_POLLS = 1.5;

/**
 * Without a complete reading of the recent week for longer than this, a vendor is blind, ms (R17). It is longer than the
 * time between two polls.
 */
export const blindMs = ({
  blindMinutes,
  pollSeconds,
}: {
  blindMinutes: number;
  pollSeconds: number;
}): number => Math.max(blindMinutes * MINUTE_MS, pollSeconds * SLOW_POLLS * 1000);
