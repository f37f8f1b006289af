import { describe, expect, test } from '@jest/globals';
import { makeTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';
import type { Attempt, Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { drain } from '../../../../lib/workflows/delivery/drain.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { DRAIN_MS, VENDOR, type World, withOneTicket } from '../../../simulation/create-world.ts';
import { CHANNEL, FALLBACK_CHANNEL } from '../../../simulation/memory-slack.ts';
import { duringNextPost, fails, watchSlackCalls, names } from './watch-slack-calls.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../../lib/domain/time/durations.ts';

const lost = (): SlackFailure => fails('unsure');

/** The history shows a message only after the early look-up. */
const LAGGING = { historyLagMs: 40_000 };

/** Every attempt that was written, in order. */
const watchAttempts = (world: World): Attempt[] => {
  const attempts: Attempt[] = [];
  const { noteAttempt } = world.store.delivery;
  world.store.delivery.noteAttempt = async (before, attempt) => {
    const noted = await noteAttempt(before, attempt);
    if (noted) attempts.push(attempt);
    return noted;
  };
  return attempts;
};

/** Drains once a minute, starting in a minute. */
const drainFor = async (world: World, minutes: number): Promise<void> => {
  const began = world.now();
  for (let minute = 1; minute <= minutes; minute += 1) {
    world.advance(Math.max(0, began + minute * MINUTE_MS - world.now()));
    await world.drain();
  }
};

describe('R19: an attempt', () => {
  test('is written just before the call, names its destination, and ends with the result', async () => {
    const { world, id } = await withOneTicket();
    const attempts = watchAttempts(world);
    watchSlackCalls(world, ({ at, channel }) => {
      expect(world.ticketOf(id).delivery.attempt).toEqual({
        name: 'card',
        channel,
        at,
        token: expect.any(String),
      });
      return undefined;
    });
    await world.drain();
    expect(attempts).toHaveLength(1);
    expect(world.ticketOf(id)).not.toHaveProperty('delivery.attempt');
  });

  test('is never overwritten while it is open: nothing is sent for its ticket for a minute', async () => {
    const { world, id } = await withOneTicket();
    const other = world.coupang.handOver();
    await world.poll();
    const attempt = { name: 'card' as const, channel: CHANNEL, at: world.now(), token: 'another worker' };
    world.store.put(withFields(world.ticketOf(id), { attempt }));
    const calls = watchSlackCalls(world);
    await world.drain();
    world.advance(attempt.at + 39_000 - world.now());
    await world.drain();
    expect(world.ticketOf(id).delivery.attempt).toEqual(attempt);
    expect(world.ticketOf(other).delivery.shownVersion).toBe(1);
    expect(calls.filter(({ method }) => method === 'post')).toHaveLength(1);
    world.advance(attempt.at + MINUTE_MS - world.now());
    calls.length = 0;
    await world.drain();
    expect(calls.map(({ method }) => method)).toEqual(['find', 'post']);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
  });

  test('is not written if the facts moved since they were read: they are read again', async () => {
    const { world, id } = await withOneTicket();
    const { noteAttempt } = world.store.delivery;
    world.store.delivery.noteAttempt = async (...about) => {
      world.store.delivery.noteAttempt = noteAttempt;
      world.coupang.editRequest(id, 'Changed in the meantime.');
      await world.poll();
      return noteAttempt(...about);
    };
    await world.drain();
    expect(world.slack.messages).toMatchObject([{ name: 'card', version: 2, edits: 0 }]);
  });

  test.each([
    [5000, 1],
    [5001, 2],
  ])('is used if it took %i ms to write, unless it is older than 5 s', async (tookMs, attempts) => {
    let isSlow = true;
    const { world, id } = await withOneTicket({
      effect: async (name, take) => {
        const taken = take();
        if (name === 'store.noteAttempt' && isSlow) {
          isSlow = false;
          world.advance(tookMs);
        }
        return taken;
      },
    });
    const written = watchAttempts(world);
    const ages: number[] = [];
    watchSlackCalls(world, ({ at }) => void ages.push(at - (world.ticketOf(id).delivery.attempt?.at ?? 0)));
    await world.drain();
    expect(written).toHaveLength(attempts);
    expect(names(world)).toEqual(['card']);
    expect(ages).toEqual([attempts === 1 ? tookMs : 0]);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
    expect(world.ticketOf(id)).not.toHaveProperty('delivery.attempt');
  });

  test.each([
    ['blocks', [], CHANNEL],
    ['text alone', ['content-refused'], CHANNEL],
    ['the fallback channel', ['channel-unusable'], FALLBACK_CHANNEL],
    ['text alone, in the fallback channel', ['content-refused', 'channel-unusable'], FALLBACK_CHANNEL],
  ] as const)(
    'names its channel and is found there if its answer is lost for %s',
    async (_form, refusals, channel) => {
      const { world, id } = await withOneTicket();
      const left = [...refusals];
      const calls = watchSlackCalls(world, ({ method }) => {
        if (method !== 'post') return undefined;
        const refusal = left.shift();
        if (refusal) return fails(refusal);
        world.slack.loseAnswer.push(lost());
        return undefined;
      });
      const attempts = watchAttempts(world);
      await world.drain();
      expect(attempts.at(-1)).toMatchObject({ name: 'card', channel });
      expect(calls.slice(refusals.length)).toMatchObject([
        { method: 'post', channel },
        { method: 'find', channel },
        // It is not known which version it shows.
        { method: 'edit', channel },
      ]);
      expect(world.ticketOf(id)).toMatchObject({
        delivery: { channel, ts: world.slack.messages[0]?.ts, shownVersion: 1 },
      });
      expect(names(world)).toEqual(['card']);
    },
  );

  test('stays while the facts change, and a found message is updated', async () => {
    const { world, id } = await withOneTicket(LAGGING);
    world.slack.loseAnswer.push(lost());
    await world.drain();
    world.coupang.editRequest(id, 'Please check again.');
    await world.pollAfter(10_000);
    await world.notify();
    expect(world.ticketOf(id)).toMatchObject({
      outbox: { version: 2 },
      delivery: { shownVersion: 0, attempt: { name: 'card' } },
    });
    await drainFor(world, 1);
    expect(world.slack.messages).toMatchObject([
      { name: 'card', version: 2, edits: 1 },
      { name: 'changed-2' },
    ]);
  });
});

describe('R19: the look-up', () => {
  test('comes fifteen seconds after the attempt, in the same drain, so that its ticket waits no longer', async () => {
    const { world, id } = await withOneTicket();
    const attemptAt = world.now();
    world.slack.loseAnswer.push(lost());
    const calls = watchSlackCalls(world);
    await world.drain();
    expect(calls.map(({ method, at }) => [method, at - attemptAt])).toEqual([
      ['post', 0],
      ['find', 15_000],
      ['edit', 15_000],
    ]);
    expect(world.ticketOf(id)).toMatchObject({
      delivery: { ts: world.slack.messages[0]?.ts, shownVersion: 1 },
    });
  });

  test('decides after a minute, and not earlier even if the vendor is drained often', async () => {
    const { world, id } = await withOneTicket();
    const attemptAt = world.now();
    world.slack.failBefore.push(lost());
    const calls = watchSlackCalls(world);
    while (world.now() - attemptAt < 2 * MINUTE_MS) {
      await world.drain();
      world.advance(7000);
    }
    const posts = calls.filter(({ method }) => method === 'post');
    expect(posts.map(({ at }) => at - attemptAt)).toEqual([0, MINUTE_MS]);
    expect(names(world)).toEqual(['card']);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
  });

  test('is made only once per drain before its time', async () => {
    const { world } = await withOneTicket(LAGGING);
    world.slack.loseAnswer.push(lost());
    const calls = watchSlackCalls(world);
    await world.drain();
    await world.drain();
    expect(calls.map(({ method }) => method)).toEqual(['post', 'find', 'find']);
  });

  const collect = () => {
    const errors: unknown[] = [];
    const error = (message: string, fields?: unknown): void => void errors.push({ message, fields });
    return { errors, log: { info: () => {}, warn: () => {}, error } };
  };
  const givenUp = [{ message: expect.stringContaining('history scopes'), fields: { attempt: 'card' } }];

  test.each<[string, number]>([
    ['a busy channel', 1],
    ['a quiet channel', 0],
  ])(
    'that Slack never answers, while it answers otherwise, is given up after ten minutes in %s',
    async (_where, handOvers) => {
      const { errors, log } = collect();
      const { world, id } = await withOneTicket({ log });
      world.slack.failBefore.push(lost());
      await world.drain();
      const calls = watchSlackCalls(world, ({ method }) => (method === 'find' ? lost() : undefined));
      for (let minute = 0; minute < 13; minute += 1) {
        world.advance(MINUTE_MS);
        for (let count = 0; count < handOvers; count += 1) world.coupang.handOver();
        await world.poll();
        await world.drain();
      }
      expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
      expect(calls.filter(({ method }) => method === 'find')).toHaveLength(11);
      expect(errors).toMatchObject(givenUp);
    },
  );

  test('that Slack does not answer, and nothing else, is repeated until it does', async () => {
    const { world } = await withOneTicket(LAGGING);
    world.slack.loseAnswer.push(lost());
    await world.drain();
    let isAway = true;
    watchSlackCalls(world, () => (isAway ? lost() : undefined));
    await drainFor(world, 60);
    isAway = false;
    await drainFor(world, 2);
    expect(names(world)).toEqual(['card']);
  });

  test('that Slack refuses is given up at once, the message is sent, and an error is logged', async () => {
    const { errors, log } = collect();
    const { world } = await withOneTicket({ log });
    world.slack.failBefore.push(lost());
    await world.drain();
    watchSlackCalls(world, ({ method }) => (method === 'find' ? fails('look-up-refused') : undefined));
    await drainFor(world, 1);
    expect(names(world)).toEqual(['card']);
    expect(errors).toMatchObject(givenUp);
  });
});

describe('R19: two workers post nothing twice', () => {
  test('if the first loses its lane during a call, and the second looks the call up', async () => {
    const { world, id } = await withOneTicket();
    const second = { ...world.drainServices, newToken: () => `second-${(tokens += 1)}` };
    let tokens = 0;
    let ended: unknown;
    duringNextPost(world, async () => {
      world.advance(65_000);
      ended = await drain(VENDOR, [], { stopAfterMs: DRAIN_MS }, second);
    });
    expect(await world.drain()).toMatchObject({ ended: 'lost' });
    expect(ended).toMatchObject({ ended: 'done' });
    expect(names(world)).toEqual(['card']);
    expect(world.slack.calls).toMatchObject({ posts: 1, finds: 1 });
    expect(world.ticketOf(id)).toMatchObject({
      delivery: { ts: world.slack.messages[0]?.ts, shownVersion: 1 },
    });
  });
});

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
  await world.pollAfter(MINUTE_MS);
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
    await world.pollAfter(MINUTE_MS);
    await world.drain();
    const [first, second] = world.slack.messages;
    expect(names(world)).toEqual(['card', 'card', 'changed-2']);
    expect(known).toEqual([undefined, first?.ts, second?.ts]);
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

test('R22: a channel that accepted a message within the last hour and then does not exist is tried twice: then the message goes to the fallback channel, and so do the next ones at once', async () => {
  const { world } = await withOneTicket();
  await world.drain();
  await handOver(world);
  const began = world.now();
  const calls = watchSlackCalls(world, ({ method, channel }) =>
    method === 'post' && channel === CHANNEL
      ? new SlackFailure('channel-unusable', 'channel_not_found', 'made up')
      : undefined,
  );
  await world.drain();
  world.advance(began + MINUTE_MS - world.now());
  await world.drain();
  const posts = calls.filter(({ method }) => method === 'post');
  expect(posts.map(({ channel, at }) => [channel, at - began])).toEqual([
    [CHANNEL, 0],
    [CHANNEL, MINUTE_MS],
    [FALLBACK_CHANNEL, MINUTE_MS],
  ]);
  await handOver(world);
  await world.drain();
  expect(world.slack.messages.at(-1)).toMatchObject({ channel: FALLBACK_CHANNEL, name: 'card' });
});
