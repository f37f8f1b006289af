import { randomUUID } from 'node:crypto';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { awsClientConfig } from '../../../../functions/wiring/aws-clients.ts';
import { judgeBlindness, readingTimesOf } from '../../../../lib/domain/blindness/blindness.ts';
import type { VendorRef } from '../../../../lib/domain/inquiry/inquiry.ts';
import type { VendorState } from '../../../../lib/domain/reading/vendor-state.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { createTicketStore } from '../../../../lib/dynamodb/create-ticket-store.ts';
import type { Handlers } from '../../../../local/common/handlers.ts';
import type { LaptopClock } from '../../../../local/common/laptop-clock.ts';
import { createLeap, type LeapParts, movedTimes } from '../../../../local/run/leap.ts';
import { readSettings } from '../../../../local/run/read-settings.ts';
import { startSystem, type System } from '../../../../local/run/start-system.ts';
import { buildDynamoDbClient } from '../../../e2e/build-dynamodb-client.ts';
import { makeState, type StateFields } from '../../../fixtures/domain/make-state.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';

const NOW = 1_800_000_000_000;

const createParts = (changed: Partial<LeapParts> = {}) => {
  const did: string[] = [];
  let now = NOW;
  const note = (what: string) => (): Promise<void> => Promise.resolve().then(() => void did.push(what));
  const parts: LeapParts = {
    clock: {
      now: () => now,
      moveBy: async (ms) => {
        now += ms;
        did.push(`clock +${ms}`);
      },
    },
    timers: { stop: note('timers stopped'), start: () => void did.push('timers started') },
    holdEvents: () => {
      did.push('events held');
      return () => void did.push('events passed on');
    },
    idle: note('idle'),
    moveVendors: async (byMs, movedFrom) => void did.push(`vendors +${byMs} from ${movedFrom}`),
    runs: [note('poll'), note('track-sla'), note('report')],
    ...changed,
  };
  return { parts, did };
};

describe('a leap', () => {
  test('waits for running functions, moves the vendors and then the clock, runs each function once, and starts the timers', async () => {
    const { parts, did } = createParts();
    await createLeap(parts)(NOW + HOUR_MS);
    expect(did).toEqual([
      'timers stopped',
      'events held',
      'idle',
      `vendors +${HOUR_MS} from ${NOW}`,
      `clock +${HOUR_MS}`,
      'poll',
      'track-sla',
      'report',
      'events passed on',
      'idle',
      'timers started',
    ]);
  });

  test('to a past instant moves nothing, and runs the functions', async () => {
    const { parts, did } = createParts();
    await createLeap(parts)(NOW);
    expect(did.filter((what) => what.includes('+'))).toEqual([]);
    expect(did).toEqual(expect.arrayContaining(['poll', 'track-sla', 'report', 'timers started']));
  });

  test('begins when the previous leap has ended', async () => {
    const { parts, did } = createParts();
    const leapTo = createLeap(parts);
    await Promise.all([leapTo(NOW + HOUR_MS), leapTo(NOW + 2 * HOUR_MS)]);
    expect(did.filter((what) => /clock|timers/.test(what))).toEqual([
      'timers stopped',
      `clock +${HOUR_MS}`,
      'timers started',
      'timers stopped',
      `clock +${HOUR_MS}`,
      'timers started',
    ]);
  });

  test('starts the timers even if it fails, and does not block the next leap', async () => {
    let fails = true;
    const { parts, did } = createParts({
      moveVendors: async () => {
        if (fails) throw new Error('made up');
      },
    });
    const leapTo = createLeap(parts);
    await expect(leapTo(NOW + HOUR_MS)).rejects.toThrow('made up');
    expect(did.slice(-3)).toEqual(['events passed on', 'idle', 'timers started']);
    fails = false;
    await leapTo(NOW + 2 * HOUR_MS);
    expect(did).toContain('report');
  });
});

describe('R17: a leap moves these times of a vendor:', () => {
  const STATE = {
    completeReadings: { '2026-01-09/NO_ANSWER': NOW },
    firstPollAt: NOW - HOUR_MS,
    resumedAt: NOW - HOUR_MS,
    trackedAt: NOW - 3,
    recentCompleteAt: NOW - 2,
    polledAt: NOW - 1,
  } satisfies StateFields;
  const BLIND = { now: NOW, blindMs: 5 * MINUTE_MS };
  const moved = (fields: StateFields) => movedTimes(makeState(fields), HOUR_MS, BLIND);
  const readAt = (recentCompleteAt: number) => ({ 'call-center': { recentCompleteAt } });

  test('those of polls, readings and checks, so that recent times stay recent', () => {
    expect(moved(STATE)).toEqual({
      trackedAt: NOW + HOUR_MS - 3,
      sources: readAt(NOW + HOUR_MS - 2),
      polledAt: NOW + HOUR_MS - 1,
    });
  });

  test('only those that are known', () => {
    const { trackedAt: _, polledAt: __, ...state } = STATE;
    expect(moved(state)).toEqual({ sources: readAt(NOW + HOUR_MS - 2) });
  });

  test('the start of its watch before its first complete reading', () => {
    const { recentCompleteAt: _, ...unread } = STATE;
    expect(moved({ ...unread, watchedSince: NOW - 4 })).toEqual({
      watchedSince: NOW + HOUR_MS - 4,
      trackedAt: NOW + HOUR_MS - 3,
      polledAt: NOW + HOUR_MS - 1,
    });
  });

  test('the last complete reading of each source that is not blind', () => {
    const movedWith = (product: StateFields) =>
      moved({ ...STATE, sources: makeState({ ...product, completeReadings: {} }, 'product').sources })
        .sources;
    const handOvers = readAt(NOW + HOUR_MS - 2);
    expect(movedWith({ recentCompleteAt: NOW - 5 })).toEqual({
      ...handOvers,
      product: { recentCompleteAt: NOW + HOUR_MS - 5 },
    });
    expect(movedWith({ recentCompleteAt: NOW - BLIND.blindMs - 1 })).toEqual(handOvers);
    expect(movedWith({})).toEqual(handOvers);
  });

  test('only the last poll while it is blind, which is no lack of polls', () => {
    const after = (recentCompleteAt: number): StateFields => {
      const before = { ...STATE, recentCompleteAt };
      const { sources, ...times } = moved(before);
      return { ...before, ...times, ...sources?.['call-center'] };
    };
    const judge = (fields: StateFields) => {
      const state = readingTimesOf(makeState(fields), 'call-center');
      return state && judgeBlindness({ state, now: NOW + HOUR_MS, blindMs: BLIND.blindMs });
    };
    expect(judge(after(NOW - BLIND.blindMs))).toEqual({ is: 'sighted' });
    const since = NOW - BLIND.blindMs - 1;
    expect(judge(after(since))).toEqual({ is: 'blind', since, cause: 'incomplete' });
    expect(after(since).trackedAt).toBe(STATE.trackedAt);
  });
});

describe('in the running system', () => {
  const SEEING: VendorRef = { market: 'KR', vendorId: 'A00012345' };
  const BLIND: VendorRef = { market: 'KR', vendorId: 'A00054321' };
  const UNREAD: VendorRef = { market: 'KR', vendorId: 'A00067890' };
  const VENDORS = [SEEING, BLIND, UNREAD];
  const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

  let system: System;
  let clock: LaptopClock;
  let did: string[];
  /** Polls wait for it. */
  let held: Promise<void>;
  let before: (VendorState | undefined)[];
  /** The states that a poll of a leap finds. */
  let found: (VendorState | undefined)[];

  const open = async <Result>(use: (states: Store['states']) => Promise<Result>): Promise<Result> => {
    const client = buildDynamoDbClient(system.env);
    const { states } = createTicketStore({ client, tableName: 'tickets', newToken: randomUUID });
    return use(states).finally(() => client.destroy());
  };
  const readAll = () => open((states) => Promise.all(VENDORS.map(states.read)));
  const wake = async (): Promise<void> => {
    const client = new EventBridgeClient(awsClientConfig(system.env, 'EVENTBRIDGE'));
    const entry = { Source: 'test', DetailType: 'DeliveryDue', Detail: '{"version":1}' };
    await client.send(
      new PutEventsCommand({ Entries: [{ ...entry, EventBusName: system.env['BUS_NAME'] }] }),
    );
    client.destroy();
  };

  beforeEach(async () => {
    did = [];
    held = Promise.resolve();
    found = [];
    const note = (what: string) => async () => void did.push(what);
    const poll: Handlers['poll'] = async () => {
      did.push('poll');
      await held;
      did.push('poll ended');
      found = await readAll();
      await wake();
    };
    const handlers = { poll, notify: note('notify'), trackSla: note('track-sla'), report: note('report') };
    const settings = await readSettings({ DATA_DIR: makeTempDir(), PORT: '0' });
    const [vendor] = settings.config.vendors;
    if (!vendor) throw new Error('A configuration names a vendor.');
    const others = [BLIND, UNREAD].map(({ vendorId }) => ({ ...vendor, id: vendorId, live: false }));
    system = await startSystem(
      {
        ...settings,
        config: { ...settings.config, vendors: [vendor, ...others] },
        simulator: { seed: 1, arrivals: false },
      },
      {
        handlers: (_env, laptopClock) => {
          clock = laptopClock;
          return handlers;
        },
        log: SILENT,
        print: () => undefined,
        schedule: false,
      },
    );
    const now = clock.now();
    const completeReadings = { '2026-01-09/NO_ANSWER': now - 4 };
    const times = { polledAt: now - 1, firstPollAt: now - HOUR_MS, completeReadings };
    const states = [
      makeState({ ...times, recentCompleteAt: now - 2 }),
      makeState({ ...times, recentCompleteAt: now - HOUR_MS }),
      makeState(times),
    ];
    await open(async ({ takeLease, releaseLease, noteTracked }) => {
      for (const [index, vendorState] of states.entries()) {
        const ref = VENDORS[index] ?? SEEING;
        await takeLease(ref, { token: 'made-up', now, until: now + 1, firstPollAt: now - HOUR_MS });
        await releaseLease(ref, 'made-up', vendorState);
        await noteTracked(ref, { trackedAt: now - 3, resumedAt: now - HOUR_MS });
      }
    });
    before = await readAll();
  });
  afterEach(() => system.stop());
  afterAll(removeTempDirs);

  test('R17: a leap moves the times of each vendor separately, and runs poll, track-sla, report and notify once', async () => {
    const from = clock.now();
    await system.leapTo(from + HOUR_MS);
    const byMs = (found[0]?.polledAt ?? 0) - (before[0]?.polledAt ?? 0);
    // The clock runs on until the leap moves it.
    expect(byMs).toBeGreaterThan(HOUR_MS - MINUTE_MS);
    expect(byMs).toBeLessThanOrEqual(HOUR_MS);
    const read = before[0]?.sources['call-center'];
    expect(found).toEqual([
      {
        ...before[0],
        trackedAt: (before[0]?.trackedAt ?? 0) + byMs,
        sources: { 'call-center': { ...read, recentCompleteAt: (read?.recentCompleteAt ?? 0) + byMs } },
        polledAt: (before[0]?.polledAt ?? 0) + byMs,
      },
      { ...before[1], polledAt: (before[1]?.polledAt ?? 0) + byMs },
      { ...before[2], polledAt: (before[2]?.polledAt ?? 0) + byMs },
    ]);
    expect(clock.now()).toBeGreaterThanOrEqual(from + HOUR_MS);
    expect(did).toEqual(['poll', 'poll ended', 'track-sla', 'report', 'notify']);
  });

  test('a leap begins when a function that runs has ended', async () => {
    const from = clock.now();
    const { promise, resolve } = Promise.withResolvers<void>();
    held = promise;
    const running = system.poll(SEEING).catch(() => undefined);
    const leaping = system.leapTo(from + HOUR_MS);
    await open((states) => states.read(SEEING));
    expect(did).toEqual(['poll']);
    expect(clock.now()).toBeLessThan(from + HOUR_MS);
    resolve();
    await Promise.all([running, leaping]);
    expect(did.slice(0, 3)).toEqual(['poll', 'poll ended', 'poll']);
    expect(clock.now()).toBeGreaterThanOrEqual(from + HOUR_MS);
  });

  test('a computer that sleeps moves only the clock: no time of a vendor, and no function runs', async () => {
    const from = clock.now();
    await clock.moveBy(HOUR_MS);
    expect(clock.now()).toBeGreaterThanOrEqual(from + HOUR_MS);
    expect(await readAll()).toEqual(before);
    expect(did).toEqual([]);
  });
});

type Store = ReturnType<typeof createTicketStore>;
