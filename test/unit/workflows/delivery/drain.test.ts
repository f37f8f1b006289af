import { describe, expect, test } from '@jest/globals';
import { type TicketFields, makeTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import { type Deliverable, deliverableId, ticketKeyOf } from '../../../../lib/domain/delivery/deliverable.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import { VENDOR, type World, createWorld, withOneTicket } from '../../../simulation/create-world.ts';
import { duringNextPost, watchSlackCalls, names } from './watch-slack-calls.ts';
import { MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { memberOf } from '../../../../lib/domain/notice/notice-facts.ts';
import type { HistoryLine, Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { makeAllClear, makeBlindness, makeList, makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { HOUR, MINUTE, SECOND } from '../../../fixtures/domain/made-up.ts';
import { CHANNEL } from '../../../simulation/memory-slack.ts';
import { MadeUpFailure } from '../made-up-failure.ts';

const DONE = { ended: 'done', refused: 0, failed: 0 } as const;

/** Polled and shown. */
const withOneCard = async () => {
  const { world, id } = await withOneTicket();
  await world.notify();
  return { world, id };
};

describe('a drain', () => {
  test('posts one card, however often it is called', async () => {
    const { world, id } = await withOneTicket();
    world.bus.wakeUps.push(...world.bus.wakeUps, { vendor: VENDOR, deliverables: [] });
    expect(await world.notify()).toEqual([DONE, DONE, DONE]);
    expect(names(world)).toEqual(['card']);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
    expect(world.ticketOf(id)).not.toHaveProperty('delivery.attempt');
  });

  test('R18: shows in the same run a version that rises while its card is posted', async () => {
    const { world, id } = await withOneTicket();
    duringNextPost(world, async () => {
      world.coupang.editRequest(id, 'Changed in the meantime.');
      await world.pollAfter(MINUTE_MS / 4);
    });
    expect(await world.drain()).toEqual(DONE);
    expect(world.slack.messages).toMatchObject([
      { name: 'card', version: 2, edits: 1 },
      { name: 'changed-2' },
    ]);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 2 } });
  });

  test('R19: makes no attempt for an edit whose answer was lost, and repeats it after a minute, not earlier', async () => {
    const { world, id } = await withOneCard();
    world.coupang.editRequest(id, 'Please check again.');
    await world.pollAfter(MINUTE_MS);
    const calls = watchSlackCalls(world);
    const lostAt = world.now();
    world.slack.failBefore.push(new SlackFailure('unsure', 'timeout', 'made-up lost answer'));
    await world.drain();
    expect(world.ticketOf(id)).toMatchObject({ delivery: { retries: { edit: { at: lostAt + MINUTE_MS } } } });
    expect(world.ticketOf(id)).not.toHaveProperty('delivery.attempt');
    // Meanwhile the thread line shows the change.
    expect(world.slack.messages).toMatchObject([{ version: 1, edits: 0 }, { name: 'changed-2' }]);
    world.advance(MINUTE_MS - 10_000);
    await world.drain([ticketKeyOf(world.ticketOf(id).key)]);
    const edits = calls.filter(({ method }) => method === 'edit');
    expect(edits.map(({ at }) => at - lostAt)).toEqual([0, MINUTE_MS]);
    expect(world.slack.messages[0]).toMatchObject({ version: 2, edits: 1 });
    expect(world.ticketOf(id).delivery.retries).toEqual({});
  });

  test('R19: repeats an edit that overlapped another after a minute', async () => {
    const { world, id } = await withOneCard();
    world.coupang.editRequest(id, 'Please check again.');
    await world.pollAfter(MINUTE_MS);
    const { prepareEdit } = world.slack.slack;
    world.slack.slack.prepareEdit = async (...about) => {
      world.slack.slack.prepareEdit = prepareEdit;
      const call = await prepareEdit(...about);
      return async () => {
        await call();
        // The other edit may have been the last one, with an older card.
        world.store.put(withFields(world.ticketOf(id), { shownVersion: 2 }));
      };
    };
    await world.drain();
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1, retries: { edit: {} } } });
    world.advance(MINUTE_MS);
    await world.drain();
    expect(world.slack.messages[0]).toMatchObject({ version: 2, edits: 2 });
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 2, retries: {} } });
  });
});

describe("the wake-up's keys, and the index (R18)", () => {
  test('show a ticket of the wake-up although the index does not contain it', async () => {
    const { world, id } = await withOneTicket();
    const { attention } = world.store.reader;
    world.store.reader.attention = async () => ({ tickets: [], notices: [] });
    expect(await world.drain()).toEqual(DONE);
    expect(names(world)).toEqual([]);
    expect(await world.drain([ticketKeyOf(world.ticketOf(id).key)])).toEqual(DONE);
    expect(names(world)).toEqual(['card']);
    world.store.reader.attention = attention;
  });

  test('ignore an index row without a matching base item', async () => {
    const { world } = await withOneTicket();
    const stale = await world.store.reader.attention(VENDOR);
    await world.notify();
    const calls = watchSlackCalls(world);
    world.store.reader.attention = async () => stale;
    expect(await world.drain()).toEqual(DONE);
    expect(calls).toEqual([]);
    expect(world.slack.messages).toMatchObject([{ name: 'card', edits: 0 }]);
  });

  test('do not show an unpublished ticket, even for a wake-up (R24)', async () => {
    const world = createWorld();
    const id = world.coupang.handOver();
    world.bus.failEntries.push(true);
    await world.poll();
    expect(await world.drain([ticketKeyOf(world.ticketOf(id).key)])).toEqual(DONE);
    expect(names(world)).toEqual([]);
  });

  test('ignore a missing ticket or notice', async () => {
    const { world, id } = await withOneCard();
    const absent = { ...ticketKeyOf(world.ticketOf(id).key), answerId: '404' };
    expect(await world.drain([absent, { ...VENDOR, notice: 'list/404' }])).toEqual(DONE);
    expect(names(world)).toEqual(['card']);
  });
});

describe('a ticket that a drain cannot read or write', () => {
  const failOn = (world: World, bad: readonly string[], error: Error): void => {
    const { ticket } = world.store.reader;
    world.store.reader.ticket = async (key) => {
      if (bad.includes(key.inquiryId)) throw error;
      return ticket(key);
    };
  };

  test('is skipped, logged and counted, and delays nothing else, even if there are nine', async () => {
    const errors: string[] = [];
    const log = { info: () => {}, warn: () => {}, error: (message: string) => void errors.push(message) };
    const world = createWorld({ log });
    const bad = Array.from({ length: 9 }, () => world.coupang.handOver({ requestAgeMs: MINUTE_MS }));
    const good = world.coupang.handOver();
    await world.poll();
    failOn(world, bad, new ConcurrentWrite('made-up unreadable ticket', 1));
    expect(await world.drain()).toEqual({ ...DONE, failed: 9 });
    expect(world.slack.messages).toMatchObject([{ deliverable: deliverableId(world.ticketOf(good).key) }]);
    expect(errors).toEqual(Array(9).fill(expect.stringContaining('made-up unreadable ticket')));
  });

  test('for an unexpected error, throws it after the rest is shown and the lane is free', async () => {
    const { world, id: bad } = await withOneTicket();
    world.coupang.handOver();
    await world.poll();
    failOn(world, [bad], new Error('made-up defect'));
    await expect(world.drain()).rejects.toThrow('made-up defect');
    expect(names(world)).toEqual(['card']);
    expect(await world.store.lanes.read(VENDOR)).not.toHaveProperty('token');
  });

  test('ends the run after five in a row: the store is down', async () => {
    const world = createWorld();
    for (let count = 0; count < 9; count += 1) world.coupang.handOver();
    await world.poll();
    let tries = 0;
    world.store.reader.ticket = async () => {
      tries += 1;
      throw new StoreError('unavailable', 'made-up outage');
    };
    await expect(world.drain()).rejects.toThrow('made-up outage');
    expect(tries).toBe(5);
  });
});

/** A published ticket whose card Slack does not show yet. */
const putCard = (world: World, inquiryId: string, overrides: TicketFields = {}): Ticket => {
  const now = world.now();
  const times = { askedAt: now, dueAt: now + 24 * HOUR, openedAt: now, changedAt: now, attentionAt: now };
  const ticket = makeTicket({ inquiryId, ...times, ...overrides });
  world.store.put(ticket);
  return ticket;
};

const putCards = (world: World, count: number): void => {
  for (let number = 0; number < count; number += 1) putCard(world, String(2_000_000_000 + number));
};

/** Tickets with cards in Slack, due one hour apart from `firstDueMs` on. */
const withShown = async (count: number, firstDueMs: number) => {
  const world = createWorld();
  const ids = Array.from({ length: count }, (_, at) =>
    world.coupang.handOver({ requestAgeMs: 24 * HOUR - firstDueMs - at * HOUR }),
  );
  await world.poll();
  await world.notify();
  return { world, ids };
};

/** Gives a ticket a pending message after a published change of facts. */
const change = (
  world: World,
  id: string,
  history: HistoryLine[] = [],
  dueAt = world.ticketOf(id).facts.dueAt,
): void => {
  const ticket = world.ticketOf(id);
  const version = ticket.outbox.version + 1;
  const changes = { history: [...ticket.facts.history, ...history], version, publishedVersion: version };
  world.store.put(
    withFields(ticket, { ...changes, dueAt, changedAt: world.now(), attentionAt: world.now() }),
  );
};

const warnOf = (world: World, id: string): void =>
  change(world, id, [{ name: `step/1h/${world.ticketOf(id).facts.dueAt}`, at: world.now() }]);

describe('R18: a drain shows what is most urgent first', () => {
  test('posts by rank, whatever the order in the index and the deadlines', async () => {
    const { world, ids } = await withShown(1, 30 * MINUTE);
    const now = world.now();
    const put = (deliverable: Deliverable): string =>
      deliverableId(world.store.put(withFields(deliverable, { attentionAt: now })).key);
    const countdown = put(makeNotice('key-expiry/1', { about: 'key-expiry', expiresOn: '2026-12-01' }));
    const follower = putCard(world, '1003', { posted: { card: 'in/first' }, dueAt: now - HOUR }).key;
    const ofList = deliverableId(follower);
    const place = { channel: CHANNEL, ts: world.slack.messages[0]?.ts ?? '', shownVersion: 1 };
    put(makeList({ members: [memberOf(follower)] }, { notice: 'list/first', ...place }));
    const listed = memberOf(putCard(world, '1002', { posted: { card: 'in/second' } }).key);
    const list = put(makeList({ members: [listed], by: now + HOUR }, { notice: 'list/second' }));
    const allClear = put(makeAllClear({}, { changedAt: now }));
    const blind = put(makeBlindness({}, { changedAt: now - MINUTE }));
    const [warned = ''] = ids;
    change(world, warned, [{ name: `step/1h/${now + 24 * HOUR}`, at: now }], now + 24 * HOUR);
    const expected = [deliverableId(world.ticketOf(warned).key), blind, allClear, list, ofList, countdown];
    const calls = watchSlackCalls(world);
    await world.drain();
    const posted = calls.filter(({ method }) => method === 'post').map(({ deliverable }) => deliverable);
    expect(posted.filter((id) => expected.includes(id))).toEqual(expected);
  });

  test('R21: posts and edits keep their pace, and nothing less urgent begins just before something becomes free', async () => {
    const { world, ids } = await withShown(2, 30 * MINUTE);
    const [warned = '', edited = ''] = ids;
    world.advance(10 * SECOND);
    change(world, edited);
    putCards(world, 3);
    warnOf(world, warned);
    const calls = watchSlackCalls(world);
    const began = world.now();
    await world.drain();
    expect(calls.map(({ name, at }) => [name.split('/')[0], at - began])).toEqual([
      ['step', 0],
      // The card is updated together with it.
      ['edit', 0],
      ['edit', 1200],
      ['card', 1200],
      ['card', 2200],
      ['card', 3200],
    ]);
  });

  test('a warning of a ticket without a card brings the card first, before other cards', async () => {
    const world = createWorld();
    putCards(world, 5);
    const warned = putCard(world, '7', { dueAt: world.now() + 30 * HOUR });
    warnOf(world, '7');
    const calls = watchSlackCalls(world);
    await world.drain();
    expect(calls.slice(0, 2)).toMatchObject([
      { deliverable: deliverableId(warned.key), name: 'card' },
      { deliverable: deliverableId(warned.key), name: expect.stringMatching(/^step/) },
    ]);
  });
});

test('R18: a new card waits at most ten seconds for the many cards of a list', async () => {
  const world = createWorld();
  for (let count = 0; count < 60; count += 1) world.coupang.handOver();
  await world.poll();
  const { sleep } = world.drainServices;
  let handedOverId = '';
  world.drainServices.sleep = async (ms) => {
    await sleep(ms);
    if (handedOverId !== '' || world.slack.messages.length < 20) return;
    handedOverId = world.coupang.handOver();
    await world.poll();
  };
  await world.drain();
  const ticket = world.ticketOf(handedOverId);
  const [card] = world.messagesOf(ticket.key);
  expect((card?.postedAt ?? Infinity) - ticket.facts.openedAt).toBeLessThanOrEqual(11 * SECOND);
  expect(card).not.toHaveProperty('threadTs');
});

/** The next edit's answer is lost. The edit takes effect when the returned function is called. */
const delayEdit = (world: World): (() => Promise<void> | undefined) => {
  const { slack } = world.slack;
  const { prepareEdit } = slack;
  let late: (() => Promise<void>) | undefined;
  slack.prepareEdit = async (...args) => {
    const call = await prepareEdit(...args);
    if (late) return call;
    return async () => {
      late = call;
      throw new SlackFailure('unsure', 'timeout', 'made up');
    };
  };
  return () => late?.();
};

const edit = async ({ world, id }: { world: World; id: string }, text: string): Promise<void> => {
  world.coupang.editRequest(id, text);
  await world.pollAfter(1000);
  await world.notify();
};

const expectShown = async ({ world, id }: { world: World; id: string }): Promise<void> => {
  world.advance(2 * MINUTE);
  await world.drain();
  const { version } = world.ticketOf(id).outbox;
  const { shownVersion, ts } = world.ticketOf(id).delivery;
  expect(shownVersion).toBe(version);
  expect(world.slack.messages.find((message) => message.ts === ts)).toMatchObject({ version });
};

test("R19: a late edit that takes effect after a newer version's edit is repaired", async () => {
  const shown = await withOneCard();
  const takeEffect = delayEdit(shown.world);
  await edit(shown, 'One.');
  await edit(shown, 'Two.');
  await takeEffect();
  await expectShown(shown);
});

const unreached = () => new SlackFailure('unreached', 'made-up', 'made up');

/** The whole program, while Coupang can be read or not. */
const createOutage = async () => {
  const slackAt: { refuse: (at: number) => SlackFailure | undefined } = { refuse: () => undefined };
  const world = createWorld({ refuse: (at) => slackAt.refuse(at) });
  await world.poll();
  let isDown = false;
  const { read } = world.coupang.source;
  world.coupang.source.read = async (...about) => {
    if (isDown) world.coupang.faults.push(new MadeUpFailure('reading', 0, 'coupang-down'));
    return read(...about);
  };
  const run = async (minutes: number, polls = true): Promise<void> => {
    for (let minute = 0; minute < minutes; minute += 1) {
      world.advance(MINUTE);
      if (polls) await world.poll();
      await world.trackSla();
      await world.drain();
    }
  };
  return {
    world,
    slackAt,
    run,
    down: (minutes: number) => {
      isDown = true;
      return run(minutes);
    },
    up: (minutes: number) => {
      isDown = false;
      world.coupang.faults.length = 0;
      return run(minutes);
    },
  };
};
/** Name, place and state of each message. */
const shown = ({ slack: { messages } }: World) =>
  messages.map(({ deliverable, threadTs, state }) => [deliverable.split('/')[2], threadTs, state]);

test('R17: an all-clear goes to the channel if Slack could not show the blindness before its end', async () => {
  const { world, slackAt, down, up } = await createOutage();
  slackAt.refuse = unreached;
  await down(8);
  await up(4);
  expect(shown(world)).toEqual([]);
  slackAt.refuse = () => undefined;
  await up(2);
  expect(shown(world)).toEqual([['all-clear', undefined, 'told']]);
});

test('R19: an all-clear waits until it is known whether Slack shows the blindness notice', async () => {
  const { world, slackAt, down, up } = await createOutage();
  world.slack.loseAnswer.push(new SlackFailure('unsure', 'timeout', 'made up'));
  await down(5);
  // Only the post that lost its answer was accepted. Slack does not answer a look-up yet.
  slackAt.refuse = () => (world.slack.messages.length > 0 ? unreached() : undefined);
  await down(3);
  await up(4);
  expect(shown(world)).toEqual([['blind', undefined, 'open']]);
  slackAt.refuse = () => undefined;
  await up(3);
  expect(shown(world)).toEqual([
    ['blind', undefined, 'over'],
    ['all-clear', undefined, 'told'],
  ]);
});
