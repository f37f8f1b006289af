import { withFields, nested } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { deliverableId } from '../../../../lib/domain/delivery/deliverable.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { createRateLimits } from '../../../../local/slack/create-rate-limits.ts';
import { createWorld, VENDOR, type World, withOneTicket } from '../../../simulation/create-world.ts';
import { CHANNEL, channelsWith, FALLBACK_CHANNEL } from '../../../simulation/memory-slack.ts';
import { fails, type HeardCall, watchSlackCalls } from './watch-slack-calls.ts';
import { MINUTE_MS, HOUR_MS } from '../../../../lib/domain/time/durations.ts';

/** Polled and shown, then changed and polled again. */
const withChange = async () => {
  const { world, id } = await withOneTicket();
  await world.notify();
  const first = { channel: world.ticketOf(id).delivery.channel, ts: world.ticketOf(id).delivery.ts };
  world.coupang.editRequest(id, 'Changed.');
  world.advance(MINUTE_MS);
  await world.poll();
  return { world, id, first };
};

const names = (world: World): string[] => world.slack.messages.map(({ name }) => name);
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
  test('is tried again after 1, 2, 4, 8 and every 15 minutes, and hourly after a day', async () => {
    const { world, id } = await withOneTicket();
    const calls = watchSlackCalls(world, () => fails('refused'));
    const began = world.now();
    await drainFor(world, 28 * 60);
    const minutes = minutesOf(calls, began);
    expect(minutes.slice(0, 8)).toEqual([0, 1, 3, 7, 15, 30, 45, 60]);
    const waits = minutes.slice(1).map((minute, at) => minute - (minutes[at] ?? 0));
    expect(waits.slice(4, -3).every((wait) => wait === 15 || wait === 60)).toBe(true);
    expect(waits.slice(-3)).toEqual([60, 60, 60]);
    expect(minutes.find((_, at) => waits[at] === 60)).toBeGreaterThanOrEqual(24 * 60);
    const { retries } = world.ticketOf(id).delivery;
    expect(retries).toMatchObject({ card: { since: began, reason: 'made_up_refused', version: 1 } });
    expect(world.ticketOf(id)).not.toHaveProperty('delivery.attempt');
  });

  test('is counted, each time', async () => {
    const { world } = await withOneTicket();
    watchSlackCalls(world, () => fails('refused'));
    expect(await world.drain()).toEqual({ ended: 'done', refused: 1, failed: 0 });
    expect(await world.drain()).toEqual({ ended: 'done', refused: 0, failed: 0 });
    world.advance(MINUTE_MS);
    expect(await world.drain()).toEqual({ ended: 'done', refused: 1, failed: 0 });
  });

  test('is no error of the run, and is shown once Slack accepts it', async () => {
    const { world, id } = await withOneTicket();
    world.slack.failBefore.push(fails('refused'));
    await world.drain();
    world.advance(MINUTE_MS);
    await world.drain();
    expect(names(world)).toEqual(['card']);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1, retries: {} } });
  });

  test('is tried at once for a new version', async () => {
    const { world, id } = await withOneTicket();
    const calls = watchSlackCalls(world, () => fails('refused'));
    await drainFor(world, 10);
    const before = calls.length;
    world.coupang.editRequest(id, 'Without the word that Slack does not know.');
    await world.poll();
    await world.notify();
    expect(calls).toHaveLength(before + 1);
    expect(world.ticketOf(id).delivery.retries.card).toMatchObject({ version: 2 });
  });

  test('delays neither the other lines of its ticket nor its edits', async () => {
    const { world, id } = await withChange();
    watchSlackCalls(world, ({ method }) => (method === 'edit' ? fails('refused') : undefined));
    await world.drain();
    expect(names(world)).toEqual(['card', 'changed-2']);
    const { retries, shownVersion } = world.ticketOf(id).delivery;
    expect(shownVersion).toBe(1);
    expect(Object.keys(retries)).toEqual(['edit']);
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
  test('becomes plain text if Slack refuses its blocks', async () => {
    const { world } = await withOneTicket();
    const calls = watchSlackCalls(world, ({ options }) =>
      options.plain ? undefined : fails('content-refused'),
    );
    expect(await world.drain()).toEqual({ ended: 'done', refused: 0, failed: 0 });
    expect(calls.map(({ options }) => options)).toEqual([{}, { plain: true }]);
    expect(names(world)).toEqual(['card']);
  });

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

  test('has its own next try if plain text is also refused', async () => {
    const { world, id } = await withOneTicket();
    watchSlackCalls(world, () => fails('content-refused'));
    expect(await world.drain()).toMatchObject({ refused: 1 });
    expect(world.ticketOf(id).delivery.retries).toMatchObject({ card: { at: world.now() + MINUTE_MS } });
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
      world.advance(10 * MINUTE_MS);
      await world.poll();
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

  test.each([
    ['look-up-refused', 'is replaced if the app may not read it', ['card', 'card']],
    ['unsure', 'waits if it could not be read', ['card', 'changed-2']],
    ['rate-limited', 'waits if Slack says wait', ['card', 'changed-2']],
  ] as const)('be edited (%s) %s', async (kind, _then, messages) => {
    const { world } = await withChange();
    world.slack.failBefore.push(new SlackFailure('card-unusable', 'message_not_found', 'made up'));
    world.slack.slack.isThere = async () => {
      throw fails(kind);
    };
    await world.drain();
    expect(names(world)).toEqual(messages);
  });

  test('be replied to costs one new card, not several', async () => {
    const { world, id } = await withOneTicket();
    await world.notify();
    world.coupang.autoClose(id);
    world.advance(MINUTE_MS);
    await world.poll();
    let isLocked = true;
    watchSlackCalls(world, ({ name }) =>
      isLocked && name === 'breach'
        ? new SlackFailure('card-unusable', 'restricted_action_thread_locked', 'made up')
        : undefined,
    );
    expect(await world.notify()).toMatchObject([{ refused: 1 }]);
    expect(names(world)).toEqual(['card', 'card']);
    isLocked = false;
    world.advance(MINUTE_MS);
    await world.drain();
    expect(names(world)).toEqual(['card', 'card', 'breach']);
  });

  test('be replied to for days costs one new card', async () => {
    const { world, id } = await withOneTicket();
    await world.notify();
    world.coupang.autoClose(id);
    world.advance(MINUTE_MS);
    await world.poll();
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

test('R21, R22: if a workspace refuses every block, each card still takes two posts of its channel’s pace', async () => {
  const world = createWorld();
  const limits = createRateLimits(world.now);
  for (let card = 0; card < 8; card += 1) world.coupang.handOver();
  await world.poll();
  const calls = watchSlackCalls(world, ({ method, channel, options }) => {
    if (method !== 'post') return undefined;
    const seconds = limits('chat.postMessage', channel);
    if (seconds !== undefined) return fails('rate-limited', seconds * 1000);
    return options.plain ? undefined : fails('content-refused');
  });
  const began = world.now();
  await world.drain();
  expect(world.slack.messages).toHaveLength(8);
  expect(calls).toHaveLength(16);
  expect(world.now() - began).toBeLessThan(20_000);
});

test('R21: a channel that must wait for a day is tried again after an hour', async () => {
  const { world } = await withOneTicket();
  let isFirst = true;
  watchSlackCalls(world, () => {
    if (!isFirst) return undefined;
    isFirst = false;
    return fails('rate-limited', 24 * 60 * MINUTE_MS);
  });
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

  test('delays no edit in another', async () => {
    const { world, id } = await withChange();
    const elsewhere = world.store.put(withFields(world.ticketOf(id), { channel: FALLBACK_CHANNEL }));
    world.coupang.handOver();
    await world.poll();
    watchSlackCalls(world, ({ name }) => (name === 'card' ? fails('channel-unusable') : undefined));
    await world.drain();
    expect(world.store.get(elsewhere.key)).toMatchObject({ delivery: { shownVersion: 2 } });
    expect(names(world)).toEqual(['card', 'changed-2']);
  });

  test('is tried again after its fallback accepted the card, which does not stay there', async () => {
    const { world, id } = await withOneTicket();
    let isMended = false;
    watchSlackCalls(world, ({ channel }) =>
      channel === CHANNEL && !isMended ? fails('channel-unusable') : undefined,
    );
    await world.drain();
    expect(world.ticketOf(id)).toMatchObject({ delivery: { channel: FALLBACK_CHANNEL } });
    isMended = true;
    const other = world.coupang.handOver();
    await world.poll();
    await world.drain();
    expect(world.ticketOf(other)).toMatchObject({ delivery: { channel: CHANNEL } });
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

  test('keeps the card, and the edit is sent after the repair', async () => {
    const { world, id, first } = await withChange();
    world.slack.failBefore.push(fails('token-unusable'));
    await world.drain();
    expect(world.ticketOf(id)).toMatchObject(nested({ ...first, shownVersion: 1, retries: {} }));
    world.advance(MINUTE_MS);
    await world.drain();
    expect(names(world)).toEqual(['card', 'changed-2']);
    expect(world.ticketOf(id)).toMatchObject(nested({ ...first, shownVersion: 2 }));
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
