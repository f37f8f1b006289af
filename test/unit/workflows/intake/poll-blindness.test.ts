import { describe, expect, test } from '@jest/globals';
import type { VendorState } from '../../../../lib/domain/reading/vendor-state.ts';
import { createWorld, VENDOR, type World } from '../../../simulation/create-world.ts';
import { MadeUpFailure } from '../made-up-failure.ts';
import { MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { createQuestions } from './made-up-questions.ts';

/** Each reading takes that long, until the returned function is called. */
const slowDown = (world: World, ms: number): (() => void) => {
  const { source } = world.coupang;
  const { read } = source;
  source.read = async (...args) => {
    const answer = await read(...args);
    world.advance(ms);
    return answer;
  };
  return () => void (source.read = read);
};
const stateOf = async (world: World): Promise<VendorState> => {
  const state = await world.store.states.read(VENDOR);
  if (!state) throw new Error('the vendor was never polled');
  return state;
};
/** The part of the vendor's state about the hand-overs. */
const handOversOf = async (world: World) => {
  const of = (await stateOf(world)).sources['call-center'];
  if (!of) throw new Error('the hand-overs were never polled');
  return of;
};
/** Both open lists get this answer. */
const failBoth = (world: World, failure: MadeUpFailure): void => {
  fail(world, failure);
  fail(world, failure);
};
const fail = (world: World, failure: MadeUpFailure): void => void world.coupang.faults.push(failure);

describe('R17: a poll stores when it ran', () => {
  test('for the first and the last time, whatever its result', async () => {
    const world = createWorld();
    const began = world.now();
    await world.poll();
    world.advance(MINUTE_MS);
    failBoth(world, new MadeUpFailure('egress', 10 * MINUTE_MS, 'blocked-at-edge'));
    expect(await world.poll()).toMatchObject({ result: 'failed' });
    expect(await stateOf(world)).toMatchObject({ firstPollAt: began, polledAt: world.now() });
    expect(await world.pollAfter(MINUTE_MS)).toMatchObject({ result: 'backing-off' });
    expect(await stateOf(world)).toMatchObject({ firstPollAt: began, polledAt: world.now() });
  });

  test('for the first time even if it dies before it can release its lease', async () => {
    const world = createWorld();
    const began = world.now();
    const { releaseLease } = world.store.states;
    world.store.states.releaseLease = () => Promise.reject(new Error('made-up death'));
    for (let poll = 0; poll < 2; poll += 1) {
      await expect(world.poll()).rejects.toThrow('made-up death');
      expect(await stateOf(world)).toMatchObject({ firstPollAt: began });
      world.advance(3 * MINUTE_MS);
    }
    world.store.states.releaseLease = releaseLease;
    await world.poll();
    expect(await stateOf(world)).toMatchObject({ firstPollAt: began });
    expect(await handOversOf(world)).toMatchObject({
      firstPollAt: began,
      blindTimes: [{ since: began, until: world.now() }],
    });
  });

  test('even if the store fails in the middle', async () => {
    const world = createWorld();
    world.coupang.handOver();
    const { create } = world.store.writer;
    world.store.writer.create = () => Promise.reject(new Error('made-up outage of the store'));
    await expect(world.poll()).rejects.toThrow('made-up outage');
    expect(await stateOf(world)).toMatchObject({ firstPollAt: world.now(), polledAt: world.now() });
    expect(await handOversOf(world)).toMatchObject({ failure: { cause: 'incomplete' } });
    expect(await handOversOf(world)).not.toHaveProperty('recentCompleteAt');
    world.store.writer.create = create;
    expect(await world.poll()).toMatchObject({ result: 'swept', opened: 1 });
  });

  test('but not if it was skipped', async () => {
    const world = createWorld();
    await world.poll();
    const polledAt = world.now();
    world.advance(MINUTE_MS);
    const lease = { token: 'other', now: world.now(), until: world.now() + MINUTE_MS };
    await world.store.states.takeLease(VENDOR, lease);
    expect(await world.poll()).toMatchObject({ result: 'skipped' });
    expect((await stateOf(world)).polledAt).toBe(polledAt);
  });
});

describe('R6: a poll whose Coupang has another time', () => {
  const differ = ({ pollPorts }: World, byMs: number | undefined) =>
    void (pollPorts.access = { ...pollPorts.access, clockDiffersByMs: () => byMs });

  test('reports the difference once in the log, keeps it in the state, and uses its own clock', async () => {
    const lines: unknown[] = [];
    const keep = (message: string, fields?: object) => void lines.push({ message, ...fields });
    const world = createWorld({ log: { info: keep, warn: keep, error: keep } });
    differ(world, 600_000);
    await world.poll();
    await world.poll();
    const at = world.now();
    expect(await stateOf(world)).toMatchObject({ clockDiffersByMs: 600_000, polledAt: at, firstPollAt: at });
    expect(lines).toEqual([
      {
        ...VENDOR,
        message: expect.stringContaining('differs from this machine'),
        clockDiffersByMs: 600_000,
      },
    ]);
    differ(world, undefined);
    await world.poll();
    await world.poll();
    expect(await stateOf(world)).not.toHaveProperty('clockDiffersByMs');
    expect(lines.slice(1)).toEqual([{ ...VENDOR, message: expect.stringContaining('agrees') }]);
  });
});

describe('R17: a poll stores when the recent week was read completely', () => {
  test('as the start of the earlier of its two readings', async () => {
    const world = createWorld();
    const began = world.now();
    slowDown(world, 1000);
    await world.poll();
    expect((await handOversOf(world)).recentCompleteAt).toBe(began);
  });

  test('not if one of them was incomplete, and it stores the reason', async () => {
    const world = createWorld();
    await world.poll();
    const began = world.now();
    world.advance(MINUTE_MS);
    world.coupang.handOver();
    world.coupang.faults.push('short', 'short');
    await world.poll();
    expect(await handOversOf(world)).toMatchObject({
      recentCompleteAt: began,
      failure: { cause: 'incomplete' },
    });
  });

  test('and removes the earlier reason for an incomplete reading', async () => {
    const world = createWorld();
    fail(world, new MadeUpFailure('reading', 0, 'protocol'));
    await world.poll();
    expect(await handOversOf(world)).toMatchObject({ failure: { cause: 'protocol' } });
    await world.pollAfter(MINUTE_MS);
    expect(await handOversOf(world)).toMatchObject({ recentCompleteAt: world.now() });
    expect(await handOversOf(world)).not.toHaveProperty('failure');
  });

  test('independently of older windows', async () => {
    const world = createWorld();
    const { read } = world.coupang.source;
    let reads = 0;
    world.coupang.source.read = async (...args) => {
      if ((reads += 1) > 2) fail(world, new MadeUpFailure('reading'));
      return read(...args);
    };
    const summary = await world.poll();
    expect(summary).toMatchObject({ result: 'swept' });
    expect(summary).not.toHaveProperty('code');
    expect(await handOversOf(world)).toMatchObject({ recentCompleteAt: world.now() });
    expect(await handOversOf(world)).not.toHaveProperty('failure');
  });
});

describe('D10: a poll stores why it could not read', () => {
  const unknownAddress = new MadeUpFailure('vendor', 10 * MINUTE_MS, 'ip-not-allowed', '192.0.2.7');
  const causeOf = async (world: World) => (await handOversOf(world)).failure;

  test('with the address that Coupang reported, also while its lists wait for it', async () => {
    const world = createWorld();
    failBoth(world, unknownAddress);
    await world.poll();
    const failure = { cause: 'ip-not-allowed', ip: '192.0.2.7' };
    expect(await causeOf(world)).toEqual(failure);
    expect(await world.pollAfter(MINUTE_MS)).toMatchObject({ result: 'failed', readings: 0 });
    expect(await causeOf(world)).toEqual(failure);
  });

  test('also for the block at the edge that another vendor met', async () => {
    const world = createWorld();
    fail(world, unknownAddress);
    await world.poll();
    const block = { since: world.now(), until: world.now() + MINUTE_MS, code: 'MADE_UP', problem: 'made up' };
    await world.store.states.blockEgress('made-up-egress', { ...block, cause: 'blocked-at-edge' });
    expect(await world.poll()).toMatchObject({ result: 'backing-off' });
    expect(await causeOf(world)).toEqual({ cause: 'blocked-at-edge' });
  });

  test('by the last of two failures', async () => {
    const world = createWorld();
    fail(world, new MadeUpFailure('reading', 0, 'protocol'));
    fail(world, new MadeUpFailure('reading', 0, 'coupang-down'));
    await world.poll();
    expect(await causeOf(world)).toEqual({ cause: 'coupang-down' });
  });

  test('if even the key cannot be read', async () => {
    const world = createWorld();
    fail(world, unknownAddress);
    await world.poll();
    world.pollPorts.access = {
      ...world.pollPorts.access,
      keyFingerprint: async () => Promise.reject(new MadeUpFailure('reading', 0, 'credentials')),
    };
    await expect(world.poll()).rejects.toThrow('made-up failure');
    expect(await causeOf(world)).toEqual({ cause: 'credentials' });
  });
});

describe('R17: a blind time that has ended', () => {
  const blindTimesOf = async (world: World) => (await handOversOf(world)).blindTimes;

  test('is stored from the last complete reading before it to the first one after it, and no other list is read', async () => {
    const world = createWorld();
    await world.poll();
    const since = world.now();
    await world.pollAfter(5 * MINUTE_MS + 1);
    expect(await blindTimesOf(world)).toEqual([{ since, until: world.now() }]);
    expect(world.coupang.calls.pageReads).toBe(0);
  });

  test('exists since `track-sla` has known the vendor, if no poll came for too long', async () => {
    const world = createWorld();
    const since = world.now();
    await world.trackSla();
    world.advance(10 * MINUTE_MS);
    await world.trackSla();
    const until = world.now();
    for (let poll = 0; poll < 3; poll += 1) {
      await world.poll();
      await world.trackSla();
    }
    expect(await blindTimesOf(world)).toEqual([{ since, until }]);
    expect(world.notices()).toMatchObject([
      { key: { notice: `blind/call-center/${since}` }, facts: { state: 'over', until } },
      { key: { notice: `all-clear/call-center/${since}` }, facts: { until } },
    ]);
  });

  test('lasts until the recent week is read completely, and follows earlier blind times', async () => {
    const world = createWorld();
    const spans: { since: number; until: number }[] = [];
    for (const fails of [false, true]) {
      await world.poll();
      const since = world.now();
      world.advance(6 * MINUTE_MS);
      if (fails) {
        fail(world, new MadeUpFailure('reading'));
        await world.poll();
        expect(await blindTimesOf(world)).toEqual(spans);
        world.advance(MINUTE_MS);
      }
      await world.poll();
      spans.push({ since, until: world.now() });
      expect(await blindTimesOf(world)).toEqual(spans);
    }
  });

  test('of one source is none of another (R31)', async () => {
    const questions = createQuestions();
    const { world } = questions;
    await questions.poll();
    const since = world.now();
    questions.failing.isIncomplete = true;
    await questions.pollFor(6 * MINUTE_MS);
    delete questions.failing.isIncomplete;
    await questions.pollFor(MINUTE_MS);
    const state = await stateOf(world);
    expect(state.sources.product?.blindTimes).toEqual([{ since, until: world.now() }]);
    expect(state.sources['call-center']?.blindTimes).toEqual([]);
  });
});
