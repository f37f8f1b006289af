import { describe, expect, test } from '@jest/globals';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../lib/domain/time/durations.ts';
import { SPEED_ORDERS } from '../../../fixtures/speed-orders.ts';
import { createWorld, POLL_SETTINGS, VENDOR, type World } from '../../../simulation/create-world.ts';
import { type Effect, plain } from '../../../simulation/effect.ts';

/** Poll and track-sla for so long in real time, as often as on a laptop. */
const live = async (world: World, ms: number): Promise<void> => {
  for (let passed = 0; passed < ms; passed += 5 * SECOND_MS) {
    world.advance(5 * SECOND_MS);
    await world.poll();
    await world.trackSla();
  }
};

const stateOf = async (world: World) => (await world.store.states.read(VENDOR)) ?? { catchUps: [] };

describe('a clock that runs sixty times as fast', () => {
  test('brings deadlines and their ends as much sooner', async () => {
    const world = createWorld();
    const id = world.coupang.handOver();
    await live(world, MINUTE_MS);
    world.setRate(60);
    await live(world, 24 * MINUTE_MS);
    world.coupang.autoClose(id);
    await world.poll();
    const { steps, closedAt, dueAt } = world.ticketOf(id).facts;
    expect(steps.map(({ name }) => name)).toEqual(['3h', '1h']);
    expect(closedAt).toBeGreaterThan(dueAt);
  });

  test('R23: warns so much earlier that it is in time', async () => {
    const world = createWorld();
    const id = world.coupang.handOver({ askedAgoMs: 20 * HOUR_MS });
    await world.poll();
    world.setRate(60);
    await world.trackSla();
    expect(world.ticketOf(id).facts.steps.map(({ name }) => name)).toEqual(['3h']);
  });

  test('R17: is blind after as long in real time, and no sooner', async () => {
    const world = createWorld();
    world.setRate(60);
    await world.poll();
    world.advance(5 * MINUTE_MS);
    await world.trackSla();
    expect(world.notices()).toEqual([]);
    world.advance(1);
    await world.trackSla();
    expect(world.notices()).toMatchObject([{ facts: { about: 'blind', cause: 'not-polling' } }]);
  });

  test('R16: a gap is as long in real time, and no shorter', async () => {
    const world = createWorld();
    world.setRate(60);
    await world.poll();
    await world.trackSla();
    const startedAt = world.now();
    world.advance(9 * MINUTE_MS);
    await world.poll();
    await world.trackSla();
    expect(await stateOf(world)).toMatchObject({ resumedAt: startedAt });
    world.advance(11 * MINUTE_MS);
    await world.poll();
    await world.trackSla();
    expect(await stateOf(world)).toMatchObject({ resumedAt: world.now() });
  });
});

describe('R16, R17: a change of the rate is no outage', () => {
  test.each(SPEED_ORDERS)('first %d, then %d, then %d times as fast', async (...rates) => {
    const world = createWorld();
    await live(world, 5 * SECOND_MS);
    const startedAt = world.now();
    for (const rate of [...rates, 1]) {
      world.setRate(rate);
      await live(world, 15 * SECOND_MS);
    }
    // By then no span is as long as at the fastest rate any more.
    await live(world, 12 * MINUTE_MS);
    expect(world.notices()).toEqual([]);
    expect(await stateOf(world)).toMatchObject({ catchUps: [], resumedAt: startedAt });
  });

  test('in the middle of a poll either', async () => {
    let beforeReading = (): void => undefined;
    const effect: Effect = async (name, take, about) => {
      if (name === 'coupang.read') beforeReading();
      return plain(name, take, about);
    };
    const pollSpans = { ...POLL_SETTINGS.spans, blindMs: MINUTE_MS };
    const world = createWorld({ effect, pollSpans });
    await live(world, MINUTE_MS);
    beforeReading = () => {
      beforeReading = () => undefined;
      world.setRate(60);
      world.advance(1.6 * SECOND_MS);
    };
    expect(await world.poll()).toMatchObject({ result: 'swept' });
    world.setRate(1);
    await live(world, 12 * MINUTE_MS);
    expect(world.notices()).toEqual([]);
    expect(await stateOf(world)).toMatchObject({ catchUps: [] });
  });

  test('while a real one is told, at any rate', async () => {
    for (const rate of [1, 600]) {
      const world = createWorld();
      world.setRate(600);
      await live(world, 15 * SECOND_MS);
      world.setRate(rate);
      for (let passed = 0; passed <= POLL_SETTINGS.spans.blindMs; passed += MINUTE_MS) {
        world.advance(MINUTE_MS);
        await world.trackSla();
      }
      expect(world.notices()).toMatchObject([{ facts: { about: 'blind' } }]);
    }
  });
});

test('R17: a pause is as long in real time, at any rate', async () => {
  for (const rate of [1, 600]) {
    const world = createWorld();
    world.setRate(rate);
    await live(world, 15 * SECOND_MS);
    world.advance(POLL_SETTINGS.spans.blindMs);
    await live(world, 15 * SECOND_MS);
    expect(world.notices()).toMatchObject([{ facts: { about: 'all-clear', pause: {} } }]);
  }
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
