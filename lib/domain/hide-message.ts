/** A message older than this waits in its ticket's index time instead (R21). */
const OLDEST_MS = 10 * 60 * 1000;
const LONGEST_MS = 60_000;

/**
 * How long a message is hidden in its queue while its ticket waits (R21): until Slack may be asked again, and 2^receives
 * seconds more, with jitter, at most a minute. `undefined`: it is old enough to be let go, for the ticket's index time
 * brings it back. All instants raw clock, epoch ms.
 * @param random from 0 to below 1
 */
export const hideForMs = (waiting: {
  retryAt: number;
  sentAt: number;
  receives: number;
  now: number;
  random: number;
}): number | undefined => {
  const { retryAt, sentAt, receives, now, random } = waiting;
  if (now - sentAt > OLDEST_MS) return undefined;
  const spread = 2 ** Math.min(receives, 6) * 1000 * (0.5 + random / 2);
  return Math.min(LONGEST_MS, Math.max(0, retryAt - now) + spread);
};
