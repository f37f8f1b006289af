import { beforeAll, describe, expect, test } from '@jest/globals';
import { ConfigError, NotSetUp } from '../../../../lib/config/config-error.ts';
import { CoupangError, type Fault } from '../../../../lib/coupang/coupang-error.ts';
import { defined } from '../../../../lib/domain/defined.ts';
import type { CallStop } from '../../../../lib/domain/reading/vendor-state.ts';
import { checkVendor } from '../../../../lib/workflows/intake/check-vendor.ts';
import type { CoupangAccess, InquirySource, SourceError } from '../../../../lib/workflows/ports/coupang.ts';
import { makeState, type StateFields } from '../../../fixtures/domain/make-state.ts';
import { createWorld, VENDOR, type World } from '../../../simulation/create-world.ts';
import { noteCalls } from '../../../simulation/effect.ts';
import { MADE_UP_ACCESS } from '../../../simulation/create-world.ts';
import { HOUR_MS } from '../../../../lib/domain/time/durations.ts';

const EGRESS = 'made-up-egress';
let keyFingerprint: string;
beforeAll(async () => {
  keyFingerprint = await MADE_UP_ACCESS.keyFingerprint();
});

const stopUntil = (until: number, cause: CallStop['cause'] = 'credentials'): CallStop => ({
  since: 1,
  until,
  code: 'MADE_UP',
  problem: 'made up',
  cause,
  tries: 1,
});

/** A check in a made-up world, and its calls. The next call to Coupang may fail. */
const check = async (
  how: {
    fault?: Fault;
    state?: StateFields;
    access?: Partial<CoupangAccess>;
    storedAgoMs?: number;
    key?: () => Promise<number | undefined>;
    world?: World;
    others?: readonly InquirySource[];
  } = {},
) => {
  const requests: string[] = [];
  const world = how.world ?? createWorld({ effect: noteCalls(requests) });
  if (how.state) {
    const { states } = world.store;
    await states.takeLease(VENDOR, { token: 'made-up', now: 0, until: 1 });
    await states.releaseLease(VENDOR, 'made-up', makeState(how.state));
    if (how.state.actStop) await states.noteActStop(VENDOR, how.state.actStop);
  }
  if (how.fault) world.coupang.faults.push(new CoupangError(VENDOR, how.fault));
  const { storedAgoMs } = how;
  requests.length = 0;
  const calls: unknown[][] = [];
  const { source } = world.coupang;
  const answer = await checkVendor(
    VENDOR,
    { zone: 'Asia/Seoul', egress: EGRESS, timeoutMs: 20_000 },
    {
      states: world.store.states,
      access: { ...MADE_UP_ACCESS, ...how.access },
      clients: [
        {
          ...source,
          readPages: async (...about) => {
            calls.push(about);
            return source.readPages(...about);
          },
        },
        ...(how.others ?? []),
      ],
      keyStoredAt:
        how.key ?? (async () => (storedAgoMs === undefined ? undefined : world.now() - storedAgoMs)),
      clock: world.clock,
    },
  );
  return { answer, world, asked: requests, calls };
};

const refused: Fault = { code: 'COUPANG_CREDENTIALS', status: 401 };

describe('the check of a vendor', () => {
  test('makes one call for one day, and touches neither a lease nor a ticket (O8)', async () => {
    const { answer, world, asked: requests, calls } = await check({ state: { recentCompleteAt: 1_000 } });
    expect(answer).toMatchObject({ ...VENDOR, result: 'ok', recentCompleteAt: 1_000 });
    const today = { firstDate: '2026-11-24', lastDate: '2026-11-24' };
    expect(calls).toEqual([[today, 'NO_ANSWER', { page: 1, most: 1 }, world.now() + 20_000]]);
    expect(requests).toEqual(['store.readState', 'store.egressBlock', 'coupang.page']);
  });

  test('R7: reports totals that are believed to be wrong', async () => {
    const short = { by: 14, at: 1_000 };
    const shortReadings = {
      '2026-11-18/NO_ANSWER': { ...short, runs: 3 },
      '2026-11-18/TRANSFER': { ...short, runs: 2 },
    };
    expect((await check({ state: { shortReadings } })).answer).toMatchObject({
      result: 'ok',
      wrongTotals: { '2026-11-18/NO_ANSWER': 14 },
    });
    expect((await check()).answer).not.toHaveProperty('wrongTotals');
  });

  test('R6: reports that Coupang’s Date differs by minutes', async () => {
    const access = { clockDiffersByMs: () => -420_000 };
    expect((await check({ access })).answer).toMatchObject({ clockDiffersByMs: -420_000 });
    expect((await check()).answer).not.toHaveProperty('clockDiffersByMs');
  });

  test('reports when the key was stored, if that is known', async () => {
    const { answer, world } = await check({ storedAgoMs: 5 });
    expect(answer).toMatchObject({ keyStoredAt: world.now() - 5 });
    expect((await check()).answer).not.toHaveProperty('keyStoredAt');
  });

  test('throws an unexpected error', async () => {
    const access = { keyFingerprint: () => Promise.reject(new Error('made-up defect')) };
    await expect(check({ access })).rejects.toThrow('made-up defect');
  });

  test('reports a placeholder as not set up, and does not call Coupang (O5)', async () => {
    const { answer, world } = await check({
      key: async () => Promise.reject(new NotSetUp('made-up/secret', 'secrets -- A00012345')),
    });
    expect(answer).toMatchObject({ result: 'not-set-up', code: 'NOT_SET_UP' });
    expect(world.coupang.calls.pageReads).toBe(0);
  });

  test('reports a malformed key', async () => {
    const fault = new CoupangError(VENDOR, { code: 'COUPANG_KEY_UNREADABLE' });
    const { answer, world } = await check({
      access: { keyFingerprint: () => Promise.reject(fault) },
      key: async () => Promise.reject(new ConfigError('made up')),
    });
    expect(answer).toMatchObject({ result: 'key-unreadable', code: 'COUPANG_KEY_UNREADABLE' });
    expect(world.coupang.calls.pageReads).toBe(0);
  });

  test.each<[string, Fault, string]>([
    ['ip-not-allowed', { code: 'COUPANG_IP_NOT_ALLOWED', status: 403, ip: '192.0.2.1' }, 'ip-not-allowed'],
    ['credentials', refused, 'key-just-issued'],
    ['credentials', { code: 'COUPANG_CREDENTIALS' }, 'credentials'],
    ['bad-request', { code: 'COUPANG_BAD_REQUEST', status: 403 }, 'key-just-issued'],
    ['bad-request', { code: 'COUPANG_BAD_REQUEST', status: 400 }, 'bad-request'],
    ['wrong-market', { code: 'COUPANG_WRONG_MARKET', status: 403 }, 'wrong-market'],
    ['blocked-at-edge', { code: 'COUPANG_BLOCKED_AT_EDGE', status: 403 }, 'blocked-at-edge'],
    ['throttled', { code: 'COUPANG_THROTTLED', status: 429 }, 'throttled'],
    ['coupang-down', { code: 'COUPANG_UNAVAILABLE', status: 503 }, 'coupang-down'],
  ])(
    'answers %s for %j, with what to do, and on the first day of a key %s (O8)',
    async (result, fault, young) => {
      const day = 24 * HOUR_MS;
      for (const storedAgoMs of [undefined, day, day - 1]) {
        const { answer } = await check({ fault, ...defined({ storedAgoMs }) });
        expect(answer).toMatchObject({ result: storedAgoMs === day - 1 ? young : result, code: fault.code });
        expect(answer.problem).toContain('A00012345');
        expect(answer.ip).toBe(fault.ip);
      }
    },
  );

  test('does not call for a list that is stopped, and reports until when and why', async () => {
    const world = createWorld();
    const stop = stopUntil(world.now() + 1, 'ip-not-allowed');
    const failure = { cause: 'ip-not-allowed', ip: '192.0.2.1' } as const;
    const stops = { keyFingerprint, calls: { NO_ANSWER: stop } };
    const { answer } = await check({ world, state: { stops, failure } });
    const { until, problem } = stop;
    expect(answer).toMatchObject({ result: 'ip-not-allowed', until, ip: '192.0.2.1', problem });
    expect(answer.held).toMatchObject([{ calls: 'NO_ANSWER', until }]);
    expect(world.coupang.calls.pageReads).toBe(0);
    world.advance(1);
    expect((await check({ world })).answer).toMatchObject({ result: 'ok' });
  });

  test('a new key ends the stops of the old one, which a cache may still hold', async () => {
    const world = createWorld();
    const calls = { NO_ANSWER: stopUntil(world.now() + 1) };
    const access = { keyFingerprint: async ({ fresh = false } = {}) => (fresh ? 'new' : keyFingerprint) };
    const { answer } = await check({ world, access, state: { stops: { keyFingerprint, calls } } });
    expect(answer.result).toBe('ok');
    expect(answer).not.toHaveProperty('held');
  });

  test('R5: respects a block at the edge', async () => {
    const world = createWorld();
    const until = world.now() + 600_000;
    const block = {
      since: world.now(),
      until,
      code: 'MADE_UP',
      problem: 'made up',
      cause: 'blocked-at-edge',
    } as const;
    await world.store.states.blockEgress(EGRESS, block);
    for (const polled of [{}, { state: {} }]) {
      const { answer } = await check({ world, ...polled });
      expect(answer).toMatchObject({ result: 'blocked-at-edge', problem: 'made up', until });
      expect(answer).not.toHaveProperty('ip');
    }
    expect(world.coupang.calls.pageReads).toBe(0);
  });

  test('R5: reports the stops of other calls, and is made all the same', async () => {
    const world = createWorld();
    const stop = stopUntil(world.now() + 600_000, 'throttled');
    const calls = { TRANSFER: stop, 'look-up/call-center': stop };
    const state = { stops: { keyFingerprint, calls }, actStop: { ...stop, keyFingerprint } };
    const { answer } = await check({ world, state });
    expect(answer).toMatchObject({ result: 'ok' });
    expect(answer.held?.map((held) => held.calls)).toEqual(['TRANSFER', 'look-up/call-center', 'act']);
    expect(world.coupang.calls.pageReads).toBe(1);
  });
});

describe('the check of a source after the first (O8)', () => {
  const readSource = (...failures: SourceError[]) => {
    const calls: unknown[][] = [];
    const client: InquirySource = {
      ...createWorld().coupang.source,
      source: 'product',
      readPages: async (...about) => {
        calls.push(about);
        return { inquiries: [], pages: 1, ...(failures[0] && { failure: failures[0] }) };
      },
    };
    return { calls, others: [client] };
  };
  const forbidden = new CoupangError(VENDOR, { code: 'COUPANG_CREDENTIALS', status: 403 });

  test('makes one call, for today, after that of the first source', async () => {
    const { calls, others } = readSource();
    const { answer, world, asked: requests } = await check({ others });
    expect(answer).toMatchObject({ result: 'ok', sources: [{ source: 'product', result: 'ok' }] });
    const today = { firstDate: '2026-11-24', lastDate: '2026-11-24' };
    expect(calls).toEqual([[today, 'NOANSWER', { page: 1, most: 1 }, world.now() + 20_000]]);
    expect(requests.at(-1)).toBe('coupang.page');
  });

  test('reports a refusal beside an accepted key', async () => {
    const { answer } = await check({ others: readSource(forbidden).others });
    expect(answer).toMatchObject({
      result: 'ok',
      sources: [{ source: 'product', result: 'credentials', code: 'COUPANG_CREDENTIALS' }],
    });
  });

  test('makes no call while its list is stopped, or if the key is refused', async () => {
    const { calls, others } = readSource();
    const until = createWorld().now() + HOUR_MS;
    const state = { stops: { keyFingerprint, calls: { NOANSWER: stopUntil(until) } } };
    expect((await check({ state, others })).answer).toMatchObject({
      sources: [{ source: 'product', result: 'credentials', until, code: 'MADE_UP' }],
      held: [{ calls: 'NOANSWER' }],
    });
    expect((await check({ fault: refused, others })).answer).not.toHaveProperty('sources');
    expect(calls).toEqual([]);
  });
});
