import { describe, expect, test } from '@jest/globals';
import { LINES } from '../../../../lib/config/names.ts';
import { CoupangError } from '../../../../lib/coupang/coupang-error.ts';
import { RANKS } from '../../../../lib/domain/delivery/urgency.ts';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import { judgeBlindness, readingTimesOf } from '../../../../lib/domain/blindness/blindness.ts';
import type { VendorState } from '../../../../lib/domain/reading/vendor-state.ts';
import { beginRun } from '../../../../lib/workflows/sla/begin-run.ts';
import { vendorQueues, queueFigures } from '../../../../lib/workflows/sla/collect-metrics.ts';
import { trackAll } from '../../../../lib/workflows/sla/track-sla.ts';
import type { Measure, TrackSlaPorts } from '../../../../lib/workflows/sla/track-sla-run.ts';
import type { VendorRef } from '../../../../lib/domain/inquiry/inquiry.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { type StateFields, makeState } from '../../../fixtures/domain/make-state.ts';
import {
  QUESTION,
  type TicketFields,
  makeClosedTicket,
  makeShownTicket,
  makeTicket,
  rowOf,
  withFields,
} from '../../../fixtures/domain/make-ticket.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import {
  TRACK_SETTINGS,
  VENDOR,
  type World,
  createWorld,
  silent,
  withOneTicket,
} from '../../../simulation/create-world.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { reportOlderUnread } from '../../../../lib/workflows/sla/once-a-day.ts';
import { makeWeekdays } from '../../../fixtures/domain/make-ladder.ts';
import { HOUR } from '../../../fixtures/domain/made-up.ts';

const OTHER = { market: 'TW', vendorId: 'C00067890' } as const;
const NOTHING = { oldestUnshownMs: 0, oldestWarningMs: 0, readingAgeMs: 0 };
const NOTHING_OPEN = {
  open: 0,
  oldestMs: 0,
  dueWithinHour: 0,
  bySource: { product: { open: 0, overdue: 0 } },
};

const queuesOf = async (world: World, sources = TRACK_SETTINGS.sources) =>
  vendorQueues(
    await beginRun({ vendor: VENDOR, settings: { ...TRACK_SETTINGS, sources } }, world.trackServices),
  );

/** A whole run, of a process of its own unless `changed` says otherwise. The made-up world's clock begins 2026-11-24 12:00 in Seoul. */
const track = async (
  world: World,
  changed: Partial<TrackSlaPorts> = { known: new Set() },
  vendors: readonly VendorRef[] = [VENDOR],
): Promise<Parameters<Measure>[0]> => {
  const each = vendors.map((vendor) => ({ vendor, settings: TRACK_SETTINGS }));
  let measured = {};
  const measure: Measure = (figures) => void (measured = { ...measured, ...figures });
  await trackAll(each, { ...world.trackServices, measure, ...changed });
  return measured;
};

const look = (world: World, vendors: readonly VendorRef[] = [VENDOR]) => track(world, undefined, vendors);

const changeState = async (world: World, change: StateFields): Promise<void> => {
  const { states } = world.store;
  const lease = { token: 'made-up', now: world.now(), until: world.now() + 1 };
  const state = await states.takeLease(VENDOR, lease);
  if (state === 'taken') throw new Error('The lease is taken.');
  const { sources, ...vendor } = state;
  const before = { ...vendor, ...sources['call-center'] };
  await states.releaseLease(VENDOR, lease.token, makeState({ ...before, ...change }));
};

describe('metrics (S9)', () => {
  test('contain for a vendor its open tickets, the age of the oldest, and those due within the hour', async () => {
    const { world } = await withOneTicket();
    world.advance(5 * HOUR_MS);
    const answered = world.coupang.handOver();
    world.coupang.handOver();
    await world.poll();
    expect(await queuesOf(world)).toMatchObject({ open: 3, dueWithinHour: 0 });
    world.coupang.answer(answered);
    world.advance(18.5 * HOUR_MS);
    await world.poll();
    const seen = await queuesOf(world);
    expect(seen).toMatchObject({ open: 2, dueWithinHour: 1 });
    expect(seen.oldestMs).toBeGreaterThanOrEqual(23.5 * HOUR_MS);
  });

  test('count hand-overs alone, and beside them the open questions of a vendor that reads them', async () => {
    const { world } = await withOneTicket();
    const { oldestMs } = await queuesOf(world);
    const questionDue = (inquiryId: string, dueAt: number) =>
      world.store.put(makeShownTicket({ ...QUESTION, inquiryId, dueAt, askedAt: 0, attentionAt: dueAt }));
    questionDue('1', world.now());
    questionDue('2', world.now() + MINUTE_MS);
    world.store.put(
      makeClosedTicket({ ...QUESTION, inquiryId: '3', fingerprint: 'made-up', attentionAt: 0 }),
    );
    expect(await queuesOf(world)).toMatchObject({
      open: 1,
      oldestMs,
      dueWithinHour: 0,
      bySource: { product: { open: 2, overdue: 1 } },
    });
    expect(await queuesOf(world, ['call-center'])).not.toHaveProperty('bySource');
  });

  test('are absent without a vendor, so that missing data means a dead function', async () => {
    expect(await look(createWorld(), [])).toMatchObject(NOTHING);
  });
});

describe('the age of the oldest change that Slack does not show (O6)', () => {
  test('grows until Slack shows it, wherever it was lost', async () => {
    const { world } = await withOneTicket();
    // The rule is off, or Slack keeps saying wait: no drain runs.
    for (const minutes of [10, 20]) {
      world.advance(10 * MINUTE_MS);
      const { oldestUnshownMs } = await look(world, [OTHER, VENDOR]);
      expect(oldestUnshownMs).toBe(minutes * MINUTE_MS);
      await world.trackSla();
    }
    await world.notify();
    expect(await look(world, [VENDOR, OTHER])).toMatchObject({ oldestUnshownMs: 0 });
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
    expect(await look(world)).toMatchObject({ oldestUnshownMs: 0 });
  });

  test('includes notices: a missing notice is as bad as a missing card', async () => {
    const world = createWorld();
    await changeState(world, { keyExpiresOn: '2026-12-01' });
    await track(world);
    world.advance(11 * MINUTE_MS);
    expect(await look(world)).toMatchObject({ oldestUnshownMs: 11 * MINUTE_MS });
  });
});

describe('a message that is not in Slack (O6)', () => {
  const NOW = createWorld().now();
  const makePending = (inquiryId: string, ageMs: number, changed: TicketFields = {}) =>
    makeTicket({ inquiryId, attentionAt: NOW, nextStepAt: NOW + DAY_MS, changedAt: NOW - ageMs, ...changed });
  const good = makePending('1', 2 * MINUTE_MS);
  const TWO_MINUTES = { oldestUnshownMs: 2 * MINUTE_MS, oldestWarningMs: 2 * MINUTE_MS };
  /** Tracks these tickets, each with a warning. The store refuses tickets other than the good one, or all. */
  const trackWarnings = async (tickets: readonly Ticket[], error?: StoreError, refuses = '2') => {
    const world = createWorld();
    const rows = tickets.map((ticket) => ({ ...rowOf(ticket), rank: RANKS.alert }));
    for (const ticket of tickets) world.store.put(ticket);
    // From now on this process reads only what is due.
    await world.trackSla();
    const { reader } = world.store;
    const ticket: typeof reader.ticket = async (key) => {
      if (error && refuses.includes(key.inquiryId)) throw error;
      return reader.ticket(key);
    };
    return track(world, {
      known: world.trackServices.known,
      reader: { ...reader, ticket, attention: async () => ({ tickets: rows, notices: [] }) },
    });
  };

  test.each([
    ['with a due step', { nextStepAt: NOW }],
    ['that waits for Slack alone', {}],
    ['that is closed', { state: 'closed', closedAt: NOW - 6 * DAY_MS, outcome: 'answered' }],
  ] satisfies [string, TicketFields][])(
    'because its ticket, %s, is unreadable counts as failed, and keeps "Slack is behind" quiet for days',
    async (_, changed) => {
      const bad = makePending('2', 6 * DAY_MS, changed);
      const unreadable = new StoreError('unreadable', 'made-up item');
      const quiet = { oldestUnshownMs: 0, oldestWarningMs: 0, failed: 1 };
      expect(await trackWarnings([bad], unreadable)).toMatchObject(quiet);
      expect(await trackWarnings([bad, good], unreadable)).toMatchObject({ ...TWO_MINUTES, failed: 1 });
    },
  );

  test('counts while the store is down, since its ticket may be readable', async () => {
    const throttled = new StoreError('throttled', 'made-up outage');
    expect(await trackWarnings([good], throttled, '1')).toMatchObject({ ...TWO_MINUTES, failed: 0 });
  });

  test('is left out until its next try, and has no age before its time', async () => {
    const waits = [makePending('3', DAY_MS, { attentionAt: NOW + 1 }), makePending('4', -1)];
    expect(await trackWarnings(waits)).toMatchObject({ oldestUnshownMs: 0, oldestWarningMs: 0 });
    expect(await trackWarnings([...waits, good])).toMatchObject(TWO_MINUTES);
  });
});

describe('the age of the oldest warning that Slack does not show (O6)', () => {
  test('counts from the warning, not from the card, until Slack shows it', async () => {
    const { world } = await withOneTicket({}, { requestAgeMs: 21 * HOUR_MS });
    await world.drain();
    // The rule is off when the step an hour before the deadline falls due.
    world.advance(2 * HOUR_MS);
    await world.trackSla();
    expect(await look(world)).toMatchObject({ oldestWarningMs: 0 });
    world.advance(3 * MINUTE_MS);
    await world.trackSla();
    expect(await look(world, [OTHER, VENDOR])).toMatchObject({
      oldestWarningMs: 3 * MINUTE_MS,
    });
    await world.drain();
    expect(await look(world, [VENDOR, OTHER])).toMatchObject({ oldestWarningMs: 0 });
  });

  test('excludes cards, edits and notices that warn of nothing, even if they are late', async () => {
    const world = createWorld();
    await changeState(world, { keyExpiresOn: '2026-12-01' });
    world.coupang.handOver();
    await world.poll();
    await track(world);
    world.advance(20 * MINUTE_MS);
    expect(await look(world)).toMatchObject({
      oldestUnshownMs: 20 * MINUTE_MS,
      oldestWarningMs: 0,
    });
  });
});

describe('the log (S9)', () => {
  test('has a line of figures for each vendor, and the metrics are their worst', async () => {
    const { world } = await withOneTicket();
    const lines: unknown[] = [];
    const log = { ...silent, info: (...line: unknown[]): void => void lines.push(line) };
    await track(world, { log }, [VENDOR, OTHER]);
    expect(lines).toHaveLength(2);
    expect(new Set(lines)).toEqual(
      new Set<unknown>([
        [
          LINES.vendorFigures,
          { ...VENDOR, ...NOTHING_OPEN, ...NOTHING, open: 1, oldestMs: expect.any(Number) },
        ],
        [LINES.vendorFigures, { ...OTHER, ...NOTHING_OPEN, ...NOTHING }],
      ]),
    );
  });
});

describe('the age of the last complete reading (D10, R17)', () => {
  test('is that of the vendor with the longest', async () => {
    const world = createWorld();
    await world.poll();
    world.advance(7 * MINUTE_MS);
    expect(await look(world)).toMatchObject({
      ...NOTHING,
      readingAgeMs: 7 * MINUTE_MS,
    });
    const { states } = world.store;
    await states.takeLease(OTHER, { token: 'a', now: 0, until: 1, firstPollAt: world.now() });
    world.advance(MINUTE_MS);
    expect(await look(world, [OTHER])).toMatchObject({ ...NOTHING, readingAgeMs: MINUTE_MS });
    expect(await look(world, [OTHER, VENDOR])).toMatchObject({ readingAgeMs: 8 * MINUTE_MS });
  });

  test('for a vendor that was never read whole counts from the same time as its blindness', async () => {
    const world = createWorld();
    const state = { watchedSince: world.now() - HOUR_MS, firstPollAt: world.now() - MINUTE_MS };
    await changeState(world, state);
    expect(await look(world)).toMatchObject({ ...NOTHING, readingAgeMs: HOUR_MS });
    const { readingAgeMs = 0 } = await look(world);
    const times = readingTimesOf(makeState(state), 'call-center');
    if (!times) throw new Error('There are no reading times.');
    const sight = judgeBlindness({ state: times, now: world.now(), blindMs: 1 });
    expect(sight).toMatchObject({ is: 'blind', since: world.now() - readingAgeMs });
  });

  test('for a live vendor that nothing ever polled grows from when track-sla first saw it', async () => {
    const world = createWorld();
    expect(await look(world)).toMatchObject(NOTHING);
    world.advance(9 * MINUTE_MS);
    expect(await look(world)).toMatchObject({ ...NOTHING, readingAgeMs: 9 * MINUTE_MS });
  });

  test('for a live vendor whose key was never stored grows although poll runs', async () => {
    const world = createWorld();
    world.pollPorts.access = {
      ...world.pollPorts.access,
      keyFingerprint: () => Promise.reject(new CoupangError(VENDOR, { code: 'NOT_SET_UP' })),
    };
    await look(world);
    for (let minute = 0; minute < 9; minute += 1) {
      await world.poll();
      world.advance(MINUTE_MS);
    }
    expect(await look(world)).toMatchObject({ ...NOTHING, readingAgeMs: 9 * MINUTE_MS });
  });
});

describe('vendors that turn blind (D10, R17)', () => {
  const newlyBlind = async (world: World, vendors: readonly VendorRef[]): Promise<readonly string[]> => {
    const named: (readonly string[])[] = [];
    const measure: Measure = (figures) => {
      if (figures.newlyBlind) named.push(figures.newlyBlind);
    };
    await track(world, { measure }, vendors);
    expect(named).toHaveLength(1);
    return named[0] ?? [];
  };

  test('are each named from the run that announces the blindness, for an hour, whichever process runs', async () => {
    const world = createWorld();
    const counts: number[] = [];
    const ids = new Set<string>();
    for (let minute = 0; minute < 70; minute += 1) {
      // The second vendor goes live three minutes later.
      const named = await newlyBlind(world, minute < 3 ? [VENDOR] : [OTHER, VENDOR]);
      counts.push(named.length);
      for (const id of named) ids.add(id);
      world.advance(MINUTE_MS);
    }
    expect(counts.slice(0, 12)).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2]);
    expect(counts.slice(62)).toEqual([2, 2, 2, 1, 1, 1, 0, 0]);
    expect(ids.size).toBe(2);
  });

  test('have another name in another blind time, and none in between', async () => {
    const world = createWorld();
    await track(world);
    world.advance(6 * MINUTE_MS);
    const first = await newlyBlind(world, [VENDOR]);
    await changeState(world, { recentCompleteAt: world.now(), completeInARow: 3 });
    expect(await newlyBlind(world, [VENDOR])).toEqual([]);
    for (let minute = 0; minute < 6; minute += 1) {
      await track(world);
      world.advance(MINUTE_MS);
    }
    const second = await newlyBlind(world, [VENDOR]);
    expect([first, second].map(({ length }) => length)).toEqual([1, 1]);
    expect(second).not.toEqual(first);
  });

  test('soon after an all-clear are named only once they have a notice of their own', async () => {
    const world = createWorld();
    await track(world);
    const since = world.now();
    world.advance(10 * MINUTE_MS);
    expect(await newlyBlind(world, [VENDOR])).toHaveLength(1);
    const until = world.now();
    await changeState(world, {
      recentCompleteAt: until,
      completeInARow: 3,
      blindTimes: [{ since, until }],
    });
    const counts: number[] = [];
    for (let minute = 0; minute < 70; minute += 1) {
      counts.push((await newlyBlind(world, [VENDOR])).length);
      if (minute === 10) await changeState(world, { failure: { cause: 'coupang-down' }, completeInARow: 0 });
      world.advance(MINUTE_MS);
    }
    expect(counts.indexOf(1)).toBe(30);
    expect(counts.lastIndexOf(1)).toBe(64);
    expect(world.notices().map(({ key }) => key.notice)).toEqual([
      `blind/call-center/${since}`,
      `all-clear/call-center/${since}`,
      `blind/call-center/${until}`,
    ]);
  });

  test('are named although the notice cannot be stored', async () => {
    const world = createWorld();
    await track(world);
    world.advance(9 * MINUTE_MS);
    const { noticeStore } = world.store;
    const create: typeof noticeStore.create = async () => {
      throw new ConcurrentWrite('made-up store', 1);
    };
    const named: unknown[] = [];
    const measure: Measure = ({ newlyBlind: ids }) => void (ids && named.push(ids));
    await track(world, { measure, notices: { ...noticeStore, create }, known: new Set() });
    expect(named).toEqual([[expect.stringContaining(VENDOR.vendorId)]]);
  });

  test('are named although another vendor makes the run fail', async () => {
    const world = createWorld();
    await track(world);
    world.advance(9 * MINUTE_MS);
    const { states } = world.store;
    const read: typeof states.read = async (vendor) => {
      if (vendor.vendorId === OTHER.vendorId) throw new ConcurrentWrite('made-up store', 1);
      return states.read(vendor);
    };
    const seen: unknown[] = [];
    const measure: Measure = (figures) => void seen.push(figures);
    await expect(track(world, { measure, states: { ...states, read } }, [OTHER, VENDOR])).rejects.toThrow(
      'made-up store',
    );
    // The age of the last reading is missing, since that of the other vendor is unknown.
    const unshown = { oldestUnshownMs: 0, oldestWarningMs: 0 };
    expect(seen).toEqual([
      {},
      { ...unshown, failed: 0, oldestActMs: 0, newlyBlind: [expect.stringContaining(VENDOR.vendorId)] },
    ]);
  });
});

describe('the age of the oldest act that nothing begins (A2)', () => {
  const aged = async (world: World): Promise<number | undefined> => {
    let age: number | undefined;
    await track(world, { measure: ({ oldestActMs }) => void (age = oldestActMs ?? age) });
    return age;
  };

  test('grows from when the act is due, and ends once a run has begun it', async () => {
    const { world } = await withOneTicket();
    const [before] = world.tickets();
    if (!before) throw new Error('There is no ticket.');
    const act = makeAct({ progress: 'asked', nextAt: world.now() + MINUTE_MS });
    world.store.put(withFields(before, { act }));
    expect(await aged(world)).toBe(0);
    world.advance(5 * MINUTE_MS);
    expect(await aged(world)).toBe(4 * MINUTE_MS);
    world.store.put(withFields(before, { act: { ...act, progress: 'sending', sendingAt: world.now() } }));
    expect(await aged(world)).toBe(0);
  });
});

describe('a laptop whose clock is proved to be wrong (R6)', () => {
  const onLaptop = (world: World, byMs: number): Partial<TrackSlaPorts> => ({
    known: new Set(),
    clock: { ...world.clock, correction: { byMs: () => byMs, add: () => undefined } },
  });

  test.each([420_000, -420_000])('by %d ms is announced in the channel once a day', async (byMs) => {
    const world = createWorld();
    for (let hour = 0; hour < 24; hour += 1) {
      await track(world, onLaptop(world, byMs));
      world.advance(HOUR_MS);
    }
    const notices = world.notices().filter(({ facts }) => facts.about === 'wrong-clock');
    expect(notices.map(({ key: { notice }, facts }) => [notice, facts])).toEqual(
      ['2026-11-24', '2026-11-25'].map((day) => [
        `wrong-clock/${Date.parse(day)}`,
        { about: 'wrong-clock', slowByMs: byMs },
      ]),
    );
    await world.notify();
    expect(notices.flatMap(({ key }) => world.messagesOf(key))).toHaveLength(2);
  });

  test.each([300_000, 0])('by only %d ms is not announced', async (byMs) => {
    const world = createWorld();
    await track(world, onLaptop(world, byMs));
    await track(world);
    expect(world.notices()).toEqual([]);
  });
});

describe('the countdown to the end of a key (O7)', () => {
  const SEVEN_DAYS_AHEAD = '2026-12-01';

  test('is announced once per threshold, by a notice that reaches Slack', async () => {
    const world = createWorld();
    await changeState(world, { keyExpiresOn: SEVEN_DAYS_AHEAD });
    expect(await track(world, {})).toMatchObject({ keyDaysLeft: 7 });
    await track(world, {});
    await track(world);
    const [notice, ...more] = world.notices();
    expect(more).toEqual([]);
    expect(notice?.facts).toEqual({ about: 'key-expiry', expiresOn: SEVEN_DAYS_AHEAD });
    expect(world.bus.published.map(({ type }) => type)).toEqual(['NoticeChanged']);
    await world.notify();
    expect(notice && world.messagesOf(notice.key)).toHaveLength(1);
  });

  test('has the days of the key that ends first', async () => {
    const world = createWorld();
    await changeState(world, { keyExpiresOn: '2027-01-01' });
    const { states } = world.store;
    await states.takeLease(OTHER, { token: 'a', now: 0, until: 1 });
    await states.releaseLease(OTHER, 'a', { ...(await stateOf(world)), keyExpiresOn: '2026-12-20' });
    expect((await look(world, [VENDOR, OTHER])).keyDaysLeft).toBe(26);
    expect((await look(world, [OTHER, VENDOR])).keyDaysLeft).toBe(26);
  });

  const stateOf = async (world: World): Promise<VendorState> => {
    const state = await world.store.states.read(VENDOR);
    if (!state) throw new Error('There is no state.');
    return state;
  };
});

const unreadOf = (world: World) => world.notices().filter(({ facts }) => facts.about === 'older-unread');

/** Reports the dates that are unread after a poll at this time. */
const reportUnread = (world: World, polledAt: number, now = polledAt, settings = TRACK_SETTINGS) => {
  const state = makeState({ firstPollAt: 0, polledAt, recentCompleteAt: polledAt });
  return reportOlderUnread(VENDOR, state, now, { settings, ports: world.trackServices });
};

test('R8: dates that Coupang forbids are named once a day, in Slack', async () => {
  const world = createWorld();
  const polledAt = world.now();
  await changeState(world, { firstPollAt: 0, polledAt, recentCompleteAt: polledAt });
  await track(world);
  await world.notify();
  expect(unreadOf(world).flatMap(({ key }) => world.messagesOf(key))).toHaveLength(1);
  await reportUnread(world, polledAt + HOUR_MS);
  expect(unreadOf(world)).toHaveLength(1);
  await reportUnread(world, polledAt + DAY_MS);
  expect(unreadOf(world)).toHaveLength(2);
});

test.each([
  ['08:56', '09:00', 0],
  ['09:00', '09:01', 1],
  ['17:59', '17:59', 1],
  ['17:59', '18:00', 0],
])('R8: after a poll at %s, %s is within the hours for %d notices', async (polled, now, count) => {
  const world = createWorld();
  const at = (time: string) => Date.parse(`2026-11-24T${time}:00+09:00`);
  const settings = { ...TRACK_SETTINGS, calendar: makeWeekdays(['09:00-18:00']) };
  await reportUnread(world, at(polled), at(now), settings);
  expect(unreadOf(world)).toHaveLength(count);
});

const QUEUED_AT = Date.UTC(2026, 10, 25);
const due = (dueAt: number, more: { askedAt?: number; closedAt?: number } = {}) =>
  rowOf(makeTicket({ dueAt, attentionAt: QUEUED_AT, ...more }));

describe('the figures of a queue (S9)', () => {
  test('count open tickets and the longest wait, without closed tickets that are still in the index', () => {
    const rows = [
      due(QUEUED_AT + 20 * HOUR, { askedAt: QUEUED_AT - 4 * HOUR }),
      due(QUEUED_AT + 17 * HOUR, { askedAt: QUEUED_AT - 7 * HOUR }),
      due(QUEUED_AT, { askedAt: QUEUED_AT - 24 * HOUR, closedAt: QUEUED_AT }),
    ];
    expect(queueFigures(rows, QUEUED_AT)).toEqual({ open: 2, oldestMs: 7 * HOUR, dueWithinHour: 0 });
    expect(queueFigures([], QUEUED_AT)).toEqual({ open: 0, oldestMs: 0, dueWithinHour: 0 });
  });

  test('count a deadline as within the hour from one hour before it until it passes', () => {
    const counted = (dueAt: number) => queueFigures([due(dueAt)], QUEUED_AT).dueWithinHour;
    expect(
      [QUEUED_AT + HOUR + 1, QUEUED_AT + HOUR, QUEUED_AT + 1, QUEUED_AT, QUEUED_AT - HOUR].map(counted),
    ).toEqual([0, 1, 1, 0, 0]);
  });

  test('count zero for a request that Coupang’s clock puts into the future', () => {
    expect(queueFigures([due(QUEUED_AT + HOUR, { askedAt: QUEUED_AT + 5 })], QUEUED_AT).oldestMs).toBe(0);
  });
});
