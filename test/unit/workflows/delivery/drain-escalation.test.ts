import { expect, test } from '@jest/globals';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { TRACK_SETTINGS, VENDOR, type World, withOneTicket } from '../../../simulation/create-world.ts';
import { FALLBACK_CHANNEL, STEP_CHANNEL } from '../../../simulation/memory-slack.ts';
import { watchSlackCalls } from './watch-slack-calls.ts';

const ladder = { ...TRACK_SETTINGS.ladder, ownChannel: ['1h' as const] };
const refused = (): SlackFailure => new SlackFailure('channel-unusable', 'not_in_channel', 'made up');

/** An hour before its deadline, with a card, and with a published warning. */
const withWarning = async (): Promise<{ world: World; id: string; escalation: string }> => {
  const { world, id } = await withOneTicket({ trackSettings: { ...TRACK_SETTINGS, ladder } });
  await world.notify();
  world.advance(23 * HOUR);
  await world.trackSla();
  return { world, id, escalation: `escalation/1h/${world.ticketOf(id).facts.dueAt}` };
};
/** Refuses this many escalations, in any channel. */
const refuseEscalation = (world: World, times: number) => {
  let left = times;
  return watchSlackCalls(world, ({ name }) => {
    if (!name.startsWith('escalation/') || left === 0) return undefined;
    left -= 1;
    return refused();
  });
};
const channelsOf = (world: World, name: string) =>
  world.slack.messages.filter((message) => message.name === name).map(({ channel }) => channel);

test('S6: an escalation goes to the step’s own channel', async () => {
  const { world, escalation } = await withWarning();
  await world.drain();
  expect(channelsOf(world, escalation)).toEqual([STEP_CHANNEL]);
});

test('R22: an escalation that its channel refuses goes to the fallback channel, and the card keeps its place', async () => {
  const { world, id, escalation } = await withWarning();
  const { ts } = world.ticketOf(id).delivery;
  refuseEscalation(world, 1);
  await world.drain();
  expect(channelsOf(world, escalation)).toEqual([FALLBACK_CHANNEL]);
  expect(world.ticketOf(id)).toMatchObject({ delivery: { ts } });
  expect(channelsOf(world, 'card')).toHaveLength(1);
});

test('R19, R22: an answer that is lost in the fallback channel is looked for there', async () => {
  const { world, id, escalation } = await withWarning();
  watchSlackCalls(world, ({ method, name, channel }) => {
    if (method !== 'post' || name !== escalation) return undefined;
    if (channel !== FALLBACK_CHANNEL) return refused();
    world.slack.loseAnswer.push(new SlackFailure('unsure', 'timeout', 'made up'));
    return undefined;
  });
  await world.drain();
  // The same drain finds it fifteen seconds later.
  expect(world.ticketOf(id)).not.toHaveProperty('delivery.attempt');
  expect(world.ticketOf(id).delivery.posted).toHaveProperty([escalation]);
  await world.drain();
  expect(channelsOf(world, escalation)).toEqual([FALLBACK_CHANNEL]);
  expect(world.ticketOf(id).delivery.posted).toHaveProperty([escalation]);
});

test('R22: an escalation that both channels refuse is tried again after a minute in its own; the card is not affected', async () => {
  const { world, id, escalation } = await withWarning();
  const { ts } = world.ticketOf(id).delivery;
  const calls = refuseEscalation(world, 2);
  const began = world.now();
  await world.drain();
  expect(world.ticketOf(id)).toMatchObject({ delivery: { ts } });
  expect(world.ticketOf(id)).not.toHaveProperty('delivery.replaced');
  expect(world.ticketOf(id)).not.toHaveProperty('delivery.attempt');
  expect(Object.keys((await world.store.lanes.read(VENDOR))?.waits ?? {})).toContain(
    `channel:${STEP_CHANNEL}`,
  );
  world.advance(began + MINUTE - world.now());
  await world.drain();
  expect(channelsOf(world, escalation)).toEqual([STEP_CHANNEL]);
  const posts = calls.filter(({ name }) => name === escalation);
  expect(posts).toHaveLength(3);
  expect(posts[2]?.at).toBeGreaterThanOrEqual((posts[1]?.at ?? 0) + MINUTE);
});

test('S6: an escalation that both channels refuse delays neither the thread’s warning nor the card', async () => {
  const { world, id, escalation } = await withWarning();
  refuseEscalation(world, 9);
  await world.drain();
  const { shownVersion, posted } = world.ticketOf(id).delivery;
  const { version } = world.ticketOf(id).outbox;
  expect(shownVersion).toBe(version);
  expect(Object.keys(posted).filter((name) => name.startsWith('step/1h/'))).toHaveLength(1);
  expect(posted).not.toHaveProperty([escalation]);
});

test('S6: an escalation that must wait for its channel delays neither the card nor another ticket', async () => {
  const { world, id, escalation } = await withWarning();
  const other = world.coupang.handOver();
  await world.poll();
  const calls = watchSlackCalls(world, ({ channel }) =>
    channel === STEP_CHANNEL || channel === FALLBACK_CHANNEL ? refused() : undefined,
  );
  await world.drain();
  world.coupang.editRequest(id, 'Please check again.');
  world.advance(10_000);
  await world.poll();
  calls.length = 0;
  await world.drain();
  const { shownVersion } = world.ticketOf(id).delivery;
  const { version } = world.ticketOf(id).outbox;
  expect(shownVersion).toBe(version);
  expect(world.ticketOf(other).delivery.shownVersion).toBe(1);
  expect(calls.map(({ name }) => name)).not.toContain(escalation);
});
