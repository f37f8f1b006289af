import { describe, expect, test } from '@jest/globals';
import { deliverableId } from '../../../../lib/domain/delivery/deliverable.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import {
  TRACK_SETTINGS,
  VENDOR,
  type World,
  createWorld,
  silent,
  withOneTicket,
} from '../../../simulation/create-world.ts';
import { CHANNEL, FALLBACK_CHANNEL, STEP_CHANNEL, channelsWith } from '../../../simulation/memory-slack.ts';
import { type HeardCall, fails, watchSlackCalls, names } from './watch-slack-calls.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { eraseTexts } from '../../../../lib/domain/ticket/ticket-changes.ts';
import { writeChange } from '../../../../lib/workflows/outbox/write-change.ts';
import type { Log } from '../../../../lib/workflows/ports/log.ts';

/** Polled and shown, then changed and polled again. */
const withChange = async () => {
  const { world, id } = await withOneTicket();
  await world.notify();
  const first = { channel: world.ticketOf(id).delivery.channel, ts: world.ticketOf(id).delivery.ts };
  world.coupang.editRequest(id, 'Changed.');
  await world.pollAfter(MINUTE_MS);
  return { world, id, first };
};

const minutesOf = (calls: readonly HeardCall[], since: number): number[] =>
  calls.map(({ at }) => Math.floor((at - since) / MINUTE_MS));

/** A drain each minute, or more often. The first one is at once. */
const drainFor = async (world: World, minutes: number, everyMs = MINUTE_MS): Promise<void> => {
  const began = world.now();
  for (let passedMs = 0; passedMs < minutes * MINUTE_MS; passedMs += everyMs) {
    world.advance(Math.max(0, began + passedMs - world.now()));
    await world.drain();
  }
};

describe('R22: a message that Slack refuses in every form', () => {
  test('is counted, each time', async () => {
    const { world } = await withOneTicket();
    watchSlackCalls(world, () => fails('refused'));
    expect(await world.drain()).toEqual({ ended: 'done', refused: 1, failed: 0 });
    expect(await world.drain()).toEqual({ ended: 'done', refused: 0, failed: 0 });
    world.advance(MINUTE_MS);
    expect(await world.drain()).toEqual({ ended: 'done', refused: 1, failed: 0 });
  });

  test('does not keep a healthy new card from being shown in the same drain, at any time, even if there are four', async () => {
    const world = createWorld();
    const sick = [1, 2, 3, 4].map(() => world.coupang.handOver({ requestAgeMs: HOUR_MS }));
    await world.poll();
    const ids = new Set(sick.map((id) => deliverableId(world.ticketOf(id).key)));
    watchSlackCalls(world, ({ deliverable }) => (ids.has(deliverable) ? fails('refused') : undefined));
    await world.notify();
    for (let minute = 1; minute <= 20; minute += 1) {
      world.advance(MINUTE_MS);
      const healthy = world.coupang.handOver();
      await world.poll();
      const began = world.now();
      await world.notify();
      const [card] = world.messagesOf(world.ticketOf(healthy).key);
      // Each try of a refused message takes one second of the channel.
      expect((card?.postedAt ?? Infinity) - began).toBeLessThanOrEqual(5000);
    }
    for (const id of sick) expect(world.ticketOf(id).delivery.shownVersion).toBe(0);
  });
});

describe('R22: the form of a message', () => {
  test('becomes plain text for an edit too', async () => {
    const { world } = await withChange();
    const calls = watchSlackCalls(world, ({ options, method }) =>
      method === 'edit' && !options.plain ? fails('content-refused') : undefined,
    );
    await world.drain();
    expect(calls.filter(({ method }) => method === 'edit').map(({ options }) => options.plain)).toEqual([
      undefined,
      true,
    ]);
    expect(world.slack.messages[0]).toMatchObject({ version: 2, edits: 1 });
  });
});

describe('R22: a card that can no longer', () => {
  test.each(['message_not_found', 'edit_window_closed', 'cant_update_message'])(
    'be edited (%s) is replaced by one that remembers it, and edited there from then on',
    async (reason) => {
      const { world, id, first } = await withChange();
      if (reason === 'message_not_found') world.slack.deleteMessage(first.ts ?? '');
      else world.slack.failBefore.push(new SlackFailure('card-unusable', reason, 'made up'));
      expect(await world.notify()).toMatchObject([{ ended: 'done', refused: 0 }]);
      expect(names(world)).toEqual(['card', 'card']);
      expect(world.ticketOf(id)).toMatchObject({
        delivery: { replaced: first, ts: world.slack.messages[1]?.ts, shownVersion: 2 },
      });
      world.coupang.editRequest(id, 'Changed again.');
      await world.pollAfter(10 * MINUTE_MS);
      await world.notify();
      expect(world.slack.messages[1]).toMatchObject({ version: 3, edits: 1 });
    },
  );

  test('be edited, says Slack, although it shows it, is not replaced: the edit is tried again', async () => {
    const { world, id, first } = await withChange();
    const notFound = (): SlackFailure => new SlackFailure('card-unusable', 'message_not_found', 'made up');
    let isWrong = true;
    const calls = watchSlackCalls(world, ({ method }) =>
      isWrong && method === 'edit' ? notFound() : undefined,
    );
    expect(await world.drain()).toMatchObject({ refused: 1 });
    expect(world.ticketOf(id).delivery.retries).toMatchObject({
      edit: { at: world.now() + MINUTE_MS, reason: 'message_not_found' },
    });
    await drainFor(world, 3);
    isWrong = false;
    await drainFor(world, 5);
    expect(names(world)).toEqual(['card', 'changed-2']);
    const edits = calls.filter(({ method }) => method === 'edit');
    expect(minutesOf(edits, edits[0]?.at ?? 0)).toEqual([0, 1, 3]);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { ...first, shownVersion: 2, retries: {} } });
  });

  test('be edited is replaced once it is really gone, although edits were refused before', async () => {
    const { world, id, first } = await withChange();
    world.slack.failBefore.push(new SlackFailure('card-unusable', 'message_not_found', 'made up'));
    await world.drain();
    world.slack.deleteMessage(first.ts ?? '');
    world.advance(MINUTE_MS);
    await world.drain();
    expect(names(world)).toEqual(['card', 'changed-2', 'card']);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { replaced: first, shownVersion: 2 } });
  });

  test('be replied to for days costs one new card', async () => {
    const { world, id } = await withOneTicket();
    await world.notify();
    world.coupang.autoClose(id);
    await world.pollAfter(MINUTE_MS);
    watchSlackCalls(world, ({ name }) =>
      name === 'breach' ? new SlackFailure('card-unusable', 'cannot_reply_to_message', 'made up') : undefined,
    );
    for (let minute = 0; minute < 180; minute += 1) {
      await world.drain();
      world.advance(MINUTE_MS);
    }
    expect(names(world)).toEqual(['card', 'card']);
  });

  test('be edited is replaced in the channel of the first card, whatever the vendor’s channel is by now', async () => {
    const { world, id, first } = await withChange();
    world.drainServices.channelsOf = () => channelsWith('C0DEPLOYED');
    world.slack.deleteMessage(first.ts ?? '');
    await world.drain();
    expect(world.slack.messages.map(({ name, channel }) => [name, channel])).toEqual([
      ['card', CHANNEL],
      ['card', CHANNEL],
    ]);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { channel: CHANNEL, shownVersion: 2 } });
  });
});

test('R21: a channel that must wait for a day is tried again after an hour', async () => {
  const { world } = await withOneTicket();
  world.slack.failBefore.push(fails('rate-limited', 24 * 60 * MINUTE_MS));
  await world.drain();
  world.advance(59 * MINUTE_MS);
  await world.drain();
  expect(world.slack.messages).toHaveLength(0);
  world.advance(MINUTE_MS);
  await world.drain();
  expect(world.slack.messages).toHaveLength(1);
});

describe('R22: a channel that refuses everything', () => {
  const fiveCards = async () => {
    const world = createWorld();
    const ids = [5, 4, 3, 2, 1].map((hours) => world.coupang.handOver({ requestAgeMs: hours * HOUR_MS }));
    await world.poll();
    const [first = ''] = ids;
    return { world, mostUrgent: deliverableId(world.ticketOf(first).key) };
  };

  test('is replaced by the fallback channel', async () => {
    const { world, id } = await withOneTicket();
    const calls = watchSlackCalls(world, ({ channel }) =>
      channel === CHANNEL ? fails('channel-unusable') : undefined,
    );
    expect(await world.drain()).toEqual({ ended: 'done', refused: 0, failed: 0 });
    expect(calls.map(({ channel }) => channel)).toEqual([CHANNEL, FALLBACK_CHANNEL]);
    expect(world.slack.messages).toMatchObject([{ name: 'card', channel: FALLBACK_CHANNEL }]);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { channel: FALLBACK_CHANNEL, shownVersion: 1 } });
  });

  test('and whose fallback refuses too is tried once a minute with the most urgent message, until it is repaired', async () => {
    const { world, mostUrgent } = await fiveCards();
    let isMended = false;
    const calls = watchSlackCalls(world, () => (isMended ? undefined : fails('channel-unusable')));
    const began = world.now();
    await drainFor(world, 5, 15_000);
    expect(calls.map(({ at }) => (at - began) / MINUTE_MS).slice(0, 10)).toEqual([
      0, 0, 1, 1, 2, 2, 3, 3, 4, 4,
    ]);
    expect(new Set(calls.map(({ deliverable }) => deliverable))).toEqual(new Set([mostUrgent]));
    expect(
      world
        .tickets()
        .every(({ delivery: { attempt, retries } }) => !attempt && Object.keys(retries).length === 0),
    ).toBe(true);
    isMended = true;
    const mendedAt = world.now();
    world.advance(MINUTE_MS);
    await world.drain();
    expect(world.slack.messages.map(({ channel }) => channel)).toEqual(Array(5).fill(CHANNEL));
    expect(world.slack.messages[0]?.deliverable).toBe(mostUrgent);
    expect(world.now() - mendedAt).toBeLessThanOrEqual(MINUTE_MS + 5000);
  });
});

describe('R22: a token that Slack refuses', () => {
  test('is tried once a minute with the most urgent message, and everything continues at once when it is repaired', async () => {
    const world = createWorld();
    const ids = [5, 4, 3].map((hours) => world.coupang.handOver({ requestAgeMs: hours * HOUR_MS }));
    await world.poll();
    let isMended = false;
    const calls = watchSlackCalls(world, () => (isMended ? undefined : fails('token-unusable')));
    const began = world.now();
    await drainFor(world, 4, 15_000);
    expect(calls.map(({ at }) => (at - began) / MINUTE_MS).slice(0, 4)).toEqual([0, 1, 2, 3]);
    const mostUrgent = deliverableId(world.ticketOf(ids[0] ?? '').key);
    expect(new Set(calls.map(({ deliverable }) => deliverable))).toEqual(new Set([mostUrgent]));
    expect(Object.keys((await world.store.lanes.read(VENDOR))?.waits ?? {})).toContain('token');
    // If something more urgent comes meanwhile, that is tried instead.
    const urgent = world.coupang.handOver({ requestAgeMs: 9 * HOUR_MS });
    await world.poll();
    await drainFor(world, 2);
    expect(calls.at(-1)?.deliverable).toBe(deliverableId(world.ticketOf(urgent).key));
    isMended = true;
    world.advance(MINUTE_MS);
    await world.drain();
    expect(names(world)).toEqual(['card', 'card', 'card', 'card']);
  });
});

test('R16: a warning whose blocks were refused is not sent as text once its ticket has closed', async () => {
  const { world, id } = await withOneTicket();
  await world.notify();
  const { slack } = world.slack;
  const { preparePost } = slack;
  slack.preparePost = async (deliverable, name, to, options) => {
    const call = await preparePost(deliverable, name, to, options);
    if (!name.startsWith('step/') || options.plain) return call;
    return async () => {
      const ticket = world.ticketOf(id);
      const at = world.now();
      const ended = { ...ticket.facts, state: 'closed', outcome: 'answered', closedAt: at } as const;
      await world.store.writer.change(ticket, ended, 'TicketClosed', at);
      throw new SlackFailure('content-refused', 'invalid_blocks', 'made up');
    };
  };
  world.advance(23 * HOUR_MS);
  await world.trackSla();
  await world.notify();

  expect(world.ticketOf(id)).toMatchObject({ facts: { state: 'closed' } });
  expect(names(world)).not.toContainEqual(expect.stringMatching(/^step/));
});

test('R22: an escalation that both channels refuse is tried again after a minute in its own; the card is not affected', async () => {
  const ladder = { ...TRACK_SETTINGS.ladder, ownChannel: ['1h' as const] };
  const { world, id } = await withOneTicket({ trackSettings: { ...TRACK_SETTINGS, ladder } });
  await world.notify();
  world.advance(23 * HOUR);
  await world.trackSla();
  const { ts } = world.ticketOf(id).delivery;
  let refusals = 2;
  const calls = watchSlackCalls(world, ({ name }) =>
    name.startsWith('escalation/') && refusals-- > 0 ? fails('channel-unusable') : undefined,
  );
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
  expect(world.slack.messages.at(-1)).toMatchObject({
    name: `escalation/1h/${world.ticketOf(id).facts.dueAt}`,
    channel: STEP_CHANNEL,
  });
  const posts = calls.filter(({ name }) => name.startsWith('escalation/'));
  expect(posts).toHaveLength(3);
  expect(posts[2]?.at).toBeGreaterThanOrEqual((posts[1]?.at ?? 0) + MINUTE);
});

/** A card with a line that quotes the changed request, erased. `first`: Slack's answer to the first post. */
const withErased = async ({ log = silent, first }: { log?: Log; first?: SlackFailure } = {}) => {
  const world = createWorld({ log });
  const id = world.coupang.handOver();
  if (first) world.slack.failBefore.push(first);
  await world.poll();
  await world.notify();
  world.coupang.editRequest(id, 'Please check again.');
  await world.pollAfter(MINUTE_MS);
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
});
