import { describe, expect, test } from '@jest/globals';
import { membersOf } from '../../../../lib/domain/notice/notice-facts.ts';
import { NEW_VENDOR_STATE } from '../../../../lib/domain/reading/vendor-state.ts';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import type { TicketKey } from '../../../../lib/domain/ticket/ticket.ts';
import { listAtOpening } from '../../../../lib/workflows/sla/list-at-opening.ts';
import { trackAll } from '../../../../lib/workflows/sla/track-sla.ts';
import type { TrackSlaSettings } from '../../../../lib/workflows/sla/track-sla-run.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import { makePolicy, makeWeekdays } from '../../../fixtures/domain/make-ladder.ts';
import { makeClosedTicket, makeTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../fixtures/domain/made-up.ts';
import { TRACK_SETTINGS, VENDOR, type World, createWorld } from '../../../simulation/create-world.ts';
import type { Calendar } from '../../../../lib/domain/time/calendar.ts';

const names = (world: World): string[] =>
  world.slack.messages.map(({ name }) => name.split('/').slice(0, 2).join('/'));
const reached = (world: World, id: string): string[] =>
  world.ticketOf(id).facts.steps.map(({ name, passed }) => (passed ? `${name} passed` : name));

/** Minute by minute, with a drain in each. Polls run often enough to prevent blindness. */
const live = async (world: World, ms: number): Promise<void> => {
  for (const end = world.now() + ms; world.now() < end; world.advance(MINUTE)) {
    if (Math.floor(world.now() / MINUTE) % 4 === 0) await world.poll();
    await world.trackSla();
    await world.drain();
  }
};

/** Tuesday 12:00 in Seoul, a ticket whose card is shown. */
const withTicket = async (
  options: { requestAgeMs?: number; settings?: Partial<TrackSlaSettings> } = {},
): Promise<{ world: World; id: string }> => {
  const world = createWorld({ trackSettings: { ...TRACK_SETTINGS, ...options.settings } });
  const id = world.coupang.handOver({ requestAgeMs: options.requestAgeMs ?? 0 });
  await world.poll();
  await world.drain();
  return { world, id };
};

describe('a ladder that is checked each minute', () => {
  test('S2, R23: announces each step once in the thread, early rather than late', async () => {
    const { world, id } = await withTicket({ requestAgeMs: 20 * HOUR });
    const { dueAt } = world.ticketOf(id).facts;
    await live(world, 4 * HOUR + 12 * MINUTE);
    expect(names(world)).toEqual(['card', 'step/3h', 'step/1h', 'step/overdue']);
    const [card, three, oneHour, overdue] = world.slack.messages;
    for (const [message, at] of [
      [three, dueAt - 3 * HOUR],
      [oneHour, dueAt - HOUR],
    ] as const) {
      expect(message?.postedAt).toBeLessThanOrEqual(at);
      expect(message?.postedAt).toBeGreaterThanOrEqual(at - MINUTE - 15 * SECOND);
      expect(message?.threadTs).toBe(card?.ts);
    }
    expect(overdue?.postedAt).toBeGreaterThanOrEqual(dueAt + 10 * MINUTE);
    expect(overdue?.postedAt).toBeLessThan(dueAt + 12 * MINUTE);
  });
});

describe('a run of track-sla', () => {
  test('R2: a step that was written but not published is sent with the next run', async () => {
    const { world, id } = await withTicket();
    world.advance(23 * HOUR);
    // The bus accepts nothing from any part of the run.
    world.bus.failEntries.push(true, true, true);
    await world.trackSla();
    expect(world.bus.failEntries).toEqual([]);
    expect(world.bus.published.map(({ type }) => type)).not.toContain('TicketWarned');
    expect(reached(world, id)).toEqual(['3h passed', '1h']);
    world.advance(MINUTE);
    await world.trackSla();
    expect(world.bus.published.map(({ type }) => type)).toContain('TicketWarned');
  });

  test('R3, R22: fires a step that is due while an edit of the ticket waits', async () => {
    const { world, id } = await withTicket({ requestAgeMs: 20 * HOUR + 55 * MINUTE });
    await live(world, 2 * MINUTE);
    const now = world.now();
    const edit = { at: now + 15 * MINUTE, version: 1, since: now, times: 4, reason: 'made_up_word' };
    world.store.put(withFields(world.ticketOf(id), { shownVersion: 0, retries: { edit }, attentionAt: now }));
    await world.trackSla();
    expect(reached(world, id)).toEqual([]);
    world.advance(3 * MINUTE);
    await world.trackSla();
    expect(reached(world, id)).toEqual(['3h']);
  });

  test('makes that check after everything else, so that a run which it fills still wakes and announces blindness', async () => {
    const { world } = await withTicket();
    world.coupang.handOver();
    await world.poll();
    await world.trackSla();
    world.bus.wakeUps.length = 0;
    let isOver = false;
    const { ticket } = world.store.reader;
    const reader = {
      ...world.store.reader,
      ticket: (key: Parameters<typeof ticket>[0]) => {
        isOver = true;
        return ticket(key);
      },
    };
    const deployed = { ...world.trackServices, reader, known: new Set<string>(), timeIsUp: () => isOver };
    const { tally } = await trackAll([{ vendor: VENDOR, settings: TRACK_SETTINGS }], deployed);
    expect(isOver).toBe(true);
    expect(tally).toMatchObject({ woken: 1, unfinished: 0 });
  });

  test('S2: warns of no past deadline if the machine sleeps during a run', async () => {
    const { world, id } = await withTicket();
    world.advance(23 * HOUR);
    const { ticket } = world.store.reader;
    world.store.reader.ticket = async (key) => {
      world.store.reader.ticket = ticket;
      world.advance(2 * HOUR);
      return ticket(key);
    };
    await world.trackSla();
    expect(reached(world, id)).toEqual([]);
    await world.trackSla();
    await world.poll();
    await world.trackSla();
    expect(reached(world, id)).toEqual(['overdue']);
  });

  test('R23: delays no other warning for a publication that cannot be stored', async () => {
    const { world, id } = await withTicket();
    await world.trackSla();
    const ticket = world.ticketOf(id);
    for (let count = 0; count < 24; count += 1)
      world.store.put(withFields(ticket, { inquiryId: `2${count}` }));
    world.advance(21 * HOUR);
    const { notePublished } = world.store.writer;
    world.store.writer.notePublished = async () => {
      world.store.writer.notePublished = notePublished;
      throw new StoreError('throttled', 'made up');
    };
    expect(await world.trackSla()).toMatchObject({ warned: 25, failed: 1 });
    expect(world.tickets().filter(({ facts }) => facts.steps.length === 0)).toEqual([]);
  });

  test('writes other ladders beside a failed write, which is tried again', async () => {
    const { world, id: good } = await withTicket();
    const bad = world.coupang.handOver();
    await world.poll();
    await world.drain();
    const { change } = world.store.writer;
    let fails = true;
    world.store.writer.change = async (before, facts, event, at) => {
      if (fails && before.key.inquiryId === bad) throw new ConcurrentWrite('made-up contention', 1);
      return change(before, facts, event, at);
    };
    world.advance(23 * HOUR);
    expect(await world.trackSla()).toMatchObject({ warned: 1, failed: 1 });
    expect(reached(world, good)).toEqual(['3h passed', '1h']);
    fails = false;
    world.advance(MINUTE);
    await world.trackSla();
    expect(reached(world, bad)).toEqual(['3h passed', '1h']);
  });

  test('S2: has sent its warnings to the bus before an unexpected error or the end of its time stops it', async () => {
    const { world } = await withTicket();
    for (let count = 0; count < 30; count += 1) world.coupang.handOver();
    await world.poll();
    await world.drain();
    world.advance(23 * HOUR);
    const warnedOf = (): number => world.bus.published.filter(({ type }) => type === 'TicketWarned').length;
    let reads = 0;
    const { ticket } = world.store.reader;
    world.store.reader.ticket = async (key) => {
      reads += 1;
      if (reads === 20) throw new Error('made-up defect');
      return ticket(key);
    };
    await expect(world.trackSla()).rejects.toThrow('made-up defect');
    expect(warnedOf()).toBe(30);
    const [firstTicket] = world.tickets();
    if (firstTicket) world.store.put(withFields(firstTicket, { steps: [], attentionAt: world.now() }));
    const ends = { ...world.trackServices, timeIsUp: () => true };
    const { tally } = await trackAll([{ vendor: VENDOR, settings: TRACK_SETTINGS }], ends);
    expect(tally).toMatchObject({ warned: 0, settled: 0, unfinished: 1 });
  });

  test('R10: announces a provisional ticket after five minutes, which counts as no warning', async () => {
    const world = createWorld();
    const id = world.coupang.listUnasked();
    await world.poll();
    world.advance(6 * MINUTE);
    expect(await world.trackSla()).toMatchObject({ warned: 0 });
    expect(world.bus.published.map(({ type }) => type)).toContain('TicketOpened');
    expect(world.ticketOf(id).facts.announcement).toBe('card');
  });

  test("D7: handles all vendors' warnings before any other work", async () => {
    const { world, id } = await withTicket();
    const other = { ...VENDOR, vendorId: 'A00099999' };
    const { store } = world;
    const ticket = world.ticketOf(id);
    store.put(withFields(ticket, { vendorId: other.vendorId, shownVersion: 0 }));
    await store.states.takeLease(other, { token: 'poll', now: world.now(), until: world.now() });
    await store.states.releaseLease(other, 'poll', NEW_VENDOR_STATE);
    world.advance(23 * HOUR);
    const each = [VENDOR, other].map((vendor) => ({ vendor, settings: TRACK_SETTINGS }));
    const before = world.bus.published.length;
    await trackAll(each, world.trackServices);
    expect(world.bus.published.slice(before, before + 2).map(({ type }) => type)).toEqual([
      'TicketWarned',
      'TicketWarned',
    ]);
  });

  test('checks again each minute in a new process until every ladder is settled in its present form', async () => {
    const { world, id } = await withTicket({ requestAgeMs: 17 * HOUR });
    await live(world, 3 * MINUTE);
    const settings = { ...TRACK_SETTINGS, ladder: makePolicy({ steps: ['6h', '3h', '1h'] }) };
    const deployed = { ...world.trackServices, known: new Set<string>() };
    const { settle } = world.store.writer;
    // A drain wrote its result in between.
    world.store.writer.settle = async () => false;
    const held = world.ticketOf(id).ladder.nextStepAt;
    await trackAll([{ vendor: VENDOR, settings }], deployed);
    expect(world.ticketOf(id).ladder.nextStepAt).toBe(held);
    world.store.writer.settle = settle;
    world.advance(MINUTE);
    await trackAll([{ vendor: VENDOR, settings }], deployed);
    expect(world.ticketOf(id).ladder.nextStepAt).toBe((held ?? 0) - 3 * HOUR);
  });

  test('R1: does not change a ticket that ends between check and write', async () => {
    const { world, id } = await withTicket();
    world.advance(23 * HOUR);
    const { change } = world.store.writer;
    world.store.writer.change = async (before, facts, event, at) => {
      world.store.writer.change = change;
      world.coupang.answer(id);
      await world.poll();
      return change(before, facts, event, at);
    };
    await world.trackSla();
    expect(world.ticketOf(id)).toMatchObject({ facts: { state: 'closed', steps: [] } });
  });
});

/** Open from 9 to 18 o'clock on weekdays, with a lunch break. */
const HOURS = {
  calendar: makeWeekdays(['09:00-12:00', '13:00-18:00']),
  ladder: makePolicy(),
};

describe('the last shift (S4)', () => {
  /** Asked from 09:20 on, seen at noon, due a little after nine the next day. */
  const withThree = async (effect?: Parameters<typeof createWorld>[0]) => {
    const world = createWorld({ ...effect, trackSettings: { ...TRACK_SETTINGS, ...HOURS } });
    const ids = [160, 150, 140].map((minutes) => world.coupang.handOver({ requestAgeMs: minutes * MINUTE }));
    await world.poll();
    await world.drain();
    return { world, ids };
  };
  const listMessages = (world: World) =>
    world.slack.messages.filter(({ deliverable }) => deliverable.includes('/last-shift/'));
  const lists = (world: World) => world.notices().filter(({ facts }) => facts.about === 'last-shift');
  const at = (hours: number, minutes = 0): number =>
    Date.parse('2026-11-24T00:00:00+09:00') + hours * HOUR + minutes * MINUTE;

  test('R23, R24: announces several tickets in one message an hour before it ends', async () => {
    const { world, ids } = await withThree();
    await live(world, at(18) - world.now());
    expect(lists(world)).toHaveLength(1);
    const [list] = lists(world);
    expect(list?.facts).toMatchObject({ endsAt: at(18), nextShiftAt: at(33) });
    const posted = listMessages(world);
    expect(posted).toHaveLength(1);
    expect(posted[0]?.members).toHaveLength(3);
    expect(posted[0]?.postedAt).toBeLessThanOrEqual(at(17));
    expect(posted[0]?.postedAt).toBeGreaterThan(at(17) - 2 * MINUTE);
    for (const id of ids) expect(reached(world, id)).toEqual(['last-shift']);
    expect(names(world).filter((name) => name.startsWith('step/'))).toEqual([]);
  });

  test('R18: publishes its list and the nearer steps with one wake-up, each ticket in one write', async () => {
    const { world, ids } = await withThree();
    const soon = world.coupang.handOver({ requestAgeMs: 17 * HOUR + 50 * MINUTE });
    await world.poll();
    await world.drain();
    world.advance(at(17, 15) - world.now());
    const before = world.ticketOf(soon).outbox.version;
    world.bus.wakeUps.length = 0;
    await world.trackSla();
    expect(world.ticketOf(soon).outbox.version).toBe(before + 1);
    expect(reached(world, soon)).toEqual(['3h passed', 'last-shift', '1h']);
    const [first] = world.bus.wakeUps;
    expect(first?.deliverables).toHaveLength(ids.length + 2);
    expect(first?.deliverables).toContainEqual(expect.objectContaining({ notice: `last-shift/${at(18)}` }));
    await world.drain();
    expect(listMessages(world)).toHaveLength(1);
    expect(names(world).filter((name) => name.startsWith('step/'))).toEqual(['step/1h']);
  });

  test('R24: leaves out tickets that are done at sending, and is not sent without any', async () => {
    const { world, ids } = await withThree();
    world.advance(at(17) - world.now());
    await world.trackSla();
    for (const id of ids) world.coupang.answer(id);
    world.advance(SECOND);
    await world.poll();
    await world.drain();
    expect(listMessages(world)).toEqual([]);
  });

  test('R24: a crash after the list was written repeats nothing: the list announces its tickets', async () => {
    const { world, ids } = await withThree();
    const { change } = world.store.writer;
    world.store.writer.change = async () => {
      throw new Error('made-up crash');
    };
    world.advance(at(17) - world.now());
    await expect(world.trackSla()).rejects.toThrow('made-up crash');
    world.store.writer.change = change;
    await live(world, HOUR);
    expect(lists(world)).toHaveLength(1);
    expect(listMessages(world)).toHaveLength(1);
    expect(names(world).filter((name) => name.startsWith('step/'))).toEqual([]);
    for (const id of ids) expect(reached(world, id)).toEqual(['last-shift']);
  });

  test('keeps the other steps of its tickets if its list cannot be written', async () => {
    const { world } = await withThree();
    const soon = world.coupang.handOver({ requestAgeMs: 17 * HOUR + 50 * MINUTE });
    await world.poll();
    await world.drain();
    const { create } = world.store.noticeStore;
    world.store.noticeStore.create = async (notice) => {
      if (notice.facts.about === 'last-shift') throw new ConcurrentWrite('made-up contention', 1);
      return create(notice);
    };
    world.advance(at(17, 15) - world.now());
    await world.trackSla();
    // Due at 18:10, after this shift: both its 1h and its last shift are due.
    expect(reached(world, soon)).toEqual(['3h passed', '1h']);
  });

  test('R23: gives a line in its own thread to a ticket that comes after the list', async () => {
    const { world } = await withThree();
    await live(world, at(17, 10) - world.now());
    const late = world.coupang.handOver({ requestAgeMs: 7 * HOUR });
    await world.poll();
    await live(world, 3 * MINUTE);
    expect(lists(world)).toHaveLength(1);
    const lines = world.slack.messages.filter(({ name }) => name.startsWith('step/last-shift/'));
    expect(lines).toHaveLength(1);
    expect(world.ticketOf(late).facts.steps).toMatchObject([{ name: 'last-shift', tells: 'team' }]);
  });
});

test('R23: many warnings that are due at once are sent soonest first, ten a request', async () => {
  const world = createWorld();
  const now = world.now();
  for (let number = 25; number > 0; number -= 1) {
    const dueAt = now + number * MINUTE;
    const times = { askedAt: dueAt - 24 * HOUR, openedAt: dueAt - 24 * HOUR, dueAt, attentionAt: now };
    world.store.put(makeTicket({ inquiryId: `${number}`, ...times, changedAt: now - HOUR }));
  }
  await world.store.states.takeLease(VENDOR, { token: 'made-up', now: 0, until: 1 });
  await world.store.states.releaseLease(VENDOR, 'made-up', NEW_VENDOR_STATE);
  const publishedIds: string[][] = [];
  const { publish } = world.trackServices.publisher;
  const { ticket } = world.trackServices.reader;
  let looks = 0;
  const publisher: typeof world.trackServices.publisher = {
    ...world.trackServices.publisher,
    publish: (events) => {
      const ids = events.map(({ deliverable }) => ('inquiryId' in deliverable ? deliverable.inquiryId : ''));
      if (ids.length > 0) publishedIds.push([`${looks} looks`, ...ids]);
      return publish(events);
    },
  };
  const reader = {
    ...world.trackServices.reader,
    ticket: (key: Parameters<typeof ticket>[0]) => {
      looks += 1;
      return ticket(key);
    },
  };
  await trackAll([{ vendor: VENDOR, settings: TRACK_SETTINGS }], {
    ...world.trackServices,
    reader,
    publisher,
  });
  const numbers = Array.from({ length: 25 }, (_, index) => `${index + 1}`);
  expect(publishedIds).toEqual([
    ['25 looks', ...numbers.slice(0, 10)],
    ['25 looks', ...numbers.slice(10, 20)],
    ['25 looks', ...numbers.slice(20)],
  ]);
});

const OPENING = Date.parse('2026-11-24T09:00:00+09:00');
const CALENDAR = makeWeekdays(['09:00-18:00']);
const stepAt = (at: number, deadline: number) => ({ name: '3h', deadline, at, tells: 'nobody' }) as const;

const servicesOf = ({ trackServices }: World) => ({ ...trackServices, known: new Set<string>() });
const vendorWith = (calendar: Calendar) => ({ vendor: VENDOR, settings: { ...TRACK_SETTINGS, calendar } });
const listIn = async (world: World, calendar: Calendar = CALENDAR, services = servicesOf(world)) => {
  const { tickets } = await world.store.reader.attention(VENDOR);
  return listAtOpening(vendorWith(calendar), tickets, OPENING + MINUTE, services);
};

test('C4: the list of the very first shift names the events of the day before it', async () => {
  const world = createWorld();
  for (const hoursBefore of [1, 23, 24, 25]) {
    const deadline = OPENING + 90 * HOUR;
    const steps = [stepAt(OPENING - hoursBefore * HOUR, deadline)];
    world.store.put(
      makeTicket({ inquiryId: `${hoursBefore}`, dueAt: deadline, steps, attentionAt: OPENING }),
    );
  }
  const list = await listIn(world, { ...CALENDAR, previousShift: () => undefined });
  expect(list?.facts).toMatchObject({
    since: OPENING - 24 * HOUR,
    until: OPENING,
    members: [{ inquiryId: '1' }, { inquiryId: '23' }, { inquiryId: '24' }],
  });
});

describe('C4: the list at opening', () => {
  const OPEN = { late: '401', soon: '402', listed: '403', yesterday: '404' };
  const ENDED = { late: '501', soon: '502', byCoupang: '503' };
  const warned = (inquiryId: string, dueInMs: number, at: number) => {
    const dueAt = OPENING + dueInMs;
    return { inquiryId, dueAt, steps: [stepAt(at, dueAt)] };
  };
  const putOpen = (world: World, inquiryId: string, dueInMs: number, at = OPENING - HOUR) =>
    world.store.put(makeTicket({ ...warned(inquiryId, dueInMs, at), changedAt: at, attentionAt: OPENING }));
  const putEnded = (world: World, inquiryId: string, dueInMs: number, at = OPENING - HOUR) =>
    world.store.put(makeClosedTicket({ ...warned(inquiryId, dueInMs, at), closedAt: OPENING - MINUTE }));

  test('names open tickets before ended tickets, each by its deadline', async () => {
    const world = createWorld();
    putEnded(world, ENDED.late, 2 * HOUR);
    putEnded(world, ENDED.soon, HOUR);
    putOpen(world, OPEN.late, 4 * HOUR);
    putOpen(world, OPEN.soon, 3 * HOUR);
    const list = await listIn(world);
    expect(list?.facts).toMatchObject({
      members: [OPEN.soon, OPEN.late, ENDED.soon, ENDED.late].map((inquiryId) => ({ inquiryId })),
    });
    expect(list?.facts).not.toHaveProperty('more');
  });

  test('only counts tickets that are open a day after their deadline', async () => {
    const world = createWorld();
    putOpen(world, OPEN.listed, -DAY);
    putEnded(world, ENDED.byCoupang, -DAY);
    putOpen(world, OPEN.yesterday, -DAY + 2 * MINUTE);
    const list = await listIn(world);
    expect(list?.facts).toMatchObject({
      members: [OPEN.yesterday, ENDED.byCoupang].map((inquiryId) => ({ inquiryId })),
      more: 1,
    });
  });

  test('names the open tickets first and counts the others if there are more than fit', async () => {
    const world = createWorld();
    putOpen(world, OPEN.soon, 90 * HOUR);
    for (let count = 1; count <= 305; count += 1) putEnded(world, `${count}`, HOUR);
    const list = await listIn(world);
    expect(list?.facts).toMatchObject({ more: 6 });
    const members = list ? (membersOf(list.facts) ?? []) : [];
    expect(members).toHaveLength(300);
    expect(members[0]).toMatchObject({ inquiryId: OPEN.soon });
  });

  test('reads only what has changed since the end of the shift before', async () => {
    const world = createWorld();
    const services = servicesOf(world);
    const read: string[] = [];
    const ticket = async ({ inquiryId }: TicketKey) => void read.push(inquiryId);
    services.reader = { ...services.reader, ticket };
    const shiftEnd = OPENING - 15 * HOUR;
    for (const [inquiryId, changedAt] of Object.entries({ 1: shiftEnd - 1, 2: shiftEnd, 3: OPENING - HOUR }))
      world.store.put(makeTicket({ inquiryId, changedAt, attentionAt: OPENING }));
    await listIn(world, CALENDAR, services);
    expect(read).toEqual(['2', '3']);
  });

  test('names no ticket that was warned of before the night, open or ended', async () => {
    const world = createWorld();
    putEnded(world, ENDED.soon, HOUR, OPENING - 4 * DAY);
    putOpen(world, OPEN.soon, HOUR, OPENING - 4 * DAY);
    expect((await listIn(world))?.facts).toMatchObject({ members: [] });
  });

  test('is created once by each process, and not again where it exists', async () => {
    const world = createWorld();
    putOpen(world, OPEN.soon, HOUR);
    await listIn(world);
    const services = servicesOf(world);
    const reads: string[] = [];
    const { read } = services.notices;
    const { closed } = services.reader;
    services.notices = { ...services.notices, read: (key) => (reads.push('notice'), read(key)) };
    services.reader = { ...services.reader, closed: (...about) => (reads.push('index'), closed(...about)) };
    expect(await listIn(world, CALENDAR, services)).toBeUndefined();
    expect(await listIn(world, CALENDAR, services)).toBeUndefined();
    expect(reads).toEqual(['notice']);
  });

  test('covers the hours alone', async () => {
    const world = createWorld();
    putOpen(world, OPEN.soon, HOUR);
    const services = servicesOf(world);
    const tracked = vendorWith(CALENDAR);
    const always = { vendor: VENDOR, settings: TRACK_SETTINGS };
    expect(await listAtOpening(tracked, [], OPENING - 1, services)).toBeUndefined();
    expect(await listAtOpening(always, [], OPENING, services)).toBeUndefined();
    expect(await listAtOpening(tracked, [], OPENING, services)).toBeDefined();
  });
});
