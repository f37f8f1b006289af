import { describe, expect, test } from '@jest/globals';
import { SOURCE_NAMES } from '../../../../lib/domain/sources.ts';
import type { ListFacts } from '../../../../lib/domain/notice/notice-facts.ts';
import { REQUESTS_AT_ONCE } from '../../../../lib/workflows/outbox/for-each-settled.ts';
import { reportAll } from '../../../../lib/workflows/reports/report.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import { makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { makeClosedTicket, makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { VENDOR, silent } from '../../../simulation/create-world.ts';
import type { Effect } from '../../../simulation/effect.ts';
import { REPORT_SETTINGS, createReportingWorld, seoul } from './reporting-world.ts';
import { makeCalendar } from '../../../fixtures/domain/make-ladder.ts';

/** 2026-11-25 is a Wednesday. */
const CLOSING = seoul('2026-11-25 18:00');
const TUESDAY = seoul('2026-11-24 00:00');
const MONDAY = seoul('2026-11-23 00:00');
const HAND_OVER = `hand-over/${CLOSING}` as const;

/** As after Tuesday's daily report and the last weekly one, which were sent long ago. */
const before = async (text: string, options: Parameters<typeof createReportingWorld>[0] = {}) => {
  const world = createReportingWorld(options);
  world.setClock(text);
  await world.keep();
  const facts: ListFacts = { about: 'list', of: 'new', members: [], by: 0 };
  for (const name of [`daily/${TUESDAY}`, `weekly/${MONDAY - 7 * DAY}`] as const)
    world.store.put(makeNotice(name, facts, { shownVersion: 1 }));
  return world;
};

test('S7: no day before the first poll is reported, even if track-sla watched the vendor already', async () => {
  const world = createReportingWorld();
  world.setClock('2026-11-25 10:00');
  const watchedSince = seoul('2026-11-23 09:00');
  await world.keep({ watchedSince, firstPollAt: seoul('2026-11-25 08:00') });
  expect(await world.report()).toEqual({ written: 0, textsRemoved: 0 });
  await world.keep({ watchedSince, firstPollAt: seoul('2026-11-24 23:00') });
  expect(await world.report()).toEqual({ written: 1, textsRemoved: 0 });
});

test('R27: a hand-over at midnight does not repeat the report of a day', async () => {
  const hours = ['15:00-24:00'];
  const week = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours };
  const calendar = makeCalendar(week);
  const world = createReportingWorld();
  world.setClock('2026-11-25 23:55');
  await world.keep();
  await world.report({ calendar });
  const namesBefore = world.names();
  expect(world.notices().some(({ facts }) => facts.about === 'daily' && facts.handOver)).toBe(true);
  world.setClock('2026-11-26 00:00');
  await world.report({ calendar });
  expect(world.names()).toEqual(namesBefore);
});

describe('the acts of each person in the report of a day (A6)', () => {
  const ON_TUESDAY = TUESDAY + 10 * HOUR;
  const deed = (by: string, at = ON_TUESDAY) => ({
    history: [{ name: 'act-2' as const, at, deed: { did: 'claimed' as const, press: by, by } }],
  });
  const withTickets = async () => {
    const world = createReportingWorld();
    world.setClock('2026-11-25 10:00');
    await world.keep();
    const { store } = world;
    const now = world.now();
    store.put(makeTicket({ inquiryId: '1', attentionAt: now, changedAt: now, ...deed('U0OPEN') }));
    store.put(makeClosedTicket({ inquiryId: '2', closedAt: ON_TUESDAY + HOUR, ...deed('U0CLOSED') }));
    store.put(makeClosedTicket({ inquiryId: '3', closedAt: now, ...deed('U0LATER', now - HOUR) }));
    store.put(
      makeClosedTicket({ inquiryId: '4', closedAt: TUESDAY - 1, ...deed('U0EARLIER', TUESDAY - HOUR) }),
    );
    store.put(makeTicket({ inquiryId: '5', attentionAt: now, changedAt: TUESDAY - 1 }));
    world.calls.length = 0;
    return world;
  };
  const readsOf = (calls: readonly string[]) => calls.filter((name) => name === 'store.ticket').length;

  test('come from open and closed tickets, and only tickets that changed since are read', async () => {
    const world = await withTickets();
    await world.report({ countsActs: true });
    expect(world.factsOf(`daily/${TUESDAY}`)).toMatchObject({
      acts: [
        { by: 'U0CLOSED', claimed: 1 },
        { by: 'U0OPEN', claimed: 1 },
      ],
    });
    expect(world.factsOf(`weekly/${MONDAY - 7 * DAY}`)).not.toHaveProperty('acts');
    expect(readsOf(world.calls)).toBe(3);
  });

  test('are not counted unless the vendor wants them, and no ticket is read', async () => {
    const world = await withTickets();
    await world.report();
    expect(world.factsOf(`daily/${TUESDAY}`)).not.toHaveProperty('acts');
    expect(readsOf(world.calls)).toBe(0);
  });
});

describe('a hand-over and a day’s report that fall together (R27)', () => {
  const DAILY = `daily/${TUESDAY}` as const;
  /** Nothing ran on Wednesday until after the shift: the report of Tuesday is missing, too. */
  const offAllDay = async (text: string) => {
    const world = createReportingWorld();
    world.setClock(text);
    await world.keep();
    const facts: ListFacts = { about: 'list', of: 'new', members: [], by: 0 };
    world.store.put(makeNotice(`weekly/${MONDAY - 7 * DAY}`, facts, { shownVersion: 1 }));
    world.store.put(makeTicket({ inquiryId: '7', dueAt: CLOSING + 2 * HOUR, attentionAt: 0 }));
    return world;
  };

  test('are a single message that lists each ticket once', async () => {
    const world = await offAllDay('2026-11-25 18:30');
    expect(await world.report()).toEqual({ written: 1, textsRemoved: 0 });
    expect(world.names()).not.toContain(HAND_OVER);
    expect(world.factsOf(DAILY)).toMatchObject({
      handOver: { endsAt: CLOSING, dueSoon: { count: 1 } },
      dueBeforeNextShift: { count: 0, lines: [] },
    });
  });

  test('are written once, by any process, until the next shift begins', async () => {
    const world = await offAllDay('2026-11-25 18:30');
    await world.report();
    for (const text of ['2026-11-25 18:35', '2026-11-25 23:59', '2026-11-26 00:10', '2026-11-26 08:50']) {
      world.setClock(text);
      expect(await world.report()).toEqual({ written: 0, textsRemoved: 0 });
      world.startAnew();
      expect(await world.report()).toEqual({ written: 0, textsRemoved: 0 });
    }
    world.setClock('2026-11-26 17:58');
    expect(await world.report()).toMatchObject({ written: 1 });
  });

  test('are two messages if the day’s report was sent before', async () => {
    const world = await offAllDay('2026-11-25 10:00');
    await world.report();
    world.setClock('2026-11-25 17:58');
    expect(await world.report()).toEqual({ written: 1, textsRemoved: 0 });
    expect(world.names()).toContain(HAND_OVER);
    expect(world.factsOf(DAILY)).not.toHaveProperty('handOver');
  });
});

describe('a report that is due (S7)', () => {
  test('is written one interval and fifteen seconds before its shift ends, and published', async () => {
    const world = await before('2026-11-25 17:54:44.999');
    expect(await world.report()).toEqual({ written: 0, textsRemoved: 0 });
    world.advance(1);
    expect(await world.report()).toEqual({ written: 1, textsRemoved: 0 });
    expect(world.factsOf(HAND_OVER)).toMatchObject({ about: 'hand-over', endsAt: CLOSING });
    expect(world.bus.published).toMatchObject([
      { type: 'NoticeChanged', deliverable: { ...VENDOR, notice: HAND_OVER }, version: 1 },
    ]);
    const [notice] = world.notices().filter(({ key: { notice: name } }) => name === HAND_OVER);
    expect(notice).toMatchObject({ outbox: { version: 1, publishedVersion: 1, events: {} } });
    await world.drain();
    expect(world.messagesOf({ ...VENDOR, notice: HAND_OVER })).toHaveLength(1);
  });

  test('is written once, however often it is checked', async () => {
    const world = await before('2026-11-25 17:58');
    await world.report();
    world.advance(5 * MINUTE);
    expect(await world.report()).toEqual({ written: 0, textsRemoved: 0 });
    world.startAnew();
    expect(await world.report()).toEqual({ written: 0, textsRemoved: 0 });
    expect(world.names().filter((name) => name === HAND_OVER)).toHaveLength(1);
    expect(world.bus.published).toHaveLength(1);
  });

  test('is written once by two runs at the same time', async () => {
    const world = await before('2026-11-25 17:58');
    const first = world.report();
    world.startAnew();
    const tallies = await Promise.all([first, world.report()]);
    expect(tallies.map(({ written }) => written).toSorted((a, b) => a - b)).toEqual([0, 1]);
    expect(world.bus.published).toHaveLength(1);
  });

  test('R17: says that requests which nobody saw in a blind time are not counted', async () => {
    const world = await before('2026-11-26 09:00');
    const blindTimes = [{ since: seoul('2026-11-25 10:00'), until: seoul('2026-11-25 10:20') }];
    await world.keep({ blindTimes });
    await world.report();
    const expected = { unseen: { 'call-center': true }, unseenInShare: true };
    expect(world.factsOf(`daily/${seoul('2026-11-25 00:00')}`)).toMatchObject(expected);
  });

  test('names the year without known holidays, as of then', async () => {
    const world = await before('2026-11-26 09:00');
    await world.report({ holidaysUnknown: (now) => (now === world.now() ? 2027 : 1) });
    expect(world.factsOf(`daily/${seoul('2026-11-25 00:00')}`)).toMatchObject({ holidaysUnknown: 2027 });
  });
});

test('S7: the day of its first watch is the first of a vendor that was never polled', async () => {
  const world = createReportingWorld();
  world.setClock('2026-11-26 09:00');
  await world.store.states.noteTracked(VENDOR, { watchedSince: seoul('2026-11-25 14:00') });
  await world.report();
  expect(world.names()).toEqual([`daily/${seoul('2026-11-25 00:00')}`]);
});

describe('a vendor that was switched off', () => {
  test('has no more reports, but its texts are removed', async () => {
    const world = await before('2026-11-25 17:58');
    world.store.put(makeClosedTicket({ closedAt: world.now() - 31 * DAY }));
    expect(await world.report({ isUnpolled: true })).toEqual({ written: 0, textsRemoved: 1 });
    expect(world.names()).not.toContain(HAND_OVER);
    expect(world.tickets().map(({ facts: { text } }) => text)).toEqual(['']);
  });
});

describe('the requests of a run', () => {
  test('are the vendor’s state and the list of vendors, if nothing is due', async () => {
    const world = await before('2026-11-25 17:58');
    expect(await world.report()).toMatchObject({ written: 1 });
    world.calls.length = 0;
    world.advance(5 * MINUTE);
    await reportAll([{ vendor: VENDOR, settings: REPORT_SETTINGS }], world.services());
    expect(world.calls).toEqual(['store.readState', 'store.vendors']);
  });

  test("are each index once for a Monday's reports, and one read, write and note per report", async () => {
    const world = await before('2026-11-30 09:00');
    await world.report({ sources: SOURCE_NAMES });
    expect(world.calls).toEqual([
      'store.readState',
      'store.noticeRead',
      'store.noticeRead',
      'store.attention',
      'store.closed',
      'store.noticeCreate',
      'store.noticeCreate',
      'bus.publish',
      'store.notePublished',
      'store.notePublished',
      'bus.wake',
      'store.removedUntil',
      'store.closed',
      'store.noteRemoved',
    ]);
  });

  test('include no closed ticket for a hand-over', async () => {
    const world = await before('2026-11-25 17:58');
    world.services().removedUntil.set('KR/A00012345', world.now());
    await world.report();
    expect(world.calls).not.toContain('store.closed');
  });
});

describe('a crash', () => {
  class Crash extends Error {}
  const crashAt = (doomed: string): { effect: Effect; mend: () => void } => {
    let isDoomed = true;
    return {
      effect: async (name, take) => {
        if (isDoomed && name === doomed) throw new Crash(name);
        return take();
      },
      mend: () => void (isDoomed = false),
    };
  };

  test.each([
    ['writing and publishing', 'bus.publish'],
    ['publishing and noting', 'store.notePublished'],
  ])('between %s repeats nothing: track-sla publishes, and Slack shows one (R2)', async (_when, doomed) => {
    const { effect, mend } = crashAt(doomed);
    const world = await before('2026-11-25 17:58', { effect });
    await expect(world.report()).rejects.toThrow(Crash);
    mend();
    world.startAnew();
    expect(await world.report()).toMatchObject({ written: 0 });
    world.advance(2 * MINUTE);
    await world.trackSla();
    await world.drain();
    expect(world.messagesOf({ ...VENDOR, notice: HAND_OVER })).toHaveLength(1);
  });
});

test('vendors are read a few at a time, so that a thousand fit into a run', async () => {
  const world = await before('2026-11-25 17:50');
  const { read } = world.store.states;
  const inFlight = { now: 0, most: 0 };
  world.store.states.read = async (vendor) => {
    inFlight.now += 1;
    inFlight.most = Math.max(inFlight.most, inFlight.now);
    const state = await read(vendor);
    inFlight.now -= 1;
    return state;
  };
  const vendors = Array.from({ length: 20 }, (_, index) => ({
    vendor: { market: 'KR' as const, vendorId: `A${String(index).padStart(8, '0')}` },
    settings: REPORT_SETTINGS,
  }));
  await reportAll(vendors, world.services());
  expect(inFlight.most).toBe(REQUESTS_AT_ONCE);
});

describe('a failure with one', () => {
  test('report does not block another report or the removal of texts, and is thrown at the end', async () => {
    const world = await before('2026-11-30 09:00');
    const { create } = world.store.noticeStore;
    world.store.noticeStore.create = async (notice) => {
      if (notice.key.notice.startsWith('daily/')) throw new ConcurrentWrite('made-up', 1);
      return create(notice);
    };
    world.store.put(makeClosedTicket({ text: 'old', closedAt: world.now() - 40 * DAY }));
    await expect(world.report()).rejects.toThrow(ConcurrentWrite);
    expect(world.names().at(-1)).toBe(`weekly/${seoul('2026-11-23 00:00')}`);
    expect(world.bus.published).toHaveLength(1);
    expect(world.tickets()[0]?.facts.text).toBe('');
    world.store.noticeStore.create = create;
    expect(await world.report()).toMatchObject({ written: 1 });
  });

  test('vendor does not block another; each failure is logged, and the first one thrown', async () => {
    const errors: unknown[] = [];
    const log = {
      ...silent,
      error: (message: string, fields?: unknown) => void errors.push([message, fields]),
    };
    const world = await before('2026-11-25 17:58', { log });
    const [broken, alsoBroken] = [
      { market: 'KR', vendorId: 'A00000001' },
      { market: 'KR', vendorId: 'A00000002' },
    ] as const;
    const { read } = world.store.states;
    world.store.states.read = async (vendor) => {
      if (vendor.vendorId !== VENDOR.vendorId) throw new ConcurrentWrite(vendor.vendorId, 1);
      return read(vendor);
    };
    const vendors = [broken, VENDOR, alsoBroken].map((vendor) => ({ vendor, settings: REPORT_SETTINGS }));
    await expect(reportAll(vendors, world.services())).rejects.toThrow(/^A00000001/);
    expect(world.names()).toContain(HAND_OVER);
    expect(errors).toEqual([
      [expect.stringMatching(/^A00000001/), { ...broken, code: 'WRITE_CONTENDED' }],
      [expect.stringMatching(/^A00000002/), { ...alsoBroken, code: 'WRITE_CONTENDED' }],
    ]);
  });
});

test('S7, S8: the figures of a day come from the tickets of thirty days, and its list from the open ones', async () => {
  const day = seoul('2026-11-25 00:00');
  const until = day + DAY;
  const world = await before('2026-11-26 09:00');
  const close = (inquiryId: string, closedAt: number) =>
    world.store.put(makeClosedTicket({ inquiryId, openedAt: day - HOUR, closedAt }));
  close('1', day);
  close('2', until);
  close('3', day - 1);
  close('4', until - 30 * DAY);
  close('5', until - 30 * DAY - 1);
  const dueAt = seoul('2026-11-27 08:59');
  world.store.put(makeTicket({ inquiryId: '6', openedAt: day + HOUR, attentionAt: until, dueAt }));
  expect(await world.report()).toMatchObject({ written: 1 });
  expect(world.factsOf(`daily/${day}`)).toMatchObject({
    from: day,
    until,
    opened: 1,
    closed: { answered: 1 },
    share: { counted: 1 },
    rolling: { counted: 3 },
    before: { share: { counted: 1 } },
    dueBeforeNextShift: { count: 1, lines: [{ inquiryId: '6' }] },
  });
});
