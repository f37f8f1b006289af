import { expect, test } from '@jest/globals';
import { SlackFailure } from '../../../lib/workflows/slack-error.ts';
import { HOUR, MINUTE } from '../../fixtures/domain/made-up.ts';
import { createWorld, TRACK_SETTINGS, type World } from '../../simulation/create-world.ts';
import { FALLBACK_CHANNEL, STEP_CHANNEL } from '../../simulation/memory-slack.ts';

const ladder = { ...TRACK_SETTINGS.ladder, ownChannel: ['1h' as const] };
const refused = (): SlackFailure => new SlackFailure('channel-unusable', 'not_in_channel', 'made up');

/** An hour before its deadline, with a card, and with the events of its warning in the queue. */
const withWarning = async (): Promise<{ world: World; id: string; escalation: string }> => {
  const world = createWorld({ trackSettings: { ...TRACK_SETTINGS, ladder } });
  const id = world.coupang.handOver();
  await world.poll();
  await world.drain();
  world.advance(23 * HOUR);
  await world.trackSla();
  return { world, id, escalation: `escalation/1h/${world.ticketOf(id).dueAt}` };
};
/** So many escalations are refused, wherever they go. */
const refuseEscalation = (world: World, times: number): void => {
  const { postLine } = world.slack.slack;
  let left = times;
  world.slack.slack.postLine = (ticket, line, how) => {
    if (line.name.startsWith('escalation/') && left > 0) {
      left -= 1;
      world.slack.failBefore.push(refused());
    }
    return postLine(ticket, line, how);
  };
};
const channelsOf = (world: World, name: string) =>
  world.slack.messages.filter((message) => message.name === name).map(({ channel }) => channel);

test('S6: an escalation goes to the step’s own channel', async () => {
  const { world, escalation } = await withWarning();
  await world.drain();
  expect(channelsOf(world, escalation)).toEqual([STEP_CHANNEL]);
});

test('R22: one that its channel does not take goes to the fallback channel, and the card keeps its place', async () => {
  const { world, id, escalation } = await withWarning();
  const { ts } = world.ticketOf(id);
  refuseEscalation(world, 1);
  await world.drain();
  expect(channelsOf(world, escalation)).toEqual([FALLBACK_CHANNEL]);
  expect(world.ticketOf(id)).toMatchObject({ ts });
  expect(channelsOf(world, 'card')).toHaveLength(1);
});

test('R19, R22: an answer that is lost in the fallback channel is looked for there', async () => {
  const { world, id, escalation } = await withWarning();
  const { postLine } = world.slack.slack;
  world.slack.slack.postLine = (ticket, line, how) => {
    if (line.name === escalation) {
      if (how?.fallback) world.slack.loseAnswer.push(new SlackFailure('unsure', 'timeout', 'made up'));
      else world.slack.failBefore.push(refused());
    }
    return postLine(ticket, line, how);
  };
  await world.drain();
  expect(world.ticketOf(id)).toMatchObject({ attempt: { name: escalation, fallback: true } });
  world.advance(MINUTE);
  await world.deliver(world.ticketOf(id));
  expect(channelsOf(world, escalation)).toEqual([FALLBACK_CHANNEL]);
  expect(world.ticketOf(id).posted).toHaveProperty([escalation]);
});

test('R22: where neither takes it, it waits for a person; the card is none the worse for it', async () => {
  const { world, id, escalation } = await withWarning();
  const { ts } = world.ticketOf(id);
  refuseEscalation(world, 2);
  expect(await world.drain()).toContain('waiting');
  expect(world.ticketOf(id)).toMatchObject({ ts, retryAt: world.now() + 5 * MINUTE });
  expect(world.ticketOf(id)).not.toHaveProperty('replaced');
  world.advance(5 * MINUTE);
  expect(await world.deliver(world.ticketOf(id))).toBe('shown');
  expect(channelsOf(world, escalation)).toEqual([STEP_CHANNEL]);
});

test('S6: one that neither channel takes keeps neither the thread’s warning nor the card waiting', async () => {
  const { world, id, escalation } = await withWarning();
  refuseEscalation(world, 9);
  await world.drain();
  const { shownVersion, version, posted } = world.ticketOf(id);
  expect(shownVersion).toBe(version);
  expect(Object.keys(posted).filter((name) => name.startsWith('step/1h/'))).toHaveLength(1);
  expect(posted).not.toHaveProperty([escalation]);
});
