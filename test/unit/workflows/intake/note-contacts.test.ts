import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { noteContacts } from '../../../../lib/workflows/intake/note-contacts.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import { makeClosedTicket, withoutFields } from '../../../fixtures/domain/make-ticket.ts';
import { makeState } from '../../../fixtures/domain/make-state.ts';
import { createWorld, silent, VENDOR, type World } from '../../../simulation/create-world.ts';
import { noteCalls } from '../../../simulation/effect.ts';
import { pointerNames } from '../../../simulation/memory-store.ts';

/** The tickets of these inquiries without all of their pointers. */
const unpointed = (world: World): string[] =>
  world
    .tickets()
    .filter((ticket) => pointerNames(ticket).some((name) => !world.store.pointers.has(name)))
    .map(({ key }) => key.inquiryId);

const createContacts = (options: Parameters<typeof createWorld>[0] = {}) => {
  const requests: string[] = [];
  const world = createWorld({ contacts: true, effect: noteCalls(requests), ...options });
  const { contacts } = world.pollPorts;
  if (!contacts) throw new Error('The world has pointers.');
  const { note } = contacts;
  const down = new StoreError('unavailable', 'The table is down.');
  return {
    world,
    requests,
    contacts,
    fail: (): void => {
      contacts.note = async () => {
        throw down;
      };
    },
    recover: (): void => void (contacts.note = note),
    pollAfter: async (ms: number) => {
      requests.length = 0;
      return world.pollAfter(ms);
    },
  };
};

describe('the pointers from orders to tickets (A10)', () => {
  test('are written by the poll that stores a ticket, after its event is published', async () => {
    const { world, requests } = createContacts();
    world.coupang.handOver();
    await world.poll();
    expect(unpointed(world)).toEqual([]);
    expect(world.store.pointers.size).toBe(2);
    expect(requests.indexOf('store.noteContact')).toBeGreaterThan(requests.indexOf('bus.wake'));
  });

  test('are written in the end for a closed ticket that changed and leaves the open index', async () => {
    const { world, fail, recover, pollAfter } = createContacts();
    await world.poll();
    const closedAt = world.now() + MINUTE_MS;
    const changedAt = closedAt + MINUTE_MS;
    const ticket = makeClosedTicket({ closedAt, changedAt, attentionAt: changedAt });
    world.store.put(ticket);
    fail();
    await pollAfter(3 * MINUTE_MS);
    world.store.put(withoutFields(ticket, 'attentionAt'));
    recover();
    await pollAfter(MINUTE_MS);
    expect(unpointed(world)).toEqual([]);
  });

  test('are not written without the port', async () => {
    const world = createWorld();
    world.coupang.handOver();
    await world.poll();
    expect(world.store.pointers.size).toBe(0);
    expect(await world.store.states.read(VENDOR)).not.toHaveProperty('contactsUntil');
  });

  test('take no request of a quiet poll, also if somebody else changed a ticket', async () => {
    const { world, requests, pollAfter } = createContacts();
    const id = world.coupang.handOver();
    await world.poll();
    for (let minute = 0; minute < 20; minute += 1) await pollAfter(MINUTE_MS);
    await world.drain();
    const ticket = world.ticketOf(id);
    await world.store.writer.change(ticket, ticket.facts, 'TicketChanged', world.now());
    await world.trackSla();
    await pollAfter(MINUTE_MS);
    expect(requests.filter((name) => name.startsWith('store'))).toEqual([
      'store.takeLease',
      'store.egressBlock',
      'store.attention',
      'store.releaseLease',
    ]);
  });

  test('that failed are written by a later poll, and neither fail the poll nor delay the event', async () => {
    const warned: unknown[] = [];
    const log = {
      ...silent,
      warn: (message: string, fields?: object) => void warned.push([message, fields]),
    };
    const { world, fail, recover, pollAfter } = createContacts({ log });
    fail();
    const id = world.coupang.handOver();
    expect(await world.poll()).toMatchObject({ result: 'swept', opened: 1, published: 1, failed: 0 });
    expect(unpointed(world)).toEqual([id]);
    expect(warned).toEqual([
      ['The table is down.', { deliverable: expect.stringContaining(`/${id}/`), code: 'STORE' }],
    ]);
    recover();
    await pollAfter(MINUTE_MS);
    expect(unpointed(world)).toEqual([]);
  });

  test('of a ticket that has closed and left the index meanwhile are written, too', async () => {
    const { world, fail, recover, pollAfter } = createContacts();
    fail();
    world.coupang.handOver({ kind: 'confirm', ageDays: 3 });
    await world.poll();
    recover();
    world.store.put(makeClosedTicket({ ...VENDOR, inquiryId: '77', closedAt: world.now(), orderId: '61' }));
    await pollAfter(MINUTE_MS);
    expect(unpointed(world)).toEqual([]);
  });

  test('of a ticket that closed before its last change are written from its closing on, once the table is back', async () => {
    const { world, fail, recover } = createContacts();
    const now = world.now();
    const closed = { closedAt: now - HOUR_MS, changedAt: now, orderId: '61' };
    const ticket = makeClosedTicket({ ...VENDOR, inquiryId: '77', ...closed });
    world.store.put(ticket);
    const note = async (written: readonly Ticket[], contactsUntil: number) => {
      const times = { startedAt: now, pollMs: MINUTE_MS, stopAt: now + MINUTE_MS };
      const run = { vendor: VENDOR, state: { contactsUntil }, written, failed: 0, rows: [], ...times };
      return (await noteContacts(run, world.pollPorts)) ?? now;
    };
    fail();
    const until = await note([ticket], now - MINUTE_MS);
    recover();
    await note([], until);
    expect(unpointed(world)).toEqual([]);
  });

  test('of a poll that died are written by the next one', async () => {
    const { world, pollAfter } = createContacts();
    await world.poll();
    // The dead poll stored this ticket, and wrote no state.
    const at = world.now() + MINUTE_MS;
    world.store.put(
      makeClosedTicket({
        ...VENDOR,
        inquiryId: '71',
        orderId: '61',
        openedAt: at,
        changedAt: at,
        closedAt: at,
      }),
    );
    await pollAfter(2 * MINUTE_MS);
    expect(unpointed(world)).toEqual([]);
  });

  test('of a poll that threw are written by the next one', async () => {
    const { world, pollAfter } = createContacts();
    await world.poll();
    const { publish } = world.pollPorts.publisher;
    world.pollPorts.publisher.publish = () =>
      Promise.reject(new StoreError('unavailable', 'The bus is down.'));
    world.coupang.handOver();
    await expect(pollAfter(MINUTE_MS)).rejects.toThrow('The bus is down.');
    expect(unpointed(world)).toHaveLength(1);
    world.pollPorts.publisher.publish = publish;
    await pollAfter(MINUTE_MS);
    expect(unpointed(world)).toEqual([]);
  });

  test('of a ticket whose write arrived without an answer are written by the next poll', async () => {
    const { world, pollAfter } = createContacts();
    await world.poll();
    const { create } = world.pollPorts.writer;
    world.pollPorts.writer.create = async (ticket) => {
      await create(ticket);
      throw new StoreError('unavailable', 'The answer is lost.');
    };
    world.coupang.handOver();
    expect(await pollAfter(MINUTE_MS)).toMatchObject({ failed: 1 });
    expect(unpointed(world)).toHaveLength(1);
    world.pollPorts.writer.create = create;
    await pollAfter(MINUTE_MS);
    expect(unpointed(world)).toEqual([]);
  });

  test('of a ticket that cannot be read hold up no others', async () => {
    const { world, fail, recover, contacts, pollAfter } = createContacts();
    fail();
    const [bad] = [world.coupang.handOver(), world.coupang.handOver()];
    await world.poll();
    recover();
    const { note } = contacts;
    contacts.note = (ticket) =>
      ticket.key.inquiryId === bad
        ? Promise.reject(new StoreError('unreadable', 'It cannot be read.'))
        : note(ticket);
    await pollAfter(MINUTE_MS);
    expect(unpointed(world)).toEqual([bad]);
    expect(await world.store.states.read(VENDOR)).toMatchObject({ contactsUntil: world.now() });
  });

  test('of all tickets of the last 90 days are written after an upgrade, a week and 500 tickets in each poll', async () => {
    const { world, pollAfter } = createContacts({ state: makeState({ firstPollAt: 1 }) });
    const put = (number: number, closedAt: number): void =>
      void world.store.put(
        makeClosedTicket({ ...VENDOR, inquiryId: String(1000 + number), closedAt, orderId: '61' }),
      );
    for (let number = 0; number < 700; number += 1) put(number, world.now() - 80 * DAY_MS + number);
    put(800, world.now() - 91 * DAY_MS);
    put(801, world.now() - HOUR_MS);
    await world.poll();
    expect(unpointed(world)).toHaveLength(702);
    const left: number[] = [];
    for (let minute = 0; minute < 16; minute += 1) {
      await pollAfter(MINUTE_MS);
      left.push(unpointed(world).length);
    }
    expect(left.slice(0, 3)).toEqual([202, 2, 2]);
    expect(unpointed(world)).toEqual(['1800']);
  });

  test('are left to the next poll if the time of this one is over', async () => {
    const { world, pollAfter } = createContacts();
    const { read } = world.coupang.source;
    world.coupang.source.read = async (...asked) => {
      const answer = await read(...asked);
      world.advance(50_000);
      return answer;
    };
    world.coupang.handOver();
    await world.poll();
    expect(unpointed(world)).toHaveLength(1);
    world.coupang.source.read = read;
    await pollAfter(MINUTE_MS);
    expect(unpointed(world)).toEqual([]);
  });
});
