import { expect, test } from '@jest/globals';
import { NEW_VENDOR_STATE } from '../../../../lib/domain/reading/vendor-state.ts';
import { createWorld, TRACK_SETTINGS, VENDOR } from '../../../simulation/create-world.ts';
import { noteCalls } from '../../../simulation/effect.ts';
import { MINUTE } from '../../../fixtures/domain/made-up.ts';

/** A quiet vendor. `run`: what one run of track-sla asks of store and bus. It publishes an empty list. */
const start = async (acting = true) => {
  const requests: string[] = [];
  const world = createWorld({
    trackSettings: { ...TRACK_SETTINGS, acting },
    effect: noteCalls(requests),
  });
  await world.poll();
  await world.drain();
  await world.trackSla();
  await world.drain();
  const lookUntil = async (until: number): Promise<void> => {
    const lease = { token: 'made-up', now: world.now(), until: world.now() + 1 };
    await world.store.states.takeLease(VENDOR, lease);
    world.store.noteHomes(VENDOR, until);
    await world.store.states.releaseLease(VENDOR, 'made-up', NEW_VENDOR_STATE);
  };
  const run = async (): Promise<string[]> => {
    requests.length = 0;
    world.bus.wakeUps.length = 0;
    await world.trackSla();
    return [...requests];
  };
  return { ...world, lookUntil, run };
};

test('A7: a run reads and calls nothing more if no Home is open', async () => {
  const world = await start();
  expect(await world.run()).toEqual(['store.readState', 'store.attention']);
  expect(world.bus.wakeUps).toEqual([]);
});

test('A7: each run wakes notify for the Homes while a Home may be open, and no run after that', async () => {
  const world = await start();
  await world.lookUntil(world.now() + 2 * MINUTE);
  expect(await world.run()).toEqual(['store.readState', 'store.attention', 'bus.wake']);
  expect(world.bus.wakeUps).toEqual([{ vendor: VENDOR, deliverables: [], homes: true }]);
  world.advance(2 * MINUTE);
  await world.run();
  expect(world.bus.wakeUps).toEqual([]);
});

test('A7: no Home counts as open with acting switched off', async () => {
  const world = await start(false);
  await world.lookUntil(world.now() + 2 * MINUTE);
  await world.run();
  expect(world.bus.wakeUps).toEqual([]);
});
