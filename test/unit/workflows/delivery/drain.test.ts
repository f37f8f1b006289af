import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import { deliverableId, ticketKeyOf } from '../../../../lib/domain/delivery/deliverable.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import { createWorld, VENDOR, type World, withOneTicket } from '../../../simulation/create-world.ts';
import { duringNextPost, watchSlackCalls } from './watch-slack-calls.ts';
import { MINUTE_MS } from '../../../../lib/domain/time/durations.ts';

const DONE = { ended: 'done', refused: 0, failed: 0 } as const;

/** Polled and shown. */
const withOneCard = async () => {
  const { world, id } = await withOneTicket();
  await world.notify();
  return { world, id };
};

const names = (world: World): string[] => world.slack.messages.map(({ name }) => name);

describe('a drain', () => {
  test('posts one card, however often it is called', async () => {
    const { world, id } = await withOneTicket();
    world.bus.wakeUps.push(...world.bus.wakeUps, { vendor: VENDOR, deliverables: [] });
    expect(await world.notify()).toEqual([DONE, DONE, DONE]);
    expect(names(world)).toEqual(['card']);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
    expect(world.ticketOf(id)).not.toHaveProperty('delivery.attempt');
  });

  test('R10: edits the card for a changed request and posts a line in its thread', async () => {
    const { world, id } = await withOneCard();
    world.coupang.editRequest(id, 'Please check again.');
    world.advance(MINUTE_MS);
    await world.poll();
    await world.notify();
    expect(world.slack.messages).toMatchObject([
      { name: 'card', version: 2, edits: 1 },
      { name: 'changed-2', threadTs: world.ticketOf(id).delivery.ts },
    ]);
  });

  test('R16: edits the card for an automatic closing and posts a single line to the channel', async () => {
    const { world, id } = await withOneCard();
    world.coupang.autoClose(id);
    world.advance(MINUTE_MS);
    await world.poll();
    await world.notify();
    expect(world.slack.messages).toMatchObject([
      { name: 'card', state: 'closed', edits: 1 },
      { name: 'breach' },
    ]);
    expect(await world.store.reader.attention(VENDOR)).toEqual({ tickets: [], notices: [] });
  });

  test('posts one card, in its last state, for a ticket that closed before anything was shown', async () => {
    const { world, id } = await withOneTicket();
    world.coupang.answer(id);
    world.advance(MINUTE_MS);
    await world.poll();
    await world.notify();
    expect(world.slack.messages).toMatchObject([{ name: 'card', state: 'closed', version: 2, edits: 0 }]);
  });

  test('R18: shows in the same run a version that rises while its card is posted', async () => {
    const { world, id } = await withOneTicket();
    duringNextPost(world, async () => {
      world.coupang.editRequest(id, 'Changed in the meantime.');
      world.advance(MINUTE_MS / 4);
      await world.poll();
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
    world.advance(MINUTE_MS);
    await world.poll();
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
    world.advance(MINUTE_MS);
    await world.poll();
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

  test('logs why a message is not in Slack yet', async () => {
    const warned: unknown[] = [];
    const warn = (message: string, fields?: unknown): void => void warned.push({ message, fields });
    const { world } = await withOneTicket({ log: { info: () => {}, warn, error: () => {} } });
    world.slack.failBefore.push(new SlackFailure('unsure', 'timeout', 'made-up lost answer'));
    await world.drain();
    expect(warned).toMatchObject([{ fields: { kind: 'unsure', reason: 'timeout' } }]);
  });

  test('D9: posts nothing twice for a wake-up that is days late', async () => {
    const { world, id } = await withOneTicket();
    const [late] = world.bus.wakeUps;
    await world.notify();
    world.advance(13 * 24 * 60 * MINUTE_MS);
    expect(late?.deliverables).toEqual([ticketKeyOf(world.ticketOf(id).key)]);
    expect(await world.drain(late?.deliverables)).toEqual(DONE);
    expect(names(world)).toEqual(['card']);
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

  test('show the message for which a drain was called, even if index and drain are slow', async () => {
    const world = createWorld();
    for (let count = 0; count < 10; count += 1) world.coupang.handOver();
    await world.poll();
    await world.notify();
    for (const { key } of world.tickets()) world.coupang.editRequest(key.inquiryId, 'Something else.');
    world.advance(60_000);
    await world.poll();
    world.store.reader.attention = async () => ({ tickets: [], notices: [] });
    const before = world.now();
    await world.notify();

    expect(world.now() - before).toBeGreaterThan(10_000);
    for (const { outbox, delivery } of world.tickets()) expect(delivery.shownVersion).toBe(outbox.version);
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
  const failOn = (world: World, bad: string, error: Error): void => {
    const { ticket } = world.store.reader;
    world.store.reader.ticket = async (key) => {
      if (key.inquiryId === bad) throw error;
      return ticket(key);
    };
  };

  test('is skipped, logged and counted, and the rest is shown', async () => {
    const errors: string[] = [];
    const log = { info: () => {}, warn: () => {}, error: (message: string) => void errors.push(message) };
    const { world, id: bad } = await withOneTicket({ log });
    const good = world.coupang.handOver();
    await world.poll();
    failOn(world, bad, new ConcurrentWrite('made-up unreadable ticket', 1));
    expect(await world.drain()).toEqual({ ...DONE, failed: 1 });
    expect(world.slack.messages).toMatchObject([{ deliverable: deliverableId(world.ticketOf(good).key) }]);
    expect(errors).toEqual([expect.stringContaining('made-up unreadable ticket')]);
  });

  test('for an unexpected error, throws it after the rest is shown and the lane is free', async () => {
    const { world, id: bad } = await withOneTicket();
    world.coupang.handOver();
    await world.poll();
    failOn(world, bad, new Error('made-up defect'));
    await expect(world.drain()).rejects.toThrow('made-up defect');
    expect(names(world)).toEqual(['card']);
    expect(await world.store.lanes.read(VENDOR)).not.toHaveProperty('token');
  });

  test('delays nothing else, even if there are many', async () => {
    const world = createWorld();
    const bad = new Set(Array.from({ length: 9 }, () => world.coupang.handOver({ requestAgeMs: MINUTE_MS })));
    const good = world.coupang.handOver();
    await world.poll();
    const { ticket } = world.store.reader;
    world.store.reader.ticket = async (key) => {
      if (bad.has(key.inquiryId)) throw new ConcurrentWrite('made-up unreadable ticket', 1);
      return ticket(key);
    };
    expect(await world.drain()).toMatchObject({ ended: 'done', failed: 9 });
    world.store.reader.ticket = ticket;
    expect(world.messagesOf(world.ticketOf(good).key)).toHaveLength(1);
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
