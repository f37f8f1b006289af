import { describe, expect, test } from '@jest/globals';
import { CoupangError } from '../../../../lib/coupang/coupang-error.ts';
import type { Notice, NoticeName } from '../../../../lib/domain/notice/notice.ts';
import type { SourceState } from '../../../../lib/domain/reading/vendor-state.ts';
import { SOURCE_NAMES, type Source } from '../../../../lib/domain/sources.ts';
import { watchBlindness } from '../../../../lib/workflows/sla/watch-blindness.ts';
import { makeState, type StateFields } from '../../../fixtures/domain/make-state.ts';
import { makeClosedTicket, makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW, VENDOR } from '../../../fixtures/domain/made-up.ts';
import { createWorld, TRACK_SETTINGS } from '../../../simulation/create-world.ts';
import { createQuestions } from '../intake/made-up-questions.ts';
import { createMemoryStore } from '../../../simulation/memory-store.ts';

const BLIND_MS = 5 * MINUTE;
/** When the last complete reading of the questions began. */
const SINCE = NOW - 20 * MINUTE;

const READ: SourceState = {
  completeReadings: {},
  shortReadings: {},
  firstPollAt: NOW - DAY,
  recentCompleteAt: NOW,
  completeInARow: 3,
};
const REFUSED: SourceState = {
  ...READ,
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

const setUp = (sources: readonly Source[] = SOURCE_NAMES) => {
  const store = createMemoryStore();
  const { reader, states, noticeStore } = store;
  const clock = { at: NOW, now: () => clock.at };
  const read: { sources: readonly Source[] } = { sources };
  const watchAll = async () => {
    const { tickets } = await reader.attention(VENDOR);
    const { notices } = await reader.attention(VENDOR, clock.at);
    const seen = { readAt: clock.now(), state: await states.read(VENDOR) };
    const services = {
      ...createWorld().trackServices,
      reader,
      notices: noticeStore,
      known: new Set<string>(),
    };
    const settings = { ...TRACK_SETTINGS, sources: read.sources };
    return watchBlindness({ vendor: VENDOR, settings }, { tickets, notices }, seen, services);
  };
  return {
    store,
    clock,
    read,
    watchAll,
    watch: async (): Promise<Notice[]> => {
      const { written, failures } = await watchAll();
      if (failures.length > 0) throw failures[0];
      return written;
    },
    /** The state after a poll now. */
    keep: async (product: SourceState | undefined, handOvers: StateFields = {}): Promise<void> => {
      const token = `poll-${clock.at}`;
      await states.takeLease(VENDOR, { token, now: clock.at, until: clock.at });
      const polled = { ...HAND_OVERS_READ, recentCompleteAt: clock.at, polledAt: clock.at };
      const state = makeState({ ...polled, ...handOvers, ...(product && { sources: { product } }) });
      await states.releaseLease(VENDOR, token, state);
    },
    notice: async (name: NoticeName) => (await noticeStore.read({ ...VENDOR, notice: name }))?.facts,
    names: () => [...store.notices.values()].map(({ key: { notice } }) => notice),
  };
};

const QUESTION = { source: 'product', kind: 'question', answerId: '0' } as const;

describe('R17: questions that cannot be read', () => {
  test('have a notice of their own, with their own deadlines, and ring no mail', async () => {
    const { store, keep, watchAll, notice } = setUp();
    store.put(makeTicket({ dueAt: NOW + 30 * MINUTE, attentionAt: NOW + DAY }));
    store.put(makeTicket({ ...QUESTION, inquiryId: '77', dueAt: NOW + HOUR, attentionAt: NOW + DAY }));
    await keep(REFUSED);
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

  test('are not announced within the limit, or before their first poll', async () => {
    const { keep, watch, names } = setUp();
    await keep({ ...REFUSED, recentCompleteAt: NOW - BLIND_MS });
    expect(await watch()).toEqual([]);
    await keep(undefined);
    expect(await watch()).toEqual([]);
    const { recentCompleteAt, ...never } = REFUSED;
    await keep({ ...never, firstPollAt: NOW - HOUR });
    await watch();
    expect(names()).toEqual([`blind/product/${NOW - HOUR}`]);
  });

  test('change no notice about the hand-overs', async () => {
    const { keep, watch, clock, names, notice } = setUp();
    await keep(READ, handOversBlind('credentials'));
    await watch();
    expect(names()).toEqual([`blind/call-center/${SINCE}`]);
    clock.at += MINUTE;
    await keep({ ...REFUSED, failure: { cause: 'throttled' } }, handOversBlind('credentials'));
    await watch();
    expect(names()).toEqual([`blind/call-center/${SINCE}`, `blind/product/${SINCE}`]);
    clock.at += MINUTE;
    await keep({ ...REFUSED, failure: { cause: 'throttled' } });
    await watch();
    expect(await notice(`blind/call-center/${SINCE}`)).toMatchObject({ state: 'over' });
    expect(await notice(`blind/product/${SINCE}`)).toMatchObject({ state: 'open' });
    expect(names()).toContain(`all-clear/call-center/${SINCE}`);
  });
});

describe('R17: questions and hand-overs that cannot be read for the same reason', () => {
  test('have one notice', async () => {
    const { keep, watch, names } = setUp();
    await keep(REFUSED, handOversBlind('credentials'));
    await watch();
    expect(names()).toEqual([`blind/call-center/${SINCE}`]);
  });

  test('have a notice about the questions after the all-clear of the hand-overs, if they stay unread', async () => {
    const { keep, watch, clock, names } = setUp();
    await keep(REFUSED, handOversBlind('credentials'));
    await watch();
    clock.at += MINUTE;
    await keep(REFUSED, { completeInARow: 1 });
    await watch();
    expect(names()).toEqual([`blind/call-center/${SINCE}`]);
    clock.at += 2 * MINUTE;
    await keep(REFUSED, { completeInARow: 3 });
    await watch();
    expect(names()).toEqual([
      `blind/call-center/${SINCE}`,
      `all-clear/call-center/${SINCE}`,
      `blind/product/${SINCE}`,
    ]);
  });

  test('have no all-clear about the questions, which had no notice', async () => {
    const { keep, watch, clock, names } = setUp();
    await keep(REFUSED, handOversBlind('credentials'));
    await watch();
    clock.at += 3 * MINUTE;
    const blindTimes = [{ since: SINCE, until: NOW + MINUTE }];
    await keep({ ...READ, recentCompleteAt: clock.at, blindTimes }, { blindTimes });
    await watch();
    await watch();
    expect(names()).toEqual([`blind/call-center/${SINCE}`, `all-clear/call-center/${SINCE}`]);
  });
});

describe('R17: the end of the blindness of questions', () => {
  const UNTIL = NOW + MINUTE;
  const ENDED: SourceState = {
    ...READ,
    recentCompleteAt: UNTIL + 2 * MINUTE,
    blindTimes: [{ since: SINCE, until: UNTIL }],
  };

  const setUpAfter = async () => {
    const world = setUp();
    await world.keep(REFUSED);
    await world.watch();
    world.clock.at = UNTIL + 2 * MINUTE;
    return world;
  };

  test('waits for three complete readings in a row', async () => {
    const { keep, watch, names } = await setUpAfter();
    await keep({ ...ENDED, completeInARow: 2 });
    expect(await watch()).toEqual([]);
    await keep(ENDED);
    await watch();
    expect(names()).toEqual([`blind/product/${SINCE}`, `all-clear/product/${SINCE}`]);
  });

  test('counts the questions alone', async () => {
    const { store, keep, watch, notice } = await setUpAfter();
    const seen = { openedAt: SINCE + MINUTE };
    store.put(makeTicket({ ...seen, attentionAt: NOW + DAY }));
    store.put(makeClosedTicket({ ...seen, answerId: '2', closedAt: UNTIL }));
    store.put(makeTicket({ ...seen, ...QUESTION, inquiryId: '77', attentionAt: NOW + DAY }));
    await keep(ENDED);
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

  test('is shown in the all-clear if they turn blind again within an hour', async () => {
    const { keep, watch, clock, names, notice } = await setUpAfter();
    await keep(ENDED);
    await watch();
    const again = UNTIL + 20 * MINUTE;
    clock.at = again + BLIND_MS + 1;
    await keep({ ...ENDED, recentCompleteAt: again, completeInARow: 0, failure: { cause: 'throttled' } });
    await watch();
    expect(names()).toEqual([`blind/product/${SINCE}`, `all-clear/product/${SINCE}`]);
    expect(await notice(`all-clear/product/${SINCE}`)).toMatchObject({
      source: 'product',
      again: { since: again, cause: 'throttled' },
    });
  });
});

test('R17: the notice ends without an all-clear if the vendor no longer reads the source', async () => {
  const { keep, watch, clock, read, names, notice } = setUp();
  await keep(REFUSED);
  await watch();
  read.sources = ['call-center'];
  clock.at += MINUTE;
  expect(await watch()).toHaveLength(1);
  expect(await watch()).toEqual([]);
  expect(names()).toEqual([`blind/product/${SINCE}`]);
  expect(await notice(`blind/product/${SINCE}`)).toMatchObject({ state: 'off' });
});

describe('R17: from end to end, a time without product questions', () => {
  const forbidden = new CoupangError(VENDOR, { code: 'COUPANG_IP_NOT_ALLOWED', detail: '403' });

  const begin = async () => {
    const questions = createQuestions();
    const { world } = questions;
    const runFor = async (minutes: number): Promise<void> => {
      for (let minute = 0; minute < minutes; minute += 1) {
        world.advance(MINUTE);
        await questions.poll();
        await world.trackSla();
        await world.drain();
      }
    };
    await questions.poll();
    return {
      ...questions,
      since: world.now(),
      runFor,
      names: () => world.notices().map(({ key }) => key.notice),
    };
  };

  test('is one message, edited when it is over, and one all-clear, while hand-overs come as usual', async () => {
    const { world, failing, ask, since, runFor, names } = await begin();
    failing.read = forbidden;
    await runFor(10);
    const handOver = world.coupang.handOver();
    await runFor(5);
    expect(names()).toEqual([`blind/product/${since}`]);
    expect(world.ticketOf(handOver).delivery).toHaveProperty('ts');
    expect(world.slack.messages).toHaveLength(2);
    ask(MINUTE);
    delete failing.read;
    await runFor(30);
    expect(names()).toEqual([`blind/product/${since}`, `all-clear/product/${since}`]);
    expect(world.notices()).toMatchObject([
      { facts: { state: 'over', cause: 'ip-not-allowed' } },
      { facts: { about: 'all-clear', opened: 1 } },
    ]);
  });

  test('and without hand-overs, for the same reason, is one message about the hand-overs', async () => {
    const { world, failing, since, runFor, names } = await begin();
    const { read } = world.coupang.source;
    const down = new CoupangError(VENDOR, { code: 'COUPANG_SERVER_ERROR', detail: '503' });
    failing.read = down;
    world.coupang.source.read = async (...about) => {
      world.coupang.faults.push({ failure: down });
      return read(...about);
    };
    await runFor(20);
    expect(names()).toEqual([`blind/call-center/${since}`]);
    world.coupang.source.read = read;
    world.coupang.faults.length = 0;
    delete failing.read;
    await runFor(5);
    expect(names()).toEqual([`blind/call-center/${since}`, `all-clear/call-center/${since}`]);
  });
});
