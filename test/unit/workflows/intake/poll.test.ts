import { describe, expect, test } from '@jest/globals';
import { createWorld, silent, VENDOR, type World, withOneTicket } from '../../../simulation/create-world.ts';
import { lookUpEach } from '../../../../lib/coupang/look-up-each.ts';
import { noteCalls } from '../../../simulation/effect.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import { makeTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { MadeUpFailure } from '../made-up-failure.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';

describe('a poll', () => {
  test('stores and publishes each new hand-over once, and finds nothing new the next time', async () => {
    const world = createWorld();
    world.coupang.handOver();
    world.coupang.handOver({ kind: 'confirm', ageDays: 40 });
    const found = { opened: 2, reopened: 0, listed: 2, published: 2, readings: 62 };
    expect(await world.poll()).toMatchObject({ result: 'swept', ...found });
    const nothing = { opened: 0, changed: 0, published: 0, readings: 2 };
    expect(await world.pollAfter(MINUTE_MS)).toMatchObject({ result: 'swept', ...nothing });
    expect(world.bus.published.map(({ type }) => type)).toEqual(['TicketOpened', 'TicketOpened']);
  });

  test('R8: reads the recent week each time, a window with an open ticket after 5 minutes until a day after its deadline, the month after 15', async () => {
    const { world } = await withOneTicket({}, { ageDays: 17 });
    const readings: number[] = [];
    for (let minute = 1; minute <= 15; minute += 1)
      readings.push((await world.pollAfter(MINUTE_MS)).readings);
    // On that day the four weeks overlap five windows.
    expect(readings).toEqual([2, 2, 2, 2, 4, 2, 2, 2, 2, 4, 2, 2, 2, 2, 12]);
    const [ticket = makeTicket()] = world.tickets();
    world.store.put(withFields(ticket, { dueAt: world.now() - DAY_MS }));
    expect(await world.pollAfter(5 * MINUTE_MS)).toMatchObject({ readings: 2 });
  });

  test('R5: a poll that finds the lease taken is skipped and reads nothing', async () => {
    const world = createWorld();
    await world.store.states.takeLease(VENDOR, {
      token: 'other',
      now: world.now(),
      until: world.now() + 130_000,
    });
    expect(await world.poll()).toMatchObject({ result: 'skipped', readings: 0 });
    expect(world.coupang.calls.reads).toBe(0);
    expect(await world.pollAfter(130_000)).toMatchObject({ result: 'swept' });
  });

  test('R7: what an incomplete reading shows is stored; what it does not show is looked up, and only its posts close it', async () => {
    const world = createWorld();
    const ids = [1, 2, 3, 4].map(() => world.coupang.handOver());
    await world.poll();
    const late = world.coupang.handOver();
    world.coupang.answer(ids[1] ?? '');
    world.advance(6 * MINUTE_MS);
    world.coupang.faults.push('short', 'short', 'short');
    expect(await world.poll()).toMatchObject({ result: 'failed', opened: 1, closed: 1, unverified: 0 });
    expect(world.ticketOf(late).facts.state).toBe('open');
    expect(ids.map((id) => world.ticketOf(id).facts.state)).toEqual(['open', 'closed', 'open', 'open']);
    expect(world.coupang.calls.inquiries).toBe(2);
  });

  test('R7: does not detect absences for two polls if a total is always wrong, and from the third on it does', async () => {
    const warned: string[] = [];
    const log = { ...silent, warn: (message: string) => void warned.push(message) };
    const world = createWorld({ log });
    const { source } = world.coupang;
    const { read } = source;
    source.read = async (window, status, stopAt, repairs) => {
      const { reading } = await read(window, status, stopAt, repairs);
      const isShort = status === 'NO_ANSWER' && world.coupang.isRecent(window);
      return { reading: isShort ? { ...reading, complete: false, shortBy: 14 } : reading };
    };
    const id = world.coupang.handOver();
    const sighted: boolean[] = [];
    for (let polls = 1; polls <= 4; polls += 1) {
      world.advance(MINUTE_MS);
      if (polls === 2) world.coupang.lose(id);
      await world.poll();
      const state = await world.store.states.read(VENDOR);
      const { recentCompleteAt, failure } = state?.sources['call-center'] ?? {};
      sighted.push(recentCompleteAt === world.now() && failure === undefined);
      expect(world.ticketOf(id).facts.state).toBe(polls < 3 ? 'open' : 'unverified');
    }
    expect(sighted).toEqual([false, false, true, true]);
    expect(warned.filter((message) => message.includes('taken as complete'))).toHaveLength(2);
  });

  test('R12: the recent week is stored and published before an older window is read', async () => {
    const order: string[] = [];
    const world = createWorld({ effect: noteCalls(order) });
    world.coupang.handOver();
    await world.poll();
    const reads = order.flatMap((name, index) => (name === 'coupang.page' ? [index] : []));
    const publishing = order.lastIndexOf('bus.publish', reads[2]);
    expect(publishing).toBeGreaterThan(reads[1] ?? 0);
    expect(order.lastIndexOf('store.create', reads[2])).toBeGreaterThan(reads[1] ?? 0);
  });

  test('R2: an event that the bus refused stays in the ticket and is sent with the next poll', async () => {
    const world = createWorld();
    world.coupang.handOver();
    world.bus.failEntries.push(true);
    expect(await world.poll()).toMatchObject({ opened: 1, published: 0 });
    expect(world.tickets()[0]).toMatchObject({
      outbox: { publishedVersion: 0, events: { '1': { type: 'TicketOpened' } } },
    });
    expect(await world.pollAfter(MINUTE_MS)).toMatchObject({ opened: 0, published: 1 });
    expect(world.tickets()[0]).toMatchObject({ outbox: { publishedVersion: 1, events: {} } });
  });
});

describe('a ticket that leaves the lists', () => {
  test('R14: closes as answered by one GET, and reads no list for it', async () => {
    const { world, id } = await withOneTicket();
    world.advance(MINUTE_MS);
    world.coupang.answer(id);
    world.advance(MINUTE_MS);
    const { reads } = world.coupang.calls;
    expect(await world.poll()).toMatchObject({ closed: 1 });
    expect(world.ticketOf(id)).toMatchObject({
      facts: { state: 'closed', outcome: 'answered', inTime: true },
    });
    expect(world.coupang.calls).toMatchObject({ inquiries: 1, reads: reads + 2 });
  });

  test('R14: the budget limits the single GETs of a run, soonest deadline first, and the rest follows', async () => {
    const world = createWorld();
    const ids: string[] = [];
    for (let index = 0; index < 25; index += 1) {
      ids.push(world.coupang.handOver({ ageDays: index }));
      world.advance(1000);
    }
    await world.poll();
    for (const id of ids) world.coupang.lose(id);
    await world.pollAfter(6 * MINUTE_MS);
    expect(world.coupang.calls.inquiries).toBe(20);
    // The other ones are absent too. Their cards say so, and they are not reported as overdue (R16).
    expect(ids.every((id) => world.ticketOf(id).facts.state === 'unverified')).toBe(true);
    expect(ids.filter((id) => world.ticketOf(id).poll.lookedUpAt !== undefined)).toEqual(ids.slice(0, 20));
    await world.pollAfter(5 * MINUTE_MS);
    expect(world.coupang.calls.inquiries).toBe(40);
    await world.pollAfter(5 * MINUTE_MS);
    expect(ids.filter((id) => world.ticketOf(id).poll.lookedUpAt === undefined)).toEqual([]);
  });

  test('R15: is re-opened in place if it is listed again with what ended it and a flag that asks', async () => {
    const { world, id } = await withOneTicket();
    world.coupang.answer(id);
    await world.pollAfter(MINUTE_MS);
    expect(world.ticketOf(id).facts.state).toBe('closed');
    world.coupang.askAgain(id, 'NO_ANSWER');
    world.advance(MINUTE_MS);
    // A look-up agrees with the list.
    expect(await world.poll()).toMatchObject({ reopened: 1 });
    expect(world.ticketOf(id)).toMatchObject({ facts: { state: 'open' } });
    expect(world.ticketOf(id)).not.toHaveProperty('facts.outcome');
  });

  test('D5, R15: is a TRANSFER past its deadline at first sight: stored closed, not posted, and unchanged until it is gone', async () => {
    const world = createWorld();
    const id = world.coupang.handOver({ kind: 'confirm' });
    expect(await world.pollAfter(25 * HOUR_MS)).toMatchObject({ past: 1, opened: 0, closed: 0 });
    await world.drain();
    expect(world.ticketOf(id)).toMatchObject({
      facts: { state: 'closed', outcome: 'unknown', announcement: 'none' },
    });
    expect(await world.pollAfter(30 * MINUTE_MS)).toMatchObject({
      past: 0,
      reopened: 0,
      changed: 0,
      closed: 0,
      published: 0,
    });
    expect((await world.store.reader.attention(VENDOR)).tickets).toHaveLength(1);
    world.coupang.confirm(id);
    await world.pollAfter(6 * MINUTE_MS);
    await world.notify();
    await world.trackSla();
    expect((await world.store.reader.attention(VENDOR)).tickets).toEqual([]);
    expect(world.slack.messages).toHaveLength(1);
  });
});

describe('two hand-overs of one inquiry, the older one an unconfirmed TRANSFER', () => {
  test('R9, R10: have separate cards and clocks, link to each other, and neither counts as absent', async () => {
    const { world, id } = await withOneTicket({}, { kind: 'confirm', requestAgeMs: 23 * HOUR_MS });
    await world.drain();
    world.coupang.handOverAgain(id);
    expect(await world.poll()).toMatchObject({ opened: 1 });
    await world.drain();
    expect(await world.pollAfter(MINUTE_MS)).toMatchObject({ changed: 1 });
    for (let minute = 0; minute < 6; minute += 1)
      expect(await world.pollAfter(MINUTE_MS)).toMatchObject({ changed: 0, closed: 0, unverified: 0 });
    expect(world.coupang.calls.inquiries).toBe(0);
    const [older, newer] = world.tickets();
    expect(older).toMatchObject({
      facts: { state: 'open', kind: 'confirm', siblings: [{ answerId: newer?.key.answerId }] },
    });
    expect(newer).toMatchObject({
      facts: { state: 'open', kind: 'reply', siblings: [{ answerId: older?.key.answerId }] },
    });
    expect((newer?.facts.dueAt ?? 0) - (older?.facts.dueAt ?? 0)).toBe(23 * HOUR_MS);
    await world.drain();
    expect(world.slack.messages.filter(({ name }) => name === 'card')).toHaveLength(2);
  });
});

describe('look-ups that fail', () => {
  test('end the look-ups of the run after two in a row, and nothing else, also with a closed ticket between them that left the lists', async () => {
    const world = createWorld();
    const ids = [3, 2, 1].map((hours) => world.coupang.handOver({ requestAgeMs: hours * HOUR_MS }));
    const past = world.coupang.handOver({ kind: 'confirm', requestAgeMs: 25 * HOUR_MS });
    await world.poll();
    expect(world.ticketOf(past).facts).toMatchObject({ state: 'closed', fingerprint: expect.any(String) });
    for (const id of [...ids, past]) world.coupang.lose(id);
    const { dueAt } = world.ticketOf(ids[0] ?? '').facts;
    world.store.put(withFields(world.ticketOf(past), { dueAt: dueAt + 1 }));
    let lookUpCount = 0;
    world.coupang.source.lookUp = lookUpEach(async () => {
      lookUpCount += 1;
      throw new MadeUpFailure('reading');
    }, world.now);
    expect(await world.pollAfter(MINUTE_MS)).toMatchObject({ result: 'swept', unverified: 3 });
    expect(lookUpCount).toBe(2);
  });

  test('R5: learn when the poll must stop', async () => {
    const { world, id } = await withOneTicket();
    world.coupang.lose(id);
    const stops: number[] = [];
    world.coupang.source.lookUp = lookUpEach(async (_id, stopAt) => {
      stops.push(stopAt - world.now());
      return undefined;
    }, world.now);
    await world.pollAfter(MINUTE_MS);
    expect(stops).toEqual([45_000]);
  });
});

describe('a store that refuses', () => {
  test('one listing does not lose the others, and it does not count as absent', async () => {
    const world = createWorld();
    const first = world.coupang.handOver();
    await world.poll();
    world.coupang.editRequest(first, 'Changed.');
    const second = world.coupang.handOver();
    const { change } = world.store.writer;
    world.store.writer.change = () => Promise.reject(new ConcurrentWrite('made-up contention', 5));
    expect(await world.pollAfter(MINUTE_MS)).toMatchObject({
      result: 'failed',
      opened: 1,
      failed: 1,
      published: 1,
    });
    expect(world.coupang.calls.inquiries).toBe(0);
    expect(world.ticketOf(second).facts.state).toBe('open');
    world.store.writer.change = change;
    expect(await world.pollAfter(MINUTE_MS)).toMatchObject({ result: 'swept', changed: 1, failed: 0 });
  });

  test('one listing of an older window lets the next poll read it again, not hours later', async () => {
    const world = createWorld();
    const { create } = world.store.writer;
    world.store.writer.create = () => Promise.reject(new ConcurrentWrite('made-up contention', 5));
    const id = world.coupang.handOver({ ageDays: 60 });
    expect(await world.poll()).toMatchObject({ result: 'failed', opened: 0, failed: 1 });
    world.store.writer.create = create;
    expect(await world.pollAfter(MINUTE_MS)).toMatchObject({ result: 'swept', opened: 1, readings: 4 });
    expect(world.ticketOf(id).facts.state).toBe('open');
  });

  test('R2: a ticket that a look-up closed before the store failed is published by the same run', async () => {
    const world = createWorld();
    const ids = [world.coupang.handOver(), world.coupang.handOver()];
    await world.poll();
    for (const id of ids) world.coupang.answer(id);
    world.advance(MINUTE_MS);
    const { change } = world.store.writer;
    let changed = 0;
    world.store.writer.change = async (...args) => {
      if ((changed += 1) === 2) throw new Error('made-up outage of the store');
      return change(...args);
    };
    await expect(world.poll()).rejects.toThrow('made-up outage');
    expect(world.bus.published.filter(({ type }) => type === 'TicketClosed')).toHaveLength(1);
  });
});

describe('a Coupang that cannot be read', () => {
  test('R5: a block at the edge of all lists stops every vendor behind the same IP', async () => {
    const world = createWorld();
    const block = new MadeUpFailure('egress', 10 * MINUTE_MS, 'blocked-at-edge');
    world.coupang.faults.push(block, block);
    await world.poll();
    expect(await world.store.states.egressBlock('made-up-egress')).toMatchObject({ code: 'MADE_UP' });
    const until = world.now() + 10 * MINUTE_MS;
    expect(await world.poll()).toMatchObject({ result: 'backing-off', readings: 0, code: 'MADE_UP', until });
    expect(await world.pollAfter(10 * MINUTE_MS)).toMatchObject({ result: 'swept' });
  });

  test('a failed window does not hide the others, two in a row end the run', async () => {
    const world = createWorld();
    world.coupang.handOver({ kind: 'confirm' });
    world.coupang.faults.push(new MadeUpFailure('reading'));
    expect(await world.poll()).toMatchObject({ result: 'failed', opened: 1, readings: 62, code: 'MADE_UP' });
    world.coupang.faults.push(new MadeUpFailure('reading'), new MadeUpFailure('reading'));
    expect(await world.poll()).toMatchObject({ result: 'failed', readings: 2, code: 'MADE_UP' });
  });

  /** Each list that `fails` picks fails, as often as it is read. Returns the lists of the last poll. */
  const breakLists = (
    world: World,
    fails: (list: { isRecent: boolean; firstDate: string; status: string }) => boolean,
  ): string[] => {
    const requests: string[] = [];
    const { read } = world.coupang.source;
    world.coupang.source.read = async (window, status, stopAt, repairs) => {
      const { firstDate } = window;
      requests.push(`${firstDate}/${status}`);
      if (fails({ isRecent: world.coupang.isRecent(window), firstDate, status }))
        world.coupang.faults.push(new MadeUpFailure('reading'));
      return read(window, status, stopAt, repairs);
    };
    return requests;
  };

  test('older windows that cannot be read block no look-up', async () => {
    const world = createWorld();
    const id = world.coupang.handOver();
    await world.poll();
    world.coupang.answer(id);
    breakLists(world, ({ isRecent }) => !isRecent);
    expect(await world.pollAfter(16 * MINUTE_MS)).toMatchObject({
      result: 'swept',
      closed: 1,
      held: [{ calls: 'older/call-center' }],
    });
    expect(world.ticketOf(id).facts.outcome).toBe('answered');
  });

  test('a single status that cannot be read causes no loop: its second older window stops the older windows', async () => {
    const world = createWorld();
    const requestedLists = breakLists(world, ({ status }) => status === 'TRANSFER');
    expect(await world.poll()).toMatchObject({ result: 'failed', readings: 6 });
    expect(requestedLists.filter((list) => list.endsWith('TRANSFER'))).toHaveLength(3);
  });

  test('a single older window that cannot be read hides those before it for a few polls at most', async () => {
    const world = createWorld();
    const id = world.coupang.handOver({ ageDays: 60 });
    const requestedLists = breakLists(
      world,
      ({ isRecent, firstDate }) => !isRecent && firstDate > '2026-11-07',
    );
    await world.poll();
    expect(requestedLists).toHaveLength(4);
    for (let minute = 0; minute < 5; minute += 1) await world.pollAfter(MINUTE_MS);
    expect(world.ticketOf(id).facts.state).toBe('open');
  });

  test('logs for each reading what it could not read, and why', async () => {
    const lines: unknown[] = [];
    const note = (message: string, fields?: unknown): void => void lines.push([message, fields]);
    const world = createWorld({ log: { info: note, warn: note, error: note } });
    const { read } = world.coupang.source;
    const unusable = { hash: 'made-up', problem: 'inquiryId: is missing' };
    const incomplete = { complete: false, incompleteBecause: 'page 2 had no data' };
    const more = [incomplete, { unusable: [unusable], droppedFields: ['orderId: is no text'] }];
    world.coupang.source.read = async (...about) => {
      const answer = await read(...about);
      return answer.failure ? answer : { reading: { ...answer.reading, ...more.shift() } };
    };
    world.coupang.faults.push(new MadeUpFailure('reading'));
    expect(await world.poll()).toMatchObject({ unusable: 1 });
    const [recent, older] = [
      { vendorId: VENDOR.vendorId, window: '2026-11-18', status: 'TRANSFER' },
      { vendorId: VENDOR.vendorId, window: expect.any(String), status: 'NO_ANSWER' },
    ];
    expect(lines).toEqual([
      ['made-up failure of reach reading', { ...recent, status: 'NO_ANSWER', code: 'MADE_UP' }],
      ['reading was not complete', { ...recent, incompleteBecause: 'page 2 had no data' }],
      ['reading was not complete', { ...older, incompleteBecause: '1 of 1 rows are unusable' }],
      ['item without a readable inquiryId', { ...older, ...unusable }],
      ['fields that could not be read were left out', { ...older, droppedFields: ['orderId: is no text'] }],
    ]);
  });

  test('R5: a poll reads no older window in the 15 seconds before the next one, and the next one reads the rest', async () => {
    const world = createWorld();
    world.coupang.handOver({ ageDays: 30 });
    const { source } = world.coupang;
    const read = source.read;
    source.read = async (...args) => {
      const answer = await read(...args);
      world.advance(5_000);
      return answer;
    };
    expect(await world.poll()).toMatchObject({ result: 'swept', readings: 9, opened: 1 });
    expect(await world.pollAfter(MINUTE_MS)).toMatchObject({ readings: 9 });
  });
});
