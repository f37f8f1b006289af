import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { NOW } from '../../fixtures/domain/made-up.ts';
import { makeTicket } from '../../fixtures/domain/make-ticket.ts';
import { createWorld } from '../../simulation/create-world.ts';
import type { Effect } from '../../simulation/effect.ts';

const ofTheTest: Effect = async (_name, take) => take();

test.each([
  ['a world without an effect of its own', undefined],
  ['the effect of a test', ofTheTest],
])(
  'with %s, a call of an in-memory port takes effect only after a caller without await has gone on',
  async (_, effect) => {
    const world = createWorld(effect && { effect });
    const ticket = makeTicket();
    const forgetToWait = async (): Promise<void> => {
      void world.store.writer.create(ticket);
      void world.bus.publisher.wake(ticket.key, []);
      void world.store.lanes.take(ticket.key, { token: 'a', now: NOW, until: NOW + 1 });
    };
    const effects = () => [world.tickets().length, world.bus.wakeUps.length, world.store.lane(ticket.key)];
    await forgetToWait();
    expect(effects()).toEqual([0, 0, undefined]);
    await setImmediate();
    expect(effects()).toEqual([1, 1, expect.objectContaining({ token: 'a' })]);
  },
);
