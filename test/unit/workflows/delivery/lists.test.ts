import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { deliverableId, ticketKeyOf } from '../../../../lib/domain/delivery/deliverable.ts';
import { type Listed, memberOf, membersOf } from '../../../../lib/domain/notice/notice-facts.ts';
import { type Notice, newNotice } from '../../../../lib/domain/notice/notice.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import { type TicketFields, makeTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';
import { TRACK_SETTINGS, VENDOR, type World, createWorld } from '../../../simulation/create-world.ts';
import { duringNextPost, fails, watchSlackCalls } from './watch-slack-calls.ts';
import { makePolicy } from '../../../fixtures/domain/make-ladder.ts';

const ABOVE = 10;
const NONE: Listed = { count: 0, lines: [] };
/** Slack takes no post in the channel for this time. */
const pause = (ms = MINUTE_MS) => fails('rate-limited', ms);

/** A world in which a poll has stored so many new tickets. */
const withNew = async (count: number, options: Parameters<typeof createWorld>[0] = {}): Promise<World> => {
  const world = createWorld(options);
  for (let index = 0; index < count; index += 1) world.coupang.handOver();
  await world.poll();
  return world;
};

const lists = (world: World): Notice[] => world.notices().filter(({ facts }) => facts.about === 'list');
const onlyList = (world: World): Notice => {
  const [list, second] = lists(world);
  if (!list || second) throw new Error(`${lists(world).length} lists`);
  return list;
};
const firstTicket = (world: World): Ticket => {
  const [ticket] = world.tickets();
  if (!ticket) throw new Error('no ticket');
  return ticket;
};
const cards = (world: World) => world.slack.messages.filter(({ name }) => name === 'card');
const shown = (world: World) =>
  world.slack.messages.filter(({ deliverable }) => deliverable.includes('/list/'));
/** Each ticket is announced once: by its own card in the channel, or by a list that shows it and has its card in the thread. */
const checkAnnouncedOnce = (world: World): void => {
  for (const { key } of world.tickets()) {
    const own = cards(world).filter(({ deliverable }) => deliverable === deliverableId(key));
    const listed = shown(world).filter(({ members }) => members?.includes(deliverableId(key)));
    expect(own).toHaveLength(1);
    expect(own.map(({ threadTs }) => threadTs)).toEqual([listed[0]?.ts]);
    expect(listed.length).toBeLessThanOrEqual(1);
  }
};
const liveOn = async (world: World, minutes = 3): Promise<void> => {
  for (let minute = 0; minute < minutes; minute += 1) {
    world.advance(MINUTE_MS);
    await world.trackSla();
    await world.drain();
  }
};

test('a hand-over and a report get the present cards of their tickets, to link to them (S7)', async () => {
  const world = await withNew(2);
  await world.drain();
  const ids = world.tickets().map(({ key }) => deliverableId(key));
  const [dueSoon = NONE, unclaimed = NONE] = world.tickets().map(({ key, facts }) => ({
    count: 1,
    lines: [{ ...memberOf(key), kind: facts.kind, dueAt: facts.dueAt }],
  }));
  const handOver = { about: 'hand-over', endsAt: NOW, dueSoon, unclaimed, claimed: NONE } as const;
  const share = { inTime: 0, counted: 0 };
  const figures = { opened: 0, closed: {}, share, worst: [], rolling: share };
  const period = { from: NOW, until: NOW, dueBeforeNextShift: NONE };
  const daily = { about: 'daily', ...figures, ...period, handOver } as const;
  for (const [name, facts] of [
    [`hand-over/${NOW}`, handOver],
    [`daily/${NOW}`, daily],
  ] as const)
    await world.store.noticeStore.create(newNotice({ ...VENDOR, notice: name }, facts, world.now()));
  await world.trackSla();
  await world.drain();
  const sent = world.slack.messages.filter(({ name }) => name === 'notice');
  expect(sent.map(({ members }) => members)).toEqual([ids, ids]);
});

describe('many new tickets (D5, D6, R24)', () => {
  test('come as cards up to the limit, and beyond it as a list with each card in its thread', async () => {
    const few = await withNew(ABOVE);
    expect(await few.notify()).toMatchObject([{ ended: 'done' }]);
    expect(lists(few)).toEqual([]);
    expect(cards(few).map(({ threadTs }) => threadTs)).toEqual(Array(ABOVE).fill(undefined));

    const many = await withNew(ABOVE + 1);
    expect(await many.notify()).toMatchObject([{ ended: 'done', refused: 0, failed: 0 }]);
    expect(many.slack.messages[0]).toBe(shown(many)[0]);
    expect(shown(many)).toHaveLength(1);
    checkAnnouncedOnce(many);
    for (const ticket of many.tickets())
      expect(ticket).toMatchObject({ delivery: { threadTs: shown(many)[0]?.ts, shownVersion: 1 } });
  });

  test('join a list that Slack has not accepted yet', async () => {
    const world = await withNew(ABOVE + 1);
    world.slack.failBefore.push(pause());
    await world.notify();
    expect(membersOf(onlyList(world).facts)).toHaveLength(ABOVE + 1);
    world.coupang.handOver();
    await world.pollAfter(MINUTE_MS);
    await world.notify();
    expect(shown(world).map(({ members }) => members?.length)).toEqual([ABOVE + 2]);
    checkAnnouncedOnce(world);
  });

  test('are one list if a drain looks while a poll publishes them', async () => {
    let notes = 0;
    let drained: Promise<unknown> | undefined;
    const world = createWorld({
      effect: async (name, take) => {
        if (name === 'store.notePublished' && (notes += 1) === 24) drained = world.drain();
        return take();
      },
    });
    for (let index = 0; index < 60; index += 1) world.coupang.handOver();
    await world.poll();
    await drained;
    await world.notify();
    expect(shown(world).map(({ members }) => members?.length)).toEqual([60]);
    checkAnnouncedOnce(world);
  });

  test('become lists of 300 at most, and the rest comes separately', async () => {
    const world = await withNew(305, { listsAbove: { cards: 5 } });
    for (let run = 0; run < 6; run += 1) await world.drain();
    expect(shown(world).map(({ members }) => members?.length)).toEqual([300]);
    expect(cards(world).filter(({ threadTs }) => threadTs === undefined)).toHaveLength(5);
    checkAnnouncedOnce(world);
  });

  test('count per source, and each list holds one source, hand-overs first', async () => {
    const world = createWorld({ listsAbove: { cards: 5 } });
    const now = world.now();
    const put = (count: number, fields: TicketFields): void => {
      const times = {
        askedAt: now,
        dueAt: now + 20 * HOUR_MS,
        openedAt: now,
        changedAt: now,
        attentionAt: now,
      };
      for (let index = 0; index < count; index += 1)
        world.store.put(makeTicket({ ...times, ...fields, inquiryId: String(2_000_000_000 + index) }));
    };
    put(6, { source: 'product', kind: 'question', answerId: '0', dueAt: now + HOUR_MS });
    put(4, {});
    await world.drain();
    const names = world.slack.messages.map(({ deliverable }) => deliverable.split('/')[2]);
    expect(names).toEqual([
      ...Array<string>(4).fill('call-center'),
      'list',
      ...Array<string>(6).fill('product'),
    ]);
    put(6, { answerId: '700000002' });
    await world.drain();
    const [first, second] = shown(world).map(({ members = [] }) => members);
    expect(first?.every((id) => id.includes('/product/'))).toBe(true);
    expect(second?.every((id) => id.includes('/call-center/'))).toBe(true);
    expect([first?.length, second?.length]).toEqual([6, 6]);
  });

  test('are read ten at once, so that a slow store delays no list', async () => {
    let underWay = 0;
    let most = 0;
    const world = await withNew(25, {
      effect: async (name, take) => {
        if (name !== 'store.ticket' && name !== 'store.noteEntry') return take();
        underWay += 1;
        await setImmediate();
        most = Math.max(most, underWay);
        underWay -= 1;
        return take();
      },
    });
    await world.notify();
    expect(shown(world)[0]?.members).toHaveLength(25);
    expect(most).toBe(10);
  });

  test('are read once each for their list, their cards and the links to these', async () => {
    const read: string[] = [];
    const world = await withNew(ABOVE + 1);
    const { ticket } = world.store.reader;
    world.store.reader.ticket = async (key) => {
      read.push(key.inquiryId);
      return ticket(key);
    };
    await world.drain();
    expect(shown(world).map(({ edits }) => edits)).toEqual([1]);
    expect(read.toSorted()).toEqual(
      world
        .tickets()
        .map(({ key }) => key.inquiryId)
        .toSorted(),
    );
  });

  test('are in a list that waits with its links for the cards', async () => {
    const world = await withNew(ABOVE + 1);
    let isResting = true;
    watchSlackCalls(world, ({ name }) => (name === 'card' && isResting ? pause() : undefined));
    await world.drain();
    expect(shown(world).map(({ edits }) => edits)).toEqual([0]);
    isResting = false;
    await liveOn(world);
    expect(cards(world)).toHaveLength(ABOVE + 1);
    expect(shown(world).map(({ edits }) => edits)).toEqual([1]);
  });

  test('are in a list that gets its links as soon as its own cards are there', async () => {
    const world = await withNew(ABOVE + 1);
    const calls = watchSlackCalls(world);
    duringNextPost(world, async () => {
      world.advance(1000);
      for (let index = 0; index <= ABOVE; index += 1) world.coupang.handOver();
      await world.poll();
    });
    await world.drain();
    expect(shown(world).map(({ edits }) => edits)).toEqual([1, 1]);
    const before = calls.slice(
      0,
      calls.findIndex(({ method }) => method === 'edit'),
    );
    expect(before.filter(({ name }) => name === 'card')).toHaveLength(ABOVE + 1);
  });

  test('R18: bring their list first for a card that is not in the index yet', async () => {
    const world = await withNew(ABOVE + 1);
    world.slack.failBefore.push(pause());
    await world.notify();
    world.advance(MINUTE_MS);
    world.store.reader.attention = async () => ({ tickets: [], notices: [] });
    await world.drain([ticketKeyOf(firstTicket(world).key)]);
    expect(world.slack.messages).toMatchObject([{ name: 'notice' }, { name: 'card' }]);
  });

  test('R18: bring their list first for a warning of a member, then its card, at its own rank', async () => {
    const world = await withNew(ABOVE + 1);
    const warned = firstTicket(world);
    const history = [{ name: `step/1h/${warned.facts.dueAt}` as const, at: world.now() }];
    world.store.put(withFields(warned, { version: 2, publishedVersion: 2, history }));
    const calls = watchSlackCalls(world);
    await world.drain();
    const posts = calls.filter(({ method }) => method === 'post').slice(0, 3);
    expect(posts.map(({ name }) => name)).toEqual(['notice', 'card', history[0]?.name]);
    expect(world.messagesOf(warned.key).map(({ threadTs }) => threadTs)).toEqual(
      Array(2).fill(onlyList(world).delivery.ts),
    );
  });
});

describe('a list that Slack does not accept (R22, R24)', () => {
  test.each(['refused', 'content-refused'] as const)(
    '%s in every form: it is passed over, and its tickets get cards in the channel',
    async (kind) => {
      const world = await withNew(ABOVE + 1);
      watchSlackCalls(world, ({ name }) => (name === 'notice' ? fails(kind) : undefined));
      expect(await world.notify()).toEqual([{ ended: 'done', refused: 0, failed: 0 }]);
      expect(shown(world)).toEqual([]);
      checkAnnouncedOnce(world);
    },
  );

  test('is passed over once its channel and the fallback channel have refused it for ten minutes', async () => {
    const world = await withNew(ABOVE + 1);
    const calls = watchSlackCalls(world, ({ name }) =>
      name === 'notice' ? fails('channel-unusable') : undefined,
    );
    const drainFor = async (minutes: number): Promise<void> => {
      for (let minute = 0; minute < minutes; minute += 1) {
        await world.drain();
        world.advance(MINUTE_MS);
      }
    };
    await drainFor(10);
    expect(cards(world)).toEqual([]);
    await drainFor(3);
    checkAnnouncedOnce(world);
    expect(calls.filter(({ name }) => name === 'notice')).toHaveLength(22);
  });

  test.each(['card-unusable', 'channel-unusable', 'refused'] as const)(
    'gets no edit (%s), and replaces nothing',
    async (kind) => {
      const world = await withNew(ABOVE + 1);
      watchSlackCalls(world, ({ method, deliverable }) =>
        method === 'edit' && deliverable.includes('/list/') ? fails(kind) : undefined,
      );
      await world.notify();
      await liveOn(world);
      expect(shown(world)).toHaveLength(1);
      expect(onlyList(world)).toMatchObject({ delivery: { shownVersion: 1 } });
      expect(onlyList(world).delivery).not.toHaveProperty('replaced');
    },
  );

  test('R22: has its cards in the channel, with a link back, if its thread refuses them', async () => {
    const world = await withNew(ABOVE + 1);
    const ticket = firstTicket(world);
    watchSlackCalls(world, ({ deliverable, options }) =>
      deliverable === deliverableId(ticket.key) && options.thread ? fails('card-unusable') : undefined,
    );
    expect(await world.notify()).toEqual([{ ended: 'done', refused: 0, failed: 0 }]);
    expect(world.messagesOf(ticket.key)).toHaveLength(1);
    expect(world.messagesOf(ticket.key)[0]).not.toHaveProperty('threadTs');
    expect(firstTicket(world).delivery.replaced?.ts).toBe(shown(world)[0]?.ts);
  });
});

describe('a list that cannot be stored or read (R24)', () => {
  test('cannot be created: its members are sent alone', async () => {
    const world = await withNew(ABOVE + 1);
    world.store.noticeStore.create = async () => undefined;
    world.store.noticeStore.read = async () => undefined;
    await world.notify();
    await liveOn(world);
    expect(cards(world).map(({ threadTs }) => threadTs)).toEqual(Array(ABOVE + 1).fill(undefined));
  });

  test('a worker that dies before it creates the list leaves it to the next one', async () => {
    const world = await withNew(ABOVE + 1);
    const { create } = world.store.noticeStore;
    world.store.noticeStore.create = async () => {
      throw new ConcurrentWrite('made-up death', 1);
    };
    await world.notify();
    expect(world.slack.messages).toEqual([]);
    world.store.noticeStore.create = create;
    await liveOn(world);
    expect(shown(world).map(({ members }) => members?.length)).toEqual([ABOVE + 1]);
    checkAnnouncedOnce(world);
  });

  test('leaves out a ticket that is not marked, which comes separately', async () => {
    const world = await withNew(ABOVE + 1);
    const { key } = firstTicket(world);
    const { noteEntry } = world.store.delivery;
    world.store.delivery.noteEntry = async (before, ...rest) =>
      before.key.inquiryId === key.inquiryId ? undefined : noteEntry(before, ...rest);
    await world.notify();
    expect(shown(world)[0]?.members).toHaveLength(ABOVE);
    checkAnnouncedOnce(world);
  });

  test('has a member that it did not show sent separately when that can be read again', async () => {
    const world = await withNew(ABOVE + 1);
    world.slack.failBefore.push(pause());
    await world.notify();
    const { key } = firstTicket(world);
    const { ticket } = world.store.reader;
    world.store.reader.ticket = async (requestedKey) =>
      requestedKey.inquiryId === key.inquiryId && shown(world).length === 0
        ? undefined
        : ticket(requestedKey);
    await liveOn(world);
    expect(shown(world)[0]?.members).toHaveLength(ABOVE);
    checkAnnouncedOnce(world);
  });
});

const LADDER = makePolicy({ steps: ['1h'], lastShiftMs: 0 });

/** So many tickets whose cards are shown, an hour before their deadlines. */
const withTickets = async (count: number, ladder = LADDER): Promise<World> => {
  const world = createWorld({ trackSettings: { ...TRACK_SETTINGS, ladder }, listsAbove: { cards: 1000 } });
  for (let index = 0; index < count; index += 1) world.coupang.handOver();
  await world.poll();
  await world.drain();
  world.advance(23 * HOUR_MS);
  return world;
};
const ids = (world: World): string[] => world.tickets().map(({ key }) => key.inquiryId);
const places = (world: World) => shown(world).map(({ channel, members }) => [channel, members?.length]);
const lines = (world: World, type = 'step/1h/') =>
  world.slack.messages.filter(({ name }) => name.startsWith(type));

describe('many warnings of one step (R24)', () => {
  test('come one by one up to five, and six as one list, each with a line in its thread', async () => {
    const five = await withTickets(5);
    await five.trackSla();
    await five.drain();
    expect(lists(five)).toEqual([]);
    expect(lines(five)).toHaveLength(5);

    const six = await withTickets(6);
    await six.trackSla();
    await six.drain();
    expect(places(six)).toEqual([['C0MADEUP', 6]]);
    expect(lists(six)).toMatchObject([{ facts: { of: 'step/1h' }, delivery: { shownVersion: 1 } }]);
    expect(lines(six)).toHaveLength(6);
    expect(lines(six).every(({ threadTs, list }) => threadTs !== undefined && list !== undefined)).toBe(true);
    // The list goes first: it is what somebody must see.
    const names = six.slack.messages.map(({ name }) => name.split('/')[0]);
    expect(names.indexOf('notice')).toBeLessThan(names.indexOf('step'));
  });

  test('S6: are replaced by a list in the step’s own channel', async () => {
    const world = await withTickets(7, { ...LADDER, ownChannel: ['1h'] });
    await world.trackSla();
    await world.drain();
    expect(places(world)).toEqual([
      ['C0MADEUP', 7],
      ['C0STEPS', 7],
    ]);
    expect(lines(world, 'escalation/')).toEqual([]);
    for (const { delivery } of world.tickets())
      expect(Object.entries(delivery.posted).find(([name]) => name.startsWith('escalation/'))?.[1]).toBe(
        'passed',
      );
  });

  test('S6: stay out of the step’s own channel for a ticket that was just claimed', async () => {
    const world = await withTickets(8, { ...LADDER, ownChannel: ['1h'] });
    const [first] = world.tickets();
    if (!first) throw new Error('no ticket');
    const claim = { ...first.facts, claimedBy: 'U0CS', claimedAt: world.now() };
    await world.store.writer.change(first, claim, 'TicketChanged', world.now());
    await world.trackSla();
    await world.drain();
    expect(places(world)).toEqual([
      ['C0MADEUP', 8],
      ['C0STEPS', 7],
    ]);
  });

  test('are listed without tickets that are answered while the list waits in a drain', async () => {
    const world = await withTickets(8);
    const [first = ''] = ids(world);
    world.slack.failBefore.push(pause(15_000));
    const { sleep } = world.drainServices;
    let isAnswered = false;
    world.drainServices.sleep = async (ms) => {
      await sleep(ms);
      if (ms === 0 || isAnswered) return;
      isAnswered = true;
      world.coupang.answer(first);
      await world.poll();
    };
    await world.trackSla();
    expect(await world.drain()).toMatchObject({ ended: 'done' });
    expect(shown(world).map(({ members }) => members?.length)).toEqual([7]);
    expect(lines(world)).toHaveLength(7);
  });

  test('R18: are one list if a drain looks while track-sla writes them', async () => {
    const world = await withTickets(12);
    const { change } = world.store.writer;
    let written = 0;
    let drained: Promise<unknown> | undefined;
    world.store.writer.change = (...about) => {
      if ((written += 1) === 4) drained = world.drain();
      return change(...about);
    };
    await world.trackSla();
    await drained;
    await world.notify();
    expect(places(world)).toEqual([['C0MADEUP', 12]]);
    expect(lines(world).filter(({ list }) => list === undefined)).toEqual([]);
  });

  test.each<[string, number, Partial<typeof LADDER>, [string, number][]]>([
    ['after a list of new tickets', 15, {}, [['C0MADEUP', 15]]],
    [
      'S6: also in the step’s own channel',
      15,
      { ownChannel: ['1h'] },
      [
        ['C0MADEUP', 15],
        ['C0STEPS', 15],
      ],
    ],
    ['after cards in the channel', 8, {}, [['C0MADEUP', 8]]],
  ])('R18: are one list if they fall due between two looks, %s', async (_case, count, ladder, expected) => {
    const world = createWorld({
      trackSettings: { ...TRACK_SETTINGS, ladder: { ...LADDER, ...ladder } },
    });
    for (let index = 0; index < count; index += 1)
      world.coupang.handOver({ requestAgeMs: 23 * HOUR_MS + 18 * MINUTE_MS });
    await world.poll();
    duringNextPost(world, async () =>
      duringNextPost(world, async () => {
        await world.trackSla();
        await world.notify();
      }),
    );
    await world.notify();
    const ofWarnings = shown(world).filter(({ deliverable }) =>
      lists(world).some(
        ({ key, facts }) =>
          deliverableId(key) === deliverable && facts.about === 'list' && facts.of !== 'new',
      ),
    );
    expect(ofWarnings.map(({ channel, members }) => [channel, members?.length])).toEqual(expected);
    expect(lines(world).filter(({ list }) => list === undefined)).toEqual([]);
    expect(lines(world)).toHaveLength(count);
    expect(lines(world, 'escalation/')).toEqual([]);
  });
});
