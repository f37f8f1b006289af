import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { closedRow, noticeRow } from '../../../simulation/memory-rows.ts';
import type { Notice, NoticeKey } from '../../../../lib/domain/notice/notice.ts';
import { NEW_VENDOR_STATE } from '../../../../lib/domain/reading/vendor-state.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import type { Ticket, TicketKey } from '../../../../lib/domain/ticket/ticket.ts';
import { createBoardReader } from '../../../../local/board/board-reader.ts';
import { makePolicy } from '../../../fixtures/domain/make-ladder.ts';
import { makeNotice } from '../../../fixtures/domain/make-notice.ts';
import { makeClosedTicket, makeTicket, rowOf } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { makeDailyReport } from './make-daily-report.ts';
import { VENDOR } from './page-parts.ts';

/** Midnight in Seoul. */
const TODAY = Date.UTC(2026, 10, 24, 15);
const SECOND = 1000;

/** A store, its changes, and a board that somebody keeps open. */
const openBoard = () => {
  const tickets = new Map<string, Ticket>();
  const notices = new Map<string, Notice>();
  const indexed = new Set<string>();
  const requests: string[] = [];
  let now = TODAY + 9 * HOUR;
  let failing: string | undefined;
  const ask = async <Answer>(what: string, answer: Answer): Promise<Answer> => {
    requests.push(what);
    if (what === failing) throw new Error(`made up: ${what}`);
    return answer;
  };
  const makeReader = () =>
    createBoardReader({
      reader: {
        ticket: (key: TicketKey) => ask('ticket', tickets.get(ticketId(key))),
        brief: () =>
          ask('brief', {
            tickets: [...tickets]
              .filter(([id, { facts }]) => indexed.has(id) || facts.state !== 'closed')
              .map(([, ticket]) => rowOf(ticket)),
            notices: [...notices]
              .filter(([name]) => indexed.has(name))
              .flatMap(([, notice]) => noticeRow(notice) ?? []),
          }),
        closed: (_vendor, since) =>
          ask(
            'closed',
            [...tickets.values()]
              .flatMap((ticket) => closedRow(ticket) ?? [])
              .filter(({ closedAt }) => closedAt >= since),
          ),
      },
      states: { read: () => ask('state', { ...NEW_VENDOR_STATE }) },
      notices: { read: ({ notice }: NoticeKey) => ask('notice', notices.get(notice)) },
      vendors: [
        {
          ...VENDOR,
          label: 'AA몰',
          ladder: makePolicy({ lastShiftMs: 0, claimStaleMs: 0 }),
        },
      ],
      spans: { blindMs: HOUR, lateMs: HOUR },
      now: () => now,
    });
  const read = makeReader();
  const put = (ticket: Ticket) => tickets.set(ticketId(ticket.key), ticket);
  return {
    asked: requests,
    read,
    /** The page of a reader who opens it now. */
    readAnew: () => makeReader()(),
    fail: (what?: string) => void (failing = what),
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
      if (tickets.has(ticketId(ticket.key))) return;
      indexed.add(ticketId(ticket.key));
      put(ticket);
    },
    /** Until Slack shows it, the index has it. */
    report: (daysAgo: number, isInIndex: boolean) => {
      const facts = makeDailyReport(TODAY - daysAgo * DAY);
      const name = `daily/${facts.from}` as const;
      notices.set(name, makeNotice(name, facts));
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

  test('shows at once ended tickets and a daily report', async () => {
    const board = openBoard();
    board.open('1');
    await board.read();
    board.close('1');
    expect((await board.read()).closed.map(({ inquiryId }) => inquiryId)).toEqual(['1']);
    board.report(1, true);
    expect((await board.read()).reports[0]?.days).toHaveLength(1);
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
