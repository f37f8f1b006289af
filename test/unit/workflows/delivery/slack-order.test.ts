import { describe, expect, test } from '@jest/globals';
import { makeTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';
import type { Attempt, Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { drain } from '../../../../lib/workflows/delivery/drain.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../lib/domain/time/durations.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { DRAIN_MS, VENDOR, type World, withOneTicket } from '../../../simulation/create-world.ts';
import { CHANNEL, FALLBACK_CHANNEL } from '../../../simulation/memory-slack.ts';
import { duringNextPost, fails, watchSlackCalls } from './watch-slack-calls.ts';

const lost = (): SlackFailure => fails('unsure');

/** The history shows a message only after the early look-up. */
const LAGGING = { historyLagMs: 40_000 };

const names = (world: World): string[] => world.slack.messages.map(({ name }) => name);

/** Another worker, whose clock may be wrong. */
const workerWith = (world: World, wrongByMs: number) => {
  let tokens = 0;
  const { clock } = world.drainServices;
  return {
    ...world.drainServices,
    clock: { ...clock, now: () => clock.now() + wrongByMs },
    newToken: () => `other-${(tokens += 1)}`,
  };
};
type Worker = ReturnType<typeof workerWith>;
/** A wake-up names all tickets: a slow clock reads none of them in the index. */
const drainAs = (world: World, worker: Worker) =>
  drain(
    VENDOR,
    world.tickets().map(({ key }) => key),
    { stopAfterMs: DRAIN_MS },
    worker,
  );

/** A second hand-over, shown after the first. */
const handOver = async (world: World): Promise<string> => {
  const id = world.coupang.handOver();
  world.advance(MINUTE_MS);
  await world.poll();
  return id;
};

const FIVE_HOURS_MS = 5 * HOUR_MS;

describe('R19: an attempt knows the last confirmed post to its channel', () => {
  test('from the lane; before the first post there is none', async () => {
    const { world, id } = await withOneTicket();
    const known: unknown[] = [];
    watchSlackCalls(world, ({ method }) => {
      const open = world.tickets().find(({ delivery }) => delivery.attempt);
      if (method === 'post') known.push(open?.delivery.attempt?.after);
      return undefined;
    });
    await world.drain();
    await handOver(world);
    await world.drain();
    world.coupang.editRequest(id, 'Changed.');
    world.advance(MINUTE_MS);
    await world.poll();
    await world.drain();
    const [first, second] = world.slack.messages;
    expect(names(world)).toEqual(['card', 'card', 'changed-2']);
    expect(known).toEqual([undefined, first?.ts, second?.ts]);
  });

  test('and of no other channel', async () => {
    const { world } = await withOneTicket();
    await world.drain();
    const id = await handOver(world);
    watchSlackCalls(world, ({ method, channel }) =>
      method === 'post' && channel === CHANNEL ? fails('channel-unusable') : undefined,
    );
    world.slack.loseAnswer.push(lost());
    await world.drain();
    expect(world.slack.messages.map(({ channel }) => channel)).toEqual([CHANNEL, FALLBACK_CHANNEL]);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { channel: FALLBACK_CHANNEL, shownVersion: 1 } });
  });
});

describe.each([
  ['slow', -FIVE_HOURS_MS],
  ['fast', FIVE_HOURS_MS],
])('R19: a clock that is five hours %s', (_how, wrongByMs) => {
  test.each([0, 1])('sends nothing twice after a lost answer, with %i messages before', async (before) => {
    const { world } = await withOneTicket(LAGGING);
    const wrong = workerWith(world, wrongByMs);
    if (before > 0) {
      await drainAs(world, wrong);
      await handOver(world);
    }
    world.slack.loseAnswer.push(lost());
    for (let minute = 0; minute < 5; minute += 1) {
      await drainAs(world, wrong);
      world.advance(MINUTE_MS);
    }
    expect(names(world)).toEqual(before > 0 ? ['card', 'card'] : ['card']);
    expect(world.slack.calls.finds).toBeGreaterThan(0);
    for (const ticket of world.tickets()) expect(ticket).toMatchObject({ delivery: { shownVersion: 1 } });
  });

  test.each([
    ['by a worker whose clock is right', 0],
    ['by one whose clock is wrong the other way', -wrongByMs],
  ])('sends nothing twice if its worker dies and the message is looked up %s', async (_by, otherMs) => {
    const { world, id } = await withOneTicket();
    await drainAs(world, workerWith(world, wrongByMs));
    const other = await handOver(world);
    world.slack.loseAnswer.push(lost());
    // It dies after its post: nothing is written any more, and its lane stays.
    const dying = workerWith(world, wrongByMs);
    await expect(
      drainAs(world, {
        ...dying,
        delivery: { ...dying.delivery, noteResult: async () => Promise.reject(new Error('made-up death')) },
        lanes: { ...dying.lanes, release: async () => 'lost' },
        messenger: { ...dying.messenger, find: async () => Promise.reject(new Error('made-up death')) },
      }),
    ).rejects.toThrow('made-up death');
    const later = workerWith(world, otherMs);
    for (let minute = 0; minute < 5; minute += 1) {
      world.advance(MINUTE_MS);
      await drainAs(world, later);
    }
    expect(names(world)).toEqual(['card', 'card']);
    for (const shown of [id, other])
      expect(world.ticketOf(shown)).toMatchObject({ delivery: { shownVersion: 1 } });
  });

  test('lets two workers send nothing twice, one of which loses its lane during its call', async () => {
    const { world, id } = await withOneTicket();
    const [first, second] = [workerWith(world, wrongByMs), workerWith(world, 0)];
    duringNextPost(world, async () => {
      world.advance(65_000);
      await drainAs(world, second);
    });
    await drainAs(world, first);
    await drainAs(world, second);
    expect(names(world)).toEqual(['card']);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
  });
});

test('R19: a message is found although others were confirmed between its attempt and its look-up', async () => {
  const { world, id } = await withOneTicket(LAGGING);
  await world.drain();
  const early = await handOver(world);
  world.slack.loseAnswer.push(lost());
  await world.drain();
  const { attempt } = world.ticketOf(early).delivery;
  expect(attempt).toMatchObject({ after: world.ticketOf(id).delivery.ts });
  // The look-up waits, while the other messages go out for three minutes.
  const calls = watchSlackCalls(world, ({ method, at }) =>
    method === 'find' && at < (attempt?.at ?? 0) + 3 * MINUTE_MS ? fails('unreached') : undefined,
  );
  for (let minute = 0; minute < 5; minute += 1) {
    await handOver(world);
    await world.drain();
  }
  expect(calls.filter(({ method }) => method === 'post').length).toBeGreaterThan(2);
  const ofEarly = world.messagesOf(world.ticketOf(early).key);
  expect(ofEarly).toHaveLength(1);
  expect(world.ticketOf(early)).toMatchObject({ delivery: { ts: ofEarly[0]?.ts, shownVersion: 1 } });
});

describe('R19: a search that is cut short', () => {
  /** An attempt of a dead worker, with three messages in the channel that are newer. One look-up reads one message. */
  const withLongHistory = async (isPosted: boolean) => {
    const { world, id } = await withOneTicket();
    world.slack.search.messages = 1;
    const ticket = world.ticketOf(id);
    const post = async (deliverable: Ticket): Promise<string> => {
      const { ts } = await (
        await world.slack.slack.preparePost(deliverable, 'card', { channel: CHANNEL }, {})
      )();
      world.advance(SECOND_MS);
      return ts;
    };
    const attempt: Attempt = { name: 'card', channel: CHANNEL, at: world.now(), token: 'dead' };
    if (isPosted) await post(ticket);
    const noise: string[] = [];
    for (const inquiryId of ['9001', '9002', '9003']) noise.unshift(await post(makeTicket({ inquiryId })));
    const open = (search?: Attempt['search']) =>
      world.store.put(withFields(ticket, { attempt: { ...attempt, ...(search && { search }) } }));
    open();
    const positions: unknown[] = [];
    const { noteAttempt } = world.store.delivery;
    world.store.delivery.noteAttempt = async (before, noted) => {
      if (noted.token === attempt.token) positions.push(noted.search?.cursor);
      return noteAttempt(before, noted);
    };
    const ownMessages = () => world.messagesOf(ticket.key).length;
    return { world, id, open, noise, positions, ownMessages };
  };

  test('continues at its cursor in the next try, and sends nothing meanwhile', async () => {
    const { world, id, noise, positions, ownMessages } = await withLongHistory(true);
    world.advance(MINUTE_MS);
    const calls = watchSlackCalls(world);
    await world.drain();
    expect(positions).toEqual(noise);
    expect(calls.map(({ method }) => method)).toEqual(['find', 'find', 'find', 'find', 'edit']);
    expect(ownMessages()).toBe(1);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
  });

  test('continues where the previous worker stopped', async () => {
    const { world, noise, open, ownMessages } = await withLongHistory(true);
    open({ in: 'channel', cursor: noise.at(-1) ?? '' });
    world.advance(MINUTE_MS);
    await world.drain();
    expect(world.slack.calls.finds).toBe(1);
    expect(ownMessages()).toBe(1);
  });

  test('sends the message once its end is reached', async () => {
    const { world, id, noise, positions, ownMessages } = await withLongHistory(false);
    world.advance(MINUTE_MS);
    await world.drain();
    expect(positions).toEqual(noise.slice(0, 2));
    expect(ownMessages()).toBe(1);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
    expect(world.ticketOf(id)).not.toHaveProperty('delivery.attempt');
  });

  test('keeps no position before its time, since the history lags', async () => {
    const { world, positions, ownMessages } = await withLongHistory(false);
    world.advance(20 * SECOND_MS);
    await world.drain();
    expect([positions, ownMessages(), world.slack.calls.finds]).toEqual([[], 0, 1]);
  });

  test('reads pages slowly enough for Slack’s limit, and waits as long as Slack demands', async () => {
    const { world } = await withLongHistory(true);
    world.advance(MINUTE_MS);
    const { find } = world.slack.slack;
    world.slack.slack.find = async (...about) => {
      const found = await find(...about);
      return found && 'search' in found && world.slack.calls.finds === 2
        ? { ...found, waitMs: 15_000 }
        : found;
    };
    const calls = watchSlackCalls(world);
    await world.drain();
    const [first = 0, ...others] = calls.map(({ at }) => at);
    expect(others.map((at) => at - first)).toEqual([6000, 21_000, 27_000, 27_000]);
  });
});

describe('R22: a channel that accepted a message within the last hour and then does not exist', () => {
  const gone = (reason = 'channel_not_found') => new SlackFailure('channel-unusable', reason, 'made up');
  const withRefusal = async (reason: string, untilMs: number, laterMs = MINUTE_MS) => {
    const { world } = await withOneTicket();
    await world.drain();
    world.advance(laterMs - MINUTE_MS);
    const id = await handOver(world);
    const began = world.now();
    const calls = watchSlackCalls(world, ({ method, channel, at }) =>
      method === 'post' && channel === CHANNEL && at - began < untilMs ? gone(reason) : undefined,
    );
    for (let minute = 0; minute < 3; minute += 1) {
      world.advance(began + minute * MINUTE_MS - world.now());
      await world.drain();
    }
    const posts = calls.filter(({ method }) => method === 'post');
    return { world, id, posts: posts.map(({ channel, at }) => [channel, at - began]) };
  };

  test.each(['channel_not_found', 'not_in_channel'])(
    'is tried once more after a minute (%s), and accepts the message',
    async (reason) => {
      const { posts } = await withRefusal(reason, MINUTE_MS);
      expect(posts).toEqual([
        [CHANNEL, 0],
        [CHANNEL, MINUTE_MS],
      ]);
    },
  );

  test('gets no third try: the message goes to the fallback channel, and so do the next ones at once', async () => {
    const { world, posts } = await withRefusal('channel_not_found', Number.POSITIVE_INFINITY);
    expect(posts).toEqual([
      [CHANNEL, 0],
      [CHANNEL, MINUTE_MS],
      [FALLBACK_CHANNEL, MINUTE_MS],
    ]);
    await handOver(world);
    await world.drain();
    expect(world.slack.messages.at(-1)).toMatchObject({ channel: FALLBACK_CHANNEL, name: 'card' });
  });

  test('counts as gone at once after an hour, and at once for any other reason', async () => {
    const late = await withRefusal('channel_not_found', Number.POSITIVE_INFINITY, 2 * HOUR_MS);
    const archived = await withRefusal('is_archived', Number.POSITIVE_INFINITY);
    for (const { posts } of [late, archived])
      expect(posts).toEqual([
        [CHANNEL, 0],
        [FALLBACK_CHANNEL, 0],
      ]);
  });

  test('keeps its card, whose edit waits a minute', async () => {
    const { world, id } = await withOneTicket();
    await world.drain();
    world.coupang.editRequest(id, 'Changed.');
    world.advance(MINUTE_MS);
    await world.poll();
    world.slack.failBefore.push(gone());
    await world.drain();
    world.advance(MINUTE_MS);
    await world.drain();
    expect(names(world)).toEqual(['card', 'changed-2']);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 2 } });
  });
});
