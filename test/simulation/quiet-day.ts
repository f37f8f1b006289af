import type { FaultyWorld } from './create-faulty-world.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/**
 * After the faults: enough rounds for every back-off, for the windows that are read every 3 hours, and for their
 * results. No poll runs in between, so the last rounds end a blind time: it is reported, counted and settled. A list that falls short
 * is believed in the third of them, and the window of an open ticket is read again five minutes after it was (R7, R8). A closed
 * ticket that asks again is looked up 5 and 15 minutes after its window was read (R15).
 */
const REST_MINUTES = [1, 1, 2, 4, 8, 16, 16, 31, 61, 61, 181, 6, 11, 1, 1, 1, 1, 1, 1];

export const quietDay = async (world: FaultyWorld): Promise<void> => {
  for (const minutes of REST_MINUTES) {
    if (world.violation()) return;
    await runUntil(world);
    world.jumpTo(world.now() + minutes * MINUTE_MS);
    await world.startPoll();
    await runUntil(world);
    await world.startTrackSla();
  }
  await runUntil(world);
  // A worker that found the lane held is replaced a minute later, through the lagging index.
  for (let run = 0; run < 2 && !world.violation(); run += 1) {
    world.jumpTo(world.now() + MINUTE_MS);
    await world.startTrackSla();
    await runUntil(world);
  }
};

/** Resolves all running calls until an instant, or until no call waits and no wake-up is on its way. */
export const runUntil = async (world: FaultyWorld, instant = Number.POSITIVE_INFINITY): Promise<void> => {
  while (world.now() < instant && !world.violation()) {
    await world.startWoken();
    const next = Math.min(instant, world.nextWakeUp());
    if (await world.step(next)) continue;
    if (next === Number.POSITIVE_INFINITY) return;
    world.jumpTo(next);
  }
};
