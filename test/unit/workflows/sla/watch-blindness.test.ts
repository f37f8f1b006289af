import { describe, expect, test } from '@jest/globals';
import { type Notice, type NoticeName, newNotice } from '../../../../lib/domain/notice/notice.ts';
import { watchBlindness } from '../../../../lib/workflows/sla/watch-blindness.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import { type StateFields, makeState } from '../../../fixtures/domain/make-state.ts';
import { makeClosedTicket, makeTicket, withoutFields } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW, VENDOR } from '../../../fixtures/domain/made-up.ts';
import { TRACK_SETTINGS, createWorld } from '../../../simulation/create-world.ts';
import { type Effect, noteCalls } from '../../../simulation/effect.ts';
import { createMemoryStore } from '../../../simulation/memory-store.ts';
import type { SourceState } from '../../../../lib/domain/reading/vendor-state.ts';
import { SOURCE_NAMES, type Source } from '../../../../lib/domain/sources.ts';

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
  const read: { sources: readonly Source[] } = { sources: SOURCE_NAMES };
  let known = new Set<string>();
  const watchAll = async (blindMs = BLIND_MS) => {
    const { tickets } = await reader.attention(VENDOR);
    const { notices: due } = await reader.attention(VENDOR, clock.at);
    const seen = { readAt: clock.now(), state: await states.read(VENDOR) };
    const services = { ...createWorld().trackServices, reader, notices, known };
    const spans = { ...TRACK_SETTINGS.spans, blindMs };
    const settings = { ...TRACK_SETTINGS, sources: read.sources, spans };
    return watchBlindness({ vendor: VENDOR, settings }, { tickets, notices: due }, seen, services);
  };
  const keep = async (state: StateFields): Promise<void> => {
    const token = `poll-${clock.at}`;
    await states.takeLease(VENDOR, { token, now: clock.at, until: clock.at });
    await states.releaseLease(VENDOR, token, makeState(state));
  };
  return {
    store,
    clock,
    read,
    watchAll,
    watch: async (blindMs?: number): Promise<Notice[]> => {
      const { written, failures } = await watchAll(blindMs);
      if (failures.length > 0) throw failures[0];
      return written;
    },
    startAnew: (): void => void (known = new Set()),
    keep,
    /** The state after a poll now of questions and hand-overs. */
    keepBoth: async (product: SourceState, handOvers: StateFields = {}): Promise<void> => {
      const polled = { recentCompleteAt: clock.at, polledAt: clock.at };
      await keep({ ...HAND_OVERS_READ, ...polled, ...handOvers, sources: { product } });
    },
    notice: async (name: NoticeName) => (await notices.read({ ...VENDOR, notice: name }))?.facts,
    names: () => [...store.notices.values()].map(({ key: { notice } }) => notice),
  };
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
});

describe('R17: nothing is announced', () => {
  test('for a vendor that is read, and only its state is read', async () => {
    const calls: string[] = [];
    const { keep, watch } = setUp(noteCalls(calls));
    await keep({ ...READ, blindTimes: [] });
    calls.length = 0;
    expect(await watch()).toEqual([]);
    expect(calls).toEqual(['store.attention', 'store.attention', 'store.readState']);
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
    expect(await watch()).toEqual([]);
  });

  test('is announced once by two runs at the same time', async () => {
    const { watch, store } = await setUpAfter(READ);
    const written = await Promise.all([watch(), watch()]);
    expect(written.flat()).toHaveLength(2);
    expect([...store.notices.values()].map(({ outbox: { version } }) => version)).toEqual([2, 1]);
  });

  test('is the last complete reading if the state has forgotten the first', async () => {
    const { watch, notice } = await setUpAfter({ ...READ, blindTimes: [] });
    await watch();
    expect(await notice(`all-clear/call-center/${SINCE}`)).toMatchObject({ until: UNTIL });
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

const QUESTIONS_READ: SourceState = {
  completeReadings: {},
  shortReadings: {},
  firstPollAt: NOW - DAY,
  recentCompleteAt: NOW,
  completeInARow: 3,
};
const REFUSED: SourceState = {
  ...QUESTIONS_READ,
  recentCompleteAt: SINCE,
  completeInARow: 0,
  failure: { cause: 'credentials' },
};
const HAND_OVERS_READ = { firstPollAt: NOW - DAY, recentCompleteAt: NOW, completeInARow: 3 };
const handOversBlind = (cause: 'credentials' | 'throttled') => ({
  firstPollAt: NOW - DAY,
  recentCompleteAt: SINCE,
  completeInARow: 0,
  failure: { cause },
});

const QUESTION = { source: 'product', kind: 'question', answerId: '0' } as const;

describe('R17: questions that cannot be read', () => {
  test('have a notice of their own, with their own deadlines, and ring no mail', async () => {
    const { store, keepBoth, watchAll, notice } = setUp();
    store.put(makeTicket({ dueAt: NOW + 30 * MINUTE, attentionAt: NOW + DAY }));
    store.put(makeTicket({ ...QUESTION, inquiryId: '77', dueAt: NOW + HOUR, attentionAt: NOW + DAY }));
    await keepBoth(REFUSED);
    const { written, turnedBlind } = await watchAll();
    expect(written).toMatchObject([{ key: { notice: `blind/product/${SINCE}` } }]);
    expect(turnedBlind).toBeUndefined();
    expect(await notice(`blind/product/${SINCE}`)).toMatchObject({
      about: 'blind',
      source: 'product',
      state: 'open',
      since: SINCE,
      cause: 'credentials',
      deadlines: [{ source: 'product', inquiryId: '77', dueAt: NOW + HOUR }],
      deadlineCount: 1,
    });
  });

  test('change no notice about the hand-overs', async () => {
    const { keepBoth, watch, clock, names, notice } = setUp();
    await keepBoth(QUESTIONS_READ, handOversBlind('credentials'));
    await watch();
    expect(names()).toEqual([`blind/call-center/${SINCE}`]);
    clock.at += MINUTE;
    await keepBoth({ ...REFUSED, failure: { cause: 'throttled' } }, handOversBlind('credentials'));
    await watch();
    expect(names()).toEqual([`blind/call-center/${SINCE}`, `blind/product/${SINCE}`]);
    clock.at += MINUTE;
    await keepBoth({ ...REFUSED, failure: { cause: 'throttled' } });
    await watch();
    expect(await notice(`blind/call-center/${SINCE}`)).toMatchObject({ state: 'over' });
    expect(await notice(`blind/product/${SINCE}`)).toMatchObject({ state: 'open' });
    expect(names()).toContain(`all-clear/call-center/${SINCE}`);
  });
});

describe('R17: questions and hand-overs that cannot be read for the same reason', () => {
  test('have one notice', async () => {
    const { keepBoth, watch, names } = setUp();
    await keepBoth(REFUSED, handOversBlind('credentials'));
    await watch();
    expect(names()).toEqual([`blind/call-center/${SINCE}`]);
  });

  test('have a notice about the questions after the all-clear of the hand-overs, if they stay unread', async () => {
    const { keepBoth, watch, clock, names } = setUp();
    await keepBoth(REFUSED, handOversBlind('credentials'));
    await watch();
    clock.at += MINUTE;
    await keepBoth(REFUSED, { completeInARow: 1 });
    await watch();
    expect(names()).toEqual([`blind/call-center/${SINCE}`]);
    clock.at += 2 * MINUTE;
    await keepBoth(REFUSED, { completeInARow: 3 });
    await watch();
    expect(names()).toEqual([
      `blind/call-center/${SINCE}`,
      `all-clear/call-center/${SINCE}`,
      `blind/product/${SINCE}`,
    ]);
  });

  test('have no all-clear about the questions, which had no notice', async () => {
    const { keepBoth, watch, clock, names } = setUp();
    await keepBoth(REFUSED, handOversBlind('credentials'));
    await watch();
    clock.at += 3 * MINUTE;
    const blindTimes = [{ since: SINCE, until: NOW + MINUTE }];
    await keepBoth({ ...QUESTIONS_READ, recentCompleteAt: clock.at, blindTimes }, { blindTimes });
    await watch();
    await watch();
    expect(names()).toEqual([`blind/call-center/${SINCE}`, `all-clear/call-center/${SINCE}`]);
  });
});

test('R17: the all-clear of questions counts the questions alone', async () => {
  const { store, clock, keepBoth, watch, notice } = setUp();
  await keepBoth(REFUSED);
  await watch();
  const recentCompleteAt = (clock.at = UNTIL + 2 * MINUTE);
  const seen = { openedAt: SINCE + MINUTE };
  store.put(makeTicket({ ...seen, attentionAt: NOW + DAY }));
  store.put(makeClosedTicket({ ...seen, answerId: '2', closedAt: UNTIL }));
  store.put(makeTicket({ ...seen, ...QUESTION, inquiryId: '77', attentionAt: NOW + DAY }));
  await keepBoth({ ...QUESTIONS_READ, recentCompleteAt, blindTimes: READ.blindTimes });
  await watch();
  expect(await notice(`blind/product/${SINCE}`)).toMatchObject({ state: 'over', until: UNTIL });
  expect(await notice(`all-clear/product/${SINCE}`)).toEqual({
    about: 'all-clear',
    source: 'product',
    since: SINCE,
    until: UNTIL,
    opened: 1,
  });
});

test('R17: the notice ends without an all-clear if the vendor no longer reads the source', async () => {
  const { keepBoth, watch, clock, read, names, notice } = setUp();
  await keepBoth(REFUSED);
  await watch();
  read.sources = ['call-center'];
  clock.at += MINUTE;
  expect(await watch()).toHaveLength(1);
  expect(await watch()).toEqual([]);
  expect(names()).toEqual([`blind/product/${SINCE}`]);
  expect(await notice(`blind/product/${SINCE}`)).toMatchObject({ state: 'off' });
});
