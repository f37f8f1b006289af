import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { createWorld, VENDOR } from '../../../simulation/create-world.ts';

/** A machine whose clock is 50 minutes fast. By Coupang's clock the hand-over has 190 minutes left. */
const onFastMachine = async () => {
  const world = createWorld();
  let offsetMs: number | undefined;
  world.coupang.source.clockOffsetMs = () => offsetMs;
  const id = world.coupang.handOver({ askedAgoMs: 50 * MINUTE + 20 * HOUR + 50 * MINUTE });
  await world.poll();
  await world.drain();
  return {
    world,
    steps: () => world.ticketOf(id).facts.steps.map(({ name }) => name),
    ticket: () => world.ticketOf(id),
    tell: () => {
      offsetMs = -50 * MINUTE;
    },
    track: async (minutes: number): Promise<void> => {
      for (let minute = 0; minute < minutes; minute += 1) {
        world.advance(MINUTE);
        await world.trackSla();
        await world.drain();
      }
    },
  };
};

describe('R6: until an answer has shown Coupang’s clock', () => {
  test('no step fires, and no look is postponed; then steps use that clock', async () => {
    const { world, steps, ticket, tell, track } = await onFastMachine();
    expect(await world.store.states.read(VENDOR)).not.toHaveProperty('clockOffsetMs');
    await track(4);
    expect(steps()).toEqual([]);
    expect(ticket()).not.toHaveProperty('ladder.nextStepAt');
    tell();
    await world.poll();
    expect(await world.store.states.read(VENDOR)).toMatchObject({ clockOffsetMs: -50 * MINUTE });
    await track(4);
    expect(steps()).toEqual([]);
    await track(1);
    expect(steps()).toEqual(['3h']);
  });

  test('R3: a message that Slack lacks stays due, so that its step comes with the next run', async () => {
    const { world, steps, ticket, tell } = await onFastMachine();
    world.store.put(withFields(ticket(), { shownVersion: 0 }));
    for (let minute = 0; minute < 10; minute += 1) {
      world.advance(MINUTE);
      expect(await world.trackSla()).toMatchObject({ woken: 1 });
    }
    expect(ticket().index.attentionAt).toBe(ticket().outbox.changedAt);
    tell();
    await world.poll();
    await world.trackSla();
    expect(steps()).toEqual(['3h']);
  });

  test('the same if nothing about the vendor is known', async () => {
    const { world, steps } = await onFastMachine();
    const { read } = world.store.states;
    world.store.states.read = async () => undefined;
    world.advance(2 * HOUR);
    expect(await world.trackSla()).toMatchObject({ warned: 0 });
    world.store.states.read = read;
    expect(steps()).toEqual([]);
  });
});
