import { describe, expect, test } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { readShown } from '../../../simulation/coupang-source.ts';
import { createWorld, VENDOR, type World, withOneTicket } from '../../../simulation/create-world.ts';
import { lookUpEach } from '../../../../lib/coupang/look-up-each.ts';
import type { Reach } from '../../../../lib/workflows/ports/coupang.ts';
import { keepLines } from '../keep-lines.ts';
import { MadeUpFailure } from '../made-up-failure.ts';

/** The ids that were looked up, and the windows that were read, in their order. */
const watch = (world: World) => {
  const calls: string[] = [];
  const { source } = world.coupang;
  const { lookUp, read } = source;
  source.lookUp = async (...about) => {
    const answer = await lookUp(...about);
    calls.push(...answer.tried);
    return answer;
  };
  source.read = async (window, ...about) => {
    calls.push(world.coupang.isRecent(window) ? 'recent' : 'older');
    return read(window, ...about);
  };
  return calls;
};

/** Each look-up fails. */
const breakLookUps = (world: World, reach: Reach = 'reading'): string[] => {
  const requested: string[] = [];
  world.coupang.source.lookUp = lookUpEach(async (inquiryId) => {
    requested.push(inquiryId);
    throw new MadeUpFailure(reach);
  }, world.now);
  return requested;
};

/** Each reading of NO_ANSWER is incomplete. With a row it still shows what it lacks. */
const breakList = ({ coupang }: World): void => {
  const { source } = coupang;
  const { read } = source;
  coupang.handOver();
  source.read = async (window, status, ...about) => {
    const answer = await read(window, status, ...about);
    const { reading } = answer;
    return { ...answer, reading: { ...reading, complete: reading.complete && status !== 'NO_ANSWER' } };
  };
};

/** Polls, with `track-sla` after each of them, as in a deployment. */
const live = async (world: World, minutes: number): Promise<void> => {
  for (let minute = 0; minute < minutes; minute += 1) {
    await world.pollAfter(MINUTE_MS);
    await world.trackSla();
  }
};

const stepsOf = (world: World, id: string): string[] =>
  world.ticketOf(id).facts.steps.map(({ name }) => name);

/** The lists show what they showed at this moment, and do not change any more. */
const freezeLists = (world: World): void => {
  const { source, inquiries, show } = world.coupang;
  const frozen = inquiries().map((known) => ({ list: known.list, inquiry: readShown(show(known)) }));
  const { read } = source;
  source.read = async (window, status, stopAt, repairs) => {
    const answer = await read(window, status, stopAt, repairs);
    const listed = world.coupang.isRecent(window) ? frozen.filter(({ list }) => list === status) : [];
    return {
      reading: { ...answer.reading, inquiries: listed.flatMap(({ inquiry }) => inquiry ?? []) },
    };
  };
};

describe('a look-up before a step', () => {
  test('closes a listed ticket that was answered, and sends no warning', async () => {
    const { world, id } = await withOneTicket({}, { requestAgeMs: 22.9 * HOUR_MS });
    await world.trackSla();
    freezeLists(world);
    world.coupang.answer(id);
    const calls = watch(world);
    await live(world, 8);
    expect(world.ticketOf(id).facts).toMatchObject({ state: 'closed', outcome: 'answered', inTime: true });
    expect(stepsOf(world, id)).not.toContain('1h');
    // The frozen list goes on showing it, so it is looked up again at once and after five minutes.
    expect(calls.filter((call) => call === id)).toHaveLength(3);
  });

  test('stores a new request before it closes the ticket', async () => {
    const { world, id } = await withOneTicket({}, { requestAgeMs: 22.9 * HOUR_MS });
    await world.trackSla();
    freezeLists(world);
    world.coupang.answer(id);
    world.coupang.handOverAgain(id);
    world.store.writer.change = () => Promise.reject(new Error('made-up outage of the store'));
    await expect(live(world, 8)).rejects.toThrow('made-up outage');
    expect(world.tickets().map(({ facts }) => facts.state)).toEqual(['open', 'open']);
  });

  test('is made once in the ten minutes before each step, and leaves a ticket that still asks as it is', async () => {
    const { world, id } = await withOneTicket({}, { requestAgeMs: 20 * HOUR_MS });
    await live(world, 1);
    const calls = watch(world);
    const { version } = world.ticketOf(id).outbox;
    const askedAt: number[] = [];
    for (let minute = 0; minute < 5 * 60; minute += 1) {
      const before = calls.length;
      await live(world, 1);
      const { dueAt } = world.ticketOf(id).facts;
      if (calls.slice(before).includes(id)) askedAt.push(Math.round((world.now() - dueAt) / MINUTE_MS));
    }
    const { steps } = world.ticketOf(id).facts;
    expect(askedAt).toHaveLength(steps.length);
    for (const [index, { at }] of steps.entries()) {
      const early = at - world.ticketOf(id).facts.dueAt - (askedAt[index] ?? 0) * MINUTE_MS;
      expect(early).toBeGreaterThan(0);
      expect(early).toBeLessThanOrEqual(11 * MINUTE_MS);
    }
    expect(world.ticketOf(id)).toMatchObject({
      facts: { state: 'open' },
      outbox: { version: version + steps.length },
      poll: { lookUps: 0 },
    });
  });

  test('is tried again in the next poll if it failed, and delays no step', async () => {
    const { world, id } = await withOneTicket({}, { requestAgeMs: 22.5 * HOUR_MS });
    await live(world, 1);
    const lookUps = breakLookUps(world);
    await live(world, 60);
    expect(lookUps.length).toBeGreaterThan(5);
    expect(stepsOf(world, id)).toContain('1h');
    expect(world.ticketOf(id).poll).toEqual({ lookUps: 0 });
  });

  test('leaves the absence from an older window to the same run', async () => {
    const { world, id } = await withOneTicket({}, { ageDays: 17, requestAgeMs: 22.85 * HOUR_MS });
    await live(world, 1);
    world.coupang.lose(id);
    breakLookUps(world);
    await live(world, 6);
    expect(stepsOf(world, id)).not.toContain('1h');
    expect(world.ticketOf(id).facts.state).toBe('unverified');
  });

  test('does not count for an absent ticket while look-ups rest', async () => {
    const { world, id } = await withOneTicket({}, { requestAgeMs: 22.85 * HOUR_MS });
    await live(world, 1);
    world.coupang.hide(id);
    breakList(world);
    breakLookUps(world, 'vendor');
    await live(world, 1);
    const { poll } = world.ticketOf(id);
    expect(poll).toMatchObject({ lookUps: 1 });
    await live(world, 3);
    expect(world.ticketOf(id).poll).toEqual(poll);
  });

  test('comes before the other look-ups of the poll', async () => {
    const world = createWorld();
    const gone = Array.from({ length: 15 }, () => world.coupang.handOver());
    const near = Array.from({ length: 15 }, () => world.coupang.handOver({ requestAgeMs: 22.85 * HOUR_MS }));
    await world.poll();
    await world.trackSla();
    for (const id of gone) world.coupang.lose(id);
    world.advance(MINUTE_MS);
    const calls = watch(world);
    await world.poll();
    const lookedUp = calls.filter((call) => [...near, ...gone].includes(call));
    expect(lookedUp).toHaveLength(20);
    expect(new Set(lookedUp.slice(0, 15))).toEqual(new Set(near));
  });
});

describe('the log line for a look-up', () => {
  const linesAfter = async (change: (world: World, id: string) => void) => {
    const { lines, log } = keepLines();
    const { world, id } = await withOneTicket({ log });
    change(world, id);
    await live(world, 1);
    return { id, lookedUp: lines.filter((line) => JSON.stringify(line).includes('looked-up')) };
  };

  test.each<[string, boolean, (world: World, id: string) => void]>([
    ['found', true, (world, id) => world.coupang.answer(id)],
    ['not found', false, (world, id) => world.coupang.lose(id)],
  ])(
    'says whether the inquiry was %s, by the common start of the ids of its tickets',
    async (_name, isFound, change) => {
      const { id, lookedUp } = await linesAfter(change);
      const deliverable = `KR/A00012345/call-center/${id}`;
      expect(lookedUp).toEqual([['info', 'trace', { deliverable, did: 'looked-up', isFound }]]);
    },
  );

  test('is not written if the look-up fails', async () => {
    const { lookedUp } = await linesAfter((world, id) => {
      world.coupang.answer(id);
      breakLookUps(world);
    });
    expect(lookedUp).toEqual([]);
  });
});

describe('the order of calls', () => {
  test('is look-ups between the recent week and the older windows', async () => {
    const world = createWorld();
    const ids = Array.from({ length: 22 }, () => world.coupang.handOver());
    await world.poll();
    for (const id of ids) world.coupang.answer(id);
    world.advance(16 * MINUTE_MS);
    const calls = watch(world);
    await world.poll();
    const kinds = calls.map((call) => (ids.includes(call) ? 'look-up' : call.replace(/ .*/, '')));
    expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual(['recent', 'look-up', 'older']);
    expect(kinds.filter((kind) => kind === 'look-up')).toHaveLength(20);
  });

  test('keeps the budget for the look-ups after both batches together', async () => {
    const world = createWorld();
    const ids = [0, 17].flatMap((ageDays) =>
      Array.from({ length: 12 }, () => world.coupang.handOver({ ageDays })),
    );
    await world.poll();
    for (const id of ids) world.coupang.lose(id);
    world.advance(6 * MINUTE_MS);
    const calls = watch(world);
    await world.poll();
    expect(calls.filter((call) => ids.includes(call))).toHaveLength(20);
  });

  test('loses no list and stops no vendor for failed look-ups', async () => {
    const world = createWorld();
    const ids = Array.from({ length: 4 }, () => world.coupang.handOver());
    await world.poll();
    for (const id of ids) world.coupang.lose(id);
    breakLookUps(world);
    expect(await world.pollAfter(16 * MINUTE_MS)).toMatchObject({ result: 'swept', readings: 12 });
    expect(await world.pollAfter(MINUTE_MS)).toMatchObject({ result: 'swept', readings: 2 });
  });
});

describe('lists that contradict look-ups', () => {
  test('are incomplete from the twentieth minute on, until one of the two tickets is listed or answered', async () => {
    const world = createWorld();
    const ids = [world.coupang.handOver(), world.coupang.handOver()];
    await world.poll();
    for (const id of ids) world.coupang.hide(id);
    const complete: boolean[] = [];
    for (let minute = 1; minute <= 25; minute += 1)
      complete.push((await world.pollAfter(MINUTE_MS)).result === 'swept');
    expect(complete.lastIndexOf(true)).toBe(19);
    expect(complete.indexOf(false)).toBe(20);
    const state = await world.store.states.read(VENDOR);
    expect(state?.sources['call-center']?.failure).toEqual({ cause: 'contradicted' });
    expect(ids.map((id) => world.ticketOf(id).facts.state)).toEqual(['unverified', 'unverified']);
    world.coupang.list(ids[0] ?? '', 'NO_ANSWER');
    expect(await world.pollAfter(MINUTE_MS)).toMatchObject({ result: 'swept' });
  });
});

test('a disagreement that comes back within an hour continues its look-ups', async () => {
  const { world, id } = await withOneTicket();
  const other = world.coupang.handOver();
  const calls = watch(world);
  const lookUpsIn = async (minutes: number): Promise<number> => {
    const before = calls.length;
    await live(world, minutes);
    return calls.slice(before).filter((call) => call === id).length;
  };
  world.coupang.hide(id);
  expect(await lookUpsIn(16)).toBe(3);
  world.coupang.list(id, 'NO_ANSWER');
  expect(await lookUpsIn(1)).toBe(0);
  world.coupang.hide(id);
  expect(await lookUpsIn(18)).toBe(0);
  expect(await lookUpsIn(1)).toBe(1);
  expect(world.ticketOf(other).facts.state).toBe('open');
});

test('a claim or a step does not restart the look-ups of an absent ticket', async () => {
  const { world, id } = await withOneTicket({}, { requestAgeMs: 22.9 * HOUR_MS });
  world.coupang.hide(id);
  breakList(world);
  const calls = watch(world);
  await live(world, 30);
  expect(world.ticketOf(id).facts.state).toBe('open');
  expect(stepsOf(world, id)).toContain('1h');
  // At minutes 0, 5 and 15 of the absence. The first one is also the one before the step.
  expect(calls.filter((call) => call === id)).toHaveLength(3);
});

test.each<[Reach]>([['vendor'], ['reading']])(
  'closed tickets that are listed as asking re-open after 30 minutes while all look-ups fail (%s)',
  async (reach) => {
    const world = createWorld();
    const ids = Array.from({ length: 5 }, () => world.coupang.handOver());
    await live(world, 1);
    for (const id of ids) world.coupang.answer(id);
    await live(world, 2);
    const states = () => new Set(ids.map((id) => world.ticketOf(id).facts.state));
    expect(states()).toEqual(new Set(['closed']));
    for (const id of ids) world.coupang.askAgain(id, 'NO_ANSWER');
    breakLookUps(world, reach);
    await live(world, 30);
    expect(states()).toEqual(new Set(['closed']));
    await live(world, 3);
    expect(states()).toEqual(new Set(['open']));
  },
);
