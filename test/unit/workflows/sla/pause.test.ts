import { describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { createWorld, type World } from '../../../simulation/create-world.ts';
import { MadeUpFailure } from '../made-up-failure.ts';

const names = (world: World): string[] =>
  world
    .notices()
    .map(({ key: { notice } }) => notice.split('/')[0] ?? '')
    .toSorted();
const allClear = (world: World) => world.notices().find(({ facts }) => facts.about === 'all-clear')?.facts;

/** So many minutes of the whole program. */
const run = async (world: World, minutes: number, { polls = true, tracks = true } = {}): Promise<void> => {
  for (let minute = 0; minute < minutes; minute += 1) {
    if (polls) await world.poll();
    if (tracks) await world.trackSla();
    await world.drain();
    world.advance(MINUTE);
  }
};

/** A program that has run for a while, and was then off for so many minutes, in which two inquiries came. */
const afterPause = async (minutes: number) => {
  const world = createWorld();
  await run(world, 12);
  const stoppedAt = world.now() - MINUTE;
  for (let count = 0; count < 2; count += 1) world.coupang.handOver();
  world.advance((minutes - 1) * MINUTE);
  return { world, stoppedAt };
};

describe('R17: a time in which the program did not run', () => {
  test('is announced once as a pause, with what came in it, and nobody is notified of an outage', async () => {
    const { world, stoppedAt } = await afterPause(9);
    // The other way round than usual: the looks come first, and Coupang has not been read yet.
    await world.trackSla();
    await world.drain();
    expect(names(world)).toEqual([]);
    const resumedAt = world.now();
    await run(world, 3);
    expect(names(world)).toEqual(['all-clear']);
    expect(allClear(world)).toMatchObject({
      pause: { since: stoppedAt, until: resumedAt },
      opened: 2,
    });
    expect(world.slack.messages.filter(({ name }) => name === 'notice')).toHaveLength(1);
  });

  test('is also announced as a pause if the first poll comes before the first check', async () => {
    const { world, stoppedAt } = await afterPause(9);
    const resumedAt = world.now();
    await run(world, 3);
    expect(names(world)).toEqual(['all-clear']);
    expect(allClear(world)).toMatchObject({ pause: { since: stoppedAt, until: resumedAt } });
  });

  test('is an outage if Coupang cannot be read after it, once the limit has passed again', async () => {
    const { world } = await afterPause(9);
    const { source } = world.coupang;
    const { read } = source;
    source.read = async (...about) => ({
      reading: { ...(await read(...about)).reading, complete: false },
      failure: new MadeUpFailure('reading'),
    });
    await run(world, 5);
    expect(names(world)).toEqual([]);
    await run(world, 3);
    expect(names(world)).toEqual(['blind']);
    source.read = read;
    await run(world, 3);
    expect(names(world)).toEqual(['all-clear', 'blind']);
    expect(allClear(world)).not.toHaveProperty('pause');
  });

  /** Each reading fails until `mend` is called. */
  const cutOff = (world: World): { mend: () => void } => {
    const { source } = world.coupang;
    const { read } = source;
    source.read = async (...about) => ({
      reading: { ...(await read(...about)).reading, complete: false },
      failure: new MadeUpFailure('reading'),
    });
    return { mend: () => Object.assign(source, { read }) };
  };

  test('is a single pause, though the machine woke for a moment and could not read Coupang', async () => {
    const { world, stoppedAt } = await afterPause(90);
    const cut = cutOff(world);
    for (let wakes = 0; wakes < 3; wakes += 1) {
      await run(world, 1);
      world.advance(60 * MINUTE);
    }
    cut.mend();
    const resumedAt = world.now();
    await run(world, 3);
    expect(names(world)).toEqual(['all-clear']);
    expect(allClear(world)).toMatchObject({ pause: { since: stoppedAt, until: resumedAt }, opened: 2 });
  });

  test('is another pause after a moment in which Coupang was read', async () => {
    const { world } = await afterPause(90);
    await world.poll();
    world.advance(1000);
    const notedAt = world.now();
    await run(world, 1, { polls: false });
    world.advance(60 * MINUTE);
    await run(world, 3);
    expect(names(world)).toEqual(['all-clear', 'all-clear']);
    expect(world.notices().at(-1)).toMatchObject({ facts: { pause: { since: notedAt } } });
  });

  test('is an outage if the machine was awake between two pauses for longer than the limit', async () => {
    const { world } = await afterPause(90);
    const cut = cutOff(world);
    await run(world, 8);
    world.advance(60 * MINUTE);
    cut.mend();
    await run(world, 3);
    expect(names(world)).toEqual(['all-clear', 'blind']);
    expect(allClear(world)).not.toHaveProperty('pause');
  });

  test('is not a pause as long as track-sla runs: then nobody polls', async () => {
    const world = createWorld();
    await run(world, 12);
    await run(world, 7, { polls: false });
    expect(names(world)).toEqual(['blind']);
    await run(world, 2);
    expect(names(world)).toEqual(['all-clear', 'blind']);
    expect(allClear(world)).not.toHaveProperty('pause');
  });

  test('is not a pause if an outage was announced just before it', async () => {
    const world = createWorld();
    await run(world, 12);
    await run(world, 6, { polls: false });
    expect(names(world)).toEqual(['blind']);
    world.advance(30 * MINUTE);
    await run(world, 2);
    expect(names(world)).toEqual(['all-clear', 'blind']);
    expect(allClear(world)).not.toHaveProperty('pause');
  });

  test('is announced as a pause if the last poll is just over the limit ago, and the last check is not', async () => {
    const world = createWorld();
    await run(world, 12);
    await world.poll();
    world.advance(0.9 * MINUTE);
    await world.trackSla();
    world.advance(4.5 * MINUTE);
    await world.trackSla();
    expect(names(world)).toEqual([]);
    await run(world, 2);
    expect(names(world)).toEqual(['all-clear']);
    expect(allClear(world)).toHaveProperty('pause');
  });

  test('is not announced if it is too short for a blindness', async () => {
    const { world } = await afterPause(5);
    await run(world, 3);
    expect(names(world)).toEqual([]);
  });
});

test('R17: a machine that sleeps while track-sla reads the state judges it by the time of the request', async () => {
  const world = createWorld();
  await world.poll();
  const { read } = world.store.states;
  world.store.states.read = async (vendor) => {
    const state = await read(vendor);
    world.advance(HOUR);
    return state;
  };
  await world.trackSla();
  expect(names(world)).toEqual([]);
});
