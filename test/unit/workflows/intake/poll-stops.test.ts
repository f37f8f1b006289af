import { describe, expect, test } from '@jest/globals';
import type { OpenStatus } from '../../../../lib/domain/sources.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { createWorld, VENDOR, type World, withOneTicket } from '../../../simulation/create-world.ts';
import { lookUpEach } from '../../../../lib/coupang/look-up-each.ts';
import { MadeUpFailure } from '../made-up-failure.ts';
import { createQuestions } from './made-up-questions.ts';

const throttledForADay = () => new MadeUpFailure('vendor', DAY_MS, 'throttled');
const forbidden = () => new MadeUpFailure('vendor', 10 * MINUTE_MS, 'credentials');
const atTheEdge = () => new MadeUpFailure('egress', 10 * MINUTE_MS, 'blocked-at-edge');
type Fails = () => MadeUpFailure;

/** Polls each minute, and returns the minutes of the polls that made a call of the kind. */
const pollFor = async (world: World, minutes: number, count: () => number): Promise<number[]> => {
  const minutesWithCall: number[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    const before = count();
    await world.poll();
    if (count() > before) minutesWithCall.push(minute);
    world.advance(MINUTE_MS);
  }
  return minutesWithCall;
};

/** Coupang refuses these lists of the recent week. Returns how often a list of that week was read. */
const refuse = (world: World, lists: readonly OpenStatus[], fail: Fails) => {
  const reads: OpenStatus[] = [];
  const { read } = world.coupang.source;
  world.coupang.source.read = async (...args) => {
    const [window, status] = args;
    if (!world.coupang.isRecent(window)) return read(...args);
    reads.push(status);
    if (lists.includes(status)) world.coupang.faults.push(fail());
    return read(...args);
  };
  return (list: OpenStatus) => reads.filter((other) => other === list).length;
};

const stateOf = async (world: World) => (await world.store.states.read(VENDOR)) ?? { sources: {} };

describe('R5: a look-up that Coupang refuses never stops the lists', () => {
  test.each<[string, Fails, number[]]>([
    ['throttled for a day', throttledForADay, [0, 60]],
    ['forbidden', forbidden, [0, 5, 15, 35]],
  ])('when it is %s', async (_, fail, minutes) => {
    const { world, id } = await withOneTicket();
    world.coupang.lose(id);
    let lookUps = 0;
    world.coupang.source.lookUp = lookUpEach(async () => {
      lookUps += 1;
      throw fail();
    }, world.now);
    world.advance(MINUTE_MS);
    const reads = world.coupang.calls.reads;
    expect(await pollFor(world, 62, () => lookUps)).toEqual(minutes);
    expect(world.coupang.calls.reads - reads).toBeGreaterThanOrEqual(2 * 62);
    const { sources } = await stateOf(world);
    expect(sources['call-center']).toMatchObject({ recentCompleteAt: world.now() - MINUTE_MS });
    expect(sources['call-center']).not.toHaveProperty('failure');
    expect(await world.store.states.egressBlock('made-up-egress')).toBeUndefined();
    // A hand-over that comes meanwhile is announced at once.
    world.coupang.handOver();
    expect(await world.poll()).toMatchObject({ result: 'swept', opened: 1 });
  });

  test('a new key ends the rest', async () => {
    const { world, id } = await withOneTicket();
    world.coupang.lose(id);
    const { lookUp } = world.coupang.source;
    world.coupang.source.lookUp = lookUpEach(async () => Promise.reject(throttledForADay()), world.now);
    world.advance(MINUTE_MS);
    const since = world.now();
    const calls = 'look-up/call-center';
    expect(await world.poll()).toMatchObject({ held: [{ calls, since, cause: 'throttled' }] });
    world.coupang.source.lookUp = lookUp;
    for (let minute = 0; minute < 5; minute += 1)
      expect(await world.pollAfter(MINUTE_MS)).toMatchObject({ held: [{ calls }] });
    const { access } = world.pollPorts;
    world.pollPorts.access = {
      ...access,
      keyFingerprint: async ({ fresh = false } = {}) => (fresh ? 'another-key' : 'made-up-key'),
    };
    const before = world.coupang.calls.inquiries;
    expect(await world.poll()).not.toHaveProperty('held');
    expect(world.coupang.calls.inquiries).toBe(before + 1);
  });
});

test('R5: an older window that is forbidden stops the older windows of its source alone', async () => {
  const world = createWorld();
  const { read } = world.coupang.source;
  world.coupang.source.read = async (...args) => {
    if (!world.coupang.isRecent(args[0])) world.coupang.faults.push(forbidden());
    return read(...args);
  };
  const held = [{ calls: 'older/call-center' }];
  expect(await world.poll()).toMatchObject({ result: 'swept', readings: 3, held });
  expect(await world.pollAfter(MINUTE_MS)).toMatchObject({ result: 'swept', readings: 2 });
});

const BOTH = ['NO_ANSWER', 'TRANSFER'] as const;

describe('R5: an open list waits at most 15 minutes, and stops no other list', () => {
  test.each<[string, Fails, readonly OpenStatus[], number[]]>([
    ['Coupang asks for a day', throttledForADay, BOTH, [0, 15, 30]],
    ['one list is throttled', throttledForADay, ['TRANSFER'], [0, 15, 30]],
    ['one list is blocked at the edge', atTheEdge, ['NO_ANSWER'], [0, 10, 20]],
  ])('when %s', async (_, fail, lists, minutes) => {
    const world = createWorld();
    const readsOf = refuse(world, lists, fail);
    const length = (minutes.at(-1) ?? 0) + 1;
    expect(await pollFor(world, length, () => readsOf(lists[0] ?? 'NO_ANSWER'))).toEqual(minutes);
    for (const list of BOTH) expect(readsOf(list)).toBe(lists.includes(list) ? minutes.length : length);
  });
});

describe('R5: while Coupang refuses hand-over lists', () => {
  const REFUSALS: [string, readonly OpenStatus[], Fails][] = [
    ['throttles one', ['TRANSFER'], throttledForADay],
    ['throttles both', BOTH, throttledForADay],
    ['refuses the key for both', BOTH, forbidden],
    ['blocks one at the edge', ['NO_ANSWER'], atTheEdge],
  ];

  test.each(REFUSALS)('(it %s) questions are read and announced (R31)', async (_, lists, fail) => {
    const questions = createQuestions();
    await questions.poll();
    refuse(questions.world, lists, fail);
    await questions.pollFor(MINUTE_MS);
    const id = questions.ask();
    const { reads } = questions.calls;
    await questions.pollFor(20 * MINUTE_MS);
    expect(questions.calls.reads).toBeGreaterThanOrEqual(reads + 20);
    await questions.world.notify();
    const [ticket] = questions.ticketsOf(id);
    expect(ticket?.facts).toMatchObject({ state: 'open', announcement: 'card' });
    expect(ticket && questions.world.messagesOf(ticket.key)).toMatchObject([{ name: 'card' }]);
  });

  test.each(REFUSALS)(
    '(it %s) an answered hand-over is looked up before a step, and nobody is warned (R9)',
    async (_, lists, fail) => {
      const { world, id } = await withOneTicket({}, { requestAgeMs: 18 * HOUR_MS });
      await world.notify();
      await world.trackSla();
      refuse(world, lists, fail);
      world.coupang.answer(id);
      for (let minute = 0; minute < 7 * 60; minute += 5) {
        await world.pollAfter(5 * MINUTE_MS);
        await world.trackSla();
        await world.notify();
      }
      expect(world.ticketOf(id).facts).toMatchObject({ state: 'closed', outcome: 'answered', steps: [] });
    },
  );
});

test('R5: lists of questions that break half way in each poll stop nothing, and their rows count', async () => {
  const questions = createQuestions();
  const { client, world } = questions;
  const { read } = client;
  client.read = async (...args) => {
    const answer = await read(...args);
    const { reading } = answer;
    if (reading.inquiries.length === 0) return answer;
    return { reading: { ...reading, complete: false }, failure: new MadeUpFailure('reading') };
  };
  const [young] = [0, 10, 17, 24].map((days) => questions.ask(days * DAY_MS));
  for (let minute = 0; minute < 5; minute += 1) {
    const { reads } = questions.calls;
    expect(await questions.poll()).not.toHaveProperty('held');
    expect(questions.calls.reads).toBeGreaterThan(reads);
    world.advance(MINUTE_MS);
  }
  expect(questions.ticketsOf(young ?? '')).toMatchObject([{ facts: { state: 'open' } }]);
  expect(world.tickets()).toHaveLength(4);
});

test('R5: a 429 of act holds back act alone, and a poll keeps its stop', async () => {
  const { world, id } = await withOneTicket();
  world.coupang.lose(id);
  const stop = { code: 'X', problem: 'x', cause: 'throttled', keyFingerprint: 'made-up-key' } as const;
  const { read } = world.coupang.source;
  // It comes while a poll runs, which must not lose it.
  world.coupang.source.read = async (...about) => {
    await world.store.states.noteActStop(VENDOR, {
      ...stop,
      since: world.now(),
      until: world.now() + HOUR_MS,
    });
    return read(...about);
  };
  await world.poll();
  world.coupang.source.read = read;
  world.advance(MINUTE_MS);
  const { inquiries } = world.coupang.calls;
  expect(await world.poll()).toMatchObject({ result: 'swept', readings: 2, held: [{ calls: 'act' }] });
  expect(world.coupang.calls.inquiries).toBe(inquiries + 1);
});
