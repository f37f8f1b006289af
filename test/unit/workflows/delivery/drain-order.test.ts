import { describe, expect, test } from '@jest/globals';
import type { Member, NoticeFacts } from '../../../../lib/domain/notice/notice-facts.ts';
import { newNotice, type NoticeName } from '../../../../lib/domain/notice/notice.ts';
import { deliverableId } from '../../../../lib/domain/delivery/deliverable.ts';
import type { Ticket, HistoryLine } from '../../../../lib/domain/ticket/ticket.ts';
import {
  makeTicket,
  type NoticeFields,
  withFields,
  type TicketFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { HOUR, MINUTE, SECOND } from '../../../fixtures/domain/made-up.ts';
import { createWorld, VENDOR, type World } from '../../../simulation/create-world.ts';
import { CHANNEL } from '../../../simulation/memory-slack.ts';
import { watchSlackCalls } from './watch-slack-calls.ts';
import { slowTest } from '../../../fixtures/slow-test.ts';

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

const putNotice = (world: World, name: NoticeName, facts: NoticeFacts, fields: NoticeFields = {}): void => {
  const notice = newNotice({ ...VENDOR, notice: name }, facts, world.now());
  world.store.put(withFields(notice, { publishedVersion: 1, events: {}, ...fields }));
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
  /** Gives a vendor a pending message. A ticket's deadline does not decide its rank. */
  type MakePending = (world: World, dueAt: number) => string;
  const notice = (world: World, name: NoticeName, facts: NoticeFacts, fields: NoticeFields = {}): string => {
    putNotice(world, name, facts, fields);
    return deliverableId({ ...VENDOR, notice: name });
  };
  const [WARNED, EDITED] = ['2', '4'];
  const owing = {
    'a warning': (world, dueAt) => {
      change(world, WARNED, [{ name: `step/1h/${dueAt}`, at: world.now() }], dueAt);
      return deliverableId(world.ticketOf(WARNED).key);
    },
    blindness: (world) =>
      notice(world, 'blind/call-center/1', {
        about: 'blind',
        source: 'call-center',
        state: 'open',
        since: 1,
        cause: 'coupang-down',
        deadlines: [],
        deadlineCount: 0,
      }),
    'an all-clear': (world) =>
      notice(world, 'all-clear/call-center/1', {
        about: 'all-clear',
        source: 'call-center',
        since: 1,
        until: 2,
        opened: 0,
      }),
    'an edit': (world, dueAt) => {
      change(world, EDITED, [], dueAt);
      return deliverableId(world.ticketOf(EDITED).key);
    },
    'a card': (world, dueAt) => deliverableId(putCard(world, '1001', { dueAt }).key),
    'a list of new tickets': (world, dueAt) => {
      putCard(world, '1002', { posted: { card: 'in/second' } });
      return notice(world, 'list/second', listOf('1002', dueAt));
    },
    'a card of a list': (world, dueAt) => {
      const { key } = putCard(world, '1003', { posted: { card: 'in/first' }, dueAt });
      return deliverableId(key);
    },
    'the countdown of a key': (world) =>
      notice(world, 'key-expiry/1', { about: 'key-expiry', expiresOn: '2026-12-01' }),
  } satisfies Record<string, MakePending>;
  const memberOf = (inquiryId: string): Member => ({
    source: 'call-center',
    inquiryId,
    answerId: '700000001',
  });

  const listOf = (inquiryId: string, by: number): NoticeFacts => ({
    about: 'list',
    of: 'new',
    members: [memberOf(inquiryId)],
    by,
  });

  test.each([
    ['a warning', 'blindness'],
    ['a warning', 'an all-clear'],
    ['blindness', 'an edit'],
    ['an all-clear', 'an edit'],
    ['an edit', 'a card'],
    ['an edit', 'a list of new tickets'],
    ['a list of new tickets', 'a card of a list'],
    ['a card', 'a card of a list'],
    ['a card of a list', 'the countdown of a key'],
  ] as const)('%s goes before %s', async (more, less) => {
    const { world } = await withShown(2, 30 * MINUTE);
    // This list is in Slack, and shows the ticket whose card may follow.
    notice(world, 'list/first', listOf('1003', world.now()), {
      channel: CHANNEL,
      ts: '1.1',
      shownVersion: 1,
    });
    world.advance(10 * SECOND);
    const second = owing[less](world, world.now() - HOUR);
    const first = owing[more](world, world.now() + 24 * HOUR);
    const calls = watchSlackCalls(world);
    await world.drain();
    expect(calls[0]?.deliverable).toBe(first);
    expect(calls.map(({ deliverable }) => deliverable)).toContain(second);
  });

  test('R21: posts and edits keep their pace, and nothing less urgent begins just before something becomes free', async () => {
    const { world } = await withShown(2, 30 * MINUTE);
    world.advance(10 * SECOND);
    change(world, EDITED);
    putCards(world, 3);
    warnOf(world, WARNED);
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

  test("within a rank the soonest deadline goes first, whatever the index's order", async () => {
    const world = createWorld();
    const hours = [5, 1, 9, 3, 7];
    for (const hour of hours) putCard(world, String(hour), { dueAt: world.now() + hour * HOUR });
    await world.drain();
    const shown = world.slack.messages.map(({ deliverable }) => deliverable.split('/').at(-2));
    expect(shown).toEqual(['1', '3', '5', '7', '9']);
  });
});

describe('R18: a warning among 300 new cards', () => {
  slowTest('that is due when the drain begins is sent first', async () => {
    const { world, ids } = await withShown(1, HOUR + 30 * SECOND);
    putCards(world, 300);
    await world.trackSla();
    const calls = watchSlackCalls(world);
    await world.notify();
    expect(calls[0]).toMatchObject({
      deliverable: deliverableId(world.ticketOf(ids[0] ?? '').key),
      name: expect.stringMatching(/^step\/1h/),
    });
  });

  test('that falls due meanwhile is sent next after the index is read, at most ten seconds later', async () => {
    const { world, ids } = await withShown(1, HOUR + 2 * MINUTE);
    putCards(world, 300);
    const { reader, sleep } = world.drainServices;
    let firedAt = Infinity;
    let lookedAt = Infinity;
    let shownBefore = 0;
    let called: unknown;
    world.drainServices.reader = {
      ...reader,
      attention: (...about) => {
        if (world.now() >= firedAt && lookedAt === Infinity) {
          lookedAt = world.now();
          shownBefore = world.slack.messages.length;
        }
        return reader.attention(...about);
      },
    };
    world.drainServices.sleep = async (ms) => {
      await sleep(ms);
      if (firedAt < Infinity || world.slack.messages.length < 48) return;
      await world.trackSla();
      called = await world.drain(world.bus.wakeUps.shift()?.deliverables);
      firedAt = world.now();
    };
    await world.drain();
    expect(called).toMatchObject({ ended: 'held' });
    expect(lookedAt - firedAt).toBeLessThanOrEqual(10 * SECOND);
    expect(world.slack.messages[shownBefore]).toMatchObject({
      deliverable: deliverableId(world.ticketOf(ids[0] ?? '').key),
      name: expect.stringMatching(/^step\/1h/),
    });
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
