import { closedRow } from '../../../simulation/memory-rows.ts';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import type { ReachedStep } from '../../../../lib/domain/ticket/step.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import type { Failure } from '../../../../lib/domain/reading/vendor-state.ts';
import { createBoardFeed } from '../../../../local/board/board-feed.ts';
import { createBoardReader } from '../../../../local/board/board-reader.ts';
import type { Board, OpenTicket, PastTicket } from '../../../../local/board/board.ts';
import { placeOnLadder } from '../../../../local/board/ladder-place.ts';
import { formatFromNow, formatLeft, formatShort } from '../../../../local/page/client/times.js';
import type { PollSummary } from '../../../../local/common/describe-poll.ts';
import { createPollLog } from '../../../../local/page/board/poll-log.ts';
import { renderBoard } from '../../../../local/page/board/render-board.ts';
import { renderTools } from '../../../../local/page/board/render-tools.ts';
import { renderPolls, renderProblems } from '../../../../local/page/board/render-polls.ts';
import { PAGE_TEXTS } from '../../../../local/page/texts.ts';
import { createView } from '../../../../local/page/view.ts';
import type { Person } from '../../../../local/slack/acts/direct.ts';
import {
  makeClosedTicket,
  makeShownTicket,
  makeKey,
  makeTicket,
  QUESTION,
  type TicketFields,
  rowOf,
} from '../../../fixtures/domain/make-ticket.ts';
import {
  CHANNEL,
  EMPTY_BOARD,
  HOSTILE,
  NOW,
  openInMemory,
  PAGE_VENDOR,
  skeletonOf,
  VENDOR,
} from './page-parts.ts';
import { makePolicy } from '../../../fixtures/domain/make-ladder.ts';
import { MINUTE, HOUR } from '../../../fixtures/domain/made-up.ts';
import { makeState, type StateFields } from '../../../fixtures/domain/make-state.ts';

const KO = createView('ko', [PAGE_VENDOR]);
const EN = createView('en', [PAGE_VENDOR]);

/** A store with these tickets, in the index and in the base table. */
const makeStore = (tickets: Ticket[], state: StateFields = {}) => {
  const reads: string[] = [];
  const closedReads: number[] = [];
  return {
    reads,
    asked: closedReads,
    reader: {
      ticket: async (key: Parameters<typeof ticketId>[0]) => {
        reads.push(key.inquiryId);
        return tickets.find((ticket) => ticketId(ticket.key) === ticketId(key));
      },
      brief: async (vendor: { vendorId: string }) => ({
        tickets: tickets
          .filter(({ key: { vendorId } }) => vendorId === vendor.vendorId)
          .map((ticket) => rowOf(ticket, { attentionAt: NOW })),
        notices: [],
      }),
      closed: async (vendor: { vendorId: string }, since: number) => {
        closedReads.push(since);
        return tickets
          .flatMap((ticket) => closedRow(ticket) ?? [])
          .filter(({ vendorId, closedAt }) => vendorId === vendor.vendorId && closedAt >= since);
      },
    },
    states: { read: async () => makeState(state) },
  };
};

const LADDER = makePolicy({ lastShiftMs: 0 });

const readerOf = (
  { reader, states }: Pick<ReturnType<typeof makeStore>, 'reader' | 'states'>,
  vendorIds: string[] = [VENDOR.vendorId],
  now: () => number = () => NOW,
) =>
  createBoardReader({
    reader,
    states,
    notices: { read: async () => undefined },
    vendors: vendorIds.map((vendorId) => ({
      market: 'KR',
      vendorId,
      label: `${vendorId}몰`,
      ladder: LADDER,
      people: { U0HANA: { wingId: 'hana.cs' } },
    })),
    spans: { blindMs: 5 * MINUTE, lateMs: MINUTE },
    now,
  });

const openTicket = (inquiryId: string, dueAt: number, more: TicketFields = {}) =>
  makeTicket({ ...VENDOR, inquiryId, dueAt, ...more });
const closedTicket = (inquiryId: string, closedAt: number, more: TicketFields = {}) =>
  makeClosedTicket({ ...VENDOR, inquiryId, closedAt, ...more });

describe('the board’s filters', () => {
  test('offer a choice of the inbox only if a vendor reads several', async () => {
    const render = async (sources: typeof PAGE_VENDOR.sources) =>
      String(await renderTools(createView('ko', [{ ...PAGE_VENDOR, sources }])));
    expect(await render(['call-center'])).not.toContain('filter-source');
    expect(await render(['call-center', 'product'])).toMatch(
      /id="filter-source".*value="call-center">고객센터 이관.*value="product">🛍️ 상품 문의/s,
    );
  });

  test('offer a filter by claim only if claims are possible', async () => {
    const render = async (people: Person[]) =>
      String(await renderTools(createView('ko', [PAGE_VENDOR], people)));
    expect(await render([])).not.toMatch(/담당|id="mine"/);
    expect(await render([{ id: 'U0HANA', name: '하나' }])).toMatch(/담당 있음.*담당 없음.*id="mine"/s);
  });
});

describe('the board', () => {
  test('shows no outage when the clock leaps while it is read', async () => {
    let now = NOW;
    const store = makeStore([], { recentCompleteAt: NOW, polledAt: NOW });
    const states: typeof store.states = {
      read: async () => {
        const state = await store.states.read();
        now += 24 * HOUR;
        return state;
      },
    };
    const { vendors } = await readerOf({ ...store, states }, undefined, () => now)();
    expect(vendors.map(({ sight }) => sight)).toEqual([{ is: 'sighted' }]);
  });

  test('knows who handled an ended ticket: the claimer, who acted from Slack, and whose WING login answered', async () => {
    const deed = { did: 'confirmed', press: 'p1', by: 'U0LEE' } as const;
    const store = makeStore([
      closedTicket('1', NOW - HOUR, { claimedBy: 'U0KIM', answeredBy: 'hana.cs' }),
      closedTicket('2', NOW - 2 * HOUR, { kind: 'confirm', history: [{ name: 'act-1', at: NOW, deed }] }),
      closedTicket('3', NOW - 3 * HOUR, { answeredBy: 'another' }),
    ]);
    const { closed } = await readerOf(store)();
    expect(closed.map(({ handledBy }) => handledBy)).toEqual([['U0KIM', 'U0HANA'], ['U0LEE'], []]);
  });

  test('has the open tickets of all vendors, the soonest deadline first', async () => {
    const store = makeStore([
      openTicket('1', NOW + 5 * HOUR),
      openTicket('2', NOW + HOUR, { vendorId: 'A00054321' }),
      openTicket('3', NOW - HOUR),
      openTicket('4', NOW + HOUR, { vendorId: 'A00054321' }),
      closedTicket('5', NOW - HOUR),
    ]);
    const board = await readerOf(store, [VENDOR.vendorId, 'A00054321'])();
    expect(board.open.map(({ inquiryId }) => inquiryId)).toEqual(['3', '2', '4', '1']);
    expect(board.openCount).toBe(4);
    expect(board.open[1]?.label).toBe('A00054321몰');
  });

  test('D5: shows past confirmations separately, the latest first', async () => {
    const store = makeStore([
      openTicket('1', NOW + HOUR, { kind: 'confirm' }),
      openTicket('2', NOW - 2 * HOUR, { kind: 'confirm' }),
      openTicket('3', NOW - HOUR),
      closedTicket('4', NOW - MINUTE, { kind: 'confirm', dueAt: NOW - HOUR, openedAt: NOW - MINUTE }),
      closedTicket('5', NOW - MINUTE, { kind: 'confirm', dueAt: NOW - HOUR, openedAt: NOW - 3 * HOUR }),
    ]);
    const board = await readerOf(store)();
    const ids = (tickets: { inquiryId: string }[]) => tickets.map(({ inquiryId }) => inquiryId);
    expect([ids(board.open), board.openCount]).toEqual([['3', '1'], 2]);
    expect(board.past.map(({ inquiryId, isListed }) => [inquiryId, isListed])).toEqual([
      ['4', false],
      ['2', true],
    ]);
    expect(ids(board.closed)).toEqual(['5']);
  });

  test('puts a hand-over before a question of its level, and a question that is overdue behind a hand-over that is due', async () => {
    const warned: TicketFields = { steps: [{ name: '3h', at: NOW, deadline: NOW + 2 * HOUR }] };
    const store = makeStore([
      openTicket('1', NOW - MINUTE, QUESTION),
      openTicket('2', NOW + 2 * HOUR, { ...QUESTION, ...warned }),
      openTicket('3', NOW + 2 * HOUR, warned),
      openTicket('4', NOW + 5 * HOUR, QUESTION),
      openTicket('5', NOW + 9 * HOUR),
      openTicket('6', NOW - 2 * MINUTE),
      openTicket('7', NOW + HOUR / 2, { steps: [{ name: '1h', at: NOW, deadline: NOW + HOUR / 2 }] }),
    ]);
    const { open } = await readerOf(store)();
    expect(open.map(({ inquiryId }) => inquiryId)).toEqual(['6', '7', '1', '3', '2', '5', '4']);
  });

  test('shows questions separately that were past when first seen, or whose deadline was a day ago', async () => {
    const DAY = 24 * HOUR;
    const store = makeStore([
      openTicket('1', NOW - HOUR, QUESTION),
      openTicket('2', NOW - DAY, QUESTION),
      closedTicket('3', NOW - MINUTE, {
        ...QUESTION,
        dueAt: NOW - HOUR,
        openedAt: NOW - MINUTE,
        outcome: 'unknown',
      }),
      closedTicket('4', NOW - MINUTE, { ...QUESTION, dueAt: NOW - 2 * DAY, openedAt: NOW - 3 * DAY }),
    ]);
    const { open, past, closed } = await readerOf(store)();
    const ids = [open, past, closed].map((tickets) => tickets.map(({ inquiryId }) => inquiryId));
    expect(ids).toEqual([['1'], ['3', '2'], ['4']]);
  });

  test('R25: counts the messages that Slack does not have, since when, and whether that is too long', async () => {
    const shown = makeStore([makeShownTicket({ ...VENDOR, dueAt: NOW + HOUR })]);
    expect((await readerOf(shown)()).slack).toEqual({ pending: 0, isLate: false });
    const pendingTicket = (changedAt: number) => openTicket(String(changedAt), NOW + HOUR, { changedAt });
    const fresh = await readerOf(makeStore([pendingTicket(NOW - 30_000)]))();
    expect(fresh.slack).toEqual({ pending: 1, pendingSince: NOW - 30_000, isLate: false });
    const late = await readerOf(makeStore([pendingTicket(NOW - 30_000), pendingTicket(NOW - 2 * MINUTE)]))();
    expect(late.slack).toEqual({ pending: 2, pendingSince: NOW - 2 * MINUTE, isLate: true });
  });

  test('shows the last closed tickets, newest first, and reads back no further than necessary', async () => {
    const recent = Array.from({ length: 15 }, (_, index) =>
      closedTicket(String(index), NOW - index * MINUTE),
    );
    const store = makeStore([...recent, closedTicket('99', NOW - 48 * HOUR)]);
    const { closed } = await readerOf(store)();
    expect(closed.map(({ inquiryId }) => inquiryId)).toEqual(
      recent.slice(0, 12).map(({ key: { inquiryId } }) => inquiryId),
    );
    expect(store.asked).toEqual([NOW - HOUR]);
    const old = makeStore([closedTicket('99', NOW - 48 * HOUR)]);
    expect((await readerOf(old)()).closed).toHaveLength(1);
  });

  test("S5: shows the outcome, how long it took, whether in time and by whom, with the ticket's product", async () => {
    const ticket = closedTicket('1', NOW - MINUTE, {
      product: '지어낸 상품',
      askedAt: NOW - 3 * HOUR,
      answeredAt: NOW - HOUR,
      inTime: true,
      answeredBy: 'aamall',
    });
    const { closed } = await readerOf(makeStore([ticket]))();
    expect(closed).toMatchObject([
      {
        outcome: 'answered',
        tookMs: 2 * HOUR,
        inTime: true,
        product: '지어낸 상품',
        answeredBy: 'aamall',
      },
    ]);
  });

  test('R14, R11: shows that an outcome is being looked up, and that a deadline is an estimate', async () => {
    const store = makeStore([openTicket('1', NOW, { state: 'unverified', askedAtUncertain: true })]);
    expect((await readerOf(store)()).open).toMatchObject([{ isUnverified: true, isEstimate: true }]);
  });

  const DUE_AT = NOW + 2 * HOUR;
  const step = (name: ReachedStep['name'], more: Partial<ReachedStep> = {}): ReachedStep => ({
    name,
    deadline: DUE_AT,
    at: NOW,
    tells: 'team',
    ...more,
  });

  test.each<[string, ReachedStep[], string | undefined]>([
    ['nothing yet', [], undefined],
    ['the announced step', [step('3h')], '3h'],
    ['the nearest of several', [step('3h'), step('1h')], '1h'],
    ['none that a nearer one overtook', [step('3h', { passed: true }), step('1h')], '1h'],
    ['none that was passed over', [step('3h', { passed: true })], undefined],
    ['none of a deadline that has moved', [step('3h', { deadline: DUE_AT - HOUR })], undefined],
  ])('S2: shows the last warning: %s', async (_what, steps, warned) => {
    const [open] = (await readerOf(makeStore([openTicket('1', DUE_AT, { steps })]))()).open;
    expect(open?.warned).toBe(warned);
  });

  test('S2: shows the next warning and its time, and none after the last one', async () => {
    const store = makeStore([
      openTicket('1', NOW + 1.5 * HOUR, { steps: [] }),
      openTicket('2', NOW + 4 * HOUR),
      openTicket('3', DUE_AT, { steps: [step('3h'), step('1h')], nextStepAt: NOW + HOUR }),
      openTicket('4', NOW - HOUR),
    ]);
    const { open } = await readerOf(store)();
    expect(open.map(({ inquiryId, next }) => [inquiryId, next])).toEqual([
      ['4', undefined],
      ['3', undefined],
      ['1', { name: '1h', at: NOW + 0.5 * HOUR }],
      ['2', { name: '3h', at: NOW + HOUR }],
    ]);
  });

  test('S4: shows the last chance of a shift as the next warning', () => {
    const shift = { startsAt: NOW - 4 * HOUR, endsAt: NOW + 4 * HOUR };
    const tomorrow = { startsAt: shift.startsAt + 24 * HOUR, endsAt: shift.endsAt + 24 * HOUR };
    const calendar = {
      shiftAt: (at: number) =>
        [shift, tomorrow].find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt),
      nextShift: (after: number) => [shift, tomorrow].find(({ startsAt }) => startsAt > after),
      previousShift: (until: number) => [tomorrow, shift].find(({ endsAt }) => endsAt <= until),
      businessMs: (from: number, until: number) => Math.max(0, Math.min(until, shift.endsAt) - from),
      addBusinessMs: () => undefined,
    };
    const ticket = openTicket('1', NOW + 16 * HOUR, { askedAt: NOW - 8 * HOUR, openedAt: NOW - HOUR });
    const ladder = { ...LADDER, lastShiftMs: 2 * HOUR };
    expect(placeOnLadder(ticket, { ladder, calendar }, NOW)).toEqual({
      next: { name: 'last-shift', at: NOW + 3 * HOUR },
    });
    expect(placeOnLadder(ticket, { ladder: LADDER, calendar }, NOW).next?.name).toBe('3h');
  });

  test('S6: shows the claimer', async () => {
    const store = makeStore([openTicket('1', DUE_AT, { claimedBy: 'U0KIM' }), openTicket('2', DUE_AT + 1)]);
    expect((await readerOf(store)()).open.map(({ claimedBy }) => claimedBy)).toEqual(['U0KIM', undefined]);
  });

  test('R17: shows since when a vendor cannot be read, and why', async () => {
    const failure = { cause: 'ip-not-allowed', ip: '192.0.2.1' } as const;
    const blind = { recentCompleteAt: NOW - 12 * MINUTE, firstPollAt: NOW - HOUR, polledAt: NOW, failure };
    const { vendors } = await readerOf(makeStore([], blind))();
    expect(vendors).toMatchObject([{ sight: { is: 'blind', since: NOW - 12 * MINUTE, ...failure } }]);
  });

  test('reads a ticket again only after a change', async () => {
    const tickets = [openTicket('1', NOW), closedTicket('2', NOW - MINUTE)];
    const store = makeStore(tickets);
    const readBoard = readerOf(store);
    await readBoard();
    await readBoard();
    expect(store.reads).toEqual(['1', '2']);
    tickets[0] = openTicket('1', NOW, { version: 2, state: 'unverified' });
    expect((await readBoard()).open[0]?.isUnverified).toBe(true);
    expect(store.reads).toEqual(['1', '2', '1']);
  });
});

describe('the feed of the board', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());
  const wait = (ms: number) => jest.advanceTimersByTimeAsync(ms);
  const makeFeed = (leastMs: number, isFailing = () => false) => {
    let reads = 0;
    const errors: unknown[] = [];
    const read = async () => {
      reads += 1;
      if (isFailing()) throw new Error('made up');
      return { ...EMPTY_BOARD, openCount: reads };
    };
    const feed = createBoardFeed(read, (error) => void errors.push(error), leastMs);
    return { feed, reads: () => reads, errors };
  };

  test('reads the store once per interval, whatever happens, and once more for the last change', async () => {
    const { feed, reads } = makeFeed(80);
    const openCounts: number[] = [];
    feed.onChange(({ openCount }) => openCounts.push(openCount));
    for (let touched = 0; touched < 20; touched += 1) {
      feed.touch();
      await wait(5);
    }
    await wait(150);
    await feed.stop();
    expect(reads()).toBeGreaterThanOrEqual(2);
    expect(reads()).toBeLessThanOrEqual(4);
    expect(openCounts.at(-1)).toBe(reads());
  });

  test('reads nothing while nobody listens, and again on request after a change', async () => {
    const { feed, reads } = makeFeed(10);
    feed.touch();
    await wait(40);
    expect(reads()).toBe(0);
    await feed.read();
    await feed.read();
    expect(reads()).toBe(1);
    await wait(20);
    feed.touch();
    expect((await feed.read()).openCount).toBe(2);
    await feed.stop();
  });

  test('reads once more if something changed during the reading', async () => {
    let holds = Promise.withResolvers<void>();
    const openCounts: number[] = [];
    let reads = 0;
    const read = async () => {
      reads += 1;
      const board = { ...EMPTY_BOARD, openCount: reads };
      await holds.promise;
      return board;
    };
    const feed = createBoardFeed(read, () => undefined, 5);
    feed.onChange(({ openCount }) => openCounts.push(openCount));
    await wait(20);
    feed.touch();
    holds.resolve();
    holds = Promise.withResolvers<void>();
    holds.resolve();
    await wait(40);
    await feed.stop();
    expect(openCounts).toEqual([1, 2]);
  });

  test('sends no board that looks the same', async () => {
    const boards: Board[] = [];
    const feed = createBoardFeed(
      async () => EMPTY_BOARD,
      () => undefined,
      5,
    );
    feed.onChange((board) => boards.push(board));
    for (let touched = 0; touched < 5; touched += 1) {
      feed.touch();
      await wait(15);
    }
    await feed.stop();
    expect(boards).toHaveLength(1);
  });

  test('continues after a failed reading, and reads nothing after it was stopped', async () => {
    let isFailing = true;
    const { feed, reads, errors } = makeFeed(5, () => isFailing);
    feed.onChange(() => undefined);
    await wait(30);
    expect([errors.length, reads()]).toEqual([1, 1]);
    isFailing = false;
    expect((await feed.read()).openCount).toBe(2);
    await feed.stop();
    feed.touch();
    await wait(20);
    expect(reads()).toBe(2);
  });
});

test.each([
  ['Asia/Seoul', '01/15 14:00'],
  ['Asia/Taipei', '01/15 13:00'],
  ['America/Los_Angeles', '01/14 21:00'],
])('a date on the board has one short form: in %s %s', (zone, shown) => {
  expect(formatShort(NOW, zone)).toBe(shown);
  expect(formatShort(NOW - 5 * HOUR, 'Asia/Seoul')).toBe('01/15 09:00');
  expect(formatShort(NOW + 10 * HOUR, 'Asia/Seoul')).toBe('01/16 00:00');
});

test.each([
  [24 * HOUR - 1000, 'in 1 day', '1일 후'],
  [23 * HOUR + 20 * MINUTE, 'in 23 hours', '23시간 후'],
  [HOUR - 2000, 'in 1 hour', '1시간 후'],
  [58 * MINUTE + 50_000, 'in 59 minutes', '59분 후'],
  [-(2 * HOUR - MINUTE), '2 hours ago', '2시간 전'],
])('a relative date is rounded to the nearest: %d ms', (ms, en, ko) => {
  expect(formatFromNow(ms, 'en')).toBe(en);
  expect(formatFromNow(ms, 'ko')).toBe(ko);
});

describe('the time left', () => {
  test.each([
    [23 * HOUR + 59 * MINUTE + 59_999, '23시간 59분', '23 h 59 min'],
    [58 * MINUTE + 12_345, '58분 12초', '58 min 12 s'],
    [-(3 * MINUTE + 4000), '3분 4초 지남', '3 min 4 s over'],
    [-26 * HOUR, '26시간 0분 지남', '26 h 0 min over'],
  ])('is a text for %d ms', (leftMs, ko, en) => {
    expect(formatLeft(leftMs, PAGE_TEXTS.ko.client)).toBe(ko);
    expect(formatLeft(leftMs, PAGE_TEXTS.en.client)).toBe(en);
  });
});

const shownTicket = (more: Partial<OpenTicket> = {}): OpenTicket => ({
  ...makeKey(VENDOR),
  label: 'AA몰',
  kind: 'reply',
  level: 'none',
  isUnverified: false,
  product: '지어낸 상품',
  dueAt: NOW + 2 * HOUR,
  isEstimate: false,
  ...more,
});
const pastTicket = (more: Partial<PastTicket> = {}): PastTicket => ({
  ...makeKey({ ...VENDOR, inquiryId: '3' }),
  label: 'AA몰',
  kind: 'confirm',
  dueAt: NOW - HOUR,
  isListed: true,
  ...more,
});
const boardOf = (...open: OpenTicket[]): Board => ({ ...EMPTY_BOARD, open, openCount: open.length });

describe('the board on the page', () => {
  const render = async (board: Board, view = KO) =>
    String(await renderBoard(board, await openInMemory(), view, NOW));

  test('shows each ticket’s level with its symbol and in words, and counts them', async () => {
    const over = shownTicket({ inquiryId: '2', dueAt: NOW - MINUTE, level: 'overdue' });
    const html = await render(boardOf(shownTicket(), over));
    expect(html).toMatch(/2시간 0분<\/b> <span class="hidden" data-level-name>알림 전/);
    expect(html).toMatch(/1분 0초 지남<\/b> <span class="hidden" data-level-name>마감 지남/);
    expect(html).toContain('미처리 문의 2건');
    expect(html).toMatch(
      /data-count="overdue"><span aria-hidden="true">⛔<\/span> <span class="level-name">마감 지남<\/span> <b>1<\/b>/,
    );
    expect(html).toMatch(/data-count="warned" hidden>/);
  });

  test('S2, S6: shows the last warning beside the time left, the next one, and the claimer', async () => {
    const warned = shownTicket({
      level: 'warned',
      warned: '3h',
      next: { name: '1h', at: NOW + HOUR },
      claimedBy: 'U0KIM',
    });
    const html = await render(boardOf(warned));
    expect(html).toMatch(/<li class="ticket"[^>]*[^>]* data-level="warned" data-warned="3h"/);
    expect(html).toMatch(
      /<span class="warned"[^>]*><span aria-hidden="true">3시간 전<\/span><span class="hidden">3시간 전 알림/,
    );
    expect(html).toMatch(
      /data-format="\{short_or_time\}">01\/15 15:00<\/time><span class="hidden"> 1시간 전 알림 예정/,
    );
    expect(html).toMatch(/담당 <\/span>@U0KIM/);
    const english = await render(boardOf(warned), EN);
    expect(english).toMatch(/Claimed by <\/span>@U0KIM.*3 h warning<\/span>.*1 h warning to come/s);
    expect(await render(boardOf({ ...warned, claimedBy: 'U0HANA' }))).toMatch(/담당 <\/span>@하나/);
    const quiet = await render(boardOf(shownTicket()));
    expect(quiet).toContain('data-warned="no"');
    expect([quiet, html].map((shown) => shown.match(/class="mark"[^>]*>(.*?)</)?.[1])).toEqual(['⚪', '🟡']);
    expect(await render(boardOf(shownTicket({ isUnverified: true })))).toContain('>⏳</span>');
    expect(quiet).not.toMatch(/class="(warned|next|claimed)"/);
  });

  test("shows the number to copy, and a link to the ticket's newest card", async () => {
    const channels = await openInMemory();
    const key = ticketId(shownTicket());
    const metadata = (name: string) => ({ event_type: 'coupang_ticket', event_payload: { key, name } });
    await channels.post({ channel: CHANNEL, text: '먼저', metadata: metadata('card') });
    const card = await channels.post({ channel: CHANNEL, text: '카드', metadata: metadata('card') });
    await channels.post({ channel: CHANNEL, text: '줄', metadata: metadata('breach') });
    const html = String(await renderBoard(boardOf(shownTicket()), channels, KO, NOW));
    expect(html).toContain('data-copy="1000000001"');
    expect(html).toContain(`href="#m-${card.ts}"`);
    expect(await render(boardOf(shownTicket()))).not.toContain('href="#m-');
  });

  test('names the shop only if there are several', async () => {
    expect(await render(boardOf(shownTicket()))).not.toContain('AA몰');
    const two = createView('ko', [PAGE_VENDOR, { ...PAGE_VENDOR, id: 'A00054321' }]);
    expect(await render(boardOf(shownTicket()), two)).toContain('AA몰');
  });

  test('counts the inboxes once a product question is open', async () => {
    const question = shownTicket({ ...QUESTION, inquiryId: '2' });
    expect(await render(boardOf(shownTicket(), question))).toMatch(
      /class="by-source">이관 1건 · 🛍️ 상품 문의 1건</,
    );
    expect(await render(boardOf(shownTicket()))).not.toContain('by-source');
  });

  test('shows past confirmations separately, each with a button to dismiss it', async () => {
    const html = await render({
      ...boardOf(shownTicket()),
      past: [pastTicket(), pastTicket({ inquiryId: '4', isListed: false })],
    });
    const [before = '', apart = ''] = html.split('<details class="past"');
    expect(before).not.toMatch(/data-dismiss|마감 지난/);
    expect(apart).toMatch(
      /마감이 지나 더 알리지 않는 문의 2건.*쿠팡 목록에 남아 있음.*감지했을 때 이미 마감 지남/s,
    );
    expect(apart.match(/data-dismiss /g)).toHaveLength(2);
    expect(await render(boardOf(shownTicket()))).not.toContain('class="past"');
  });

  test('names the product of a question with its option, or its number before the name is read', async () => {
    const question = { ...QUESTION, option: 'Khaki, L', orderIds: ['98294587072450', '98294587072451'] };
    const named = await render(boardOf(shownTicket(question)));
    expect(named).toContain('data-find="1000000001 98294587072450 98294587072451 지어낸 상품, Khaki, L"');
    expect(named).toContain('>지어낸 상품, Khaki, L</span>');
    const { product: _, ...unnamed } = shownTicket({ ...QUESTION, sellerProductId: '13801234501' });
    expect(await render(boardOf(unnamed))).toContain('>등록상품ID 13801234501</span>');
  });

  test('has rows with what is searched and filtered, which open the whole history of the ticket', async () => {
    const html = await render(boardOf(shownTicket({ orderId: '98294587072450', isUnverified: true })));
    expect(html).toContain('data-find="1000000001 98294587072450 지어낸 상품"');
    expect(html).toMatch(
      /data-state="unverified" data-people="" data-key="[^"]+" data-source="call-center" data-kind="reply"/,
    );
    expect(html).toContain(`href="/ticket?id=${encodeURIComponent(ticketId(shownTicket()))}"`);
  });

  test('shows the outcomes of closed tickets, in both languages', async () => {
    const closed = [
      {
        ...makeKey(VENDOR),
        label: 'AA몰',
        kind: 'reply' as const,
        outcome: 'answered' as const,
        closedAt: NOW,
      },
      {
        ...makeKey({ ...VENDOR, inquiryId: '2' }),
        label: 'AA몰',
        kind: 'reply' as const,
        outcome: 'auto-closed' as const,
        closedAt: NOW,
        inTime: false,
      },
    ];
    const [first, second] = closed;
    if (first === undefined || second === undefined) throw new Error('two were closed');
    const board = {
      ...EMPTY_BOARD,
      closed: [{ ...first, tookMs: 134 * MINUTE, inTime: true, answeredBy: 'aamall' }, second],
    };
    expect(await render(board)).toMatch(
      /답변 완료.*기한 내.*2시간 14분 소요.*답변자 aamall.*자동 종료.*기한 초과/s,
    );
    const team = { ...PAGE_VENDOR, acting: { people: { U0HANA: { wingId: 'aamall' } } } };
    const mine = { ...board, closed: [{ ...first, answeredBy: 'aamall', handledBy: ['U0HANA'] }] };
    const named = await render(mine, createView('ko', [team]));
    expect(named).toMatch(/<li data-people="U0HANA".*답변자 @하나/s);
    expect(await render(board, EN)).toMatch(
      /Answered.*in time.*in 2 h 14 min.*by aamall.*Auto-closed.*late/s,
    );
  });

  test('C6: has the same elements and attributes for any product, user or login', async () => {
    const ended = {
      ...makeKey(VENDOR),
      label: 'AA몰',
      kind: 'reply',
      outcome: 'answered',
      closedAt: NOW,
    } as const;
    const shownWith = async (text: string) =>
      skeletonOf(
        await render({
          ...boardOf(shownTicket({ product: text, claimedBy: text })),
          closed: [{ ...ended, answeredBy: text }],
          past: [pastTicket({ product: text, orderId: text })],
        }),
      );
    const harmless = await shownWith('상품');
    expect(harmless.filter((tag) => tag.startsWith('??'))).toEqual([]);
    const piece = fc.oneof(fc.string(), fc.constantFrom('<b>', '"', "'", ' onclick=', '>', '<!--', HOSTILE));
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 5 }), async (pieces) => {
        expect(await shownWith(pieces.join(''))).toEqual(harmless);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the last poll on the page', () => {
  const SUMMARY = {
    result: 'swept',
    readings: 2,
    completeReadings: 2,
    listed: 5,
    opened: 1,
    changed: 0,
    closed: 0,
    reopened: 0,
    unverified: 0,
    published: 1,
    unusable: 0,
  };
  const SEEING = {
    ...VENDOR,
    label: 'AA몰',
    polledAt: NOW,
    sight: { is: 'sighted' } as const,
    held: [],
  };
  const IP = { cause: 'ip-not-allowed', ip: '192.0.2.1' } as const;
  const after = (summary: PollSummary) => {
    const polls = createPollLog(() => NOW);
    polls.noteSummary(VENDOR, summary);
    return polls;
  };
  const line = async (
    ...[vendor, polls, view = KO]: [Board['vendors'][number], ReturnType<typeof after>, typeof KO?]
  ) =>
    String(await renderPolls([vendor], polls, view, NOW))
      .replaceAll(/<[^>]*>|\s+/g, ' ')
      .replaceAll(/ +/g, ' ');
  const problems = async (vendors: Board['vendors'], polls: ReturnType<typeof after>, view = KO) =>
    String(await renderProblems(vendors, polls, view));

  test('shows the product questions beside the hand-overs, or how much of their list was read', async () => {
    const product = {
      ...SUMMARY,
      source: 'product' as const,
      readings: 5,
      completeReadings: 5,
      listed: 3,
      opened: 2,
    };
    const handOvers = { ...SUMMARY, source: 'call-center' as const };
    const withQuestions = (questions: typeof product) =>
      line(SEEING, after({ ...SUMMARY, sources: [handOvers, questions] }));
    expect(await withQuestions(product)).toContain('쿠팡 목록 5건 · 새 문의 1 · 🛍️ 상품 문의 3건 새 문의 2');
    const partly = { ...product, completeReadings: 4, opened: 0 };
    expect(await withQuestions(partly)).toContain('🛍️ 상품 문의 목록 4/5만 조회됨');
    const stopped = { ...partly, readings: 0, completeReadings: 0 };
    expect(await withQuestions(stopped)).not.toContain('🛍️');
  });

  test('shows its results', async () => {
    const polls = after(SUMMARY);
    expect(await line(SEEING, polls)).toContain('정상 조회 · 쿠팡 목록 5건 · 새 문의 1');
    expect(await line(SEEING, polls, EN)).toContain('read normally · 5 on Coupang’s lists · new 1');
    const partly = after({ ...SUMMARY, completeReadings: 1 });
    expect(await line(SEEING, partly)).toContain('목록 1/2만 조회됨');
    expect(await line(SEEING, partly, EN)).toContain('1/2 lists read whole');
    expect(await problems([SEEING], polls)).toBe('');
  });

  test('R6: reports that the clocks differ by minutes', async () => {
    const [polls, vendor] = [after(SUMMARY), { ...SEEING, clockDiffersByMs: -419_000 }];
    expect(await line(vendor, polls)).toContain('쿠팡과 이 컴퓨터의 시계가 7분 차이 납니다');
    expect(await line(vendor, polls, EN)).toContain('Coupang’s clock and this computer’s are 7 min apart');
    expect(await line(SEEING, polls)).not.toContain('시계');
  });

  test('R5: names the calls that rest while the recent week is read', async () => {
    const stop = { since: NOW, until: NOW + HOUR, code: 'MADE_UP', problem: 'made up' };
    const held = [{ ...stop, calls: 'look-up/call-center' as const, cause: 'coupang-down' as const }];
    const [polls, vendor] = [after(SUMMARY), { ...SEEING, held }];
    expect(await line(vendor, polls)).toMatch(
      /정상 조회 .*한 건씩의 조회 \(고객센터 이관\) 일시 중지 \(시작 \S*05:00\S* , 재개 \S*06:00\S* \): 쿠팡 접속 장애 \( MADE_UP \)\. 자동으로 재개됩니다/,
    );
    expect(await line(vendor, polls, EN)).toMatch(
      /at rest: look-ups \(Hand-overs\) \(since .*until .*Coupang unreachable \( MADE_UP \)\. They go on automatically/,
    );
    expect(await problems([vendor], polls)).toBe('');
  });

  test('R5: says what to do about calls that are throttled, also if the beginning is not known', async () => {
    const stop = { until: NOW + HOUR, code: 'MADE_UP', problem: 'made up', cause: 'throttled' as const };
    const vendor = { ...SEEING, held: [{ ...stop, calls: 'older/call-center' as const }] };
    expect(await line(vendor, after(SUMMARY))).toMatch(
      /지난 기간의 목록 \(고객센터 이관\) 일시 중지 \(재개 .*호출 한도 초과.*조치: 같은 키를 쓰는 다른 프로그램/,
    );
  });

  test('reports before the first poll that it is running', async () => {
    const { polledAt, ...fresh } = SEEING;
    expect(
      await line(
        fresh,
        createPollLog(() => NOW),
      ),
    ).toContain('첫 조회 중');
    expect(polledAt).toBe(NOW);
  });

  test("D10: explains why the poll could not read and what to do, in Slack's words, and until when Coupang is left alone", async () => {
    const polls = after({
      ...SUMMARY,
      result: 'backing-off',
      until: NOW + 10 * MINUTE,
      problem: 'Coupang refuses <it>.',
    });
    const vendor = { ...SEEING, failure: IP };
    expect(await line(vendor, polls)).toContain('조회 이상');
    const html = await problems([vendor], polls);
    expect(html).toMatch(/쿠팡이 거부한 IP.*192\.0\.2\.1.*조치: WING &gt; 판매자정보.*다음 조회.*05:10/s);
    expect(html).toContain('<p lang="en">Coupang refuses &lt;it&gt;.</p>');
    expect(await problems([vendor], polls, EN)).toMatch(/IP refused by Coupang.*To do: add the IP/s);
  });

  test('D10: how long it has been blind', async () => {
    const sight = { is: 'blind', since: NOW - 12 * MINUTE, ...IP } as const;
    expect(await line({ ...SEEING, sight }, after(SUMMARY))).toContain('조회 중단 12분째');
    expect(await line({ ...SEEING, sight }, after(SUMMARY), EN)).toContain('Blind for 12 min');
  });

  test('shows vendors with the same trouble once, and others separately', async () => {
    const polls = createPollLog(() => NOW);
    const vendor = (vendorId: string, failure: Failure) => ({
      ...SEEING,
      vendorId,
      label: vendorId,
      failure,
    });
    const html = await problems(
      [
        vendor('A', IP),
        vendor('B', IP),
        vendor('C', { cause: 'throttled' }),
        vendor('D', { ...IP, ip: '192.0.2.2' }),
      ],
      polls,
    );
    expect(html.match(/<section/g)).toHaveLength(3);
    expect(html).toContain('A, B · 쿠팡이 거부한 IP');
  });

  test('shows a failed poll as a trouble too', async () => {
    const polls = createPollLog(() => NOW);
    polls.noteError(VENDOR, new Error('made up\nsecond line'));
    expect(await line(SEEING, polls)).toContain('조회가 오류로 끝났습니다');
    expect(await problems([SEEING], polls)).toContain('<p lang="en">Error: made up</p>');
  });
});
