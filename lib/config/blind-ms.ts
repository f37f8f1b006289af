import type { Settings } from './schema.ts';
import { MINUTE_MS } from '../domain/time/durations.ts';

const SLOW_POLLS = 1.5;

/**
 * No complete reading of the recent week for longer than this is blindness, ms (R17). Where polls are rarer than that the
 * time between two is none.
 */
export const blindMs = ({
  blindMinutes,
  pollSeconds,
}: Pick<Settings, 'blindMinutes' | 'pollSeconds'>): number =>
  Math.max(blindMinutes * MINUTE_MS, pollSeconds * SLOW_POLLS * 1000);
