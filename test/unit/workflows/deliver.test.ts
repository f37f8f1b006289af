import { describe, expect, test } from '@jest/globals';
import { SlackFailure } from '../../../lib/workflows/slack-error.ts';
import { createWorld, VENDOR, type World } from '../../simulation/create-world.ts';

const MINUTE_MS = 60_000;
const lost = (): SlackFailure => new SlackFailure('unsure', 'timeout', 'made-up lost answer');

const withOneTicket = async (options: Parameters<typeof createWorld>[0] = {}) => {
  const world = createWorld(options);
  const id = world.coupang.handOver();
  await world.poll();
  return { world, id };
};

const names = (world: World): string[] => world.slack.messages.map(({ name }) => name);

describe('delivery', () => {
  test('posts one card however often the event comes', async () => {
    const { world, id } = await withOneTicket();
    world.bus.queue.push(...world.bus.published, ...world.bus.published);
    expect(await world.drain()).toEqual(['shown', 'shown', 'shown']);
    expect(names(world)).toEqual(['card']);
    expect(world.ticketOf(id)).toMatchObject({ shownVersion: 1 });
    expect(world.ticketOf(id)).not.toHaveProperty('deliveryClaim');
    expect(world.ticketOf(id)).not.toHaveProperty('attempt');
  });

  test('R10: a changed request edits the card and says so in its thread', async () => {
    const { world, id } = await withOneTicket();
    await world.drain();
    world.coupang.editRequest(id, 'Please check again.');
    world.advance(MINUTE_MS);
    await world.poll();
    await world.drain();
    expect(world.slack.messages).toMatchObject([
      { name: 'card', version: 2, edits: 1 },
      { name: 'changed-2', threadTs: world.ticketOf(id).ts },
    ]);
  });

  test('R16: an automatic closing edits the card and owes one line to the channel', async () => {
    const { world, id } = await withOneTicket();
    await world.drain();
    world.coupang.autoClose(id);
    world.advance(MINUTE_MS);
    await world.poll();
    await world.drain();
    expect(world.slack.messages).toMatchObject([{ name: 'card', state: 'closed' }, { name: 'breach' }]);
    expect(await world.store.reader.attention(VENDOR)).toEqual({ tickets: [], notices: [] });
  });

  test('a ticket that closed before anything was shown gets its one card, in its last state', async () => {
    const { world, id } = await withOneTicket();
    world.coupang.answer(id);
    world.advance(MINUTE_MS);
    await world.poll();
    await world.drain();
    expect(world.slack.messages).toMatchObject([{ name: 'card', state: 'closed', version: 2, edits: 0 }]);
  });

  test('R18: who finds the claim held by another does nothing and leaves it to the holder', async () => {
    const { world, id } = await withOneTicket();
    const ticket = world.ticketOf(id);
    await world.store.delivery.claim(ticket, {
      token: 'other',
      now: world.now(),
      until: world.now() + 65_000,
    });
    expect(await world.deliver(ticket)).toBe('held');
    expect(names(world)).toEqual([]);
    world.advance(65_000);
    expect(await world.deliver(ticket)).toBe('shown');
  });

  test('R18: a worker whose claim ran out sends nothing more and overwrites nothing', async () => {
    const { world, id } = await withOneTicket();
    const ticket = world.ticketOf(id);
    const { post } = world.slack.slack;
    world.slack.slack.post = async (shown) => {
      const posted = await post(shown);
      world.advance(66_000);
      await world.store.delivery.claim(ticket, {
        token: 'other',
        now: world.now(),
        until: world.now() + 65_000,
      });
      return posted;
    };
    expect(await world.deliver(ticket)).toBe('held');
    expect(world.ticketOf(id)).toMatchObject({
      deliveryClaim: { token: 'other' },
      attempt: { name: 'card' },
    });
  });

  test('R18: a version that moves while its card is posted is shown in the same run', async () => {
    const { world, id } = await withOneTicket();
    const { post } = world.slack.slack;
    world.slack.slack.post = async (shown) => {
      const posted = await post(shown);
      world.coupang.editRequest(id, 'Changed in the meantime.');
      world.advance(MINUTE_MS / 2);
      await world.poll();
      return posted;
    };
    await world.deliver(world.ticketOf(id));
    expect(world.slack.messages).toMatchObject([
      { name: 'card', version: 2, edits: 1 },
      { name: 'changed-2' },
    ]);
    expect(world.ticketOf(id)).toMatchObject({ shownVersion: 2 });
  });

  test('R19: a card whose answer was lost is found by its metadata and not posted again', async () => {
    const { world, id } = await withOneTicket();
    world.slack.loseAnswer.push(lost());
    expect(await world.drain()).toEqual(['waiting']);
    expect(world.ticketOf(id)).toMatchObject({ attempt: { name: 'card', lookUps: 0 } });
    expect(world.ticketOf(id)).not.toHaveProperty('deliveryClaim');
    world.advance(14_000);
    expect(await world.deliver(world.ticketOf(id))).toBe('waiting');
    expect(world.slack.calls.finds).toBe(0);
    world.advance(1_000);
    expect(await world.deliver(world.ticketOf(id))).toBe('shown');
    expect(names(world)).toEqual(['card']);
    expect(world.ticketOf(id)).toMatchObject({ ts: world.slack.messages[0]?.ts, shownVersion: 1 });
  });

  test('R19: a history that lags is searched a second time, a minute after the attempt', async () => {
    const { world, id } = await withOneTicket({ historyLagMs: 40_000 });
    world.slack.loseAnswer.push(lost());
    await world.drain();
    world.advance(15_000);
    expect(await world.deliver(world.ticketOf(id))).toBe('waiting');
    world.advance(44_000);
    expect(await world.deliver(world.ticketOf(id))).toBe('waiting');
    expect(world.slack.calls.finds).toBe(1);
    world.advance(1_000);
    expect(await world.deliver(world.ticketOf(id))).toBe('shown');
    expect(names(world)).toEqual(['card']);
  });

  test('R19: what was not found twice is sent again', async () => {
    const { world, id } = await withOneTicket();
    world.slack.failBefore.push(lost());
    await world.drain();
    for (const wait of [15_000, 45_000]) {
      world.advance(wait);
      await world.deliver(world.ticketOf(id));
    }
    expect(names(world)).toEqual(['card']);
    expect(world.slack.calls).toMatchObject({ finds: 2, posts: 2 });
  });

  test('R19: a process that dies between the post and its note leaves the attempt, and the next finds the message', async () => {
    let dies = true;
    const { world, id } = await withOneTicket({
      effect: async (name, take) => {
        if (dies && name === 'store.noteResult') throw new Error('made-up crash');
        return take();
      },
    });
    await expect(world.drain()).rejects.toThrow('made-up crash');
    dies = false;
    world.advance(66_000);
    expect(await world.deliver(world.ticketOf(id))).toBe('shown');
    expect(names(world)).toEqual(['card']);
  });

  test('R19: a look-up that is refused twenty times in a row for another reason is given up, and an error says so', async () => {
    const errors: string[] = [];
    const log = { info: () => {}, warn: () => {}, error: (message: string) => void errors.push(message) };
    const { world, id } = await withOneTicket({ log });
    world.slack.failBefore.push(lost());
    await world.drain();
    const { find } = world.slack.slack;
    world.slack.slack.find = async () => {
      throw new SlackFailure('refused', 'method_not_supported_for_channel_type', 'made up');
    };
    world.advance(15_000);
    for (let refused = 1; refused < 20; refused += 1) {
      expect(await world.deliver(world.ticketOf(id))).toBe('waiting');
      // However long a machine sleeps in between: that is no refusal.
      world.advance(refused === 5 ? 60 * MINUTE_MS : 30_000);
    }
    expect(errors).toEqual([]);
    expect(await world.deliver(world.ticketOf(id))).toBe('shown');
    expect(names(world)).toEqual(['card']);
    expect(errors).toEqual([expect.stringContaining('history scopes')]);
    world.slack.slack.find = find;
  });

  test('R19: if the look-up is refused the message is sent all the same, and an error says so', async () => {
    const errors: string[] = [];
    const log = { info: () => {}, warn: () => {}, error: (message: string) => void errors.push(message) };
    const { world, id } = await withOneTicket({ log });
    world.slack.failBefore.push(lost());
    await world.drain();
    world.advance(15_000);
    world.slack.failBefore.push(new SlackFailure('look-up-refused', 'missing_scope', 'made up'));
    expect(await world.deliver(world.ticketOf(id))).toBe('shown');
    expect(names(world)).toEqual(['card']);
    expect(errors).toEqual([expect.stringContaining('history scopes')]);
  });

  test.each(['rate-limited', 'channel-unusable', 'refused'] as const)(
    'R19: a look-up that ends as %s leaves the attempt open, and nothing is posted again',
    async (kind) => {
      const { world, id } = await withOneTicket();
      world.slack.loseAnswer.push(lost());
      await world.drain();
      world.advance(15_000);
      world.slack.failBefore.push(new SlackFailure(kind, 'made_up', 'made up'));
      await world.deliver(world.ticketOf(id)).catch(() => undefined);
      expect(world.ticketOf(id)).toMatchObject({ attempt: { name: 'card', lookUps: 0 } });
      world.advance(60_000);
      expect(await world.deliver(world.ticketOf(id))).toBe('shown');
      expect(names(world)).toEqual(['card']);
    },
  );

  test('a thread line whose answer was lost is found too', async () => {
    const { world, id } = await withOneTicket();
    await world.drain();
    world.coupang.answer(id);
    world.advance(MINUTE_MS);
    await world.poll();
    world.slack.loseAnswer.push(lost());
    expect(await world.drain()).toEqual(['waiting']);
    world.advance(15_000);
    expect(await world.deliver(world.ticketOf(id))).toBe('shown');
    expect(names(world)).toEqual(['card', 'closed-2']);
  });

  test('told to wait, it posts nothing, keeps no attempt, and is due again when Slack said', async () => {
    const { world, id } = await withOneTicket();
    world.slack.failBefore.push(
      new SlackFailure('rate-limited', 'ratelimited', 'made up', { retryAfterMs: 30_000 }),
    );
    world.store.put({ ...world.ticketOf(id), nextStepAt: world.now() + 21 * 3_600_000 });
    expect(await world.drain()).toEqual(['waiting']);
    expect(world.ticketOf(id)).toMatchObject({
      retryAt: world.now() + 30_000,
      attentionAt: world.now() + 30_000,
    });
    expect(world.ticketOf(id)).not.toHaveProperty('attempt');
  });

  test('R18, R21: an edit whose answer was lost is not made again for 15 seconds, whatever event comes', async () => {
    const { world, id } = await withOneTicket();
    await world.drain();
    world.coupang.editRequest(id, 'Please check again.');
    world.advance(MINUTE_MS);
    await world.poll();
    world.slack.failBefore.push(lost());
    expect(await world.drain()).toEqual(['waiting']);
    expect(world.ticketOf(id)).toMatchObject({ retryAt: world.now() + 15_000 });
    expect(world.ticketOf(id)).not.toHaveProperty('attempt');
    world.advance(14_999);
    expect(await world.deliver(world.ticketOf(id))).toBe('waiting');
    expect(world.slack.calls.edits).toBe(1);
    world.advance(1);
    expect(await world.deliver(world.ticketOf(id))).toBe('shown');
    expect(world.slack.messages[0]).toMatchObject({ name: 'card', version: 2, edits: 1 });
  });

  test('R21: while it is told to wait another event posts nothing either', async () => {
    const { world, id } = await withOneTicket();
    world.slack.failBefore.push(
      new SlackFailure('rate-limited', 'ratelimited', 'made up', { retryAfterMs: 30_000 }),
    );
    await world.drain();
    world.advance(29_999);
    expect(await world.deliver(world.ticketOf(id))).toBe('waiting');
    expect(world.slack.calls.posts).toBe(1);
    world.advance(1);
    expect(await world.deliver(world.ticketOf(id))).toBe('shown');
  });

  test('why a message is not in Slack yet stands in the log', async () => {
    const warned: unknown[] = [];
    const warn = (message: string, fields?: unknown): void => void warned.push({ message, fields });
    const { world } = await withOneTicket({ log: { info: () => {}, warn, error: () => {} } });
    world.slack.failBefore.push(lost());
    await world.drain();
    expect(warned).toMatchObject([{ fields: { kind: 'unsure', reason: 'timeout' } }]);
  });

  test.each(['message_not_found', 'edit_window_closed', 'cant_update_message'])(
    'R22: a card that Slack will not edit (%s) is replaced by one that remembers it, and edited there from then on',
    async (reason) => {
      const { world, id } = await withOneTicket();
      await world.drain();
      const first = { channel: world.ticketOf(id).channel, ts: world.ticketOf(id).ts };
      world.coupang.editRequest(id, 'Changed.');
      world.advance(MINUTE_MS);
      await world.poll();
      world.slack.failBefore.push(new SlackFailure('card-unusable', reason, 'made up'));
      expect(await world.drain()).toEqual(['shown']);
      expect(names(world)).toEqual(['card', 'card']);
      expect(world.ticketOf(id)).toMatchObject({
        replaced: first,
        ts: world.slack.messages[1]?.ts,
        shownVersion: 2,
      });
      world.coupang.editRequest(id, 'Changed again.');
      world.advance(MINUTE_MS);
      await world.poll();
      await world.drain();
      expect(world.slack.messages[1]).toMatchObject({ version: 3, edits: 1 });
    },
  );

  test('R22: a thread that Slack locked costs one new card, not one after the other', async () => {
    const { world, id } = await withOneTicket();
    await world.drain();
    world.coupang.autoClose(id);
    world.advance(MINUTE_MS);
    await world.poll();
    const { postLine } = world.slack.slack;
    world.slack.slack.postLine = async () => {
      throw new SlackFailure('card-unusable', 'restricted_action_thread_locked', 'made up');
    };
    await expect(world.drain()).rejects.toThrow(SlackFailure);
    expect(names(world)).toEqual(['card', 'card']);
    world.slack.slack.postLine = postLine;
    expect(await world.deliver(world.ticketOf(id))).toBe('shown');
    expect(names(world)).toEqual(['card', 'card', 'breach']);
  });

  test('R22: blocks that Slack refuses go out as plain text', async () => {
    const { world } = await withOneTicket();
    const seen: unknown[] = [];
    const { post } = world.slack.slack;
    world.slack.slack.post = async (ticket, how) => {
      seen.push(how);
      if (!how?.plain) throw new SlackFailure('content-refused', 'invalid_blocks', 'made up');
      return post(ticket, how);
    };
    expect(await world.drain()).toEqual(['shown']);
    expect(seen).toEqual([{ offsetMs: 0 }, { offsetMs: 0, plain: true }]);
    expect(names(world)).toEqual(['card']);
  });

  test('R22: a channel that cannot be posted to gives way to the fallback channel, and an error says so', async () => {
    const errors: unknown[] = [];
    const error = (message: string, fields?: unknown): void => void errors.push({ message, fields });
    const { world } = await withOneTicket({ log: { info: () => {}, warn: () => {}, error } });
    const seen: unknown[] = [];
    const { post } = world.slack.slack;
    world.slack.slack.post = async (ticket, how) => {
      seen.push(how);
      if (!how?.fallback) throw new SlackFailure('channel-unusable', 'is_archived', 'made up');
      return post(ticket, how);
    };
    expect(await world.drain()).toEqual(['shown']);
    expect(seen).toEqual([{ offsetMs: 0 }, { offsetMs: 0, fallback: true }]);
    expect(world.bus.queue).toEqual([]);
    expect(errors).toMatchObject([{ fields: { reason: 'is_archived' } }]);
  });

  test('R19, R22: an answer that is lost in the fallback channel is looked for there', async () => {
    const { world, id } = await withOneTicket();
    const { post } = world.slack.slack;
    world.slack.slack.post = async (ticket, how) => {
      if (!how?.fallback) throw new SlackFailure('channel-unusable', 'is_archived', 'made up');
      return post(ticket, how);
    };
    world.slack.loseAnswer.push(lost());
    expect(await world.drain()).toEqual(['waiting']);
    expect(world.ticketOf(id)).toMatchObject({ attempt: { name: 'card', fallback: true } });
    world.advance(15_000);
    expect(await world.deliver(world.ticketOf(id))).toBe('shown');
    expect(names(world)).toEqual(['card']);
  });

  test('R22: a token that is refused keeps the card, and the edit goes out once it is mended', async () => {
    const { world, id } = await withOneTicket();
    await world.drain();
    const first = world.ticketOf(id).ts;
    world.coupang.answer(id);
    world.advance(MINUTE_MS);
    await world.poll();
    world.slack.failBefore.push(new SlackFailure('token-unusable', 'invalid_auth', 'made up'));
    expect(await world.drain()).toEqual(['waiting']);
    expect(world.ticketOf(id)).toMatchObject({ ts: first, retryAt: world.now() + 5 * MINUTE_MS });
    world.advance(5 * MINUTE_MS);
    expect(await world.deliver(world.ticketOf(id))).toBe('shown');
    expect(names(world)).toEqual(['card', 'closed-2']);
    expect(world.ticketOf(id)).toMatchObject({ ts: first });
  });

  test('R22: a ticket keeps the channel of its first card', async () => {
    const { world, id } = await withOneTicket();
    await world.drain();
    const { channel } = world.ticketOf(id);
    world.coupang.editRequest(id, 'Changed.');
    world.advance(MINUTE_MS);
    await world.poll();
    const seen: (string | undefined)[] = [];
    const { post } = world.slack.slack;
    world.slack.slack.post = async (subject, how) => {
      seen.push(subject.channel);
      return post(subject, how);
    };
    world.slack.failBefore.push(new SlackFailure('card-unusable', 'message_not_found', 'made up'));
    await world.drain();
    expect(seen).toEqual([channel]);
  });

  test('R18: a machine that sleeps between noting an attempt and the call sends nothing when it wakes', async () => {
    const { world, id } = await withOneTicket();
    const { noteAttempt } = world.store.delivery;
    world.store.delivery.noteAttempt = async (subject, attempt) => {
      const noted = await noteAttempt(subject, attempt);
      world.advance(70_000);
      return noted;
    };
    expect(await world.deliver(world.ticketOf(id))).toBe('held');
    expect(names(world)).toEqual([]);
  });

  test('R18: a claim ends with its invocation and a little more, however late in it the ticket came', async () => {
    const { world, id } = await withOneTicket();
    const { claim } = world.store.delivery;
    const ends: number[] = [];
    world.store.delivery.claim = (key, taken) => {
      ends.push(taken.until);
      return claim(key, taken);
    };
    const end = world.now() + 65_000;
    world.advance(45_000);
    await world.deliver(world.ticketOf(id), { claimUntil: end });
    expect(ends).toEqual([end]);
  });

  test('R21, R22: where no channel takes it, it waits for a person and is no dead letter', async () => {
    const { world, id } = await withOneTicket();
    const refused = () => new SlackFailure('channel-unusable', 'invalid_auth', 'made up');
    world.slack.failBefore.push(refused(), refused());
    expect(await world.drain()).toEqual(['waiting']);
    expect(world.ticketOf(id)).toMatchObject({ retryAt: world.now() + 5 * MINUTE_MS });
    expect(world.ticketOf(id)).not.toHaveProperty('attempt');
  });

  test('D9: an event that a redrive brings back after days posts nothing twice', async () => {
    const { world } = await withOneTicket();
    const [event] = world.bus.published;
    await world.drain();
    world.advance(13 * 24 * 60 * MINUTE_MS);
    if (event) world.bus.queue.push(event);
    expect(await world.drain()).toEqual(['shown']);
    expect(names(world)).toEqual(['card']);
  });

  test('a refusal that waiting does not mend is an error, and the ticket is free for the next try', async () => {
    const { world, id } = await withOneTicket();
    world.slack.failBefore.push(new SlackFailure('refused', 'restricted_action', 'made up'));
    await expect(world.drain()).rejects.toThrow(SlackFailure);
    expect(world.ticketOf(id)).not.toHaveProperty('deliveryClaim');
    expect(await world.deliver(world.ticketOf(id))).toBe('shown');
  });

  test('an event of a ticket that does not exist is done with', async () => {
    const { world, id } = await withOneTicket();
    expect(await world.deliver({ ...world.ticketOf(id), answerId: '404' })).toBe('absent');
  });
});
