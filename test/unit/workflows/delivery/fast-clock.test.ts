import { describe, expect, test } from '@jest/globals';
import { MINUTE_MS, SECOND_MS } from '../../../../lib/domain/time/durations.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack-error.ts';
import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { SPEED_ORDERS } from '../../../fixtures/speed-orders.ts';
import { VENDOR, type World, withOneTicket } from '../../../simulation/create-world.ts';
import { type Effect, plain } from '../../../simulation/effect.ts';
import { CHANNEL } from '../../../simulation/memory-slack.ts';
import { watchSlackCalls } from './watch-slack-calls.ts';

/** At each rate in turn, so long in real time, with a drain each second. */
const drainAt = async (world: World, rates: number[], msAtEach: number): Promise<void> => {
  for (const rate of rates) {
    world.setRate(rate);
    for (let passed = 0; passed < msAtEach; passed += SECOND_MS) {
      world.advance(SECOND_MS);
      await world.drain();
    }
  }
};

test('R19: an attempt whose write takes a second is sent all the same', async () => {
  const effect: Effect = async (name, take, about) => {
    if (name === 'store.noteAttempt') world.advance(SECOND_MS);
    return plain(name, take, about);
  };
  const { world, id } = await withOneTicket({ effect });
  world.setRate(600);
  await world.drain();
  expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
});

describe.each(SPEED_ORDERS)('a clock that runs %d, then %d, then %d times as fast', (...rates) => {
  test('R18, R19: a post under way is neither looked up nor sent again', async () => {
    let underWay = async (): Promise<void> => undefined;
    const effect: Effect = async (name, take, about) => {
      if (name === 'slack.post') await underWay();
      return plain(name, take, about);
    };
    const { world, id } = await withOneTicket({ effect });
    underWay = async () => {
      underWay = async () => undefined;
      // A call takes ten seconds at most.
      await drainAt(world, rates, 3 * SECOND_MS);
      expect(world.slack.calls.finds).toBe(0);
    };
    await world.drain();
    expect(world.messagesOf(world.ticketOf(id).key)).toHaveLength(1);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
  });

  test('R18: a lane that is not renewed lasts a minute of real time', async () => {
    const { world } = await withOneTicket();
    const until = world.now() + MINUTE_MS;
    await world.store.lanes.take(VENDOR, { token: 'other', now: world.now(), until });
    await drainAt(world, rates, 20 * SECOND_MS - 1);
    world.advance(2);
    expect(await world.drain()).toMatchObject({ ended: 'held' });
    world.advance(MINUTE_MS);
    expect(await world.drain()).toMatchObject({ ended: 'done' });
  });

  test('R19: the attempt of a dead worker is looked up for good a minute of real time later', async () => {
    const { world, id } = await withOneTicket();
    const attempt = { name: 'card' as const, channel: CHANNEL, at: world.now(), token: 'dead' };
    world.store.put(withFields(world.ticketOf(id), { attempt }));
    await drainAt(world, rates, 19 * SECOND_MS);
    expect(world.slack.calls.posts).toBe(0);
    world.advance(MINUTE_MS);
    await world.drain();
    expect(world.slack.calls.posts).toBe(1);
  });

  test('R19: a look-up that Slack refuses is given up ten minutes of real time later', async () => {
    const { world } = await withOneTicket();
    world.slack.loseAnswer.push(new SlackFailure('unsure', 'made_up', 'made up'));
    watchSlackCalls(world, ({ method }) =>
      method === 'find' ? new SlackFailure('rate-limited', 'made_up', 'made up') : undefined,
    );
    await drainAt(world, rates, 3 * MINUTE_MS);
    expect(world.slack.calls.posts).toBe(1);
    await drainAt(world, [1], 12 * MINUTE_MS);
    expect(world.slack.calls.posts).toBe(2);
  });
});
