import { describe, expect, test } from '@jest/globals';
import type { VendorState } from '../../../../lib/domain/reading/vendor-state.ts';
import { createWorld, VENDOR, type World } from '../../../simulation/create-world.ts';
import { MadeUpFailure } from '../made-up-failure.ts';
import { MINUTE_MS } from '../../../../lib/domain/time/durations.ts';

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
const fail = (world: World, failure: MadeUpFailure): void => void world.coupang.faults.push({ failure });

describe('R17: a poll stores when it ran', () => {
  test('for the first and the last time, whatever its result', async () => {
    const world = createWorld();
    const began = world.now();
    await world.poll();
    world.advance(MINUTE_MS);
    fail(world, new MadeUpFailure('vendor', 10 * MINUTE_MS));
    expect(await world.poll()).toMatchObject({ result: 'failed' });
    expect(await stateOf(world)).toMatchObject({ firstPollAt: began, polledAt: world.now() });
    world.advance(MINUTE_MS);
    expect(await world.poll()).toMatchObject({ result: 'backing-off' });
    expect(await stateOf(world)).toMatchObject({ firstPollAt: began, polledAt: world.now() });
  });

  test('for the first time even if it dies before it can release its lease', async () => {
    const world = createWorld();
    const began = world.now();
    const { releaseLease } = world.store.states;
    world.store.states.releaseLease = async () => {
      throw new Error('made-up death');
    };
    for (let poll = 0; poll < 2; poll += 1) {
      await expect(world.poll()).rejects.toThrow('made-up death');
      expect(await stateOf(world)).toMatchObject({ firstPollAt: began });
      world.advance(3 * MINUTE_MS);
    }
    world.store.states.releaseLease = releaseLease;
    await world.poll();
    expect(await stateOf(world)).toMatchObject({ firstPollAt: began });
  });

  test('even if the store fails in the middle', async () => {
    const world = createWorld();
    world.coupang.handOver();
    world.store.writer.create = async () => {
      throw new Error('made-up outage of the store');
    };
    await expect(world.poll()).rejects.toThrow('made-up outage');
    const state = await stateOf(world);
    expect(state).toMatchObject({
      firstPollAt: world.now(),
      polledAt: world.now(),
      failure: { cause: 'incomplete' },
    });
    expect(state).not.toHaveProperty('recentCompleteAt');
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
  const differ = (world: World, byMs: number | undefined) =>
    void (world.coupang.source.clockDiffersByMs = () => byMs);

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
    expect((await stateOf(world)).recentCompleteAt).toBe(began);
  });

  test('not if one of them was incomplete, and it stores the reason', async () => {
    const world = createWorld();
    await world.poll();
    const began = world.now();
    world.advance(MINUTE_MS);
    world.coupang.handOver();
    world.coupang.faults.push({ hideEvery: 2 });
    await world.poll();
    expect(await stateOf(world)).toMatchObject({ recentCompleteAt: began, failure: { cause: 'incomplete' } });
  });

  test('and removes the earlier reason for an incomplete reading', async () => {
    const world = createWorld();
    fail(world, new MadeUpFailure('reading', 0, 'protocol'));
    await world.poll();
    expect(await stateOf(world)).toMatchObject({ failure: { cause: 'protocol' } });
    world.advance(MINUTE_MS);
    await world.poll();
    expect(await stateOf(world)).toMatchObject({ recentCompleteAt: world.now() });
    expect(await stateOf(world)).not.toHaveProperty('failure');
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
    expect(await stateOf(world)).toMatchObject({ recentCompleteAt: world.now() });
    expect(await stateOf(world)).not.toHaveProperty('failure');
  });
});

describe('D10: a poll stores why it could not read', () => {
  const unknownAddress = new MadeUpFailure('vendor', 10 * MINUTE_MS, 'ip-not-allowed', '192.0.2.7');

  test('with the address that Coupang reported, also while the vendor is paused for it', async () => {
    const world = createWorld();
    fail(world, unknownAddress);
    await world.poll();
    const failure = { cause: 'ip-not-allowed', ip: '192.0.2.7' };
    expect((await stateOf(world)).failure).toEqual(failure);
    world.advance(MINUTE_MS);
    expect(await world.poll()).toMatchObject({ result: 'backing-off' });
    expect((await stateOf(world)).failure).toEqual(failure);
    expect((await stateOf(world)).backOff).toMatchObject({ cause: 'ip-not-allowed' });
  });

  test('also for the block at the edge that another vendor met', async () => {
    const world = createWorld();
    fail(world, unknownAddress);
    await world.poll();
    const block = { until: world.now() + MINUTE_MS, code: 'MADE_UP', problem: 'made up' };
    await world.store.states.blockEgress('made-up-egress', { ...block, cause: 'blocked-at-edge' });
    expect(await world.poll()).toMatchObject({ result: 'backing-off' });
    expect((await stateOf(world)).failure).toEqual({ cause: 'blocked-at-edge' });
  });

  test('by the last of two failures in a row', async () => {
    const world = createWorld();
    fail(world, new MadeUpFailure('reading', 0, 'protocol'));
    fail(world, new MadeUpFailure('reading', 0, 'coupang-down'));
    await world.poll();
    expect((await stateOf(world)).failure).toEqual({ cause: 'coupang-down' });
  });

  test('if even the key cannot be read', async () => {
    const world = createWorld();
    fail(world, unknownAddress);
    await world.poll();
    world.coupang.source.keyFingerprint = async () => {
      throw new MadeUpFailure('reading', 0, 'credentials');
    };
    await expect(world.poll()).rejects.toThrow('made-up failure');
    expect((await stateOf(world)).failure).toEqual({ cause: 'credentials' });
  });
});

describe('R17: a blind time that has ended', () => {
  const readAfter = async (world: World, gapMs: number): Promise<VendorState> => {
    await world.poll();
    world.advance(gapMs);
    world.coupang.source.readPages = async (_window, _status, { page }) => ({
      inquiries: [],
      pages: 0,
      nextPage: page,
    });
    await world.poll();
    return stateOf(world);
  };

  test('must be read afterwards, from the last complete reading before it to the first one after it', async () => {
    const world = createWorld();
    const since = world.now();
    const { catchUps } = await readAfter(world, 5 * MINUTE_MS + 1);
    expect(catchUps).toEqual([{ since, until: world.now(), windows: ['2026-11-18'], page: 1 }]);
  });

  test('does not exist if the very first poll reads the week completely', async () => {
    const world = createWorld();
    await world.trackSla();
    world.advance(MINUTE_MS);
    await world.poll();
    expect((await stateOf(world)).catchUps).toEqual([]);
  });

  test('exists since `track-sla` has known the vendor, if no poll came for too long', async () => {
    const world = createWorld();
    const since = world.now();
    await world.trackSla();
    world.advance(10 * MINUTE_MS);
    await world.trackSla();
    await world.poll();
    await world.trackSla();
    const until = world.now();
    expect((await stateOf(world)).catchUps).toEqual([{ since, until, windows: [], page: 1, doneAt: until }]);
    expect(world.notices()).toMatchObject([
      { key: { notice: `blind/call-center/${since}` }, facts: { state: 'over', until } },
      { key: { notice: `all-clear/call-center/${since}` }, facts: { until } },
    ]);
  });

  test('does not exist within the limit of blindness', async () => {
    expect((await readAfter(createWorld(), 5 * MINUTE_MS)).catchUps).toEqual([]);
  });

  test('is stored, but not read afterwards, if no reading was complete before it', async () => {
    const world = createWorld();
    fail(world, new MadeUpFailure('reading'));
    const since = world.now();
    await world.poll();
    world.advance(60 * MINUTE_MS);
    world.coupang.source.readPages = async () => {
      throw new Error('nothing is to be read');
    };
    await world.poll();
    const now = world.now();
    expect((await stateOf(world)).catchUps).toEqual([
      { since, until: now, windows: [], page: 1, doneAt: now },
    ]);
  });

  test('ends with the start of the first complete reading, though `track-sla` saw it until that poll ended', async () => {
    const world = createWorld();
    await world.poll();
    const since = world.now();
    world.advance(4 * MINUTE_MS);
    const until = world.now();
    slowDown(world, 40_000);
    await world.poll();
    expect((await stateOf(world)).catchUps).toMatchObject([{ since, until }]);
  });

  test('does not count if it is too short for a notice: a TRANSFER asked in it that appears a day later has a card (R11)', async () => {
    const world = createWorld();
    await world.poll();
    const askedAt = world.now() + MINUTE_MS;
    world.advance(4 * MINUTE_MS);
    const recover = slowDown(world, 40_000);
    await world.poll();
    recover();
    world.advance(25 * 60 * MINUTE_MS);
    const id = world.coupang.handOver({ kind: 'confirm', requestAgeMs: world.now() - askedAt });
    expect(await world.poll()).toMatchObject({ past: 0, opened: 1 });
    expect(world.ticketOf(id)).toMatchObject({ facts: { state: 'open', announcement: 'card' } });
  });

  test('lasts until the recent week is read completely, and waits behind earlier blind times', async () => {
    const world = createWorld();
    const first = await readAfter(world, 6 * MINUTE_MS);
    const since = world.now();
    world.advance(6 * MINUTE_MS);
    fail(world, new MadeUpFailure('reading'));
    await world.poll();
    expect((await stateOf(world)).catchUps).toEqual(first.catchUps);
    world.advance(MINUTE_MS);
    await world.poll();
    const second = { since, until: world.now(), windows: ['2026-11-18'], page: 1 };
    expect((await stateOf(world)).catchUps).toEqual([...first.catchUps, second]);
  });
});
