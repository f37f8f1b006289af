import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import type { Attempt } from '../../../../lib/domain/ticket/ticket.ts';
import { drain } from '../../../../lib/workflows/delivery/drain.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { DRAIN_MS, VENDOR, type World, withOneTicket } from '../../../simulation/create-world.ts';
import { CHANNEL, channelsWith, FALLBACK_CHANNEL } from '../../../simulation/memory-slack.ts';
import { duringNextPost, fails, watchSlackCalls } from './watch-slack-calls.ts';
import { MINUTE_MS } from '../../../../lib/domain/time/durations.ts';

const lost = (): SlackFailure => fails('unsure');

/** The history shows a message only after the early look-up. */
const LAGGING = { historyLagMs: 40_000 };

const names = (world: World): string[] => world.slack.messages.map(({ name }) => name);

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

  test('is separate for each form, with its own token', async () => {
    const { world } = await withOneTicket();
    const attempts = watchAttempts(world);
    watchSlackCalls(world, ({ channel, options }) => {
      if (!options.plain) return fails('content-refused');
      return channel === FALLBACK_CHANNEL ? undefined : fails('channel-unusable');
    });
    await world.drain();
    expect(attempts.map(({ channel }) => channel)).toEqual([CHANNEL, CHANNEL, FALLBACK_CHANNEL]);
    expect(new Set(attempts.map(({ token }) => token)).size).toBe(3);
    expect(world.slack.messages).toMatchObject([{ name: 'card', channel: FALLBACK_CHANNEL }]);
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

  test('is looked for in its own channel after a deploy changed the vendor’s', async () => {
    const { world, id } = await withOneTicket(LAGGING);
    world.slack.loseAnswer.push(lost());
    await world.drain();
    world.drainServices.channelsOf = () => channelsWith('C0DEPLOYED');
    await drainFor(world, 1);
    expect(names(world)).toEqual(['card']);
    expect(world.ticketOf(id)).toMatchObject({
      delivery: { channel: CHANNEL, ts: world.slack.messages[0]?.ts },
    });
  });

  test('stays while the facts change, and a found message is updated', async () => {
    const { world, id } = await withOneTicket(LAGGING);
    world.slack.loseAnswer.push(lost());
    await world.drain();
    world.coupang.editRequest(id, 'Please check again.');
    world.advance(10_000);
    await world.poll();
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

  test('finds a message that Slack’s history shows late', async () => {
    const { world, id } = await withOneTicket(LAGGING);
    world.slack.loseAnswer.push(lost());
    await world.drain();
    expect(world.ticketOf(id).delivery.attempt).toMatchObject({ name: 'card' });
    await drainFor(world, 1);
    expect(names(world)).toEqual(['card']);
    expect(world.ticketOf(id)).toMatchObject({
      delivery: { ts: world.slack.messages[0]?.ts, shownVersion: 1 },
    });
  });

  test('finds the message of a process that died before noting it', async () => {
    let dies = true;
    const { world, id } = await withOneTicket({
      effect: async (name, take) => {
        if (dies && name === 'store.noteResult') throw new Error('made-up crash');
        return take();
      },
    });
    await expect(world.drain()).rejects.toThrow('made-up crash');
    dies = false;
    await drainFor(world, 1);
    expect(names(world)).toEqual(['card']);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
  });

  test('finds a thread line too', async () => {
    const { world, id } = await withOneTicket(LAGGING);
    await world.drain();
    world.coupang.answer(id);
    world.advance(MINUTE_MS);
    await world.poll();
    world.slack.loseAnswer.push(lost());
    await world.drain();
    expect(world.ticketOf(id)).toMatchObject({
      delivery: { attempt: { name: 'closed-2', channel: CHANNEL } },
    });
    await drainFor(world, 1);
    expect(names(world)).toEqual(['card', 'closed-2']);
    expect(world.ticketOf(id)).not.toHaveProperty('index.attentionAt');
  });

  test.each(['rate-limited', 'unreached', 'token-unusable', 'refused'] as const)(
    'that ends as %s leaves the attempt open, nothing is posted, and it is made again a minute later',
    async (kind) => {
      const { world, id } = await withOneTicket(LAGGING);
      world.slack.loseAnswer.push(lost());
      await world.drain();
      const token = world.ticketOf(id).delivery.attempt?.token;
      let refusals = 1;
      const calls = watchSlackCalls(world, ({ method }) =>
        method === 'find' && refusals-- > 0 ? fails(kind) : undefined,
      );
      await drainFor(world, 1);
      expect(token).toBeDefined();
      expect(world.ticketOf(id).delivery.attempt).toMatchObject({ token });
      await drainFor(world, 1);
      expect(calls.map(({ method }) => method)).toEqual(['find', 'find', 'edit']);
      expect(names(world)).toEqual(['card']);
      expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
    },
  );

  test.each(['token-unusable', 'unreached'] as const)(
    'that is %s for an hour is made as soon as possible, and nothing is posted twice',
    async (kind) => {
      const { world } = await withOneTicket(LAGGING);
      world.slack.loseAnswer.push(lost());
      await world.notify();
      expect(world.tickets()).toMatchObject([{ delivery: { shownVersion: 0 } }]);
      const { find } = world.slack.slack;
      world.slack.slack.find = async () => {
        throw fails(kind);
      };
      await drainFor(world, 60);
      world.slack.slack.find = find;
      await drainFor(world, 1);
      expect(world.slack.messages).toHaveLength(1);
      expect(world.tickets()).toMatchObject([{ delivery: { ts: world.slack.messages[0]?.ts } }]);
    },
  );

  test('delays no other ticket if it must wait', async () => {
    const { world } = await withOneTicket();
    world.slack.loseAnswer.push(lost());
    await world.drain();
    world.advance(MINUTE_MS);
    const other = world.coupang.handOver();
    await world.poll();
    watchSlackCalls(world, ({ method }) => (method === 'find' ? fails('rate-limited', 19_000) : undefined));
    const began = world.now();
    await world.drain();
    const shown = world.messagesOf(world.ticketOf(other).key);
    expect(shown).toHaveLength(1);
    expect((shown[0]?.postedAt ?? 0) - began).toBeLessThan(2000);
  });

  const collect = () => {
    const errors: unknown[] = [];
    const error = (message: string, fields?: unknown): void => void errors.push({ message, fields });
    return { errors, log: { info: () => {}, warn: () => {}, error } };
  };
  const givenUp = [{ message: expect.stringContaining('history scopes'), fields: { attempt: 'card' } }];

  test('that must wait for ten minutes is given up, the message is sent, and an error is logged', async () => {
    const { errors, log } = collect();
    const { world, id } = await withOneTicket({ log });
    world.slack.failBefore.push(lost());
    await world.drain();
    const attemptAt = world.now();
    const calls = watchSlackCalls(world, ({ method }) =>
      method === 'find' ? fails('rate-limited', 30_000) : undefined,
    );
    await drainFor(world, 10);
    expect(calls.filter(({ method }) => method === 'find').length).toBeGreaterThanOrEqual(10);
    expect(calls.map(({ method }) => method)).not.toContain('post');
    expect(errors).toEqual([]);
    await drainFor(world, 2);
    const post = calls.find(({ method }) => method === 'post');
    expect(post?.at).toBeGreaterThanOrEqual(attemptAt + 11 * MINUTE_MS);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
    expect(errors).toMatchObject(givenUp);
    // Slack demanded to wait until the end, so it is called at most once per waiting time.
    expect(calls.length).toBeLessThanOrEqual(26);
  });

  test("that fails twice, with a night's sleep in between, is made once more, and nothing is posted twice", async () => {
    const { errors, log } = collect();
    // The early look-up finds nothing yet.
    const { world } = await withOneTicket({ log, historyLagMs: 40_000 });
    world.slack.loseAnswer.push(lost());
    await world.drain();
    let isDown = true;
    const calls = watchSlackCalls(world, ({ method }) =>
      isDown && method === 'find' ? fails('rate-limited', MINUTE_MS) : undefined,
    );
    world.advance(MINUTE_MS);
    await world.drain();
    world.advance(9 * 60 * MINUTE_MS);
    await world.drain();
    expect(calls.map(({ method }) => method)).toEqual(['find', 'find']);
    isDown = false;
    await drainFor(world, 2);
    expect(names(world)).toEqual(['card']);
    expect(errors).toEqual([]);
  });

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

  test('that must wait, and sometimes gets no answer, is given up too', async () => {
    const { errors, log } = collect();
    const { world, id } = await withOneTicket({ log });
    world.slack.failBefore.push(lost());
    await world.drain();
    let looked = 0;
    watchSlackCalls(world, ({ method }) => {
      if (method !== 'find') return undefined;
      looked += 1;
      return looked % 3 === 0 ? lost() : fails('rate-limited', 30_000);
    });
    await drainFor(world, 18);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
    expect(errors).toMatchObject(givenUp);
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
