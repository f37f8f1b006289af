import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import type { ReachedStep } from '../../../../lib/domain/ticket/step.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import type { Ticket, TicketKey } from '../../../../lib/domain/ticket/ticket.ts';
import { newNoticeItem, parseNoticeRow } from '../../../../lib/dynamodb/notice-item.ts';
import { newTicketItem, parseClosedRow } from '../../../../lib/dynamodb/ticket-item.ts';
import { createBoardReader } from '../../../../local/board/board-reader.ts';
import { placeOnLadder } from '../../../../local/board/ladder-place.ts';
import {
  makeClosedTicket,
  makeShownTicket,
  makeTicket,
  QUESTION,
  rowOf,
  type TicketFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { NOW, VENDOR } from '../page/page-parts.ts';
import { makePolicy, makeWeekdays } from '../../../fixtures/domain/make-ladder.ts';
import { DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { makeState, type StateFields } from '../../../fixtures/domain/make-state.ts';
import type { Notice, NoticeKey } from '../../../../lib/domain/notice/notice.ts';
import { makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { makeDailyReport } from '../page/make-daily-report.ts';
import type { ReportFacts } from '../../../../lib/domain/notice/notice-facts.ts';
import { createReportReader } from '../../../../local/board/ended-reader.ts';

/** A store with these tickets, and what was asked of it. The index keeps the open ones, and those in `indexed`. */
const makeStore = (given: Ticket[] = [], state: StateFields = {}) => {
  const tickets = new Map(given.map((ticket) => [ticketId(ticket.key), ticket]));
  const notices = new Map<string, Notice>();
  const indexed = new Set<string>();
  const requests: string[] = [];
  const closedReads: number[] = [];
  let failing: string | undefined;
  const ask = async <Answer>(what: string, answer: Answer): Promise<Answer> => {
    requests.push(what);
    if (what === failing) throw new Error(`made up: ${what}`);
    return answer;
  };
  const ofVendor = ({ vendorId }: { vendorId: string }) =>
    [...tickets].filter(([, { key }]) => key.vendorId === vendorId);
  return {
    asked: requests,
    closedReads,
    tickets,
    indexed,
    put: (ticket: Ticket) => tickets.set(ticketId(ticket.key), ticket),
    putNotice: (notice: Notice) => notices.set(notice.key.notice, notice),
    fail: (what?: string) => void (failing = what),
    reader: {
      ticket: (key: TicketKey) => ask('ticket', tickets.get(ticketId(key))),
      brief: (vendor: { vendorId: string }) =>
        ask('brief', {
          tickets: ofVendor(vendor)
            .filter(([id, { facts }]) => indexed.has(id) || facts.state !== 'closed')
            .map(([, ticket]) => rowOf(ticket, { attentionAt: NOW })),
          notices: [...notices]
            .filter(([name]) => indexed.has(name))
            .map(([, notice]) => parseNoticeRow(newNoticeItem(notice))),
        }),
      closed: (vendor: { vendorId: string }, since: number) => {
        closedReads.push(since);
        const rows = ofVendor(vendor)
          .filter(([, { facts }]) => facts.state === 'closed')
          .map(([, ticket]) => parseClosedRow(newTicketItem(ticket)));
        return ask(
          'closed',
          rows.filter(({ closedAt }) => closedAt >= since),
        );
      },
    },
    states: { read: () => ask('state', makeState(state)) },
    notices: { read: ({ notice }: NoticeKey) => ask(notice, notices.get(notice)) },
  };
};

const LADDER = makePolicy({ lastShiftMs: 0 });

const readerOf = (
  { reader, states, notices }: Pick<ReturnType<typeof makeStore>, 'reader' | 'states' | 'notices'>,
  vendorIds: string[] = [VENDOR.vendorId],
  now: () => number = () => NOW,
) =>
  createBoardReader({
    reader,
    states,
    notices,
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

/** The board of a new reader. */
const boardOf = (tickets: Ticket[], state?: StateFields) => readerOf(makeStore(tickets, state))();

const openTicket = (inquiryId: string, dueAt: number, more: TicketFields = {}) =>
  makeTicket({ ...VENDOR, inquiryId, dueAt, ...more });
const closedTicket = (inquiryId: string, closedAt: number, more: TicketFields = {}) =>
  makeClosedTicket({ ...VENDOR, inquiryId, closedAt, ...more });

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
    const { closed } = await boardOf([
      closedTicket('1', NOW - HOUR, { claimedBy: 'U0KIM', answeredBy: 'hana.cs' }),
      closedTicket('2', NOW - 2 * HOUR, { kind: 'confirm', history: [{ name: 'act-1', at: NOW, deed }] }),
      closedTicket('3', NOW - 3 * HOUR, { answeredBy: 'another' }),
    ]);
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
    expect(board.reports.map(({ vendorId, label }) => [vendorId, label])).toEqual([
      ['A00012345', 'A00012345몰'],
      ['A00054321', 'A00054321몰'],
    ]);
  });

  test('D5: shows past confirmations separately, the latest first', async () => {
    const board = await boardOf([
      openTicket('1', NOW + HOUR, { kind: 'confirm' }),
      openTicket('2', NOW - 2 * HOUR, { kind: 'confirm' }),
      openTicket('3', NOW - HOUR),
      closedTicket('4', NOW - MINUTE, { kind: 'confirm', dueAt: NOW - HOUR, openedAt: NOW - MINUTE }),
      closedTicket('5', NOW - MINUTE, { kind: 'confirm', dueAt: NOW - HOUR, openedAt: NOW - 3 * HOUR }),
    ]);
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
    const { open } = await boardOf([
      openTicket('1', NOW - MINUTE, QUESTION),
      openTicket('2', NOW + 2 * HOUR, { ...QUESTION, ...warned }),
      openTicket('3', NOW + 2 * HOUR, warned),
      openTicket('4', NOW + 5 * HOUR, QUESTION),
      openTicket('5', NOW + 9 * HOUR),
      openTicket('6', NOW - 2 * MINUTE),
      openTicket('7', NOW + HOUR / 2, { steps: [{ name: '1h', at: NOW, deadline: NOW + HOUR / 2 }] }),
    ]);
    expect(open.map(({ inquiryId }) => inquiryId)).toEqual(['6', '7', '1', '3', '2', '5', '4']);
  });

  test('shows questions separately that were past when first seen, or whose deadline was a day ago', async () => {
    const { open, past, closed } = await boardOf([
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
    const ids = [open, past, closed].map((tickets) => tickets.map(({ inquiryId }) => inquiryId));
    expect(ids).toEqual([['1'], ['3', '2'], ['4']]);
  });

  test('R25: counts the messages that Slack does not have, since when, and whether that is too long', async () => {
    const shown = makeShownTicket({ ...VENDOR, dueAt: NOW + HOUR });
    expect((await boardOf([shown])).slack).toEqual({ pending: 0, isLate: false });
    const pendingTicket = (changedAt: number) => openTicket(String(changedAt), NOW + HOUR, { changedAt });
    const fresh = await boardOf([pendingTicket(NOW - 30_000)]);
    expect(fresh.slack).toEqual({ pending: 1, pendingSince: NOW - 30_000, isLate: false });
    const late = await boardOf([pendingTicket(NOW - 30_000), pendingTicket(NOW - 2 * MINUTE)]);
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
    expect(store.closedReads).toEqual([NOW - HOUR]);
    expect((await boardOf([closedTicket('99', NOW - 48 * HOUR)])).closed).toHaveLength(1);
  });

  test("S5: shows the outcome, how long it took, whether in time and by whom, with the ticket's product", async () => {
    const ticket = closedTicket('1', NOW - MINUTE, {
      product: '지어낸 상품',
      askedAt: NOW - 3 * HOUR,
      answeredAt: NOW - HOUR,
      inTime: true,
      answeredBy: 'aamall',
    });
    const { closed } = await boardOf([ticket]);
    const product = '지어낸 상품';
    expect(closed).toMatchObject([
      { outcome: 'answered', tookMs: 2 * HOUR, inTime: true, product, answeredBy: 'aamall' },
    ]);
  });

  test('R14, R11: shows that an outcome is being looked up, and that a deadline is an estimate', async () => {
    const { open } = await boardOf([openTicket('1', NOW, { state: 'unverified', askedAtUncertain: true })]);
    expect(open).toMatchObject([{ isUnverified: true, isEstimate: true }]);
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
    const [open] = (await boardOf([openTicket('1', DUE_AT, { steps })])).open;
    expect(open?.warned).toBe(warned);
  });

  test('S2: shows the next warning and its time, and none after the last one', async () => {
    const { open } = await boardOf([
      openTicket('1', NOW + 1.5 * HOUR, { steps: [] }),
      openTicket('2', NOW + 4 * HOUR),
      openTicket('3', DUE_AT, { steps: [step('3h'), step('1h')], nextStepAt: NOW + HOUR }),
      openTicket('4', NOW - HOUR),
    ]);
    expect(open.map(({ inquiryId, next }) => [inquiryId, next])).toEqual([
      ['4', undefined],
      ['3', undefined],
      ['1', { name: '1h', at: NOW + 0.5 * HOUR }],
      ['2', { name: '3h', at: NOW + HOUR }],
    ]);
  });

  test('S4: shows the last chance of a shift as the next warning', () => {
    const calendar = makeWeekdays(['10:00-18:00']);
    const ticket = openTicket('1', NOW + 16 * HOUR, { askedAt: NOW - 8 * HOUR, openedAt: NOW - HOUR });
    const ladder = { ...LADDER, lastShiftMs: 2 * HOUR };
    expect(placeOnLadder(ticket, { ladder, calendar }, NOW)).toEqual({
      next: { name: 'last-shift', at: NOW + 3 * HOUR },
    });
    expect(placeOnLadder(ticket, { ladder: LADDER, calendar }, NOW).next?.name).toBe('3h');
  });

  test('S6: shows the claimer', async () => {
    const { open } = await boardOf([
      openTicket('1', DUE_AT, { claimedBy: 'U0KIM' }),
      openTicket('2', DUE_AT + 1),
    ]);
    expect(open.map(({ claimedBy }) => claimedBy)).toEqual(['U0KIM', undefined]);
  });

  test('R17: shows since when a vendor cannot be read, and why', async () => {
    const failure = { cause: 'ip-not-allowed', ip: '192.0.2.1' } as const;
    const blind = { recentCompleteAt: NOW - 12 * MINUTE, firstPollAt: NOW - HOUR, polledAt: NOW, failure };
    const { vendors } = await boardOf([], blind);
    expect(vendors).toMatchObject([{ sight: { is: 'blind', since: NOW - 12 * MINUTE, ...failure } }]);
  });
});

/** Midnight in Seoul. */
const TODAY = Date.UTC(2026, 10, 24, 15);
const SECOND = 1000;

/** A store, its changes, and a board that somebody keeps open. */
const openBoard = () => {
  const store = makeStore();
  const { put, indexed } = store;
  let now = TODAY + 9 * HOUR;
  const makeReader = () => readerOf(store, undefined, () => now);
  return {
    ...store,
    read: makeReader(),
    /** The page of a reader who opens it now. */
    readAnew: () => makeReader()(),
    pass: (ms: number) => void (now += ms),
    open: (inquiryId: string, version = 1) =>
      put(makeTicket({ ...VENDOR, inquiryId, dueAt: now + 5 * HOUR, version })),
    claim: (inquiryId: string, version: number, claimedBy: string) =>
      put(makeTicket({ ...VENDOR, inquiryId, dueAt: now + 5 * HOUR, version, claimedBy })),
    close: (inquiryId: string) => put(makeClosedTicket({ ...VENDOR, inquiryId, closedAt: now })),
    /** Past at first sight (D5). Coupang lists it on, so the index keeps it. */
    closeAtFirstSight: (inquiryId: string) => {
      const past = { kind: 'confirm', dueAt: now - DAY, openedAt: now, closedAt: now } as const;
      const ticket = makeClosedTicket({ ...VENDOR, inquiryId, ...past });
      if (store.tickets.has(ticketId(ticket.key))) return;
      indexed.add(ticketId(ticket.key));
      put(ticket);
    },
    /** Until Slack shows it, the index has it. */
    report: (daysAgo: number, isInIndex: boolean) => {
      const facts = makeDailyReport(TODAY - daysAgo * DAY);
      const name = `daily/${facts.from}` as const;
      store.putNotice(makeNotice(name, facts));
      if (isInIndex) indexed.add(name);
    },
  };
};

describe('an open board', () => {
  test('requests only the open tickets and the state if nothing has changed', async () => {
    const board = openBoard();
    board.open('1');
    board.close('2');
    await board.read();
    board.asked.length = 0;
    board.pass(5 * SECOND);
    await board.read();
    expect(board.asked.toSorted()).toEqual(['brief', 'state']);
  });

  test('shows within a minute a ticket that came and ended between two requests', async () => {
    const board = openBoard();
    await board.read();
    board.close('1');
    board.report(1, false);
    board.pass(MINUTE - 1);
    expect((await board.read()).closed).toEqual([]);
    board.pass(1);
    const { closed, reports } = await board.read();
    expect([closed.length, reports[0]?.days.length]).toEqual([1, 1]);
  });

  test('reads ended tickets again after a failure', async () => {
    const board = openBoard();
    board.open('1');
    await board.read();
    board.close('1');
    board.fail('closed');
    await expect(board.read()).rejects.toThrow('made up: closed');
    board.fail();
    expect((await board.read()).closed).toHaveLength(1);
  });

  test('equals the page of a reader who opens it now, whatever happens', async () => {
    const id = fc.constantFrom('1', '2', '3', '4');
    const deed = fc.constantFrom('open', 'claim', 'close', 'closeAtFirstSight', 'reopen', 'report', 'pass');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(deed, id), { maxLength: 30 }), async (deeds) => {
        const board = openBoard();
        let version = 1;
        for (const [did, inquiryId] of deeds) {
          version += 1;
          if (did === 'pass') board.pass(20 * MINUTE);
          else if (did === 'report') board.report(Number(inquiryId), true);
          else if (did === 'claim') board.claim(inquiryId, version, `U${version}`);
          else if (did === 'reopen') board.open(`9${inquiryId}`, version);
          else if (did === 'open') board.open(inquiryId, version);
          else if (did === 'closeAtFirstSight') board.closeAtFirstSight(`9${inquiryId}`);
          // A ticket closes that a look has seen open.
          else if ((await board.read()).open.some((row) => row.inquiryId === inquiryId))
            board.close(inquiryId);
          expect(await board.read()).toEqual(await board.readAnew());
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** 2026-11-25, 09:30 in Seoul. */
const MORNING = Date.UTC(2026, 10, 25, 0, 30);

const daily = (daysAgo: number, facts: Partial<ReportFacts> = {}): ReportFacts =>
  makeDailyReport(TODAY - daysAgo * DAY, facts);

/** A store with these reports. */
const makeReports = (...reports: ReportFacts[]) => {
  const store = makeStore();
  const put = (facts: ReportFacts) => store.putNotice(makeNotice(`daily/${facts.from}`, facts));
  for (const facts of reports) put(facts);
  return { ...store, put };
};

describe('S7: the daily reports of the last days', () => {
  test('are those of the seven days before today in the market’s zone, oldest first', async () => {
    const { notices } = makeReports(...[0, 1, 3, 7, 8].map((daysAgo) => daily(daysAgo)));
    const days = await createReportReader(notices, VENDOR)(MORNING);
    expect(days.map(({ from }) => (TODAY - from) / DAY)).toEqual([7, 3, 1]);
    // Half an hour before midnight yesterday's report is still the last one.
    const before = await createReportReader(notices, VENDOR)(TODAY - HOUR / 2);
    expect(before.map(({ from }) => (TODAY - from) / DAY)).toEqual([8, 7, 3]);
  });

  test('are searched by their names, each until it exists', async () => {
    const store = makeReports(daily(7), daily(2));
    const read = createReportReader(store.notices, VENDOR);
    await read(MORNING);
    expect(store.asked.toSorted()).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((daysAgo) => `daily/${TODAY - daysAgo * DAY}`).toSorted(),
    );
    store.asked.length = 0;
    store.put(daily(1, { opened: 3 }));
    expect((await read(MORNING)).map(({ opened }) => opened)).toEqual([0, 0, 3]);
    expect(store.asked).toHaveLength(5);
    store.asked.length = 0;
    expect(await read(MORNING + DAY)).toHaveLength(2);
    expect(store.asked).toHaveLength(5);
  });
});
