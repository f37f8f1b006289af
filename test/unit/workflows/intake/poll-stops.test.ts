import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { createWorld, VENDOR, type World, withOneTicket } from '../../../simulation/create-world.ts';
import { MadeUpFailure } from '../made-up-failure.ts';

const throttledForADay = () => new MadeUpFailure('vendor', DAY_MS, 'throttled');
const forbidden = () => new MadeUpFailure('vendor', 10 * MINUTE_MS, 'credentials');
const atTheEdge = () => new MadeUpFailure('egress', 10 * MINUTE_MS, 'blocked-at-edge');

/** Polls each minute, and returns the minutes of the polls that made a call of the kind. */
const pollFor = async (world: World, minutes: number, count: () => number): Promise<number[]> => {
  const minutesWithCall: number[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    const before = count();
    await world.poll();
    if (count() > before) minutesWithCall.push(minute);
    world.advance(MINUTE_MS);
  }
  return minutesWithCall;
};

const stateOf = async (world: World) => (await world.store.states.read(VENDOR)) ?? { absent: true };

describe('R5: a single look-up that Coupang refuses never stops the lists', () => {
  test.each([
    ['throttled for a day', throttledForADay, [0, 60]],
    ['forbidden', forbidden, [0, 5, 15, 35]],
    ['blocked at the edge', atTheEdge, [0, 5, 15, 35]],
  ])('when it is %s', async (_, fail, minutes) => {
    const { world, id } = await withOneTicket();
    world.coupang.lose(id);
    let lookUps = 0;
    world.coupang.source.inquiry = async () => {
      lookUps += 1;
      throw fail();
    };
    world.advance(MINUTE_MS);
    const reads = world.coupang.calls.reads;
    expect(await pollFor(world, 62, () => lookUps)).toEqual(minutes);
    expect(world.coupang.calls.reads - reads).toBeGreaterThanOrEqual(2 * 62);
    const state = await stateOf(world);
    expect(state).toMatchObject({ recentCompleteAt: world.now() - MINUTE_MS });
    expect(state).not.toHaveProperty('backOff');
    expect(state).not.toHaveProperty('failure');
    expect(await world.store.states.egressBlock('made-up-egress')).toBeUndefined();
    // A hand-over that comes meanwhile is announced at once.
    world.coupang.handOver();
    expect(await world.poll()).toMatchObject({ result: 'swept', opened: 1 });
  });

  test('a new key ends the rest', async () => {
    const { world, id } = await withOneTicket();
    world.coupang.lose(id);
    const { inquiry } = world.coupang.source;
    world.coupang.source.inquiry = async () => Promise.reject(throttledForADay());
    world.advance(MINUTE_MS);
    const since = world.now();
    expect(await world.poll()).toMatchObject({ held: [{ calls: 'secondary', since, cause: 'throttled' }] });
    world.coupang.source.inquiry = inquiry;
    for (let minute = 0; minute < 5; minute += 1) {
      world.advance(MINUTE_MS);
      expect(await world.poll()).toMatchObject({ held: [{ calls: 'secondary' }] });
    }
    world.coupang.source.keyFingerprint = async ({ fresh = false } = {}) =>
      fresh ? 'another-key' : 'made-up-key';
    const before = world.coupang.calls.inquiries;
    expect(await world.poll()).not.toHaveProperty('held');
    expect(world.coupang.calls.inquiries).toBe(before + 1);
  });
});

test('R5: an older window that is forbidden stops the older windows alone', async () => {
  const world = createWorld();
  const { read } = world.coupang.source;
  world.coupang.source.read = async (...args) => {
    if (!world.coupang.isRecent(args[0])) world.coupang.faults.push({ failure: forbidden() });
    return read(...args);
  };
  expect(await world.poll()).toMatchObject({ result: 'swept', readings: 3, held: [{ calls: 'older' }] });
  world.advance(MINUTE_MS);
  expect(await world.poll()).toMatchObject({ result: 'swept', readings: 2 });
});

describe('R5: no primary call waits longer than 15 minutes', () => {
  test.each([
    ['Coupang asks for a day', throttledForADay, [0, 14, 28]],
    [
      'Coupang asks for three minutes',
      () => new MadeUpFailure('vendor', 3 * MINUTE_MS, 'throttled'),
      [0, 3, 6, 9],
    ],
    ['the key is refused', forbidden, [0, 10, 20]],
    ['the address is blocked', atTheEdge, [0, 10, 20]],
  ])('when %s; each time it makes one try', async (_, fail, minutes) => {
    const world = createWorld();
    const { read } = world.coupang.source;
    world.coupang.source.read = async (...args) => {
      world.coupang.faults.push({ failure: fail() });
      return read(...args);
    };
    const length = (minutes.at(-1) ?? 0) + 1;
    expect(await pollFor(world, length, () => world.coupang.calls.reads)).toEqual(minutes);
    expect(world.coupang.calls.reads).toBe(minutes.length);
  });

  test('also when Coupang refuses a single list, and the other list is still read', async () => {
    const world = createWorld();
    const { read } = world.coupang.source;
    const tried: string[] = [];
    const refuse = (refused: string) => {
      world.coupang.source.read = async (...args) => {
        tried.push(args[1]);
        if (args[1] === refused) world.coupang.faults.push({ failure: throttledForADay() });
        return read(...args);
      };
    };
    refuse('NO_ANSWER');
    expect(await pollFor(world, 29, () => tried.length)).toEqual([0, 14, 28]);
    expect(tried).toEqual(['NO_ANSWER', 'TRANSFER', 'NO_ANSWER', 'TRANSFER', 'NO_ANSWER']);
    refuse('TRANSFER');
    expect(await pollFor(world, 28, () => tried.length)).toEqual([13, 27]);
    expect(tried.slice(5)).toEqual(['TRANSFER', 'NO_ANSWER', 'TRANSFER']);
  });

  test('also after a stop of a day that an earlier release stored', async () => {
    const world = createWorld();
    await world.poll();
    const { states } = world.store;
    const stored = await states.takeLease(VENDOR, { token: 'old', now: world.now(), until: world.now() + 1 });
    const stop = { code: 'X', problem: 'x', cause: 'throttled', keyFingerprint: 'made-up-key' } as const;
    if (stored !== 'taken')
      await states.releaseLease(VENDOR, 'old', {
        ...stored,
        backOff: { ...stop, until: world.now() + DAY_MS },
      });
    expect(await world.poll()).toMatchObject({ result: 'swept' });
  });
});

test('R5: a 429 of act holds back look-ups, and no list', async () => {
  const { world, id } = await withOneTicket();
  world.coupang.lose(id);
  const stop = { code: 'X', problem: 'x', cause: 'throttled', keyFingerprint: 'made-up-key' } as const;
  const { read } = world.coupang.source;
  // It comes while a poll runs, which must not lose it.
  world.coupang.source.read = async (...about) => {
    await world.store.states.noteActStop(VENDOR, { ...stop, until: world.now() + HOUR_MS });
    return read(...about);
  };
  await world.poll();
  world.coupang.source.read = read;
  world.advance(MINUTE_MS);
  const { inquiries } = world.coupang.calls;
  expect(await world.poll()).toMatchObject({ result: 'swept', readings: 2, held: [{ calls: 'act' }] });
  expect(world.coupang.calls.inquiries).toBe(inquiries);
  world.advance(HOUR_MS);
  await world.poll();
  expect(world.coupang.calls.inquiries).toBe(inquiries + 1);
});
