import { describe, expect, test } from '@jest/globals';
import { wallNow } from '../../../../lib/workflows/ports/wall-now.ts';
import { createWorld } from '../../../simulation/create-world.ts';
import { HOUR_MS } from '../../../../lib/domain/time/durations.ts';

describe('a wall clock that runs faster than the raw one, as on a laptop with SPEED', () => {
  test('is the raw one by default', () => {
    expect(wallNow({ now: () => 5 })).toBe(5);
    expect(wallNow({ now: () => 5, wall: () => 7 })).toBe(7);
  });

  test('decides about deadlines, while leases, lanes and attempts use the raw one (R6)', async () => {
    let aheadMs = 0;
    const world = createWorld({ wallAheadMs: () => aheadMs });
    const id = world.coupang.handOver();
    await world.poll();
    await world.drain();
    const {
      facts: { dueAt },
    } = world.ticketOf(id);
    aheadMs = 24 * HOUR_MS;
    world.coupang.autoClose(id);
    world.advance(1000);
    expect(await world.poll()).toMatchObject({ closed: 1 });
    expect(world.ticketOf(id).facts.closedAt).toBeGreaterThan(dueAt);
    await world.drain();
    expect(world.ticketOf(id)).not.toHaveProperty('index.attentionAt');
    expect(world.messagesOf(world.ticketOf(id).key)).toHaveLength(2);
  });
});

test('R17: at sixty times the speed blindness begins after sixty times the limit by the wall clock, and not earlier', async () => {
  let aheadMs = 0;
  const world = createWorld({ wallAheadMs: () => aheadMs, rate: () => 60 });
  await world.poll();
  aheadMs = 4 * HOUR_MS;
  await world.trackSla();
  expect(world.notices()).toEqual([]);
  aheadMs = 6 * HOUR_MS;
  await world.trackSla();
  expect(world.notices()).toMatchObject([{ facts: { about: 'blind', cause: 'not-polling' } }]);
});

test('R16: at sixty times the speed a gap is sixty times as long by the wall clock, and no shorter', async () => {
  let aheadMs = 0;
  const world = createWorld({ wallAheadMs: () => aheadMs, rate: () => 60 });
  const id = world.coupang.handOver();
  await world.poll();
  await world.trackSla();
  aheadMs = 9 * HOUR_MS;
  await world.poll();
  await world.trackSla();
  aheadMs = 18 * HOUR_MS;
  await world.trackSla();
  aheadMs = 25 * HOUR_MS;
  await world.trackSla();
  expect(world.ticketOf(id).facts.steps.map(({ name }) => name)).toContain('overdue');
  const another = world.coupang.handOver({ askedAgoMs: 20 * HOUR_MS });
  await world.poll();
  aheadMs += 10 * HOUR_MS + 1;
  await world.trackSla();
  expect(world.ticketOf(another).facts.steps).toEqual([]);
});

test('R17: a machine that sleeps while track-sla reads the state judges it by the time of the request', async () => {
  const world = createWorld();
  await world.poll();
  const { read } = world.store.states;
  world.store.states.read = async (vendor) => {
    const state = await read(vendor);
    world.advance(HOUR_MS);
    return state;
  };
  await world.trackSla();
  expect(world.notices()).toEqual([]);
});
