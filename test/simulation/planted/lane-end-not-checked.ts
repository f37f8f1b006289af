import type { Breakage } from '../breakage.ts';

/** Longer than any wait of a drain. */
const PAUSE_MS = 25_000;

/** A drain that was frozen continues as if it still held its lane (R19). */
export const laneEndNotChecked: Breakage = {
  name: "no check of the lane's end after a wait",
  breakDrain: (services) => {
    const { now } = services.clock;
    let last = now();
    let missedMs = 0;
    // Long jumps of the clock are hidden.
    const seen = (): number => {
      if (now() - last > PAUSE_MS) missedMs += now() - last;
      last = now();
      return now() - missedMs;
    };
    return {
      ...services,
      clock: { now: seen, elapsed: seen },
      delivery: {
        ...services.delivery,
        noteAttempt: (before, attempt) => services.delivery.noteAttempt(before, { ...attempt, at: now() }),
      },
    };
  },
};
