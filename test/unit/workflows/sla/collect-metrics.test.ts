import { describe, expect, test } from '@jest/globals';
import { LINES } from '../../../../lib/config/names.ts';
import type { VendorState } from '../../../../lib/domain/reading/vendor-state.ts';
import { type MetricsServices, collectMetrics } from '../../../../lib/workflows/sla/collect-metrics.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/concurrent-write.ts';
import { createWorld, silent, VENDOR, type World } from '../../../simulation/create-world.ts';
import { MINUTE_MS, HOUR_MS } from '../../../../lib/domain/time/durations.ts';

const OTHER = { market: 'TW', vendorId: 'C00067890' } as const;
const NOTHING = {
  open: 0,
  oldestMs: 0,
  dueWithinHour: 0,
  oldestUnshownMs: 0,
  oldestWarningMs: 0,
  readingAgeMs: 0,
};

/** The made-up world's clock begins 2026-11-24 12:00 in Seoul. */
const portsOf = (world: World, changed: Partial<MetricsServices> = {}): MetricsServices => {
  const { reader, writer, states, noticeStore: notices } = world.store;
  const { publisher } = world.bus;
  return {
    reader,
    writer,
    states,
    notices,
    publisher,
    clock: world.clock,
    log: silent,
    known: new Set(),
    ...changed,
  };
};

const changeState = async (world: World, change: Partial<VendorState>): Promise<void> => {
  const { states } = world.store;
  const lease = { token: 'made-up', now: world.now(), until: world.now() + 1 };
  const state = await states.takeLease(VENDOR, lease);
  if (state === 'taken') throw new Error('The lease is taken.');
  await states.releaseLease(VENDOR, lease.token, { ...state, ...change });
};

describe('the figures of all vendors (S9)', () => {
  test('count open tickets, the age of the oldest, and those due within the hour', async () => {
    const world = createWorld();
    world.coupang.handOver();
    await world.poll();
    world.advance(5 * HOUR_MS);
    const answered = world.coupang.handOver();
    world.coupang.handOver();
    await world.poll();
    expect(await collectMetrics([VENDOR], portsOf(world))).toMatchObject({ open: 3, dueWithinHour: 0 });
    world.coupang.answer(answered);
    world.advance(18.5 * HOUR_MS);
    await world.poll();
    const seen = await collectMetrics([VENDOR, OTHER], portsOf(world));
    expect(seen).toMatchObject({ open: 2, dueWithinHour: 1 });
    expect(seen.oldestMs).toBeGreaterThanOrEqual(23.5 * HOUR_MS);
  });

  test('are absent without a vendor, so that missing data means a dead function', async () => {
    expect(await collectMetrics([], portsOf(createWorld()))).toEqual(NOTHING);
  });
});

describe('the age of the oldest change that Slack does not show (O6)', () => {
  test('grows until Slack shows it, wherever it was lost', async () => {
    const world = createWorld();
    world.coupang.handOver();
    await world.poll();
    // The rule is off, or Slack keeps saying wait: no drain runs.
    for (const minutes of [10, 20]) {
      world.advance(10 * MINUTE_MS);
      const { oldestUnshownMs } = await collectMetrics([OTHER, VENDOR], portsOf(world));
      expect(oldestUnshownMs).toBe(minutes * MINUTE_MS);
      await world.trackSla();
    }
    await world.notify();
    expect(await collectMetrics([VENDOR, OTHER], portsOf(world))).toMatchObject({ oldestUnshownMs: 0 });
  });

  test('excludes tickets past at first sight, which are not posted (D5)', async () => {
    const world = createWorld();
    world.coupang.handOver({ kind: 'confirm' });
    world.advance(25 * HOUR_MS);
    await world.poll();
    expect(world.tickets()).toMatchObject([
      { facts: { announcement: 'none' }, delivery: { shownVersion: 0 } },
    ]);
    await world.drain();
    world.advance(20 * MINUTE_MS);
    expect((await world.store.reader.attention(VENDOR)).tickets).toHaveLength(1);
    expect(await collectMetrics([VENDOR], portsOf(world))).toMatchObject({ oldestUnshownMs: 0 });
  });

  test('includes notices: a missing notice is as bad as a missing card', async () => {
    const world = createWorld();
    await changeState(world, { keyExpiresOn: '2026-12-01' });
    await collectMetrics([VENDOR], portsOf(world));
    world.advance(11 * MINUTE_MS);
    expect(await collectMetrics([VENDOR], portsOf(world))).toMatchObject({ oldestUnshownMs: 11 * MINUTE_MS });
  });
});

describe('the age of the oldest warning that Slack does not show (O6)', () => {
  test('counts from the warning, not from the card, until Slack shows it', async () => {
    const world = createWorld();
    world.coupang.handOver({ askedAgoMs: 21 * HOUR_MS });
    await world.poll();
    await world.drain();
    // The rule is off when the step an hour before the deadline falls due.
    world.advance(2 * HOUR_MS);
    await world.trackSla();
    expect(await collectMetrics([VENDOR], portsOf(world))).toMatchObject({ oldestWarningMs: 0 });
    world.advance(3 * MINUTE_MS);
    await world.trackSla();
    expect(await collectMetrics([OTHER, VENDOR], portsOf(world))).toMatchObject({
      oldestWarningMs: 3 * MINUTE_MS,
    });
    await world.drain();
    expect(await collectMetrics([VENDOR, OTHER], portsOf(world))).toMatchObject({ oldestWarningMs: 0 });
  });

  test('excludes cards, edits and notices that warn of nothing, even if they are late', async () => {
    const world = createWorld();
    await changeState(world, { keyExpiresOn: '2026-12-01' });
    world.coupang.handOver();
    await world.poll();
    await collectMetrics([VENDOR], portsOf(world));
    world.advance(20 * MINUTE_MS);
    expect(await collectMetrics([VENDOR], portsOf(world))).toMatchObject({
      oldestUnshownMs: 20 * MINUTE_MS,
      oldestWarningMs: 0,
    });
  });
});

describe('the log (S9)', () => {
  test('has a line of figures for each vendor, and the metrics are their sums', async () => {
    const world = createWorld();
    world.coupang.handOver();
    await world.poll();
    const told: unknown[] = [];
    const log = { ...silent, info: (...line: unknown[]): void => void told.push(line) };
    await collectMetrics([VENDOR, OTHER], portsOf(world, { log }));
    expect(told).toEqual([
      [LINES.vendorFigures, { ...VENDOR, ...NOTHING, open: 1, oldestMs: expect.any(Number) }],
      [LINES.vendorFigures, { ...OTHER, ...NOTHING }],
    ]);
  });
});

describe('the age of the last complete reading (D10, R17)', () => {
  test('is that of the vendor with the longest', async () => {
    const world = createWorld();
    await world.poll();
    world.advance(7 * MINUTE_MS);
    expect(await collectMetrics([VENDOR], portsOf(world))).toEqual({
      ...NOTHING,
      readingAgeMs: 7 * MINUTE_MS,
    });
    const { states } = world.store;
    await states.takeLease(OTHER, { token: 'a', now: 0, until: 1, firstPollAt: world.now() });
    world.advance(MINUTE_MS);
    expect(await collectMetrics([OTHER], portsOf(world))).toEqual({ ...NOTHING, readingAgeMs: MINUTE_MS });
    expect(await collectMetrics([OTHER, VENDOR], portsOf(world))).toEqual({
      ...NOTHING,
      readingAgeMs: 8 * MINUTE_MS,
    });
  });

  test('uses Coupang’s clock, like the state', async () => {
    const world = createWorld();
    await changeState(world, {
      firstPollAt: 1,
      recentCompleteAt: world.now() + 90_000,
      clockOffsetMs: 120_000,
    });
    expect(await collectMetrics([VENDOR], portsOf(world))).toEqual({ ...NOTHING, readingAgeMs: 30_000 });
  });

  test('for a vendor that was never read whole counts from its first poll', async () => {
    const world = createWorld();
    await changeState(world, { watchedSince: world.now() - HOUR_MS, firstPollAt: world.now() - MINUTE_MS });
    expect(await collectMetrics([VENDOR], portsOf(world))).toEqual({ ...NOTHING, readingAgeMs: MINUTE_MS });
  });

  test('for a vendor without a stored key is absent, for any time: it is no error', async () => {
    const world = createWorld();
    await world.store.states.noteTracked(VENDOR, { watchedSince: world.now() });
    world.advance(24 * HOUR_MS);
    expect(await collectMetrics([VENDOR, OTHER], portsOf(world))).toEqual(NOTHING);
  });
});

describe('the countdown to the end of a key (O7)', () => {
  const SEVEN_DAYS_AHEAD = '2026-12-01';

  test('is announced once per threshold, by a notice that reaches Slack', async () => {
    const world = createWorld();
    await changeState(world, { keyExpiresOn: SEVEN_DAYS_AHEAD });
    const ports = portsOf(world);
    expect(await collectMetrics([VENDOR], ports)).toMatchObject({ keyDaysLeft: 7 });
    await collectMetrics([VENDOR], ports);
    await collectMetrics([VENDOR], portsOf(world));
    const [notice, ...more] = world.notices();
    expect(more).toEqual([]);
    expect(notice?.facts).toEqual({ about: 'key-expiry', expiresOn: SEVEN_DAYS_AHEAD });
    expect(world.bus.published.map(({ type }) => type)).toEqual(['NoticeChanged']);
    await world.notify();
    expect(notice && world.messagesOf(notice.key)).toHaveLength(1);
  });

  test('continues at the next threshold, and ends with a new key', async () => {
    const world = createWorld();
    await changeState(world, { keyExpiresOn: SEVEN_DAYS_AHEAD });
    const ports = portsOf(world);
    for (let hour = 0; hour < 6 * 24; hour += 1) {
      await collectMetrics([VENDOR], ports);
      world.advance(HOUR_MS);
    }
    expect(world.notices()).toHaveLength(3);
    await changeState(world, { keyExpiresOn: '2027-05-30' });
    expect(await collectMetrics([VENDOR], ports)).toMatchObject({ keyDaysLeft: 181 });
    expect(world.notices()).toHaveLength(3);
  });

  test('is read from the store once per process, not each minute', async () => {
    const world = createWorld();
    await changeState(world, { keyExpiresOn: SEVEN_DAYS_AHEAD });
    const { noticeStore } = world.store;
    let requests = 0;
    const notices: MetricsServices['notices'] = {
      create: (notice) => {
        requests += 1;
        return noticeStore.create(notice);
      },
      read: (key) => {
        requests += 1;
        return noticeStore.read(key);
      },
    };
    const ports = portsOf(world, { notices });
    for (let minute = 0; minute < 5; minute += 1) await collectMetrics([VENDOR], ports);
    expect(requests).toBe(2);
  });

  test('has its unpublished notice published from the index', async () => {
    const world = createWorld();
    await changeState(world, {
      firstPollAt: 1,
      recentCompleteAt: world.now(),
      keyExpiresOn: SEVEN_DAYS_AHEAD,
    });
    world.bus.failEntries.push(true);
    await collectMetrics([VENDOR], portsOf(world));
    expect(world.bus.published).toEqual([]);
    world.advance(MINUTE_MS);
    await world.trackSla();
    expect(world.bus.published.map(({ type }) => type)).toEqual(['NoticeChanged']);
  });

  test('has the days of the key that ends first', async () => {
    const world = createWorld();
    await changeState(world, { keyExpiresOn: '2027-01-01' });
    const { states } = world.store;
    await states.takeLease(OTHER, { token: 'a', now: 0, until: 1 });
    await states.releaseLease(OTHER, 'a', { ...(await stateOf(world)), keyExpiresOn: '2026-12-20' });
    expect((await collectMetrics([VENDOR, OTHER], portsOf(world))).keyDaysLeft).toBe(26);
    expect((await collectMetrics([OTHER, VENDOR], portsOf(world))).keyDaysLeft).toBe(26);
  });

  const stateOf = async (world: World): Promise<VendorState> => {
    const state = await world.store.states.read(VENDOR);
    if (!state) throw new Error('There is no state.');
    return state;
  };
});

test('a vendor that cannot be read does not block another’s notice, and there is no figure without it', async () => {
  const world = createWorld();
  await changeState(world, { keyExpiresOn: '2026-12-01' });
  const { states } = world.store;
  const read: typeof states.read = async (vendor) => {
    if (vendor.vendorId === OTHER.vendorId) throw new ConcurrentWrite('made-up store', 1);
    return states.read(vendor);
  };
  await expect(collectMetrics([OTHER, VENDOR], portsOf(world, { states: { read } }))).rejects.toThrow(
    'made-up store',
  );
  expect(world.notices()).toHaveLength(1);
});
