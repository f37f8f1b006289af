import { describe, expect, test } from '@jest/globals';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import type { Log } from '../../../../lib/workflows/ports/log.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import { createWorld, silent, type World } from '../../../simulation/create-world.ts';
import { MINUTE_MS } from '../../../../lib/domain/time/durations.ts';

/** As after a rollback: the items of these inquiries have values that this release does not know. */
const makeUnreadable = ({ store: { reader } }: World, ids: readonly string[]): void => {
  const { ticket, ticketsOf } = reader;
  const refuse = (inquiryId: string): void => {
    if (ids.includes(inquiryId)) throw new StoreError('unreadable', `${inquiryId} cannot be read`);
  };
  reader.ticket = async (key) => {
    refuse(key.inquiryId);
    return ticket(key);
  };
  reader.ticketsOf = async (inquiry) => {
    refuse(inquiry.inquiryId);
    return ticketsOf(inquiry);
  };
};

const collect = (): { log: Log; errors: string[] } => {
  const errors: string[] = [];
  return { log: { ...silent, error: (message) => void errors.push(message) }, errors };
};

describe('listings that the store refuses', () => {
  test('hide no later tickets if their tickets are unreadable: new tickets, older windows, ends (R7, R14)', async () => {
    const { log, errors } = collect();
    const world = createWorld({ log });
    const bad = [world.coupang.handOver(), world.coupang.handOver(), world.coupang.handOver()];
    const ending = world.coupang.handOver();
    await world.poll();
    for (const id of bad) world.coupang.editRequest(id, 'Changed.');
    world.coupang.answer(ending);
    const fresh = world.coupang.handOver();
    const older = world.coupang.handOver({ ageDays: 40 });
    makeUnreadable(world, bad);
    world.advance(181 * MINUTE_MS);
    expect(await world.poll()).toMatchObject({ result: 'failed', failed: 3, opened: 2, closed: 1 });
    expect(world.ticketOf(fresh).facts.state).toBe('open');
    expect(world.ticketOf(older).facts.state).toBe('open');
    expect(errors).toEqual(bad.map((id) => `${id} cannot be read`));
  });

  test('hide no later tickets if their writes lose every race (R4)', async () => {
    const world = createWorld();
    const contended = [world.coupang.handOver(), world.coupang.handOver(), world.coupang.handOver()];
    await world.poll();
    for (const id of contended) world.coupang.editRequest(id, 'Changed.');
    const fresh = world.coupang.handOver();
    world.store.writer.change = async () => {
      throw new ConcurrentWrite('made-up contention', 5);
    };
    world.advance(MINUTE_MS);
    expect(await world.poll()).toMatchObject({ failed: 3, opened: 1 });
    expect(world.ticketOf(fresh).facts.state).toBe('open');
  });

  test.each(['throttled', 'unavailable'] as const)(
    'end the run after two in a row that are %s: the store is down, and none is begun beside the eight under way',
    async (kind) => {
      const world = createWorld();
      for (let count = 0; count < 20; count += 1) world.coupang.handOver();
      let tries = 0;
      world.store.writer.create = async () => {
        tries += 1;
        throw new StoreError(kind, 'made-up outage');
      };
      await expect(world.poll()).rejects.toThrow('made-up outage');
      expect(tries).toBe(8);
    },
  );

  test('do not end the run after an outage, an unreadable item and an outage, since the store answered in between', async () => {
    const world = createWorld();
    const ids = Array.from({ length: 4 }, () => world.coupang.handOver());
    const { create } = world.store.writer;
    world.store.writer.create = async (ticket) => {
      const at = ids.indexOf(ticket.key.inquiryId);
      if (at === 0 || at === 2) throw new StoreError('unavailable', 'made-up outage');
      if (at === 1) throw new StoreError('unreadable', 'made-up item');
      return create(ticket);
    };
    expect(await world.poll()).toMatchObject({ failed: 3, opened: 1 });
  });
});

describe('absent tickets that cannot be read', () => {
  test('do not delay the end of others, and use no look-up (R14)', async () => {
    const { log, errors } = collect();
    const world = createWorld({ log });
    const bad = [world.coupang.handOver(), world.coupang.handOver(), world.coupang.handOver()];
    const ending = world.coupang.handOver();
    await world.poll();
    await world.drain();
    for (const id of bad) world.coupang.lose(id);
    world.coupang.withdraw(ending);
    makeUnreadable(world, bad);
    world.advance(MINUTE_MS);
    expect(await world.poll()).toMatchObject({ result: 'failed', failed: 3, closed: 1, published: 1 });
    expect(world.ticketOf(ending)).toMatchObject({ facts: { state: 'closed', outcome: 'withdrawn' } });
    expect(world.coupang.calls.inquiries).toBe(1);
    expect(errors).toEqual(bad.map((id) => `${id} cannot be read`));
  });
});

describe('events that an earlier run could not send to the bus', () => {
  test('do not stop the poll if they cannot be read (R2)', async () => {
    const { log, errors } = collect();
    const world = createWorld({ log });
    const bad = [world.coupang.handOver(), world.coupang.handOver()];
    const good = world.coupang.handOver();
    world.bus.failEntries.push(true, true, true);
    await world.poll();
    makeUnreadable(world, bad);
    const fresh = world.coupang.handOver();
    world.advance(MINUTE_MS);
    expect(await world.poll()).toMatchObject({ result: 'swept', opened: 1, published: 2 });
    expect(world.ticketOf(good).outbox.publishedVersion).toBe(1);
    expect(world.ticketOf(fresh).outbox.publishedVersion).toBe(1);
    expect(errors).toEqual(bad.map((id) => `${id} cannot be read`));
  });
});

test('a notice of an unusable item that cannot be stored does not block another (R13)', async () => {
  const world = createWorld();
  const unusable = ['a', 'b'].map((hash) => ({ hash, problem: 'made-up' }));
  const { source } = world.coupang;
  const read = source.read;
  let reads = 0;
  source.read = async (window, status, stopAt, repairs) => {
    const { reading } = await read(window, status, stopAt, repairs);
    reads += 1;
    return { reading: reads > 1 ? reading : { ...reading, unusable } };
  };
  const { create } = world.store.noticeStore;
  let tries = 0;
  world.store.noticeStore.create = async (notice) => {
    tries += 1;
    if (tries === 1) throw new StoreError('unreadable', 'made-up item');
    return create(notice);
  };
  await world.poll();
  expect(world.notices().map(({ facts }) => facts.about)).toContain('unusable');
});
