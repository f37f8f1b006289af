import { describe, expect, test } from '@jest/globals';
import { newNotice, type Notice, type NoticeName } from '../../../../lib/domain/notice/notice.ts';
import { watchBlindness } from '../../../../lib/workflows/sla/watch-blindness.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import { makeState, type StateFields } from '../../../fixtures/domain/make-state.ts';
import { makeClosedTicket, makeTicket, withoutFields } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW, VENDOR } from '../../../fixtures/domain/made-up.ts';
import { createWorld, TRACK_SETTINGS } from '../../../simulation/create-world.ts';
import { type Effect, noteCalls } from '../../../simulation/effect.ts';
import { createMemoryStore } from '../../../simulation/memory-store.ts';
import { MadeUpFailure } from '../made-up-failure.ts';

const BLIND_MS = 5 * MINUTE;
/** In most tests: when the last complete reading began, and the first one after it. */
const SINCE = NOW - 20 * MINUTE;
const UNTIL = NOW + MINUTE;

const BLIND: StateFields = {
  firstPollAt: NOW - DAY,
  recentCompleteAt: SINCE,
  polledAt: NOW,
  failure: { cause: 'ip-not-allowed', ip: '192.0.2.7' },
};
const READ = {
  firstPollAt: NOW - DAY,
  recentCompleteAt: UNTIL,
  polledAt: UNTIL,
  completeInARow: 3,
  blindTimes: [{ since: SINCE, until: UNTIL }],
} satisfies StateFields;

const setUp = (effect?: Effect) => {
  const store = createMemoryStore(effect);
  const { reader, states, noticeStore: notices } = store;
  const clock = { at: NOW, now: () => clock.at };
  let known = new Set<string>();
  const watch = async (blindMs = BLIND_MS): Promise<Notice[]> => {
    const { tickets } = await reader.attention(VENDOR);
    const { notices: due } = await reader.attention(VENDOR, clock.at);
    const seen = { readAt: clock.now(), state: await states.read(VENDOR) };
    const services = { ...createWorld().trackServices, reader, notices, known };
    const settings = { ...TRACK_SETTINGS, spans: { ...TRACK_SETTINGS.spans, blindMs } };
    const rows = { tickets, notices: due };
    const { written, failures } = await watchBlindness({ vendor: VENDOR, settings }, rows, seen, services);
    if (failures.length > 0) throw failures[0];
    return written;
  };
  return {
    store,
    clock,
    watch,
    startAnew: (): void => void (known = new Set()),
    keep: async (state: StateFields): Promise<void> => {
      const token = `poll-${clock.at}`;
      await states.takeLease(VENDOR, { token, now: clock.at, until: clock.at });
      await states.releaseLease(VENDOR, token, makeState(state));
    },
    notice: async (name: NoticeName) => (await notices.read({ ...VENDOR, notice: name }))?.facts,
    names: () => [...store.notices.values()].map(({ key: { notice } }) => notice),
  };
};

const runFor = async (world: ReturnType<typeof createWorld>, minutes: number): Promise<void> => {
  for (let minute = 0; minute < minutes; minute += 1) {
    world.advance(MINUTE);
    await world.poll();
    await world.trackSla();
    await world.drain();
  }
};

/** A vendor with a blindness notice, at the moment when it can be read again. */
const setUpAfter = async (state: StateFields, effect?: Effect) => {
  const world = setUp(effect);
  await world.keep(BLIND);
  await world.watch();
  world.clock.at = UNTIL + MINUTE;
  await world.keep(state);
  return world;
};

test('R17: a blindness that a longer blindMinutes no longer counts ends with the reading that ended it', async () => {
  const { clock, keep, watch, notice } = await setUpAfter(READ);
  clock.at = UNTIL + 9 * MINUTE;
  await keep({ ...READ, recentCompleteAt: UNTIL + 8 * MINUTE });
  await watch(HOUR);
  expect(await notice(`blind/call-center/${SINCE}`)).toMatchObject({ state: 'over', until: UNTIL });
  expect(await notice(`all-clear/call-center/${SINCE}`)).toMatchObject({ since: SINCE, until: UNTIL });
});

describe('D10: a blindness', () => {
  test('is announced with its cause, the address, and the deadlines from its start to an hour ahead', async () => {
    const { store, keep, watch, notice } = setUp();
    store.put(makeTicket({ dueAt: NOW + HOUR, attentionAt: NOW }));
    store.put(makeTicket({ answerId: '2', dueAt: SINCE, attentionAt: NOW + DAY }));
    store.put(makeTicket({ answerId: '3', dueAt: NOW + 2 * HOUR, attentionAt: NOW }));
    await keep(BLIND);
    const keyOf = (answerId: string) => ({ source: 'call-center', inquiryId: '1000000001', answerId });
    const [blindNotice, ...more] = await watch();
    expect(more).toEqual([]);
    expect(blindNotice).toMatchObject({
      key: { notice: `blind/call-center/${SINCE}` },
      outbox: { version: 1, publishedVersion: 0, events: { '1': { type: 'BlindnessChanged', at: NOW } } },
    });
    expect(await notice(`blind/call-center/${SINCE}`)).toEqual({
      about: 'blind',
      source: 'call-center',
      state: 'open',
      since: SINCE,
      cause: 'ip-not-allowed',
      ip: '192.0.2.7',
      deadlines: [
        { ...keyOf('2'), dueAt: SINCE, product: '지어낸 상품 Khaki L' },
        { ...keyOf('700000001'), dueAt: NOW + HOUR, product: '지어낸 상품 Khaki L' },
      ],
      deadlineCount: 2,
    });
  });

  test('is announced once, however often it is checked', async () => {
    const { keep, watch, clock, names } = setUp();
    await keep(BLIND);
    await watch();
    clock.at += MINUTE;
    expect(await watch()).toEqual([]);
    expect(names()).toEqual([`blind/call-center/${SINCE}`]);
  });

  test('is announced once by two runs at the same time', async () => {
    const { keep, watch, names } = setUp();
    await keep(BLIND);
    const written = await Promise.all([watch(), watch()]);
    expect(written.flat()).toHaveLength(1);
    expect(names()).toEqual([`blind/call-center/${SINCE}`]);
  });

  test('is announced again if its cause or its address differs', async () => {
    const { keep, watch, notice } = setUp();
    await keep(BLIND);
    await watch();
    await keep({ ...BLIND, failure: { cause: 'ip-not-allowed', ip: '192.0.2.8' } });
    expect(await watch()).toMatchObject([
      { outbox: { version: 2, events: { '2': { type: 'BlindnessChanged' } } } },
    ]);
    await keep({ ...BLIND, failure: { cause: 'throttled' } });
    expect(await watch()).toMatchObject([{ outbox: { version: 3 } }]);
    const facts = await notice(`blind/call-center/${SINCE}`);
    expect(facts).toMatchObject({ cause: 'throttled' });
    expect(facts).not.toHaveProperty('ip');
  });

  test('is announced again if another deadline comes near', async () => {
    const { store, keep, watch, clock, notice } = setUp();
    store.put(makeTicket({ dueAt: NOW + HOUR + MINUTE, attentionAt: NOW }));
    await keep(BLIND);
    expect(await watch()).toMatchObject([{ facts: { deadlineCount: 0 } }]);
    clock.at += MINUTE;
    expect(await watch()).toMatchObject([{ outbox: { version: 2 }, facts: { deadlineCount: 1 } }]);
    expect(await notice(`blind/call-center/${SINCE}`)).toMatchObject({
      deadlines: [{ dueAt: NOW + HOUR + MINUTE }],
    });
  });

  test('says that no poll runs once polls have stopped', async () => {
    const { keep, watch, clock } = setUp();
    await keep(BLIND);
    await watch();
    clock.at += BLIND_MS + 1;
    expect(await watch()).toMatchObject([{ facts: { cause: 'not-polling' } }]);
  });
});

describe('R17: nothing is announced', () => {
  test('for a vendor that was never polled, within the limit of blindness', async () => {
    const { watch, clock } = setUp();
    expect(await watch()).toEqual([]);
    clock.at += BLIND_MS;
    expect(await watch()).toEqual([]);
  });

  test('for a vendor that is read, and only its state is read', async () => {
    const calls: string[] = [];
    const { keep, watch } = setUp(noteCalls(calls));
    await keep({ ...READ, blindTimes: [] });
    calls.length = 0;
    expect(await watch()).toEqual([]);
    expect(calls).toEqual(['store.attention', 'store.attention', 'store.readState']);
  });

  test('for a time below the limit, also after it', async () => {
    const { keep, watch, clock, names } = setUp();
    clock.at = UNTIL;
    await keep({ ...READ, recentCompleteAt: UNTIL - BLIND_MS, completeInARow: 0, blindTimes: [] });
    expect(await watch()).toEqual([]);
    await keep({ ...READ, blindTimes: [] });
    expect(await watch()).toEqual([]);
    expect(names()).toEqual([]);
  });

  test('about other notices that are due', async () => {
    const { store, keep, watch } = setUp();
    const unusable = { about: 'unusable', status: 'TRANSFER', count: 1, problem: 'made up' } as const;
    store.put(newNotice({ ...VENDOR, notice: 'unusable/TRANSFER/made-up' }, unusable, NOW));
    await keep({ ...READ, blindTimes: [] });
    expect(await watch()).toEqual([]);
  });
});

describe('R17: a blind time that was over before any check', () => {
  test('has its all-clear, and no blindness notice', async () => {
    const { keep, watch, clock, names, notice } = setUp();
    await keep(BLIND);
    clock.at = UNTIL + MINUTE;
    await keep(READ);
    expect(await watch()).toHaveLength(1);
    expect(await watch()).toEqual([]);
    expect(names()).toEqual([`all-clear/call-center/${SINCE}`]);
    expect(await notice(`all-clear/call-center/${SINCE}`)).toMatchObject({ since: SINCE, until: UNTIL });
  });

  test('has it also while a later one is announced, and after days', async () => {
    const { keep, watch, clock, names, notice } = setUp();
    clock.at = UNTIL + 6 * DAY;
    const second = UNTIL + DAY;
    const later = { since: UNTIL + HOUR, until: second };
    await keep({ ...READ, recentCompleteAt: second, blindTimes: [...READ.blindTimes, later] });
    await watch();
    expect(names()).toEqual([
      `all-clear/call-center/${SINCE}`,
      `all-clear/call-center/${UNTIL + HOUR}`,
      `blind/call-center/${second}`,
    ]);
    expect(await notice(`all-clear/call-center/${SINCE}`)).toMatchObject({ until: UNTIL });
    expect(await notice(`all-clear/call-center/${UNTIL + HOUR}`)).toMatchObject({ until: second });
  });

  test('is checked once by each start of the function, and by no other run', async () => {
    const calls: string[] = [];
    const world = setUp(noteCalls(calls));
    world.clock.at = UNTIL + MINUTE;
    await world.keep(READ);
    await world.watch();
    await world.watch();
    const { watch, startAnew } = world;
    for (const each of world.store.notices.values()) {
      const settled = withoutFields(each, 'attentionAt');
      world.store.put(settled);
    }
    const quiet = ['store.attention', 'store.attention', 'store.readState'];
    calls.length = 0;
    await watch();
    expect(calls).toEqual(quiet);
    startAnew();
    calls.length = 0;
    expect(await watch()).toEqual([]);
    expect(calls).toEqual([...quiet, 'store.noticeRead']);
    calls.length = 0;
    await watch();
    expect(calls).toEqual(quiet);
  });

  test('is checked again if the store failed', async () => {
    const { store, keep, watch, clock, names } = setUp();
    clock.at = UNTIL + MINUTE;
    await keep(READ);
    const { create } = store.noticeStore;
    store.noticeStore.create = async () => undefined;
    await expect(watch()).rejects.toThrow(ConcurrentWrite);
    store.noticeStore.create = create;
    await watch();
    expect(names()).toEqual([`all-clear/call-center/${SINCE}`]);
  });
});

describe('R17: a live vendor without polls', () => {
  test('is announced after it has been known for longer than the limit, as not polled', async () => {
    const { watch, clock, names, store } = setUp();
    expect(await watch()).toEqual([]);
    await store.states.noteTracked(VENDOR, { watchedSince: NOW });
    clock.at += BLIND_MS + 1;
    expect(await watch()).toMatchObject([
      { key: { notice: `blind/call-center/${NOW}` }, facts: { cause: 'not-polling' } },
    ]);
    clock.at += MINUTE;
    await watch();
    expect(names()).toEqual([`blind/call-center/${NOW}`]);
  });

  test('is announced in one blindness with polls that never end, and has one all-clear', async () => {
    const { watch, clock, keep, names, notice, store } = setUp();
    await store.states.noteTracked(VENDOR, { watchedSince: NOW });
    clock.at += BLIND_MS + 1;
    await watch();
    const lease = { token: 'dead', now: clock.at, until: clock.at + 1, firstPollAt: clock.at };
    await store.states.takeLease(VENDOR, lease);
    clock.at += HOUR;
    await watch();
    expect(names()).toEqual([`blind/call-center/${NOW}`]);
    const until = clock.at;
    const known = await store.states.read(VENDOR);
    const read = { recentCompleteAt: until, polledAt: until, completeInARow: 3 };
    await keep({ ...known, ...read, blindTimes: [{ since: NOW, until }] });
    await watch();
    expect(names()).toEqual([`blind/call-center/${NOW}`, `all-clear/call-center/${NOW}`]);
    expect(await notice(`blind/call-center/${NOW}`)).toMatchObject({ state: 'over', until });
  });

  test('does not cover a vendor whose poll began in time and died', async () => {
    const { watch, clock, store } = setUp();
    const lease = { token: 'dead', now: NOW, until: NOW + 1, firstPollAt: NOW };
    await store.states.takeLease(VENDOR, lease);
    clock.at += BLIND_MS;
    expect(await watch()).toEqual([]);
    clock.at += 1;
    expect(await watch()).toMatchObject([
      { key: { notice: `blind/call-center/${NOW}` }, facts: { cause: 'not-polling' } },
    ]);
  });
});

describe('R17: the end of a blindness', () => {
  test('is announced by an all-clear, and the blindness is over', async () => {
    const { watch, notice } = await setUpAfter(READ);
    const written = await watch();
    expect(written.map(({ key: { notice: name } }) => name)).toEqual([
      `all-clear/call-center/${SINCE}`,
      `blind/call-center/${SINCE}`,
    ]);
    expect(await notice(`all-clear/call-center/${SINCE}`)).toEqual({
      about: 'all-clear',
      source: 'call-center',
      since: SINCE,
      until: UNTIL,
      opened: 0,
    });
    expect(await notice(`blind/call-center/${SINCE}`)).toMatchObject({
      state: 'over',
      until: UNTIL,
      cause: 'ip-not-allowed',
    });
    expect(written).toMatchObject([
      { outbox: { version: 1, events: { '1': { type: 'BlindnessChanged' } } } },
      { outbox: { version: 2, events: { '2': { type: 'BlindnessChanged' } } } },
    ]);
  });

  test('is announced once, however often it is checked', async () => {
    const { watch, names } = await setUpAfter(READ);
    await watch();
    expect(await watch()).toEqual([]);
    expect(names()).toEqual([`blind/call-center/${SINCE}`, `all-clear/call-center/${SINCE}`]);
  });

  test('is announced once by two runs at the same time', async () => {
    const { watch, store } = await setUpAfter(READ);
    const written = await Promise.all([watch(), watch()]);
    expect(written.flat()).toHaveLength(2);
    expect([...store.notices.values()].map(({ outbox: { version } }) => version)).toEqual([2, 1]);
  });

  test('counts what is new since its beginning, open and closed, without what was past at first sight', async () => {
    const { store, watch, notice } = await setUpAfter(READ);
    store.put(makeTicket({ answerId: '1', openedAt: SINCE + 1, attentionAt: NOW }));
    store.put(makeTicket({ answerId: '2', openedAt: SINCE, attentionAt: NOW }));
    store.put(makeClosedTicket({ answerId: '3', openedAt: UNTIL, closedAt: UNTIL + 1 }));
    store.put(makeClosedTicket({ answerId: '4', openedAt: UNTIL, closedAt: UNTIL }));
    await watch();
    expect(await notice(`all-clear/call-center/${SINCE}`)).toMatchObject({ opened: 2 });
  });

  test('is also announced if the vendor was never read before', async () => {
    const world = setUp();
    const firstPollAt = SINCE;
    const { recentCompleteAt, ...never } = { ...BLIND, firstPollAt };
    await world.keep(never);
    expect(await world.watch()).toMatchObject([{ key: { notice: `blind/call-center/${SINCE}` } }]);
    world.clock.at = UNTIL + MINUTE;
    await world.keep({ ...READ, firstPollAt });
    expect(await world.watch()).toHaveLength(2);
    expect(await world.notice(`all-clear/call-center/${SINCE}`)).toMatchObject({ until: UNTIL });
  });

  test('is the last complete reading if the state has forgotten the first', async () => {
    const { watch, notice } = await setUpAfter({ ...READ, blindTimes: [] });
    await watch();
    expect(await notice(`all-clear/call-center/${SINCE}`)).toMatchObject({ until: UNTIL });
  });

  test('is the first complete reading after it, even if later ones have come', async () => {
    const later = { ...READ, recentCompleteAt: UNTIL + 2 * MINUTE };
    const { watch, notice } = await setUpAfter(later);
    await watch();
    expect(await notice(`blind/call-center/${SINCE}`)).toMatchObject({ state: 'over', until: UNTIL });
  });

  test("is the end in an earlier run's notice, if that run died before storing it", async () => {
    const world = await setUpAfter(READ);
    const { change } = world.store.noticeStore;
    world.store.noticeStore.change = async () => {
      throw new Error('made-up death');
    };
    await expect(world.watch()).rejects.toThrow('made-up death');
    world.store.noticeStore.change = change;
    await world.keep({ ...READ, recentCompleteAt: UNTIL + 5 * MINUTE, blindTimes: [] });
    world.clock.at += 5 * MINUTE;
    await world.watch();
    expect(await world.notice(`blind/call-center/${SINCE}`)).toMatchObject({ state: 'over', until: UNTIL });
    expect(world.names()).toEqual([`blind/call-center/${SINCE}`, `all-clear/call-center/${SINCE}`]);
  });

  test('has not come while no reading was complete, even if the time no longer counts as blindness', async () => {
    const { watch, notice } = await setUpAfter(BLIND);
    expect(await watch(DAY)).toEqual([]);
    expect(await notice(`blind/call-center/${SINCE}`)).toMatchObject({ state: 'open' });
  });

  test('has not come if the state was lost', async () => {
    const { watch, notice } = await setUpAfter({ firstPollAt: UNTIL, polledAt: UNTIL });
    expect(await watch()).toEqual([]);
    expect(await notice(`blind/call-center/${SINCE}`)).toMatchObject({ state: 'open' });
  });
});

describe('R17: a second blindness', () => {
  test('an hour after the first is announced beside the first one’s all-clear', async () => {
    const { watch, clock, names, notice, keep } = await setUpAfter(READ);
    await watch();
    const later = UNTIL + HOUR;
    await keep({ ...READ, recentCompleteAt: later, polledAt: later });
    clock.at = later + BLIND_MS + 1;
    await watch();
    expect(names()).toEqual([
      `blind/call-center/${SINCE}`,
      `all-clear/call-center/${SINCE}`,
      `blind/call-center/${later}`,
    ]);
    expect(await notice(`blind/call-center/${SINCE}`)).toMatchObject({ state: 'over' });
    expect(await notice(`blind/call-center/${later}`)).toMatchObject({ state: 'open' });
  });

  test('has its own all-clear', async () => {
    const { watch, clock, keep, notice } = await setUpAfter(READ);
    await watch();
    const later = UNTIL + HOUR;
    const second = later + 10 * MINUTE;
    const blindTimes = [...READ.blindTimes, { since: later, until: second }];
    clock.at = second + MINUTE;
    await keep({ ...READ, recentCompleteAt: second, blindTimes });
    await watch();
    expect(await notice(`all-clear/call-center/${SINCE}`)).toMatchObject({ until: UNTIL });
    expect(await notice(`all-clear/call-center/${later}`)).toMatchObject({ until: second });
  });
});

describe('R17: alternating failures of Coupang', () => {
  const createFlapping = async () => {
    const world = createWorld();
    await world.poll();
    const { read } = world.coupang.source;
    let isDown = true;
    world.coupang.source.read = async (...about) => {
      if (isDown) world.coupang.faults.push({ failure: new MadeUpFailure('reading', 0, 'coupang-down') });
      return read(...about);
    };
    const since = world.now();
    return {
      world,
      since,
      names: () => world.notices().map(({ key }) => key.notice),
      clear: () => world.notices().find(({ facts }) => facts.about === 'all-clear')?.facts,
      down: async (minutes: number): Promise<void> => {
        isDown = true;
        await runFor(world, minutes);
      },
      up: async (minutes: number): Promise<void> => {
        isDown = false;
        world.coupang.faults.length = 0;
        await runFor(world, minutes);
      },
    };
  };

  test('have an all-clear after three complete readings in a row, for the end that the first of them made', async () => {
    const { since, names, clear, down, up } = await createFlapping();
    await down(10);
    await up(2);
    await down(1);
    await up(2);
    expect(names()).toEqual([`blind/call-center/${since}`]);
    await up(1);
    expect(names()).toEqual([`blind/call-center/${since}`, `all-clear/call-center/${since}`]);
    expect(clear()).toMatchObject({ since, until: since + 11 * MINUTE });
  });

  test('have one notice and one all-clear for blind times with two readings between them', async () => {
    const { since, world, names, clear, down, up } = await createFlapping();
    await down(10);
    await up(2);
    await down(10);
    expect(names()).toEqual([`blind/call-center/${since}`]);
    expect(world.slack.messages).toHaveLength(1);
    await up(10);
    expect(names()).toEqual([`blind/call-center/${since}`, `all-clear/call-center/${since}`]);
    expect(clear()).toMatchObject({ until: since + 23 * MINUTE, lastedMs: 22 * MINUTE });
    expect(world.slack.messages).toHaveLength(2);
  });

  test('edit the last all-clear if the vendor turns blind again within an hour, which then covers both', async () => {
    const { since, world, names, clear, down, up } = await createFlapping();
    await down(10);
    await up(30);
    const { length } = world.slack.messages;
    await down(10);
    expect(clear()).toMatchObject({
      again: { since: since + 40 * MINUTE, cause: 'coupang-down' },
    });
    await up(10);
    expect(names()).toEqual([`blind/call-center/${since}`, `all-clear/call-center/${since}`]);
    expect(clear()).toMatchObject({
      since,
      until: since + 51 * MINUTE,
      lastedMs: 22 * MINUTE,
    });
    expect(clear()).not.toHaveProperty('again');
    expect(world.slack.messages).toHaveLength(length);
  });

  test('post a new notice if the second blindness lasts half an hour', async () => {
    const { since, names, clear, down, up } = await createFlapping();
    await down(10);
    await up(30);
    await down(29);
    expect(names()).toEqual([`blind/call-center/${since}`, `all-clear/call-center/${since}`]);
    await down(3);
    const second = since + 40 * MINUTE;
    expect(names()).toEqual([
      `blind/call-center/${since}`,
      `all-clear/call-center/${since}`,
      `blind/call-center/${second}`,
    ]);
    expect(clear()).not.toHaveProperty('again');
    await up(10);
    expect(names()).toEqual([
      `blind/call-center/${since}`,
      `all-clear/call-center/${since}`,
      `blind/call-center/${second}`,
      `all-clear/call-center/${second}`,
    ]);
    expect(clear()).toMatchObject({ until: since + 11 * MINUTE });
  });
});

describe('a store that refuses', () => {
  test('once makes the run decide again', async () => {
    const { store, watch, notice } = await setUpAfter(READ);
    const { change } = store.noticeStore;
    let refused = 0;
    store.noticeStore.change = async (before, facts, event, at) => {
      if ((refused += 1) > 1) return change(before, facts, event, at);
      // Meanwhile another run wrote another cause.
      if (before.facts.about === 'blind')
        await change(before, { ...before.facts, cause: 'throttled' }, event, at);
      return change(before, facts, event, at);
    };
    await watch();
    expect(await notice(`blind/call-center/${SINCE}`)).toMatchObject({ state: 'over', cause: 'throttled' });
  });

  test('does not block another notice if it refuses one for ever', async () => {
    const { store, watch, clock, notice } = await setUpAfter(READ);
    clock.at = UNTIL + 31 * MINUTE;
    const { create } = store.noticeStore;
    store.noticeStore.create = async (createdNotice) =>
      createdNotice.key.notice === `blind/call-center/${UNTIL}` ? undefined : create(createdNotice);
    await expect(watch()).rejects.toThrow(ConcurrentWrite);
    expect(await notice(`blind/call-center/${SINCE}`)).toMatchObject({ state: 'over' });
    expect(await notice(`all-clear/call-center/${SINCE}`)).toMatchObject({ until: UNTIL });
  });
});

test('R17: wherever runs die, each blindness ends and has one all-clear', async () => {
  for (let dies = 1; dies < 30; dies += 1) {
    let calls = 0;
    let isMortal = false;
    const world = await setUpAfter(READ, async (_name, take) => {
      const result = await take();
      // Every call takes effect. Each run dies at a call whose number is a multiple of `dies`.
      if (isMortal && (calls += 1) % dies === 0) throw new Error('made-up death');
      return result;
    });
    const runTenTimes = async (): Promise<void> => {
      for (let run = 0; run < 10; run += 1) {
        world.clock.at += 5_000;
        await world.watch().catch(() => {});
      }
    };
    isMortal = true;
    await runTenTimes();
    isMortal = false;
    await runTenTimes();
    expect(world.names().sort()).toEqual([`all-clear/call-center/${SINCE}`, `blind/call-center/${SINCE}`]);
    expect(await world.notice(`blind/call-center/${SINCE}`)).toMatchObject({ state: 'over', until: UNTIL });
    expect(await world.notice(`all-clear/call-center/${SINCE}`)).toMatchObject({ until: UNTIL });
  }
});

describe('D10: from end to end', () => {
  test('a blind time is one message, edited when it is over, and one all-clear that says what is new', async () => {
    const world = createWorld();
    await world.poll();
    const since = world.now();
    const { read } = world.coupang.source;
    world.coupang.source.read = async (window, status, stopAt, repairs) => {
      world.coupang.faults.push({ failure: new MadeUpFailure('reading', 0, 'coupang-down') });
      return read(window, status, stopAt, repairs);
    };
    await runFor(world, 10);
    expect(world.notices()).toMatchObject([
      { key: { notice: `blind/call-center/${since}` }, facts: { cause: 'coupang-down' } },
    ]);
    const answered = world.coupang.handOver();
    world.coupang.handOver();
    world.coupang.answer(answered);
    await runFor(world, 10);
    expect(world.slack.messages).toHaveLength(1);
    world.coupang.source.read = read;
    world.coupang.faults.length = 0;
    await runFor(world, 4);
    const until = since + 21 * MINUTE;
    expect(world.notices()).toMatchObject([
      { facts: { state: 'over', until } },
      {
        key: { notice: `all-clear/call-center/${since}` },
        facts: { until, opened: 1 },
      },
    ]);
    for (const notice of world.notices()) {
      expect(world.messagesOf(notice.key)).toHaveLength(1);
      expect(notice.delivery.shownVersion).toBe(notice.outbox.version);
      expect(notice).not.toHaveProperty('index.attentionAt');
    }
    await runFor(world, 10);
    expect(world.slack.messages).toHaveLength(3);
  });

  test('if no poll runs any more, it is still announced', async () => {
    const world = createWorld();
    await world.poll();
    for (let minute = 0; minute < 6; minute += 1) {
      world.advance(MINUTE);
      await world.trackSla();
      await world.drain();
    }
    expect(world.notices()).toMatchObject([
      { facts: { about: 'blind', cause: 'not-polling' }, delivery: { shownVersion: 1 } },
    ]);
    expect(world.slack.messages).toHaveLength(1);
  });
});
