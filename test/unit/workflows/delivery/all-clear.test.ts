import { expect, test } from '@jest/globals';
import type { Notice } from '../../../../lib/domain/notice/notice.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { MINUTE } from '../../../fixtures/domain/made-up.ts';
import { createWorld, type World } from '../../../simulation/create-world.ts';
import { MadeUpFailure } from '../made-up-failure.ts';

const unreached = () => new SlackFailure('unreached', 'made-up', 'made up');

/** The whole program, while Coupang can be read or not. */
const createOutage = async () => {
  const slackAt: { refuse: (at: number) => SlackFailure | undefined } = { refuse: () => undefined };
  const world = createWorld({ refuse: (at) => slackAt.refuse(at) });
  await world.poll();
  let isDown = false;
  const { read } = world.coupang.source;
  world.coupang.source.read = async (...about) => {
    if (isDown) world.coupang.faults.push({ failure: new MadeUpFailure('reading', 0, 'coupang-down') });
    return read(...about);
  };
  const run = async (minutes: number, polls = true): Promise<void> => {
    for (let minute = 0; minute < minutes; minute += 1) {
      world.advance(MINUTE);
      if (polls) await world.poll();
      await world.trackSla();
      await world.drain();
    }
  };
  return {
    world,
    slackAt,
    run,
    down: (minutes: number) => {
      isDown = true;
      return run(minutes);
    },
    up: (minutes: number) => {
      isDown = false;
      world.coupang.faults.length = 0;
      return run(minutes);
    },
  };
};
const noticeOf = (world: World, about: Notice['facts']['about']): Notice => {
  const found = world.notices().find(({ facts }) => facts.about === about);
  if (!found) throw new Error(`there is no notice about ${about}`);
  return found;
};
/** Name, place and state of each message. */
const shown = ({ slack: { messages } }: World) =>
  messages.map(({ deliverable, threadTs, state }) => [deliverable.split('/')[2], threadTs, state]);

test('R17: an all-clear is the one reply to the blindness notice, which is edited', async () => {
  const { world, down, up } = await createOutage();
  await down(8);
  await up(6);
  const { ts } = noticeOf(world, 'blind').delivery;
  expect(shown(world)).toEqual([
    ['blind', undefined, 'over'],
    ['all-clear', ts, 'told'],
  ]);
});

test('R17: a pause without a blindness notice is one message of its own', async () => {
  const { world, run, up } = await createOutage();
  await up(8);
  world.advance(9 * MINUTE);
  await run(4);
  expect(shown(world)).toEqual([['all-clear', undefined, 'told']]);
});

test('R17: a time in which only the poll was off ends with a reply', async () => {
  const { world, run } = await createOutage();
  await run(8, false);
  await run(4);
  const { ts } = noticeOf(world, 'blind').delivery;
  expect(shown(world)).toEqual([
    ['blind', undefined, 'over'],
    ['all-clear', ts, 'told'],
  ]);
});

test('R17: an all-clear goes to the channel if Slack could not show the blindness before its end', async () => {
  const { world, slackAt, down, up } = await createOutage();
  slackAt.refuse = unreached;
  await down(8);
  await up(4);
  expect(shown(world)).toEqual([]);
  slackAt.refuse = () => undefined;
  await up(2);
  expect(shown(world)).toEqual([['all-clear', undefined, 'told']]);
});

test('R19: an all-clear waits until it is known whether Slack shows the blindness notice', async () => {
  const { world, slackAt, down, up } = await createOutage();
  world.slack.loseAnswer.push(new SlackFailure('unsure', 'timeout', 'made up'));
  await down(5);
  // Only the post that lost its answer was accepted. Slack does not answer a look-up yet.
  slackAt.refuse = () => (world.slack.messages.length > 0 ? unreached() : undefined);
  await down(3);
  await up(4);
  expect(shown(world)).toEqual([['blind', undefined, 'open']]);
  slackAt.refuse = () => undefined;
  await up(3);
  const { ts } = noticeOf(world, 'blind').delivery;
  expect(shown(world)).toEqual([
    ['blind', undefined, 'over'],
    ['all-clear', ts, 'told'],
  ]);
});
test.each([
  ['before the notice is edited', true],
  ['after the notice was edited', false],
])('R22: an all-clear goes to the channel if its thread was deleted %s', async (_, isDeletedBefore) => {
  const { world, down, up } = await createOutage();
  await down(8);
  const { ts = '' } = noticeOf(world, 'blind').delivery;
  const { prepareEdit } = world.slack.slack;
  if (isDeletedBefore) world.slack.deleteMessage(ts);
  else
    world.slack.slack.prepareEdit = async (...about) => {
      const call = await prepareEdit(...about);
      return async () => {
        await call();
        world.slack.deleteMessage(ts);
      };
    };
  await up(6);
  expect(shown(world).slice(1)).toEqual([['all-clear', undefined, 'told']]);
});
