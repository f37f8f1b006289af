import { afterAll, describe, expect, test } from '@jest/globals';
import { NotSetUp } from '../../../../lib/config/config-error.ts';
import { createCoupangClient } from '../../../../lib/coupang/call-center/create-coupang-client.ts';
import { CoupangError, type Fault } from '../../../../lib/coupang/coupang-error.ts';
import { ASSUMPTIONS, type Evidence } from '../../../../lib/domain/assumptions/assumptions.ts';
import { NEW_VENDOR_STATE, type VendorState } from '../../../../lib/domain/reading/vendor-state.ts';
import { type Learnt, learn } from '../../../../lib/workflows/intake/learn.ts';
import type { InquirySource } from '../../../../lib/workflows/ports/inquiry-source.ts';
import { createWorld, VENDOR, type World } from '../../../simulation/create-world.ts';
import { noteCalls } from '../../../simulation/effect.ts';
import { makeClock } from '../../coupang/loopback-coupang.ts';
import { KEYS, startSimulated } from '../../local/simulator/simulated-coupang.ts';
import { removeTempDirs } from '../../local/temp-dirs.ts';
import { HOUR_MS } from '../../../../lib/domain/time/durations.ts';

const LISTS = 18;

afterAll(removeTempDirs);

const settings = (stopAt: number) => ({
  zone: 'Asia/Seoul',
  egress: 'made-up-egress',
  timeoutMs: 20_000,
  stopAt,
});

/** A run of learn in a made-up world, and its calls. `each` runs before every page. */
const look = async (
  how: {
    world?: World;
    state?: Partial<VendorState>;
    key?: () => Promise<number | undefined>;
    pages?: Partial<Awaited<ReturnType<InquirySource['readPages']>>>;
    each?: (world: World, pagesBefore: number) => void;
  } = {},
) => {
  const requests: string[] = [];
  const world = how.world ?? createWorld({ effect: noteCalls(requests) });
  if (how.state) {
    const { states } = world.store;
    await states.takeLease(VENDOR, { token: 'made-up', now: 0, until: 1 });
    await states.releaseLease(VENDOR, 'made-up', { ...NEW_VENDOR_STATE, ...how.state });
  }
  requests.length = 0;
  const { source, calls } = world.coupang;
  const learnt = await learn(VENDOR, settings(world.now() + 100_000), {
    states: world.store.states,
    source: {
      ...source,
      readPages: async (...args) => {
        how.each?.(world, calls.pageReads);
        return { ...(await source.readPages(...args)), ...(calls.pageReads > 1 && how.pages) };
      },
    },
    keyStoredAt: how.key ?? (async () => undefined),
    clock: world.clock,
  });
  return { learnt, world, asked: requests };
};

const failNext = (world: World, fault: Fault): void =>
  void world.coupang.faults.push({ failure: new CoupangError(VENDOR, fault) });

const casesOf = ({ evidence }: Pick<Learnt, 'evidence'>, name: Evidence['name']) => {
  const found = evidence.find((entry) => entry.name === name);
  return [found?.for, found?.against];
};

describe('learning from a vendor', () => {
  test('reads the lists of five weeks after the check’s page, and touches neither lease nor ticket (I9)', async () => {
    const { learnt, asked: requests, world } = await look();
    expect(learnt).toMatchObject({
      ...VENDOR,
      result: 'ok',
      windows: 6,
      pages: LISTS + 1,
      inquiries: 0,
    });
    expect(learnt).not.toHaveProperty('stopped');
    expect(new Set(requests)).toEqual(new Set(['store.readState', 'store.egressBlock', 'coupang.readPages']));
    expect(world.tickets()).toEqual([]);
  });

  test('returns only numbers, without words of buyers and agents', async () => {
    const world = createWorld();
    const inquiryId = world.coupang.handOver({ text: 'hush-hush' });
    world.coupang.answer(inquiryId);
    const { learnt } = await look({ world });
    expect(learnt.inquiries).toBe(1);
    expect(casesOf(learnt, 'flag-falls-with-answer')).toEqual([1, 0]);
    expect(JSON.stringify(learnt)).not.toMatch(/hush|skirt/);
    const { evidence } = learnt;
    expect(evidence.flatMap((entry) => [entry.for, entry.against]).map((count) => typeof count)).toEqual(
      Array.from({ length: 2 * ASSUMPTIONS.length }, () => 'number'),
    );
  });

  test('takes the totals found by polls from the vendor’s state', async () => {
    const short = { by: 14, runs: 1, at: 1 };
    const state = {
      completeReadings: { '2026-11-18/NO_ANSWER': 1, '2026-11-18/TRANSFER': 1 },
      shortReadings: { '2026-11-18/TRANSFER': short, '2026-11-11/TRANSFER': short },
    };
    expect(casesOf((await look({ state })).learnt, 'totals-count-rows')).toEqual([1, 2]);
  });

  test('reads sixty pages at most, and reports that', async () => {
    const left: number[] = [];
    const world = createWorld();
    const { source } = world.coupang;
    const learnt = await learn(VENDOR, settings(world.now() + 100_000), {
      states: world.store.states,
      source: {
        ...source,
        readPages: async (_window, _status, { most }) => {
          left.push(most);
          return { inquiries: [], pages: Math.min(25, most), ...(most < 25 && { nextPage: most + 1 }) };
        },
      },
      keyStoredAt: async () => undefined,
      clock: world.clock,
    });
    expect(left).toEqual([1, 59, 34, 9]);
    expect(learnt).toMatchObject({ result: 'ok', pages: 60, stopped: 'pages' });
  });

  test('ends when its time is up, with its results so far, and reports that', async () => {
    const { learnt } = await look({ each: (world) => world.advance(30_000) });
    expect(learnt).toMatchObject({ result: 'ok', pages: 4, windows: 2, stopped: 'time' });
  });

  test('also ends early in the last of its lists', async () => {
    const { learnt } = await look({
      each: (world, before) => before === LISTS && world.advance(100_000),
      pages: { nextPage: 2 },
    });
    expect(learnt).toMatchObject({ pages: LISTS + 1, stopped: 'time' });
  });

  test('ends with a failed page, with its results so far and what to do (O8)', async () => {
    const { learnt, world } = await look({
      each: (of, before) => before === 3 && failNext(of, { code: 'COUPANG_THROTTLED', status: 429 }),
    });
    expect(learnt).toMatchObject({ result: 'throttled', code: 'COUPANG_THROTTLED', stopped: 'coupang' });
    expect(learnt.problem).toContain('A00012345');
    expect(world.coupang.calls.pageReads).toBe(4);
  });

  test('R5: stops no other call, and reads nothing while secondary calls rest', async () => {
    const world = createWorld();
    await look({
      world,
      each: (of, before) => before === 3 && failNext(of, { code: 'COUPANG_BLOCKED_AT_EDGE', status: 403 }),
    });
    expect(world.coupang.calls.pageReads).toBe(4);
    const all = { until: world.now() + 1, code: 'MADE_UP', problem: 'made up', cause: 'throttled' } as const;
    const keyFingerprint = await world.coupang.source.keyFingerprint();
    const secondaryStops = { keyFingerprint, all, kinds: {} };
    const { learnt } = await look({ world, state: { recentCompleteAt: world.now(), secondaryStops } });
    expect(learnt).toMatchObject({ result: 'ok', until: all.until, pages: 0, stopped: 'coupang' });
    expect(world.coupang.calls.pageReads).toBe(4);
  });

  test('does not call for a vendor that is paused, or not set up', async () => {
    const world = createWorld();
    const stop = { until: world.now() + 1, code: 'MADE_UP', problem: 'made up', cause: 'throttled' } as const;
    const keyFingerprint = await world.coupang.source.keyFingerprint();
    const backOff = await look({ world, state: { backOff: { ...stop, keyFingerprint } } });
    expect(backOff.learnt).toMatchObject({ result: 'throttled', until: stop.until, pages: 0 });
    const unset = await look({
      world,
      key: async () => Promise.reject(new NotSetUp('made-up/secret', 'A00012345')),
    });
    expect(unset.learnt).toMatchObject({ result: 'not-set-up', pages: 0 });
    expect(world.coupang.calls.pageReads).toBe(0);
  });
});

describe('learning from the simulator', () => {
  test('finds its behaviour: a closing 24 hours after the post, with known words', async () => {
    const clock = makeClock();
    const { simulator } = await startSimulated({ now: clock.now, sleep: clock.sleep, vendors: [VENDOR] });
    try {
      const askedAt = clock.now() - 30 * HOUR_MS;
      await simulator.handOver({ askedAt, inquiryAt: askedAt - HOUR_MS });
      await simulator.handOver({ askedAt: clock.now() - HOUR_MS });
      await simulator.tick();
      const world = createWorld();
      const learnt = await learn(VENDOR, settings(clock.now() + 100_000), {
        states: world.store.states,
        source: createCoupangClient({
          vendor: VENDOR,
          baseUrl: simulator.url,
          credentials: async () => KEYS,
          clock: { now: clock.now },
          callsPerSecond: 2,
          sleep: clock.sleep,
        }),
        keyStoredAt: async () => undefined,
        clock: { now: clock.now },
      });
      expect(learnt).toMatchObject({ result: 'ok', pages: LISTS + 1, windows: 6 });
      expect(casesOf(learnt, 'clock-starts-at-asking-post')).toEqual([1, 0]);
      expect(casesOf(learnt, 'automatic-post-prefix')).toEqual([1, 0]);
      expect(casesOf(learnt, 'end-date-inclusive')[1]).toBe(0);
    } finally {
      await simulator.stop();
    }
  });
});
