import { describe, expect, test } from '@jest/globals';
import type { QueueFilter } from '../../../../lib/domain/act/queue.ts';
import type { AttentionRow, ClosedRow, Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { readHomeOf, refreshHomes, seenBy } from '../../../../lib/workflows/acts/refresh-homes.ts';
import type { HomeView } from '../../../../lib/workflows/ports/store.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { makeClosedTicket, makeTicket, rowOf } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { madeUpConfig } from '../../../fixtures/made-up-config.ts';
import { plain } from '../../../simulation/effect.ts';
import { keepLog } from '../../slack/keep-log.ts';
import { findTickets, readHome } from '../../../../lib/workflows/acts/read-home.ts';
import { makeClosedRow } from '../../../fixtures/domain/make-closed-row.ts';
import type { VendorRef } from '../../../../lib/domain/inquiry/inquiry.ts';

/** 2026-11-25 14:00 in Seoul, 13:00 in Taipei. */
const NOW = Date.UTC(2026, 10, 25, 5, 0);
const FIRST = { market: 'KR', vendorId: 'A00012345' } as const;
const SECOND = { market: 'KR', vendorId: 'A00054321' } as const;
const MINE: QueueFilter = { who: 'mine', kind: 'all', page: 0 };

const config = madeUpConfig(
  [FIRST, SECOND].map(({ vendorId }) => ({
    id: vendorId,
    live: true,
    acting: {
      people: {
        U0BOTH: { wingId: 'both' },
        ...(vendorId === FIRST.vendorId ? { U0KIM: { wingId: 'kim' } } : { U0LEE: { wingId: 'lee' } }),
      },
    },
  })),
  { acting: 'on' },
);

/** Homes over a store of made-up tickets. `asked`: how often it was read. */
const start = () => {
  let now = NOW;
  let tickets: Ticket[] = [makeTicket({ ...FIRST, inquiryId: '1', dueAt: NOW + HOUR })];
  const views = new Map<string, HomeView>();
  const shown: string[] = [];
  const reads = { homes: 0, attention: 0 };
  const fails = new Set<string>();
  const services = {
    acting: true,
    vendors: config.vendors,
    reader: {
      attention: async ({ vendorId }: { vendorId: string }) => {
        reads.attention += 1;
        const own = tickets.filter(({ key }) => key.vendorId === vendorId);
        return { tickets: own.map((ticket) => rowOf(ticket)), notices: [] };
      },
      ticket: async ({ inquiryId }: { inquiryId: string }) =>
        tickets.find(({ key }) => key.inquiryId === inquiryId),
      closed: async () => [],
    },
    homes: {
      read: async () => {
        reads.homes += 1;
        return [...views.values()];
      },
      noteMark: (_vendor: object, { by, until }: HomeView, mark: string) =>
        plain('store.noteMark', () => {
          const view = views.get(by);
          if (view?.until === until) views.set(by, { ...view, mark });
        }),
    },
    door: {
      showHome: (by: string, _home: object, filter: QueueFilter) =>
        plain('slack.showHome', () => {
          if (fails.has(by)) throw new SlackFailure('unsure', 'timeout', 'made up');
          shown.push(`${by} ${filter.who}`);
        }),
    },
    clock: { now: () => now },
    log: keepLog(),
  };
  return {
    services,
    shown,
    asked: reads,
    fails,
    views,
    change: (...changed: Ticket[]): void => void (tickets = changed),
    advance: (ms: number): void => void (now += ms),
    /** The person opens the Home now. */
    open: async (by: string, filter = MINE): Promise<void> => {
      const { mark } = await readHomeOf(by, filter, seenBy(by, services), services);
      views.set(by, { by, filter, mark, until: now + 10 * MINUTE });
      reads.attention = 0;
    },
    refresh: (vendor: typeof FIRST | typeof SECOND = FIRST, timeIsUp = () => false) =>
      refreshHomes(vendor, timeIsUp, services),
  };
};
const ticketOf = (inquiryId: string, version = 1, vendor: typeof FIRST | typeof SECOND = FIRST) =>
  makeTicket({ ...vendor, inquiryId, version, dueAt: NOW + HOUR });

describe('the open Homes (A7)', () => {
  test('show a filter that is chosen while they are refreshed in the next run', async () => {
    const world = start();
    await world.open('U0KIM');
    world.change(ticketOf('1', 2));
    const { showHome } = world.services.door;
    world.services.door.showHome = async (by, home, filter) => {
      world.services.door.showHome = showHome;
      world.advance(1);
      await world.open('U0KIM', { ...MINE, who: 'all' });
      world.views.set('U0KIM', { ...world.views.get('U0KIM')!, mark: 'of the Home before' });
      await showHome(by, home, filter);
    };
    await world.refresh();
    await world.refresh();
    expect(world.shown).toEqual(['U0KIM mine', 'U0KIM all']);
  });

  test.each<[string, Ticket[]]>([
    ['a ticket has changed', [ticketOf('1', 2)]],
    ['one has come', [ticketOf('1'), ticketOf('2')]],
    ['one has ended', []],
  ])('are refreshed once if %s, with their filter, and not again', async (_what, tickets) => {
    const world = start();
    await world.open('U0KIM');
    world.change(...tickets);
    expect(await world.refresh()).toBe(1);
    expect(await world.refresh()).toBe(0);
    expect(world.shown).toEqual(['U0KIM mine']);
  });

  test('are shown without a filter by a shop for which the person no longer works', async () => {
    const world = start();
    await world.open('U0KIM', { ...MINE, vendor: SECOND });
    world.change(ticketOf('1', 2));
    const shown: QueueFilter[] = [];
    world.services.door.showHome = async (_by, _home, filter) => void shown.push(filter);
    await world.refresh();
    expect(shown).toEqual([MINE]);
  });

  test('are refreshed when a deadline passes', async () => {
    const world = start();
    world.change(makeTicket({ ...FIRST, inquiryId: '1', dueAt: NOW + 2 * MINUTE }));
    await world.open('U0KIM');
    world.advance(MINUTE);
    expect(await world.refresh()).toBe(0);
    world.advance(MINUTE);
    expect(await world.refresh()).toBe(1);
  });

  test('are neither read nor shown if nobody has opened a Home for ten minutes', async () => {
    const world = start();
    await world.open('U0KIM');
    world.change(ticketOf('1', 2));
    world.advance(10 * MINUTE);
    expect(await world.refresh()).toBe(0);
    expect(world.asked).toEqual({ homes: 1, attention: 0 });
  });

  test('contain each person’s own vendors, and each is shown only by the first of them', async () => {
    const world = start();
    await world.open('U0KIM');
    await world.open('U0LEE');
    await world.open('U0BOTH');
    world.change(ticketOf('1'), ticketOf('2', 1, SECOND));
    expect(await world.refresh(FIRST)).toBe(1);
    expect(await world.refresh(SECOND)).toBe(1);
    expect(world.shown).toEqual(['U0BOTH mine', 'U0LEE mine']);
  });

  test('are retried by the next run if Slack does not answer, and do not block others', async () => {
    const world = start();
    await world.open('U0KIM');
    await world.open('U0BOTH');
    world.change();
    world.fails.add('U0KIM');
    expect(await world.refresh()).toBe(1);
    world.fails.clear();
    expect(await world.refresh()).toBe(1);
    expect(world.shown).toEqual(['U0BOTH mine', 'U0KIM mine']);
  });

  test('wait for the next run if this one must end', async () => {
    const world = start();
    await world.open('U0KIM');
    world.change();
    expect(await world.refresh(FIRST, () => true)).toBe(0);
  });

  test('show nothing to a person who is no longer in the configuration', async () => {
    const world = start();
    world.views.set('U0GONE', { by: 'U0GONE', filter: MINE, mark: '', until: NOW + MINUTE });
    expect(await world.refresh()).toBe(0);
    expect(world.asked.attention).toBe(0);
  });
});

const KR = { market: 'KR' as const, vendorId: 'A00012345' };
const TW = { market: 'TW' as const, vendorId: 'A00012345' };
const ALL = { who: 'all' as const, kind: 'all' as const, page: 0 };

/** A store of made-up tickets that counts what it is asked. */
const makeReader = (
  tickets: Ticket[],
  closed: ClosedRow[] = [],
  rows: AttentionRow[] = tickets.map((ticket) => rowOf(ticket)),
) => {
  const reads = { attention: 0, ticket: 0, closed: [] as number[] };
  const isOf =
    (vendor: { market: string; vendorId: string }) => (row: { market: string; vendorId: string }) =>
      row.market === vendor.market && row.vendorId === vendor.vendorId;
  return {
    asked: reads,
    reader: {
      attention: async (vendor: typeof KR | typeof TW) => {
        reads.attention += 1;
        return { tickets: rows.filter(isOf(vendor)), notices: [] };
      },
      ticket: async (key: { inquiryId: string; market: string; source: string }) => {
        reads.ticket += 1;
        return tickets.find(
          (ticket) =>
            ticket.key.inquiryId === key.inquiryId &&
            ticket.key.market === key.market &&
            ticket.key.source === key.source,
        );
      },
      closed: async (vendor: typeof KR | typeof TW, since: number) => {
        reads.closed.push(since);
        return closed.filter(isOf(vendor)).filter(({ closedAt }) => closedAt >= since);
      },
    },
    clock: { now: () => NOW },
  };
};

const SCOPE = { sources: ['call-center'], scoreSources: ['call-center'] } as const;

describe('the App Home (A7)', () => {
  test('needs for 5,000 open tickets one query of open tickets, one of closed tickets, and one page of tickets', async () => {
    const tickets = Array.from({ length: 5000 }, (_, index) =>
      makeTicket({ ...KR, inquiryId: String(index), dueAt: NOW + index }),
    );
    const services = makeReader(tickets);
    const home = await readHome([{ ...KR, ...SCOPE, zone: 'Asia/Seoul' }], ALL, 'U0ME', services);
    expect(home.queue.counts.open).toBe(5000);
    expect(home.tickets.map(({ key }) => key.inquiryId)).toEqual(
      Array.from({ length: 15 }, (_, index) => String(index)),
    );
    expect(services.asked).toEqual({ attention: 1, ticket: 15, closed: [NOW - 30 * DAY] });
  });

  test('leaves out a ticket that has closed since the index was written', async () => {
    const open = makeTicket({ ...KR, inquiryId: '1', dueAt: NOW + HOUR });
    const rows = [rowOf(open), rowOf(makeTicket({ ...KR, inquiryId: '2', dueAt: NOW + 2 * HOUR }))];
    const { tickets } = await readHome(
      [{ ...KR, ...SCOPE, zone: 'Asia/Seoul' }],
      ALL,
      'U0ME',
      makeReader([open], [], rows),
    );
    expect(tickets).toEqual([open]);
  });

  test('counts the day of each market since its own midnight', async () => {
    const closedAt = Date.UTC(2026, 10, 24, 15, 30);
    const closed = [KR, TW].map((vendor) =>
      makeClosedRow({ ...vendor, closedAt, outcome: 'answered', inTime: true }),
    );
    const { figures } = await readHome(
      [
        { ...KR, ...SCOPE, zone: 'Asia/Seoul' },
        { ...TW, ...SCOPE, zone: 'Asia/Taipei' },
      ],
      ALL,
      'U0ME',
      makeReader([], closed),
    );
    // 00:30 in Seoul, 23:30 of the day before in Taipei.
    expect(figures.map(({ today }) => today.closed.answered)).toEqual([1, 0]);
    expect(figures.map(({ rolling }) => rolling.counted)).toEqual([1, 1]);
  });

  test('finds open tickets of all shops that a person may see', async () => {
    const tickets = [makeTicket({ ...KR, inquiryId: '98177' }), makeTicket({ ...TW, inquiryId: '18177' })];
    const find = (vendors: VendorRef[]) => findTickets(vendors, '8177', makeReader(tickets));
    expect(await find([KR, TW])).toMatchObject({ count: 2 });
    expect(await find([KR])).toMatchObject({ count: 1 });
  });

  test('finds the tickets of both sources under one inquiry number, also if one of them is closed', async () => {
    const open = makeTicket({ ...KR, inquiryId: '98177' });
    const ended = makeClosedTicket({
      ...KR,
      inquiryId: '98177',
      source: 'product',
      kind: 'question',
      answerId: '0',
    });
    const other = makeClosedTicket({ ...KR, inquiryId: '98177', answerId: '700000009' });
    const closed = [ended, other].map(({ key }) => makeClosedRow({ ...key, closedAt: NOW - HOUR }));
    const services = makeReader([open, ended], closed);
    expect((await findTickets([KR], '98177', services)).tickets).toEqual([open, ended]);
    const both = [open, makeTicket({ ...KR, inquiryId: '98177', source: 'product', kind: 'question' })];
    expect((await findTickets([KR], '98177', makeReader(both))).tickets).toEqual(both);
    // The last digits may belong to many inquiries.
    expect(await findTickets([KR], '8177', makeReader([open, ended], closed, [rowOf(open)]))).toEqual({
      tickets: [open],
      count: 1,
    });
  });

  test('reads the first ten of twelve, and counts twelve', async () => {
    const tickets = Array.from({ length: 12 }, (_, index) =>
      makeTicket({ ...KR, inquiryId: `${index}8177`, dueAt: NOW + index }),
    );
    const { tickets: read, count } = await findTickets([KR], '8177', makeReader(tickets));
    expect(count).toBe(12);
    expect(read.map(({ key }) => key.inquiryId)).toEqual(
      tickets.slice(0, 10).map(({ key }) => key.inquiryId),
    );
  });
});
