import { describe, expect, test } from '@jest/globals';
import { SOURCE_NAMES } from '../../../lib/domain/sources.ts';
import type { TicketKey } from '../../../lib/domain/ticket/ticket.ts';
import { StoreError } from '../../../lib/dynamodb/store-error.ts';
import { findTickets, readHome } from '../../../lib/workflows/acts/read-home.ts';
import { askToShare } from '../../../lib/workflows/sla/track-sla.ts';
import { createBacklog } from '../../../lib/workflows/delivery/backlog.ts';
import { readMembers } from '../../../lib/workflows/delivery/lists.ts';
import { memberOf } from '../../../lib/domain/notice/notice-facts.ts';
import { makeNotice } from '../../fixtures/domain/make-notice.ts';
import { listAtOpening } from '../../../lib/workflows/sla/list-at-opening.ts';
import { makeWeekdays } from '../../fixtures/domain/make-ladder.ts';
import { makeTicket, rowOf } from '../../fixtures/domain/make-ticket.ts';
import { HOUR, MINUTE, ZONE } from '../../fixtures/domain/made-up.ts';
import { TRACK_SETTINGS, VENDOR, type World, createWorld, silent } from '../../simulation/create-world.ts';
import { createReportingWorld } from './reports/reporting-world.ts';
import type { Log } from '../../../lib/workflows/ports/log.ts';
import { ConcurrentWrite } from '../../../lib/workflows/outbox/write-decided.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';

const OPENING = Date.parse('2026-11-24T09:00:00+09:00');
const NOW = OPENING + MINUTE;

/** Two tickets that were warned of at night. The one with the sooner deadline has values that this release does not know. */
const [bad, good] = ['1', '2'].map((inquiryId) => {
  const dueAt = OPENING + Number(inquiryId) * HOUR;
  const steps = [{ name: '3h', deadline: dueAt, at: OPENING - HOUR, tells: 'nobody' } as const];
  const shown = { shownVersion: 1, ts: '1.1', channel: 'C0CS' };
  return makeTicket({ inquiryId, dueAt, steps, ...shown, attentionAt: OPENING, changedAt: OPENING - HOUR });
});
const tickets = [bad, good].flatMap((ticket) => ticket ?? []);
const rows = tickets.map((ticket) => rowOf(ticket));
const unreadable = new StoreError('unreadable', 'It cannot be read.');
const down = new StoreError('unavailable', 'made-up outage');
const readerThat = (error: Error) => ({
  ticket: async ({ inquiryId }: Pick<TicketKey, 'inquiryId'>) => {
    if (inquiryId === '1') throw error;
    return good;
  },
  attention: async () => ({ tickets: rows, notices: [] }),
  closed: async () => [],
});

describe('a ticket that cannot be read', () => {
  test('is counted, and the others are still shared', async () => {
    const shareRequests: unknown[] = [];
    const people = [{ user: 'U0ANN', weight: 1, leave: [] }];
    const sharing = { passOnMs: 2 * HOUR, sources: SOURCE_NAMES, roster: { zone: ZONE, people } };
    const tracked = { vendor: VENDOR, settings: TRACK_SETTINGS, sharing };
    const publisher = {
      ...createWorld().bus.publisher,
      askToShare: async (vendor: unknown) => shareRequests.push(vendor) > 0,
    };
    const reader = readerThat(unreadable);
    await askToShare(tracked, rows, NOW, { reader, publisher });
    expect(shareRequests).toEqual([VENDOR]);
    const alone = askToShare(tracked, rows.slice(0, 1), NOW, { reader, publisher });
    await expect(alone).rejects.toBe(unreadable);
  });

  test('removes neither a Home nor a search', async () => {
    const services = { reader: readerThat(unreadable), clock: { now: () => NOW } };
    const filter = { who: 'all', kind: 'all', page: 0 } as const;
    const scope = { sources: ['call-center'], scoreSources: ['call-center'] } as const;
    const home = await readHome([{ ...VENDOR, ...scope, zone: ZONE }], filter, 'U0ANN', services);
    expect(home.tickets).toEqual([good]);
    expect(await findTickets([VENDOR], bad?.facts.product ?? '', services)).toMatchObject({
      tickets: [good],
    });
  });

  test('removes no list at opening', async () => {
    const services = { ...createWorld().trackServices, reader: readerThat(unreadable) };
    const settings = { ...TRACK_SETTINGS, calendar: makeWeekdays(['09:00-18:00']) };
    const list = await listAtOpening({ vendor: VENDOR, settings }, rows, NOW, services);
    expect(list?.facts).toMatchObject({ members: [{ inquiryId: '2' }] });
  });

  test('removes no message that lists others', async () => {
    const facts = {
      about: 'opening',
      members: tickets.map(({ key }) => memberOf(key)),
      since: 0,
      until: 1,
    } as const;
    const notice = makeNotice('opening/1', facts);
    const { notices } = createWorld().trackServices;
    const readThat = (error: Error) => createBacklog({ reader: readerThat(error), notices }).read;
    expect(await readMembers(notice, readThat(unreadable))).toEqual([good]);
    await expect(readMembers(notice, readThat(down))).rejects.toBe(down);
  });

  test('removes no report that counts acts, and no hand-over that would contain it', async () => {
    const world = createReportingWorld();
    world.setClock('2026-11-25 17:57');
    await world.keep();
    const changedAt = world.now();
    for (const { key } of tickets)
      world.store.put(makeTicket({ inquiryId: key.inquiryId, attentionAt: changedAt, changedAt }));
    const { reader } = world.store;
    const { ticket } = reader;
    reader.ticket = async (key) => {
      if (key.inquiryId === '1') throw unreadable;
      return ticket(key);
    };
    await world.report({ countsActs: true });
    expect(world.names().map((name) => name.split('/')[0])).toContain('daily');
  });
});

test('an unreadable report stays in the store, and others are still written', async () => {
  const world = createReportingWorld();
  world.setClock('2026-11-25 17:57');
  await world.keep();
  const { noticeStore } = world.store;
  const { read } = noticeStore;
  noticeStore.read = async (key) => {
    if (key.notice.startsWith('daily/')) throw unreadable;
    return read(key);
  };
  await world.report();
  expect(world.names().map((name) => name.split('/')[0])).toEqual(['hand-over', 'weekly']);
});

test('a store that is down is reported', async () => {
  const services = { reader: readerThat(down), clock: { now: () => NOW } };
  await expect(findTickets([VENDOR], bad?.facts.product ?? '', services)).rejects.toBe(down);
});

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
    const unreadables = [world.coupang.handOver(), world.coupang.handOver(), world.coupang.handOver()];
    const ending = world.coupang.handOver();
    await world.poll();
    for (const id of unreadables) world.coupang.editRequest(id, 'Changed.');
    world.coupang.answer(ending);
    const fresh = world.coupang.handOver();
    const older = world.coupang.handOver({ ageDays: 40 });
    makeUnreadable(world, unreadables);
    world.advance(181 * MINUTE_MS);
    expect(await world.poll()).toMatchObject({ result: 'failed', failed: 3, opened: 2, closed: 1 });
    expect(world.ticketOf(fresh).facts.state).toBe('open');
    expect(world.ticketOf(older).facts.state).toBe('open');
    expect(errors).toEqual(unreadables.map((id) => `${id} cannot be read`));
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
});

describe('absent tickets that cannot be read', () => {
  test('do not delay the end of others, and use no look-up (R14)', async () => {
    const { log, errors } = collect();
    const world = createWorld({ log });
    const unreadables = [world.coupang.handOver(), world.coupang.handOver(), world.coupang.handOver()];
    const ending = world.coupang.handOver();
    await world.poll();
    await world.drain();
    for (const id of unreadables) world.coupang.lose(id);
    world.coupang.withdraw(ending);
    makeUnreadable(world, unreadables);
    world.advance(MINUTE_MS);
    expect(await world.poll()).toMatchObject({ result: 'failed', failed: 3, closed: 1, published: 1 });
    expect(world.ticketOf(ending)).toMatchObject({ facts: { state: 'closed', outcome: 'withdrawn' } });
    expect(world.coupang.calls.inquiries).toBe(1);
    expect(errors).toEqual(unreadables.map((id) => `${id} cannot be read`));
  });
});

describe('events that an earlier run could not send to the bus', () => {
  test('do not stop the poll if they cannot be read (R2)', async () => {
    const { log, errors } = collect();
    const world = createWorld({ log });
    const unreadables = [world.coupang.handOver(), world.coupang.handOver()];
    const readable = world.coupang.handOver();
    world.bus.failEntries.push(true, true, true);
    await world.poll();
    makeUnreadable(world, unreadables);
    const fresh = world.coupang.handOver();
    world.advance(MINUTE_MS);
    expect(await world.poll()).toMatchObject({ result: 'swept', opened: 1, published: 2 });
    expect(world.ticketOf(readable).outbox.publishedVersion).toBe(1);
    expect(world.ticketOf(fresh).outbox.publishedVersion).toBe(1);
    expect(errors).toEqual(unreadables.map((id) => `${id} cannot be read`));
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
