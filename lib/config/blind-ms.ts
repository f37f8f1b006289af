import { MINUTE_MS } from '../domain/time/durations.ts';

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
