import { describe, expect, test } from '@jest/globals';
import type { QueueFilter } from '../../../../lib/domain/act/queue.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { readHomeOf, refreshHomes, seenBy } from '../../../../lib/workflows/acts/refresh-homes.ts';
import type { HomeView } from '../../../../lib/workflows/ports/store.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { makeTicket, rowOf } from '../../../fixtures/domain/make-ticket.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { madeUpConfig } from '../../../fixtures/made-up-config.ts';
import { plain } from '../../../simulation/effect.ts';
import { keepLog } from '../../slack/keep-log.ts';

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
