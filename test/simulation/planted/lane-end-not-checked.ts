import type { Breakage } from '../breakage.ts';

/** Longer than anything that a drain waits for. */
const PAUSE_MS = 25_000;

/** A drain that stood still goes on as if it held its lane yet (R19). */
export const laneEndNotChecked: Breakage = {
  name: "no check of the lane's end after a wait",
  breakDrain: (services) => {
    const { now } = services.clock;
    let last = now();
    let missedMs = 0;
    // What passes between two looks at the clock is not seen if it is long.
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
