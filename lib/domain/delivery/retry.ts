import type { Retry } from '../ticket/ticket.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/durations.ts';

/** The longest wait before the next try (R22). */
const LONGEST_RETRY_MS = HOUR_MS;
const LONGEST_IN_A_DAY_MS = 15 * MINUTE_MS;

/**
 * How long a message waits that Slack refused in every form: 1, 2, 4, 8 minutes, then 15, and an hour after a day (R22).
 * @param times refusals before this one
 * @param ageMs since the first refusal
 */
export const retryMs = (times: number, ageMs: number): number =>
  ageMs >= DAY_MS ? LONGEST_RETRY_MS : Math.min(LONGEST_IN_A_DAY_MS, MINUTE_MS * 2 ** times);

/** `times` is 0 for an edit that is owed again: it was not refused and waits a minute (R19). */
export const meantMs = ({ times, at, since }: Retry): number =>
  times === 0 ? MINUTE_MS : retryMs(times - 1, at - since);
