import { setImmediate } from 'node:timers/promises';
import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import type { Notice } from '../../../../lib/domain/notice/notice.ts';
import { noticeKeyOf, deliverableId, ticketKeyOf } from '../../../../lib/domain/delivery/deliverable.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack-error.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/concurrent-write.ts';
import { createWorld, POLL_SETTINGS, type World } from '../../../simulation/create-world.ts';
import { watchSlackCalls } from './watch-slack-calls.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';

const LEASE_MS = POLL_SETTINGS.spans.timeoutMs + POLL_SETTINGS.spans.leaseBeyondMs;
const ABOVE = POLL_SETTINGS.digestAbove;

const handOver = (world: World, count: number): string[] =>
  Array.from({ length: count }, () => world.coupang.handOver());

const onlyNotice = (world: World): Notice => {
  const [notice, second] = world.store.notices.values();
  if (!notice || second) throw new Error(`${world.store.notices.size} notices`);
  return notice;
};

const firstTicket = (world: World): Ticket => {
  const [ticket] = world.tickets();
  if (!ticket) throw new Error('no ticket');
  return ticket;
};

const cards = (world: World) => world.slack.messages.filter(({ name }) => name === 'card');
const digests = (world: World) => world.slack.messages.filter(({ name }) => name === 'notice');

test('R22, R24: a digest that is shown, and whose edit Slack refuses, holds up no card and no warning', async () => {
  const world = createWorld();
  const ids = Array.from({ length: ABOVE + 1 }, () =>
    world.coupang.handOver({ askedAgoMs: 22 * HOUR_MS + 50 * MINUTE_MS }),
  );
  await world.poll();
  const digest = onlyNotice(world);
  const { key } = world.ticketOf(ids[3] ?? '');
  let isLost = false;
  watchSlackCalls(world, ({ method, deliverable, name }) => {
    // The first post of one card has no answer, and did not arrive.
    if (method === 'post' && deliverable === deliverableId(ticketKeyOf(key)) && name === 'card' && !isLost) {
      isLost = true;
      return new SlackFailure('unsure', 'made_up', 'made up');
    }
    const isLink = method === 'edit' && deliverable === deliverableId(noticeKeyOf(digest.key));
    return isLink ? new SlackFailure('refused', 'made_up', 'made up') : undefined;
  });
  await world.drain();
  for (let minute = 0; minute < 60; minute += 1) {
    // Before the look-up that decides, the digest is to link to its cards.
    world.advance(minute === 0 ? MINUTE_MS / 3 : MINUTE_MS);
    if (minute % 4 === 3) await world.poll();
    await world.trackSla();
    await world.drain();
  }
  const names = world.messagesOf(key).map(({ name }) => name.split('/').slice(0, 2).join('/'));
  expect(names).toEqual(['card', 'step/3h', 'step/1h']);
});

describe('new tickets of one batch', () => {
  test('D5, D6: up to the limit come as cards, one more comes as a digest', async () => {
    const few = createWorld();
    handOver(few, ABOVE);
    await few.poll();
    expect(few.store.notices.size).toBe(0);
    expect(few.tickets().map(({ facts: { announcement } }) => announcement)).toEqual(
      Array(ABOVE).fill('card'),
    );

    const many = createWorld();
    handOver(many, ABOVE + 1);
    await many.poll();
    const {
      key: { notice },
      facts,
      outbox: { version, publishedVersion },
    } = onlyNotice(many);
    expect(facts).toMatchObject({ about: 'digest', past: 0 });
    expect({ version, publishedVersion }).toEqual({ version: 1, publishedVersion: 1 });
    expect(many.tickets().map(({ facts: { announcement } }) => announcement)).toEqual(
      Array(ABOVE + 1).fill(notice),
    );
  });

  test('D6: provisional ones come as a digest, too, in the reading that announces them, and are not past before', async () => {
    const world = createWorld();
    handOver(world, ABOVE + 1);
    const ids = Array.from({ length: ABOVE + 1 }, () => world.coupang.listUnasked());
    await world.poll();
    expect(onlyNotice(world).facts).toMatchObject({ past: 0 });
    await world.drain();
    world.advance(3 * MINUTE_MS);
    await world.poll();
    const digest = [...world.store.notices.values()].at(-1);
    expect(digest?.facts).toMatchObject({ about: 'digest', past: 0 });
    for (const id of ids) expect(world.ticketOf(id).facts.announcement).toBe(digest?.key.notice);
    await world.drain();
    const second = digests(world).at(-1);
    expect(digests(world)).toHaveLength(2);
    for (const id of ids)
      expect(world.messagesOf(world.ticketOf(id).key)).toMatchObject([
        { name: 'card', threadTs: second?.ts },
      ]);
  });

  test('R24: provisional ones wait for a digest whose poll died', async () => {
    const world = createWorld();
    const ids = Array.from({ length: ABOVE + 1 }, () => world.coupang.listUnasked());
    await world.poll();
    world.advance(3 * MINUTE_MS);
    const { publisher } = world.bus;
    const { publish } = publisher;
    publisher.publish = async () => {
      throw new Error('made-up death');
    };
    await expect(world.poll()).rejects.toThrow('made-up death');
    publisher.publish = publish;
    await world.trackSla();
    await world.drain();
    expect(world.slack.messages).toEqual([]);
    world.advance(LEASE_MS);
    await world.trackSla();
    await world.drain();
    const [digest, second] = digests(world).filter(({ deliverable }) => deliverable.includes('/digest/'));
    expect(second).toBeUndefined();
    expect(cards(world).map(({ threadTs }) => threadTs)).toEqual(Array(ids.length).fill(digest?.ts));
  });

  test('D5: tickets past at first sight are counted in the digest, but are no members', async () => {
    const world = createWorld();
    handOver(world, ABOVE + 1);
    world.coupang.handOver({ kind: 'confirm', askedAgoMs: 25 * 60 * MINUTE_MS });
    await world.poll();
    const { facts } = onlyNotice(world);
    expect(facts).toMatchObject({ past: 1 });
    expect(facts.about === 'digest' && facts.members).toHaveLength(ABOVE + 1);
  });

  test('R24: the digest is published before its members, shown first, and has each card in its thread', async () => {
    const world = createWorld();
    handOver(world, ABOVE + 1);
    await world.poll();
    expect(world.bus.published[0]).toMatchObject({ type: 'NoticeChanged' });
    expect(await world.notify()).toMatchObject([{ ended: 'done', refused: 0, failed: 0 }]);
    const [digest] = digests(world);
    expect(world.slack.messages[0]).toBe(digest);
    expect(cards(world).map(({ threadTs }) => threadTs)).toEqual(Array(ABOVE + 1).fill(digest?.ts));
    for (const ticket of world.tickets())
      expect(ticket).toMatchObject({ delivery: { threadTs: digest?.ts } });
  });

  test('R24: a card whose digest is not in the index yet brings the digest first', async () => {
    const world = createWorld();
    handOver(world, ABOVE + 1);
    await world.poll();
    world.store.reader.attention = async () => ({ tickets: [], notices: [] });
    await world.drain([ticketKeyOf(firstTicket(world).key)]);
    expect(world.slack.messages).toMatchObject([{ name: 'notice' }, { name: 'card' }]);
    expect(cards(world)).toMatchObject([{ threadTs: digests(world)[0]?.ts }]);
  });

  test('R18: a warning of a member brings its card first, at its own rank, and before that the digest', async () => {
    const world = createWorld();
    const [, second = ''] = handOver(world, ABOVE + 1);
    await world.poll();
    const own = world.coupang.handOver();
    await world.poll();
    const warned = world.ticketOf(second);
    const history = [{ name: `step/1h/${warned.facts.dueAt}` as const, at: world.now() }];
    world.store.put(withFields(warned, { version: 2, publishedVersion: 2, history }));
    const calls = watchSlackCalls(world);
    await world.drain();
    const posts = calls.filter(({ method }) => method === 'post').slice(0, 4);
    expect(posts.map(({ deliverable }) => deliverable)).toEqual([
      deliverableId(onlyNotice(world).key),
      deliverableId(warned.key),
      deliverableId(warned.key),
      // Only after it the ticket's own card.
      deliverableId(world.ticketOf(own).key),
    ]);
    expect(posts[2]?.name).toBe(history[0]?.name);
    const { ts } = onlyNotice(world).delivery;
    expect(world.messagesOf(warned.key).map(({ threadTs }) => threadTs)).toEqual([ts, ts]);
  });

  test("R24: later lines of a member go into the digest's thread", async () => {
    const world = createWorld();
    const [first = ''] = handOver(world, ABOVE + 1);
    await world.poll();
    await world.notify();
    world.coupang.answer(first);
    world.advance(MINUTE_MS);
    await world.poll();
    await world.notify();
    expect(world.slack.messages.at(-1)).toMatchObject({ name: 'closed-2', threadTs: digests(world)[0]?.ts });
  });
});

test('R24: a digest whose event the bus refused is not shown, and its cards wait for it', async () => {
  const world = createWorld();
  handOver(world, ABOVE + 1);
  world.bus.failEntries.push(true);
  await world.poll();
  expect(onlyNotice(world)).toMatchObject({ outbox: { publishedVersion: 0 } });
  expect(firstTicket(world)).toMatchObject({ outbox: { publishedVersion: 1 } });
  await world.notify();
  expect(world.slack.calls.posts).toBe(0);
  world.advance(LEASE_MS);
  await world.trackSla();
  await world.notify();
  expect(digests(world)).toHaveLength(1);
  expect(cards(world).map(({ threadTs }) => threadTs)).toEqual(Array(ABOVE + 1).fill(digests(world)[0]?.ts));
});

describe('a poll that dies before its end (R24)', () => {
  const dyingAt = (name: string, call: number) => {
    let calls = 0;
    let isDead = false;
    const world = createWorld({
      effect: async (effect, take) => {
        if (effect === name && (calls += 1) === call) isDead = true;
        // A dead process does nothing more, not even clean-up.
        if (isDead) throw new Error('made-up crash');
        return take();
      },
    });
    return { world, recover: (): void => void (isDead = false) };
  };

  test('before it publishes: nothing is shown; at the lease’s end track-sla publishes, and the digest shows the existing tickets', async () => {
    const { world, recover } = dyingAt('store.create', 4);
    handOver(world, ABOVE + 1);
    await expect(world.poll()).rejects.toThrow('made-up crash');
    recover();
    expect(world.tickets()).toHaveLength(3);
    world.advance(LEASE_MS - 1);
    await world.trackSla();
    await world.drain([noticeKeyOf(onlyNotice(world).key), ...world.tickets().map(({ key }) => key)]);
    expect(onlyNotice(world)).toMatchObject({
      outbox: { publishedVersion: 0 },
      index: { attentionAt: world.now() + 1 },
    });
    expect(world.tickets().map(({ outbox: { publishedVersion } }) => publishedVersion)).toEqual([0, 0, 0]);
    expect(world.slack.calls.posts).toBe(0);
    world.advance(1);
    expect(await world.trackSla()).toMatchObject({ republished: 4 });
    expect(onlyNotice(world)).toMatchObject({ outbox: { publishedVersion: 1 } });
    await world.notify();
    expect(digests(world)).toMatchObject([
      { members: world.tickets().map(({ key: { inquiryId } }) => expect.stringContaining(inquiryId)) },
    ]);
    expect(cards(world).map(({ threadTs }) => threadTs)).toEqual(Array(3).fill(digests(world)[0]?.ts));
  });

  test('the next poll announces the rest separately: no later run adds to a digest', async () => {
    const { world, recover } = dyingAt('store.create', 4);
    handOver(world, ABOVE + 1);
    await expect(world.poll()).rejects.toThrow('made-up crash');
    recover();
    world.advance(LEASE_MS);
    await world.poll();
    const { notice } = onlyNotice(world).key;
    const announced = world.tickets().map(({ facts: { announcement } }) => announcement);
    expect(announced.filter((name) => name === notice)).toHaveLength(3);
    expect(announced.filter((name) => name === 'card')).toHaveLength(ABOVE - 2);
  });

  test('before its first ticket: a digest without members is not posted', async () => {
    const { world, recover } = dyingAt('store.create', 1);
    handOver(world, ABOVE + 1);
    await expect(world.poll()).rejects.toThrow('made-up crash');
    recover();
    world.advance(LEASE_MS);
    await world.trackSla();
    await world.notify();
    expect(onlyNotice(world)).toMatchObject({
      outbox: { publishedVersion: 1 },
      delivery: { shownVersion: 1 },
    });
    expect(world.slack.messages).toEqual([]);
    const { attentionAt } = onlyNotice(world).index;
    expect(attentionAt).toBeUndefined();
  });
});

test('R24: a digest is not published if a write of its tickets failed, since that may still take effect', async () => {
  let calls = 0;
  const late: (() => unknown)[] = [];
  const world = createWorld({
    effect: async (name, take) => {
      if (name !== 'store.create' || (calls += 1) !== 4) return take();
      late.push(take);
      throw new ConcurrentWrite('made-up lost answer', 1);
    },
  });
  handOver(world, ABOVE + 1);
  await world.poll();
  expect(onlyNotice(world)).toMatchObject({ outbox: { publishedVersion: 0 } });
  await world.notify();
  expect(world.slack.messages).toEqual([]);
  for (const take of late) take();
  world.advance(LEASE_MS);
  await world.trackSla();
  await world.notify();
  expect(digests(world)[0]?.members).toHaveLength(ABOVE + 1);
});

test('R24: a digest is sent in one run even if the store is slow, because its members are read in parallel', async () => {
  let slow = 0;
  const world: World = createWorld({
    effect: async (name, take) => {
      if (name !== 'store.ticket') return take();
      slow += 1;
      await setImmediate();
      most = Math.max(most, slow);
      slow -= 1;
      return take();
    },
  });
  let most = 0;
  handOver(world, 25);
  await world.poll();
  await world.notify();
  expect(digests(world)[0]?.members).toHaveLength(25);
  expect(most).toBe(10);
});

describe('a poll that sleeps past its lease and continues (R24)', () => {
  const checkAnnouncements = (world: World): void => {
    const listed = digests(world).flatMap(({ members = [] }) => members);
    for (const ticket of world.tickets()) {
      const [card, second] = cards(world).filter(
        ({ deliverable }) => deliverable === deliverableId(ticket.key),
      );
      expect(second).toBeUndefined();
      expect(card).toBeDefined();
      if (card?.threadTs !== undefined) expect(listed).toContain(deliverableId(ticket.key));
    }
  };

  test('what it creates after waking comes as cards, because its digest was shown without them', async () => {
    const world: World = createWorld();
    const { create } = world.store.writer;
    let calls = 0;
    world.store.writer.create = async (ticket) => {
      const created = await create(ticket);
      if ((calls += 1) === 1) {
        world.advance(30 * MINUTE_MS);
        await world.trackSla();
        await world.notify();
      }
      return created;
    };
    handOver(world, ABOVE + 1);
    await world.poll();
    await world.notify();
    for (let minute = 0; minute < 3; minute += 1) {
      world.advance(MINUTE_MS);
      await world.trackSla();
      await world.notify();
    }
    const announced = world.tickets().map(({ facts: { announcement } }) => announcement);
    // Eight creations were under way.
    expect(announced.slice(0, 8)).toEqual(Array(8).fill(expect.stringMatching(/^digest/)));
    expect(announced.slice(8)).toEqual(Array(ABOVE - 7).fill('card'));
    checkAnnouncements(world);
  });

  test.each([
    ['well before the end of the lease they name their digest', 10_000, ABOVE + 1],
    [
      'so near to it that a creation under way may come later, they come as cards, but for those that were',
      3_000,
      8,
    ],
  ])('%s', async (_title, leftMs, members) => {
    const world: World = createWorld();
    const { create } = world.store.writer;
    let calls = 0;
    world.store.writer.create = async (ticket) => {
      const created = await create(ticket);
      if ((calls += 1) === 1) world.advance(LEASE_MS - leftMs);
      return created;
    };
    handOver(world, ABOVE + 1);
    await world.poll();
    const { notice } = onlyNotice(world).key;
    expect(world.tickets().filter(({ facts: { announcement } }) => announcement === notice)).toHaveLength(
      members,
    );
  });

  test('near the end of its lease it leaves the publishing to track-sla', async () => {
    const world: World = createWorld();
    const { create } = world.store.writer;
    let calls = 0;
    world.store.writer.create = async (ticket) => {
      const created = await create(ticket);
      if ((calls += 1) === ABOVE + 1) world.advance(LEASE_MS - 1000);
      return created;
    };
    handOver(world, ABOVE + 1);
    await world.poll();
    expect(onlyNotice(world)).toMatchObject({ outbox: { publishedVersion: 0 } });
    world.advance(1000);
    await world.trackSla();
    expect(onlyNotice(world)).toMatchObject({ outbox: { publishedVersion: 1 } });
  });

  test('if it sleeps before the batch is stored, it writes no digest, since nobody would wait for it', async () => {
    const world: World = createWorld();
    const { source } = world.coupang;
    const read = source.read;
    source.read = async (window, status, stopAt, repairs) => {
      const answer = await read(window, status, stopAt, repairs);
      if (status === 'TRANSFER') world.advance(30 * MINUTE_MS);
      return answer;
    };
    handOver(world, ABOVE + 1);
    await world.poll();
    expect(world.store.notices.size).toBe(0);
    expect(world.tickets().map(({ facts: { announcement } }) => announcement)).toEqual(
      Array(ABOVE + 1).fill('card'),
    );
  });
});

describe('a digest that cannot be', () => {
  test('stored: its tickets come as cards', async () => {
    const world = createWorld();
    world.store.noticeStore.create = async () => {
      throw new ConcurrentWrite('made-up', 1);
    };
    handOver(world, ABOVE + 1);
    await world.poll();
    expect(world.tickets().map(({ facts: { announcement } }) => announcement)).toEqual(
      Array(ABOVE + 1).fill('card'),
    );
  });

  test.each(['refused', 'content-refused'] as const)(
    'posted (%s in every form): it is passed over and its tickets come as cards of the channel',
    async (kind) => {
      const world = createWorld();
      handOver(world, ABOVE + 1);
      await world.poll();
      watchSlackCalls(world, ({ name }) =>
        name === 'notice' ? new SlackFailure(kind, 'made_up', 'made up') : undefined,
      );
      expect(await world.notify()).toEqual([{ ended: 'done', refused: 0, failed: 0 }]);
      expect(digests(world)).toEqual([]);
      expect(cards(world).map(({ threadTs }) => threadTs)).toEqual(Array(ABOVE + 1).fill(undefined));
    },
  );

  test.each([
    ['card-unusable', 'thread_not_found'],
    ['refused', 'restricted_action_non_threadable_channel'],
  ] as const)(
    'replied to (%s, %s): the card goes into the channel and links back (R22)',
    async (kind, reason) => {
      const world = createWorld();
      handOver(world, ABOVE + 1);
      await world.poll();
      const ticket = firstTicket(world);
      watchSlackCalls(world, ({ deliverable, options }) =>
        deliverable === deliverableId(ticket.key) && options.thread
          ? new SlackFailure(kind, reason, 'made up')
          : undefined,
      );
      expect(await world.notify()).toEqual([{ ended: 'done', refused: 0, failed: 0 }]);
      const [digest] = digests(world);
      expect(cards(world)).toHaveLength(ABOVE + 1);
      expect(world.messagesOf(ticket.key)).toHaveLength(1);
      expect(world.messagesOf(ticket.key)[0]).not.toHaveProperty('threadTs');
      expect(firstTicket(world)).toMatchObject({
        delivery: { replaced: { ts: digest?.ts }, shownVersion: 1 },
      });
      expect(firstTicket(world)).not.toHaveProperty('delivery.threadTs');
    },
  );
});

describe('R19 within a digest', () => {
  test('a card whose answer was lost is looked for in the thread and stays there', async () => {
    const world = createWorld({ historyLagMs: 40_000 });
    handOver(world, ABOVE + 1);
    await world.poll();
    const ticket = firstTicket(world);
    watchSlackCalls(world, ({ method, deliverable }) => {
      if (method === 'post' && deliverable === deliverableId(ticket.key))
        world.slack.loseAnswer.push(new SlackFailure('unsure', 'timeout', 'made up'));
      return undefined;
    });
    await world.notify();
    const threadTs = digests(world)[0]?.ts;
    expect(firstTicket(world).delivery.attempt).toMatchObject({ name: 'card', threadTs });
    world.advance(MINUTE_MS);
    await world.drain();
    const [card] = world.messagesOf(ticket.key);
    expect(cards(world)).toHaveLength(ABOVE + 1);
    expect(firstTicket(world)).toMatchObject({ delivery: { ts: card?.ts, threadTs, shownVersion: 1 } });
  });

  test('a digest whose answer was lost is found and not posted again', async () => {
    const world = createWorld({ historyLagMs: 40_000 });
    handOver(world, ABOVE + 1);
    await world.poll();
    world.slack.loseAnswer.push(new SlackFailure('unsure', 'timeout', 'made up'));
    await world.notify();
    // No card comes before it.
    expect(world.slack.messages).toHaveLength(1);
    world.advance(MINUTE_MS);
    await world.drain();
    expect(digests(world)).toHaveLength(1);
    expect(cards(world).map(({ threadTs }) => threadTs)).toEqual(
      Array(ABOVE + 1).fill(digests(world)[0]?.ts),
    );
  });
});

describe('a digest whose cards stand in its thread (R24)', () => {
  const edits = (world: World): number => digests(world).reduce((sum, one) => sum + one.edits, 0);

  test('is edited once, so that its lines link to them, and leaves the index', async () => {
    const world = createWorld();
    handOver(world, ABOVE + 1);
    await world.poll();
    await world.drain();
    expect(cards(world)).toHaveLength(ABOVE + 1);
    expect(edits(world)).toBe(0);
    for (let minute = 0; minute < 3; minute += 1) {
      world.advance(MINUTE_MS);
      await world.trackSla();
      await world.drain();
    }
    expect(edits(world)).toBe(1);
    const notice = onlyNotice(world);
    expect(notice).toMatchObject({ facts: { linked: true }, outbox: { version: 2 } });
    expect(notice.index.attentionAt).toBeUndefined();
  });

  test('waits for the cards that are owed', async () => {
    const world = createWorld();
    handOver(world, ABOVE + 1);
    await world.poll();
    const { preparePost } = world.slack.slack;
    world.slack.slack.preparePost = async (deliverable, name, ...rest) => {
      const call = await preparePost(deliverable, name, ...rest);
      if (name !== 'card') return call;
      return async () => {
        throw new SlackFailure('rate-limited', 'made_up', 'made-up wait', { retryAfterMs: MINUTE_MS });
      };
    };
    await world.drain();
    world.advance(MINUTE_MS);
    await world.trackSla();
    expect(onlyNotice(world).facts).not.toHaveProperty('linked');
    world.slack.slack.preparePost = preparePost;
    for (let minute = 0; minute < 3; minute += 1) {
      world.advance(MINUTE_MS);
      await world.trackSla();
      await world.drain();
    }
    expect(cards(world)).toHaveLength(ABOVE + 1);
    expect(edits(world)).toBe(1);
  });
});
