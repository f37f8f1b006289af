import { describe, expect, test } from '@jest/globals';
import { isPlainBroadcast } from '../../../../lib/domain/delivery/broadcast.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/concurrent-write.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { createWorld, type World } from '../../../simulation/create-world.ts';

/** So many that Coupang has just closed, each with its card. */
const withBreaches = async (count: number): Promise<World> => {
  const world = createWorld();
  const ids = Array.from({ length: count }, () => world.coupang.handOver());
  await world.poll();
  await world.drain();
  world.advance(24 * HOUR);
  for (const id of ids) world.coupang.autoClose(id);
  world.advance(MINUTE);
  return world;
};

const bundles = (world: World) => world.notices().filter(({ facts }) => facts.about === 'bundle');
const shown = (world: World) =>
  world.slack.messages.filter(({ deliverable }) => deliverable.includes('/bundle/'));
const breaches = (world: World) => world.slack.messages.filter(({ name }) => name === 'breach');

describe('automatic closings of one poll run (R27)', () => {
  test('five are told one by one, six as one bundle, and each thread gets its line', async () => {
    const five = await withBreaches(5);
    await five.poll();
    await five.drain();
    expect(bundles(five)).toEqual([]);
    expect(five.tickets().every((ticket) => isPlainBroadcast(ticket, { type: 'breach' }))).toBe(true);

    const six = await withBreaches(6);
    await six.poll();
    await six.drain();
    expect(bundles(six)).toMatchObject([{ facts: { of: 'breach' }, outbox: { publishedVersion: 1 } }]);
    expect(shown(six).map(({ members }) => members?.length)).toEqual([6]);
    expect(breaches(six)).toHaveLength(6);
    expect(six.tickets().some((ticket) => isPlainBroadcast(ticket, { type: 'breach' }))).toBe(false);
  });

  test('R16: what the channel knows from `overdue` makes no bundle', async () => {
    const world = await withBreaches(6);
    for (const ticket of world.tickets())
      world.store.put({
        ...ticket,
        delivery: { ...ticket.delivery, posted: { [`step/overdue/${ticket.facts.dueAt}`]: '1.1' } },
      });
    await world.poll();
    expect(bundles(world)).toEqual([]);
  });

  test('of which one could not be written: the bundle comes at the lease’s end, with those that name it', async () => {
    const world = await withBreaches(7);
    const { change } = world.store.writer;
    let calls = 0;
    world.store.writer.change = async (...asked) => {
      if ((calls += 1) === 3) throw new ConcurrentWrite('made up', 1);
      return change(...asked);
    };
    await world.poll();
    await world.drain();
    expect(shown(world)).toEqual([]);
    expect(bundles(world)[0]?.outbox.publishedVersion).toBe(0);
    world.store.writer.change = change;
    for (let minute = 0; minute < 3; minute += 1) {
      world.advance(MINUTE);
      await world.poll();
      await world.trackSla();
      await world.drain();
    }
    expect(shown(world).map(({ members }) => members?.length)).toEqual([6]);
    expect(breaches(world)).toHaveLength(7);
  });
});
