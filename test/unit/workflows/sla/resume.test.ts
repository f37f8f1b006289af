import { describe, expect, test } from '@jest/globals';
import { trackAll } from '../../../../lib/workflows/sla/track-sla.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { createWorld, TRACK_SETTINGS, VENDOR, type World } from '../../../simulation/create-world.ts';
import { noteCalls } from '../../../simulation/effect.ts';
import { lookUpEach } from '../../../simulation/look-up-each.ts';
import { MadeUpFailure } from '../made-up-failure.ts';

const reached = (world: World, id: string): string[] =>
  world.ticketOf(id).facts.steps.map(({ name, passed }) => (passed ? `${name} passed` : name));
const stateOf = async (world: World) => {
  const state = await world.store.states.read(VENDOR);
  if (!state) throw new Error('no state');
  return state;
};
const runFor = async (world: World, minutes: number): Promise<void> => {
  for (let minute = 0; minute < minutes; minute += 1) {
    await world.trackSla();
    await world.drain();
    world.advance(MINUTE);
  }
};

/** No list can be read to its end. */
const breakLists = ({ coupang: { source } }: World): void => {
  const { read } = source;
  source.read = async (...about) => ({
    reading: { ...(await read(...about)).reading, complete: false },
    failure: new MadeUpFailure('reading'),
  });
};

/** Four open tickets. Then the laptop is off for three days, in which three of them end. */
const afterThreeDays = async () => {
  const world = createWorld();
  const ids = [0, 1, 2, 3].map(() => world.coupang.handOver());
  const [answered = '', ended = '', also = '', listed = ''] = ids;
  await world.poll();
  await runFor(world, 5);
  world.advance(2 * HOUR);
  world.coupang.answer(answered);
  world.coupang.answer(also);
  world.advance(23 * HOUR);
  world.coupang.autoClose(ended);
  world.advance(2 * DAY);
  return { world, ids, listed };
};

describe('R16: after three days without any run', () => {
  test('three of four open tickets have ended, and only the fourth is overdue, after a complete poll', async () => {
    const { world, ids, listed } = await afterThreeDays();
    await runFor(world, 3);
    expect(ids.flatMap((id) => reached(world, id))).toEqual([]);
    await world.poll();
    await runFor(world, 1);
    expect(ids.map((id) => world.ticketOf(id).facts.outcome)).toEqual([
      'answered',
      'auto-closed',
      'answered',
      undefined,
    ]);
    expect(ids.flatMap((id) => reached(world, id))).toEqual(['overdue']);
    expect(reached(world, listed)).toEqual(['overdue']);
  });

  test('no answered ticket is overdue if only look-ups work', async () => {
    const { world, ids, listed } = await afterThreeDays();
    breakLists(world);
    await world.poll();
    await runFor(world, 11);
    expect(ids.flatMap((id) => reached(world, id))).toEqual(['overdue']);
    expect(reached(world, listed)).toEqual(['overdue']);
  });

  test('all open tickets are overdue after ten minutes if Coupang cannot be read', async () => {
    const { world, ids } = await afterThreeDays();
    breakLists(world);
    world.coupang.source.lookUp = lookUpEach(() => Promise.reject(new MadeUpFailure('reading')));
    await world.poll();
    await runFor(world, 10);
    expect(ids.flatMap((id) => reached(world, id))).toEqual([]);
    await runFor(world, 1);
    expect(ids.map((id) => reached(world, id))).toEqual(ids.map(() => ['overdue']));
  });

  test('a poll that began before the first run proves nothing about ends since', async () => {
    const { world, ids } = await afterThreeDays();
    await world.poll();
    const before = await stateOf(world);
    expect(before.sources['call-center']?.recentCompleteAt).toBe(world.now());
    world.advance(MINUTE);
    await runFor(world, 1);
    expect(ids.flatMap((id) => reached(world, id))).toEqual([]);
    await world.poll();
    await runFor(world, 1);
    expect(ids.flatMap((id) => reached(world, id))).toEqual(['overdue']);
  });

  test('every other step is announced at once', async () => {
    const { world } = await afterThreeDays();
    const soon = world.coupang.handOver({ requestAgeMs: 23 * HOUR });
    await world.poll();
    await runFor(world, 1);
    expect(reached(world, soon)).toEqual(['3h passed', '1h']);
  });
});

test('R16: after a gap a question waits ten minutes if no question was read, whatever was read of the hand-overs', async () => {
  const id = '77';
  const world = createWorld();
  await world.poll();
  await runFor(world, 1);
  const askedAt = world.now();
  const about = { source: 'product', kind: 'question', inquiryId: id, answerId: '0' } as const;
  world.store.put(makeTicket({ ...about, askedAt, dueAt: askedAt + DAY, attentionAt: askedAt }));
  world.advance(3 * DAY);
  await runFor(world, 1);
  const read = { ...(await stateOf(world)), recentCompleteAt: world.now(), polledAt: world.now() };
  await world.store.states.takeLease(VENDOR, { token: 'made-up', now: world.now(), until: world.now() });
  await world.store.states.releaseLease(VENDOR, 'made-up', read);
  await runFor(world, 9);
  expect(reached(world, id)).toEqual([]);
  await runFor(world, 1);
  expect(reached(world, id)).toEqual(['overdue']);
});

describe('R16: the note of track-sla about its runs', () => {
  test('is a single write in two minutes, and a single gap after a pause of more than ten', async () => {
    const calls: string[] = [];
    const world = createWorld({ effect: noteCalls(calls) });
    const writes = (): number => calls.filter((name) => name === 'store.noteTracked').length;
    await world.poll();
    const began = world.now();
    await runFor(world, 8);
    expect(writes()).toBe(4);
    expect(await stateOf(world)).toMatchObject({ trackedAt: began + 6 * MINUTE, resumedAt: began });
    world.advance(9 * MINUTE);
    await runFor(world, 1);
    expect(await stateOf(world)).toMatchObject({
      trackedAt: began + 17 * MINUTE,
      resumedAt: began + 17 * MINUTE,
    });
  });

  test('has no gap if another process has run meanwhile', async () => {
    const world = createWorld();
    await world.poll();
    const other = { ...world.trackServices, lastSeen: new Map() };
    const began = world.now();
    const runOther = () => trackAll([{ vendor: VENDOR, settings: TRACK_SETTINGS }], other);
    await runOther();
    await runFor(world, 12);
    await runOther();
    const state = await stateOf(world);
    expect(state).toMatchObject({ resumedAt: began });
    expect(state).not.toHaveProperty('pause');
  });

  test.each([
    ['does not undo that of a run since, if the machine slept before it was written', 1, 0],
    ['is written if the machine slept before, and no run came since', 0, 5],
  ])('R17: %s', async (_name, runs, minutesAgo) => {
    const world = createWorld();
    await world.poll();
    const { states } = world.store;
    let isAwake = false;
    const read = async () => {
      const state = await states.read(VENDOR);
      if (isAwake) return state;
      isAwake = true;
      world.advance(5 * MINUTE);
      await runFor(world, runs);
      return state;
    };
    const services = { ...world.trackServices, lastSeen: new Map(), states: { ...states, read } };
    await trackAll([{ vendor: VENDOR, settings: TRACK_SETTINGS }], services);
    const { trackedAt = 0 } = await stateOf(world);
    expect(world.now() - trackedAt).toBe((minutesAgo + runs) * MINUTE);
  });

  test('R17: for a vendor that nothing has polled keeps when it was first seen', async () => {
    const world = createWorld();
    const watchedSince = world.now();
    await runFor(world, 12);
    expect(await stateOf(world)).toMatchObject({ watchedSince, trackedAt: world.now() - MINUTE });
  });
});
