import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import type { DeliveryResult } from '../../../../lib/workflows/ports/store.ts';
import { publishEvents } from '../../../../lib/workflows/outbox/publish-events.ts';
import { HOUR, MINUTE, SECOND } from '../../../fixtures/domain/made-up.ts';
import { createWorld, type World, withOneTicket } from '../../../simulation/create-world.ts';

/** Writes of tickets, as DynamoDB counts them. Writes of the lane and the vendor's state are counted separately. */
const IS_TICKETS =
  /^store\.(create|change|notePublished|noteLookUp|forgetAbsence|settle|noteAttempt|noteResult)$/;

const watchWrites = () => {
  const writes: string[] = [];
  const world: World = createWorld({
    effect: async (name, take) => {
      if (IS_TICKETS.test(name)) writes.push(name.slice('store.'.length));
      return take();
    },
  });
  return { world, writes };
};

/** A person claims it: the card shows this change, but the thread does not. */
const claim = async (world: World, id: string): Promise<void> => {
  const ticket = world.ticketOf(id);
  const facts = { ...ticket.facts, claimedBy: 'U0MADEUP' };
  const { writer } = world.store;
  const changed = await writer.change(ticket, facts, 'TicketChanged', world.now());
  if (!changed) throw new Error('The ticket moved.');
  await publishEvents([changed], { publisher: world.bus.publisher, writer, clock: world.clock });
};

const BORN = ['create', 'notePublished', 'noteAttempt', 'noteResult'];
const WARNED = ['change', 'notePublished', 'noteAttempt', 'noteResult'];
/** The poll looks up an open ticket before its step. */
const LOOKED_UP_AND_WARNED = ['noteLookUp', ...WARNED];
const CHANGED = ['change', 'notePublished', 'noteResult'];

describe('the writes of a ticket’s life', () => {
  test('are seven: created, published, attempt, result; changed, published, the edit’s result', async () => {
    const { world, writes } = watchWrites();
    const id = world.coupang.handOver();
    await world.poll();
    await world.notify();
    world.advance(MINUTE);
    await claim(world, id);
    await world.notify();
    expect(writes).toEqual([...BORN, ...CHANGED]);
    expect(world.slack.messages).toMatchObject([{ name: 'card', version: 2, edits: 1 }]);
  });

  test('are seventeen with both warnings, since the edit goes along, plus one per version that settles its next step', async () => {
    const { world, writes } = watchWrites();
    const id = world.coupang.handOver();
    await world.poll();
    await world.notify();
    for (let minute = 0; minute < 24 * 60; minute += 1) {
      await world.trackSla();
      await world.notify();
      if (minute === 30) await claim(world, id);
      world.advance(MINUTE);
      if (minute % 4 === 3) await world.poll();
    }
    const lines = world.slack.messages.map(({ name }) => name.split('/').slice(0, 2).join('/'));
    expect(lines).toEqual(['card', 'step/3h', 'step/1h']);
    expect(world.slack.messages[0]).toMatchObject({ version: 4, edits: 3 });
    expect(writes.filter((name) => name !== 'settle')).toEqual([
      ...BORN,
      ...CHANGED,
      ...LOOKED_UP_AND_WARNED,
      ...LOOKED_UP_AND_WARNED,
    ]);
    expect(writes.filter((name) => name === 'settle')).toHaveLength(4);
  });

  test("are one for the edit and the line, although the line waits for its channel's pace", async () => {
    const { world, writes } = watchWrites();
    world.coupang.handOver({ requestAgeMs: 23 * HOUR });
    await world.poll();
    await world.notify();
    writes.length = 0;
    const began = world.now();
    await world.trackSla();
    await world.notify();
    expect(world.now() - began).toBeLessThanOrEqual(3 * SECOND);
    expect(writes.filter((name) => name !== 'settle')).toEqual(WARNED);
    expect(world.slack.messages[0]).toMatchObject({ version: 2, edits: 1 });
  });

  test('R4: need no second read of the ticket for a result, which goes to the current ticket after a lost race', async () => {
    const calls: string[] = [];
    const world: World = createWorld({
      effect: async (name, take) => {
        calls.push(name);
        return take();
      },
    });
    const id = world.coupang.handOver();
    await world.poll();
    await world.notify();
    const between = (): string[] => calls.slice(calls.indexOf('store.noteAttempt') + 1);
    const result = between().indexOf('store.noteResult');
    expect(result).toBeGreaterThan(0);
    expect(between().slice(0, result)).not.toContain('store.ticket');

    const second = world.coupang.handOver();
    await world.poll();
    calls.length = 0;
    const { noteResult } = world.store.delivery;
    world.store.delivery.noteResult = async (...args) => {
      world.store.delivery.noteResult = noteResult;
      await claim(world, second);
      return noteResult(...args);
    };
    await world.notify();
    expect(
      between()
        .filter((name) => /^store\.(ticket|noteResult)$/.test(name))
        .slice(0, 3),
    ).toEqual(['store.noteResult', 'store.ticket', 'store.noteResult']);
    expect(world.ticketOf(id).delivery.shownVersion).toBe(1);
    expect(world.ticketOf(second)).toMatchObject({
      facts: { claimedBy: 'U0MADEUP' },
      delivery: { shownVersion: 2 },
    });
  });

  test('are none for a drain without anything to show', async () => {
    const { world, writes } = watchWrites();
    const id = world.coupang.handOver();
    await world.poll();
    await world.notify();
    writes.length = 0;
    await world.drain([world.ticketOf(id).key]);
    await world.drain();
    expect(writes).toEqual([]);
  });
});

describe('outdated lines', () => {
  const MANY = 120;
  /** A ticket that changed this often while Slack accepted nothing. */
  const withMany = async (isShown: boolean) => {
    const { world, id } = await withOneTicket();
    if (isShown) await world.notify();
    const ticket = world.ticketOf(id);
    const history = Array.from({ length: MANY }, (_, at) => ({
      name: `changed-${at + 2}` as const,
      at: world.now(),
    }));
    const [version, attentionAt] = [MANY + 1, world.now()];
    world.store.put(withFields(ticket, { history, version, publishedVersion: version, attentionAt }));
    const results: DeliveryResult[] = [];
    const { noteResult } = world.store.delivery;
    world.store.delivery.noteResult = (before, result, at) => {
      results.push(result);
      return noteResult(before, result, at);
    };
    await world.drain();
    const sizes = results.map(({ posted }) => Object.keys(posted ?? {}).length);
    return { world, ticket: world.ticketOf(id), sizes };
  };

  test.each([
    ['under a card', true],
    ['before its first card', false],
  ])('%s are passed over, twenty per write, since DynamoDB accepts 4 KB of it', async (_when, isShown) => {
    const { world, ticket, sizes } = await withMany(isShown);
    expect(Math.max(...sizes)).toBe(20);
    expect(sizes.length).toBeGreaterThanOrEqual(6);
    expect(Object.keys(ticket.delivery.posted)).toHaveLength(MANY);
    expect(ticket).toMatchObject({ delivery: { shownVersion: MANY + 1 } });
    const names = world.slack.messages.map(({ name }) => name);
    expect(names).toEqual(isShown ? ['card', `changed-${MANY + 1}`] : ['card']);
  });
});
