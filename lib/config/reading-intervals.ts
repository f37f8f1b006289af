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
