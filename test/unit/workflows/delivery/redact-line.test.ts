import { describe, expect, test } from '@jest/globals';
import { eraseTexts } from '../../../../lib/domain/ticket/ticket-changes.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { writeChange } from '../../../../lib/workflows/outbox/write-change.ts';
import type { Log } from '../../../../lib/workflows/ports/log.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { createWorld, silent } from '../../../simulation/create-world.ts';
import { CHANNEL, FALLBACK_CHANNEL } from '../../../simulation/memory-slack.ts';

/** A card with a line that quotes the changed request, erased. `first`: Slack's answer to the first post. */
const withErased = async ({ log = silent, first }: { log?: Log; first?: SlackFailure } = {}) => {
  const world = createWorld({ log });
  const id = world.coupang.handOver();
  if (first) world.slack.failBefore.push(first);
  await world.poll();
  await world.notify();
  world.coupang.editRequest(id, 'Please check again.');
  world.advance(MINUTE_MS);
  await world.poll();
  await world.notify();
  const { key } = world.ticketOf(id);
  await writeChange(key, eraseTexts, world.now(), world.store);
  await world.trackSla();
  const line = () => world.slack.messages.find(({ name }) => name === 'changed-2');
  return {
    world,
    line,
    posted: () => world.ticketOf(id).delivery.posted['changed-2'],
    ticket: () => world.ticketOf(id),
  };
};

describe('a line that quotes an erased text', () => {
  test('is edited after the card, once', async () => {
    const { world, line, posted, ticket } = await withErased();
    await world.notify();
    expect(world.slack.messages).toMatchObject([
      { name: 'card', version: 3 },
      { name: 'changed-2', edits: 1 },
    ]);
    expect([posted(), ticket().delivery.shownVersion]).toEqual(['passed', 3]);
    await world.drain();
    expect(line()).toMatchObject({ edits: 1 });
  });

  test('needs no edit once it is no longer in Slack', async () => {
    const { world, posted } = await withErased();
    const gone = new SlackFailure('card-unusable', 'message_not_found', 'made up');
    const { prepareEdit } = world.slack.slack;
    world.slack.slack.prepareEdit = async (deliverable, options) => {
      if (options.line !== undefined) throw gone;
      return prepareEdit(deliverable, options);
    };
    await world.notify();
    expect(posted()).toBe('passed');
    expect(world.slack.messages.map(({ name }) => name)).toEqual(['card', 'changed-2']);
  });

  test('is tried again later as text alone if Slack refuses it, and the card is not replaced', async () => {
    const { world, line, posted, ticket } = await withErased();
    const { prepareEdit } = world.slack.slack;
    const tries: unknown[] = [];
    world.slack.slack.prepareEdit = async (deliverable, options) => {
      if (options.line === undefined) return prepareEdit(deliverable, options);
      tries.push(options.plain);
      if (tries.length === 1) throw new SlackFailure('card-unusable', 'cant_update_message', 'made up');
      return prepareEdit(deliverable, options);
    };
    await world.notify();
    expect(posted()).not.toBe('passed');
    expect(ticket().delivery.retries).toMatchObject({ 'changed-2': { reason: 'cant_update_message' } });
    world.advance(HOUR_MS);
    await world.drain();
    expect(tries).toEqual([undefined, true]);
    expect([posted(), line()?.edits, ticket().delivery.retries]).toEqual(['passed', 1, {}]);
    expect(world.slack.messages).toHaveLength(2);
  });

  test.each([
    ['is edited where that card was', undefined],
    ['stays if Slack no longer takes the edit', 'cant_update_message'],
    ['stays if the channel is gone', 'is_archived'],
  ])('is %s under a card that was replaced in another channel', async (_then, reason) => {
    const warnings: string[] = [];
    const log: Log = { ...silent, warn: (message) => void warnings.push(message) };
    const noChannel = new SlackFailure('channel-unusable', 'channel_not_found', 'made up');
    const { world, line, posted } = await withErased({ log, first: noChannel });
    world.slack.deleteMessage(world.slack.messages[0]?.ts ?? '');
    const { prepareEdit } = world.slack.slack;
    world.slack.slack.prepareEdit = async (deliverable, options) => {
      if (options.line === undefined || reason === undefined) return prepareEdit(deliverable, options);
      throw new SlackFailure(
        reason === 'is_archived' ? 'channel-unusable' : 'card-unusable',
        reason,
        'made up',
      );
    };
    await world.drain();
    expect(world.slack.messages.map(({ name, channel }) => [name, channel])).toEqual([
      ['card', FALLBACK_CHANNEL],
      ['changed-2', FALLBACK_CHANNEL],
      ['card', CHANNEL],
    ]);
    expect([posted(), line()?.edits]).toEqual(['passed', reason === undefined ? 1 : 0]);
    expect(warnings.some((message) => message.includes('under an earlier card'))).toBe(reason !== undefined);
  });

  test('waits as long as Slack demands (R21)', async () => {
    const { world, line, posted } = await withErased();
    const { prepareEdit } = world.slack.slack;
    let isLimited = true;
    world.slack.slack.prepareEdit = async (deliverable, options) => {
      if (options.line !== undefined && isLimited) {
        isLimited = false;
        throw new SlackFailure('rate-limited', 'ratelimited', 'made up', { retryAfterMs: MINUTE_MS });
      }
      return prepareEdit(deliverable, options);
    };
    await world.notify();
    expect(posted()).not.toBe('passed');
    world.advance(MINUTE_MS);
    await world.drain();
    expect([posted(), line()?.edits]).toEqual(['passed', 1]);
  });
});
