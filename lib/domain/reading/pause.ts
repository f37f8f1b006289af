/** A time in which the program did not run: from the last sign of it to the first. Corrected clock, epoch ms. */
export type Pause = { since: number; until: number };

/**
 * The pause that ends now, where the program has shown nothing of itself for longer than `longestMs` (R17).
 * @param ranAt the last sign of it, corrected clock, epoch ms
 */
export const findPause = (ranAt: number | undefined, now: number, longestMs: number): Pause | undefined =>
  ranAt !== undefined && now - ranAt > longestMs ? { since: ranAt, until: now } : undefined;

/**
 * Whether nothing but a pause kept Coupang from being read: the vendor was sighted as it began, and no limit has passed since
 * its end (R17).
 * @param blind since the last complete reading, until the next one, or until now
 */
export const isOnlyPause = (blind: Pause, pause: Pause | undefined, blindMs: number): boolean =>
  pause !== undefined &&
  pause.until > blind.since &&
  pause.since - blind.since <= blindMs &&
  blind.until - pause.until <= blindMs;
