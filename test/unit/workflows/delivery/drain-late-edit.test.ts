import { expect, test } from '@jest/globals';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { type World, withOneTicket } from '../../../simulation/create-world.ts';

const withCard = async () => {
  const { world, id } = await withOneTicket();
  await world.notify();
  return { world, id };
};

/** The next edit's answer is lost. The edit takes effect when the returned function is called. */
const delayEdit = (world: World): (() => Promise<void> | undefined) => {
  const { slack } = world.slack;
  const { prepareEdit } = slack;
  let late: (() => Promise<void>) | undefined;
  slack.prepareEdit = async (...args) => {
    const call = await prepareEdit(...args);
    if (late) return call;
    return async () => {
      late = call;
      throw new SlackFailure('unsure', 'timeout', 'made up');
    };
  };
  return () => late?.();
};

const change = async ({ world, id }: { world: World; id: string }, text: string): Promise<void> => {
  world.coupang.editRequest(id, text);
  world.advance(1000);
  await world.poll();
  await world.notify();
};

const expectShown = async ({ world, id }: { world: World; id: string }): Promise<void> => {
  world.advance(2 * MINUTE);
  await world.drain();
  const { version } = world.ticketOf(id).outbox;
  const { shownVersion, ts } = world.ticketOf(id).delivery;
  expect(shownVersion).toBe(version);
  expect(world.slack.messages.find((message) => message.ts === ts)).toMatchObject({ version });
};

test("R19: a late edit that takes effect after a newer version's edit is repaired", async () => {
  const shown = await withCard();
  const takeEffect = delayEdit(shown.world);
  await change(shown, 'One.');
  await change(shown, 'Two.');
  await takeEffect();
  await expectShown(shown);
});

test('R19: the same for an edit along with a warning', async () => {
  const shown = await withCard();
  const takeEffect = delayEdit(shown.world);
  shown.world.advance(23 * HOUR);
  await shown.world.trackSla();
  await shown.world.notify();
  await change(shown, 'Two.');
  await takeEffect();
  await expectShown(shown);
});
